"""`guide`: the one-page user guide, in the language in use."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer  # noqa: TC002 - typer itself reads the annotation

from spaedbarn_cli.cli.app import command, session_of
from spaedbarn_cli.i18n.catalog import language

if TYPE_CHECKING:
    from spaedbarn_cli.session import Session


def register(app: typer.Typer) -> None:
    """Declare the command."""

    @command(app, "guide", key="guide", example="spaedbarn guide")
    def guide(ctx: typer.Context) -> None:
        run_guide(session_of(ctx))


def run_guide(session: Session) -> None:
    """Print the guide."""
    text = guide_text(language())
    if session.terminal.json:
        session.terminal.document({"guide": text})
        return
    session.terminal.result(_underlined(text))


def guide_text(lang: str) -> str:
    """Return the guide as it is shipped, in Markdown."""
    from importlib.resources import files

    return (files("spaedbarn_cli") / "i18n" / lang / "guide.md").read_text(encoding="utf-8")


def _underlined(text: str) -> str:
    """Return the text as a terminal shows it best: headings underlined instead of marked."""
    lines: list[str] = []
    for line in text.rstrip().splitlines():
        mark, _, heading = line.partition(" ")
        if set(mark) == {"#"}:
            lines += [heading, ("═" if mark == "#" else "─") * len(heading)]
        else:
            lines.append(line)
    return "\n".join(lines)
