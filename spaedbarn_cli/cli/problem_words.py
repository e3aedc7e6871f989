"""What is wrong with a definition file, in words: the place, the fact, and what to do."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any

from spaedbarn_cli.errors import DefinitionInvalid
from spaedbarn_cli.i18n.catalog import t

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spaedbarn_cli.catalog.codes import Problem
    from spaedbarn_cli.session import Session

_KEYS = ("expected", "found")
"""Parameters that are keys of words themselves."""


def problem_document(problem: Problem) -> dict[str, Any]:
    """Return a problem as JSON has it: its number, its place, and both sentences."""
    params = {name: t(str(value)) if name in _KEYS else value for name, value in problem.params.items()}
    place = problem.place_key
    return {
        "code": problem.code.value,
        "file": problem.file,
        "line": problem.line,
        "path": problem.path,
        "place": t(place, file=problem.file, line=problem.line, path=problem.path),
        "message": t(problem.text_key, **params),
        "hint": t(problem.remedy_key, **params),
    }


def problem_lines(document: dict[str, Any]) -> tuple[str, str]:
    """Return a problem as two lines: where and what, and what to do."""
    return f"  {document['place']}: {document['message']}", f"    → {document['hint']}"


@contextlib.contextmanager
def worded(session: Session) -> Iterator[None]:
    """Say every problem of a file that turns out not to be right, and let the error go on with them as JSON has it."""
    try:
        yield
    except DefinitionInvalid as error:
        documents = [problem_document(problem) for problem in error.params.get("problems", ())]
        for document in documents:
            for line in problem_lines(document):
                session.terminal.say(line)
        raise DefinitionInvalid(error.key, **{**error.params, "problems": documents}) from None
