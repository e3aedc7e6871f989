"""An instrument on the terminal: beside every number stands on whose word it is."""

from __future__ import annotations

import io
from typing import Any

import pytest

from spaedbarn_cli.catalog.instruments import list_instruments, open_instrument
from spaedbarn_cli.i18n.catalog import LANGUAGES, use
from spaedbarn_cli.report.instrument_documents import instrument_document, instrument_line
from spaedbarn_cli.report.instrument_terminal import instrument_card, instrument_list


def drawn(renderable: Any, width: int = 80) -> str:
    from rich.console import Console

    out = io.StringIO()
    Console(file=out, width=width, markup=False, emoji=False, highlight=False).print(renderable)
    return out.getvalue()


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("key", [key for _, key in list_instruments()])
def test_every_card_fits_and_marks_what_is_not_verified(key: str, lang: str) -> None:
    instrument = open_instrument(key)
    use(lang)
    try:
        shown = drawn(instrument_card(instrument_document(instrument, {}, []), 60), 60)
    finally:
        use("da")
    assert max(map(len, shown.splitlines())) <= 60
    marks = [scale.evidence for scale in instrument.scales]
    marks += [one.evidence for scale in instrument.scales for one in (*scale.cutoffs, *scale.bands)]
    word = {"da": "ikke bekræftet", "en": "not verified"}[lang]
    assert " ".join(shown.split()).count(f"[{word}]") == marks.count("unverified")


def test_a_bound_that_is_set_stands_beside_the_definition_s_own() -> None:
    use("da")
    document = instrument_document(open_instrument("epds"), {"epds.total.mother": "12"}, [])
    assert document["scales"][0]["cutoffs"][0]["own"] == "12"
    assert "sat til 12 af kommunen" in " ".join(drawn(instrument_card(document, 80)).split())


def test_the_list_has_a_line_each() -> None:
    use("da")
    lines = [instrument_line(open_instrument(key)) for key in ("epds", "gad-7")]
    assert [line.split()[0] for line in drawn(instrument_list(lines)).splitlines()] == ["epds", "gad-7"]
