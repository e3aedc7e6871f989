"""The norm report as JSON text, a week to a line: 100,000 weeks are written quickly and still read well."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from spaedbarn_cli.domain.norm_json import case_json

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from spaedbarn_cli.domain.norms import CaseNorm


def json_text(
    today: date, found: Iterable[CaseNorm], sources: Mapping[str, Sequence[Mapping[str, str]]] | None = None
) -> str:
    """Return one document: the day it was made and every family.

    `sources` is by code what is said of a family that is known from copies: who gave them, and up to when they tell.
    """
    encode = json.JSONEncoder(ensure_ascii=False).encode
    cases = []
    for norm in found:
        fields = case_json(norm)
        weeks = ",\n      ".join(map(encode, fields.pop("weeks")))
        summary = encode(fields.pop("summary"))
        if sources and norm.code in sources:
            fields["sources"] = list(sources[norm.code])
        head = encode(fields)[1:-1]
        listed = f"[\n      {weeks}\n    ]" if weeks else "[]"
        cases.append(f'    {{{head},\n     "weeks": {listed},\n     "summary": {summary}}}')
    body = ",\n".join(cases)
    listed = f"[\n{body}\n  ]" if cases else "[]"
    return f'{{\n  "today": {encode(today.isoformat())},\n  "cases": {listed}\n}}\n'
