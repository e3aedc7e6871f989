"""How commands are declared: Typer groups and commands whose help speaks the language in use.

The words of help are looked up when a module is imported, which is why `main` settles the language first. Values are
taken as text and read by our own code, so that a bad one gets our message in both languages.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import typer
from typer.core import TyperCommand, TyperGroup

from spaedbarn_cli.i18n.catalog import t

if TYPE_CHECKING:
    from collections.abc import Callable

    from spaedbarn_cli.session import Session


class _Worded:
    """The parts of help that the toolkit would write in English."""

    def get_help_option(self, ctx: Any) -> Any:
        option = super().get_help_option(ctx)  # type: ignore[misc]
        if option is not None:
            option.help = t("help.help")
        return option

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        pieces = self.collect_usage_pieces(ctx)  # type: ignore[attr-defined]
        formatter.write_usage(ctx.command_path, " ".join(pieces), prefix=t("help.usage") + " ")

    def format_options(self, ctx: Any, formatter: Any) -> None:
        records: dict[str, list[tuple[str, str]]] = {"argument": [], "option": []}
        for param in self.get_params(ctx):  # type: ignore[attr-defined]
            record = param.get_help_record(ctx)
            if record is not None:
                name, text = record
                text = text.replace("[required]", f"[{t('help.required')}]")
                text = text.replace("[default: ", f"[{t('help.default')} ")
                records[param.param_type_name].append((name, text))
        for kind, rows in records.items():
            if rows:
                with formatter.section(t(f"help.{kind}s")):
                    formatter.write_dl(rows)
        if isinstance(self, Group):
            self.format_commands(ctx, formatter)

    def format_epilog(self, ctx: Any, formatter: Any) -> None:
        if self.epilog:  # type: ignore[attr-defined]
            formatter.write_paragraph()
            for line in self.epilog.splitlines():  # type: ignore[attr-defined]
                formatter.write(f"{line}\n")


class Command(_Worded, TyperCommand):
    """One command."""


class Group(_Worded, TyperGroup):
    """A group of commands, listed in the order they were declared."""

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        rows = []
        for name in self.list_commands(ctx):
            command = self.get_command(ctx, name)
            if command is not None and not command.hidden:
                rows.append((name, command.help or ""))  # whole: a line cut off by the toolkit says too little
        if rows:
            with formatter.section(t("help.commands")):
                formatter.write_dl(rows)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        from spaedbarn_cli.errors import WrongUsage

        if args and not args[0].startswith("-") and self.get_command(ctx, args[0]) is None:
            import difflib

            near = difflib.get_close_matches(args[0], self.list_commands(ctx), 1)
            if near:
                raise WrongUsage("usage_command_near", near=f"{ctx.command_path} {near[0]}", command=ctx.command_path)
            raise WrongUsage("usage_command", command=ctx.command_path)
        return super().resolve_command(ctx, args)


def group(name: str) -> typer.Typer:
    """Return an empty group with its help."""
    return typer.Typer(
        name=name, cls=Group, help=t(f"help.{name}"), no_args_is_help=True, rich_markup_mode=None,
        pretty_exceptions_enable=False, add_completion=False, options_metavar=t("help.options_metavar"),
        subcommand_metavar=t("help.command_metavar"),
    )  # fmt: skip


def command(app: typer.Typer, name: str, *, key: str, example: str, codes: str = "") -> Callable[..., Any]:
    """Return a decorator that declares a command; `key` finds its help, `example` and exit codes end it."""
    lines = [f"{t('help.example')}: {example}"]
    if codes:
        lines.append(f"{t('help.exit_codes')}: 0 · {codes}")
    return app.command(
        name, cls=Command, help=t(f"help.{key}"), epilog="\n".join(lines), options_metavar=t("help.options_metavar")
    )


def session_of(ctx: typer.Context) -> Session:
    """Return what this run was given."""
    session: Session = ctx.obj
    return session
