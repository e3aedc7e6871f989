"""The top of the command tree: assembles the commands and words what the toolkit complains of."""

from __future__ import annotations

import importlib
import re
from typing import TYPE_CHECKING, Any

import typer

from spaedbarn_cli.cli.app import Group, command
from spaedbarn_cli.errors import WrongUsage
from spaedbarn_cli.i18n.catalog import t

if TYPE_CHECKING:
    from collections.abc import Mapping

    from spaedbarn_cli.errors import SpaedbarnError

_OPTION = re.compile(r"^--?[a-z][a-z-]{0,23}$")


def build(words: list[str], commands: Mapping[str, str]) -> typer.Typer:
    """Return the program with the one command that is asked for, or with all of them for help and completion."""
    app = typer.Typer(
        name="spaedbarn", cls=Group, help=t("help.spaedbarn"), epilog=t("help.global"), no_args_is_help=True,
        rich_markup_mode=None, pretty_exceptions_enable=False, add_completion=False,
        options_metavar=t("help.options_metavar"), subcommand_metavar=t("help.command_metavar"),
    )  # fmt: skip
    app.callback()(_nothing)
    if words in ([], ["--help"]):
        for name in commands:  # the list needs names and a line each, not what they do
            command(app, name, key=name, example="")(_nothing)
        return app
    only = commands.get(words[0]) if words else None
    for module in [only] if only else dict.fromkeys(commands.values()):
        importlib.import_module(f"spaedbarn_cli.cli.{module}").register(app)
    return app


def _nothing() -> None:
    """Keeps the program a group even when it has one command only."""


def usage_error(error: Any) -> SpaedbarnError:
    """Return our words for a complaint of the toolkit about the command line (never quoting a value)."""
    context = getattr(error, "ctx", None)
    command = context.command_path if context is not None else "spaedbarn"
    kind = type(error).__name__
    option = str(getattr(error, "option_name", "") or "")
    if kind == "NoArgsIsHelpError":
        return WrongUsage("usage_no_command", command=command, help=error.message)
    if kind == "NoSuchOption" and _OPTION.match(option):  # other words are not repeated: they may be a note gone astray
        near = " ".join(getattr(error, "possibilities", None) or ())
        return WrongUsage("usage_option_near" if near else "usage_option", option=option, near=near, command=command)
    if kind == "BadOptionUsage":
        return WrongUsage("usage_value" if "requires" in error.message else "usage_no_value", option=option, command=command)
    if kind == "MissingParameter":
        name = error.param.human_readable_name if error.param is not None else ""
        return WrongUsage("usage_missing", name=name, command=command)
    return WrongUsage("usage", command=command)
