"""`completion SHELL`, and the answers its script asks for: commands, options and the values that are fixed.

The shell runs `spaedbarn` with `_SPAEDBARN_COMPLETE=1`, the words before the cursor, one a line, in `_SPAEDBARN_WORDS`,
and the word being typed in `_SPAEDBARN_TYPED`. Answers are lines of `word<TAB>help`, or `:files` where a
file belongs. No store is opened and nobody is asked anything: families are not completed, only words of the program.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Annotated, Any

import typer

from spaedbarn_cli.cli.app import command, session_of
from spaedbarn_cli.cli.completion_scripts import FILES, SCRIPTS
from spaedbarn_cli.errors import WrongUsage
from spaedbarn_cli.i18n.catalog import LANGUAGES, t

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from spaedbarn_cli.session import Session

GLOBALS = ("--home", "--lang", "--json", "--now", "--yes")
"""Options that every command takes, wherever they stand."""

_VALUED_GLOBALS = ("--home", "--lang", "--now")


def register(app: typer.Typer) -> None:
    """Declare the command."""

    @command(app, "completion", key="completion", example='eval "$(spaedbarn completion bash)"', codes="2")
    def completion(ctx: typer.Context, shell: Annotated[str, typer.Argument(metavar="SHELL")]) -> None:
        run_completion(session_of(ctx), shell)


def run_completion(session: Session, shell: str) -> None:
    """Print the script that a shell reads at its start."""
    script = SCRIPTS.get({"pwsh": "powershell"}.get(shell, shell))
    if script is None:
        raise WrongUsage("bad_shell", known=", ".join(SCRIPTS))
    if session.terminal.json:
        session.terminal.document({"script": script.lstrip()})
        return
    session.terminal.raw(script.lstrip())


def typed_words() -> list[str]:
    """Return the words of the line so far, the last one the one being typed, with `--name=value` in one piece.

    bash hands `=` over as a word of its own; quotes that are still open are left away.
    """
    words: list[str] = []
    before = os.environ.get("_SPAEDBARN_WORDS", "")
    for word in [*(before.split("\n") if before else ()), os.environ.get("_SPAEDBARN_TYPED", "")]:
        clean = word.strip("\"'")
        joins = words and words[-1].startswith("--")
        if (clean == "=" and joins) or (joins and words[-1].endswith("=")):
            words[-1] += clean
        else:
            words.append(clean)
    return words


def answers(words: Sequence[str], typed: str, build: Callable[[list[str]], Any]) -> list[str]:
    """Return the lines for the shell: what can follow `words` (global options taken out) and begins with `typed`.

    `build` returns the command tree for the words; a line that no command understands has no answers.
    """
    found, waiting = _walk(build([word for word in words if not word.startswith("-")]), list(words))
    if found is None:
        return []
    option, equals, value = typed.partition("=")
    if equals and option.startswith("--"):
        # Where `--kind=tel` is one word, the answer takes its place whole; bash replaces what follows `=`.
        whole = option + equals if os.environ.get("_SPAEDBARN_TYPED", "").startswith("--") else ""
        return [line if line == FILES else whole + line for line in _matching(_values_of(found, option, words), value)]
    if waiting is not None:
        return _matching(_values_of(found, waiting, words), typed)
    if typed.startswith("-"):
        return _matching(_options(found), typed)
    commands = getattr(found, "commands", None)
    if commands is not None:
        shown = {name: one.get_short_help_str(60) for name, one in commands.items() if not one.hidden}
        return _matching(shown, typed)
    return _matching(_arguments(found), typed)


def _walk(found: Any, words: list[str]) -> tuple[Any, str | None]:
    """Return the command that the words lead to, and the option that still waits for its value."""
    waiting: str | None = None
    for word in words:
        if waiting is not None:
            waiting = None
        elif word.startswith("--") and "=" not in word:
            waiting = word if word in _VALUED_GLOBALS or _takes_value(found, word) else None
        elif hasattr(found, "commands"):
            found = found.commands.get(word)
            if found is None:
                return None, None
    return found, waiting


def _takes_value(found: Any, word: str) -> bool:
    return any(word in param.opts and not getattr(param, "is_flag", False) for param in found.params)


def _options(found: Any) -> dict[str, str]:
    shown = {"--help": t("help.help")}
    for param in found.params:
        if param.param_type_name == "option" and not param.hidden:
            shown.update(dict.fromkeys([*param.opts, *param.secondary_opts], param.help or ""))
    return {**shown, **{name: "" for name in GLOBALS if name not in shown}}


def _arguments(found: Any) -> dict[str, str]:
    if found.name == "completion":
        return dict.fromkeys(SCRIPTS, "")
    return {FILES: ""} if any(_is_file(p) for p in found.params if p.param_type_name == "argument") else {}


def _is_file(param: Any) -> bool:
    return param.metavar in ("FILE", "DEST", t("metavar.file"))


def _values_of(found: Any, option: str, words: Sequence[str]) -> dict[str, str]:
    """Return the fixed values of an option; where there are none, nothing (a free text, a day, a number)."""
    from spaedbarn_cli.domain.case import PERSON_ROLES, ROLES
    from spaedbarn_cli.domain.visit import KINDS, STATUSES
    from spaedbarn_cli.domain.visit_rules import CANCELLED_BY

    if option == "--home" or any(_is_file(param) for param in found.params if option in param.opts):
        return {FILES: ""}
    fixed: Mapping[str, Sequence[str]] = {
        "--kind": KINDS, "--status": STATUSES, "--cancelled-by": CANCELLED_BY, "--lang": LANGUAGES,
        "--role": PERSON_ROLES if "person" in words[:1] else ROLES, "--format": ("table", "json", "csv", "html"),
    }  # fmt: skip
    if option == "--programme":
        from spaedbarn_cli.paths import instruments_dir

        return {path.stem: "" for path in sorted((instruments_dir() / "programmes").glob("*.yaml"))}
    return dict.fromkeys(fixed.get(option, ()), "")


def _matching(found: Mapping[str, str], typed: str) -> list[str]:
    return [
        word if word == FILES or not help_ else f"{word}\t{' '.join(help_.split())}"
        for word, help_ in found.items()
        if word == FILES or word.startswith(typed)
    ]
