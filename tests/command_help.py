"""The help of every command, as one process of the real program would show it.

Help is worded when a command is declared, so each language needs a process of its own: run with a language, it prints
`{"spaedbarn visit log": "Brug: …", …}`.
"""

from __future__ import annotations

import functools
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent


@functools.cache
def help_of_all(lang: str) -> dict[str, str]:
    """Return the help of every command and group by its full name."""
    done = subprocess.run(
        [sys.executable, __file__, lang], capture_output=True, text=True, encoding="utf-8", check=True, cwd=ROOT
    )
    found: dict[str, str] = json.loads(done.stdout)
    return found


@functools.cache
def commands() -> tuple[str, ...]:
    """Return every command that does something, without the program's name: `visit log`, `norm-check`."""
    names = [name.partition(" ")[2] for name in help_of_all("da")]
    groups = {name.rpartition(" ")[0] for name in names}
    return tuple(name for name in names if name and name not in groups)


def _walk(command: Any, context: Any, found: dict[str, str]) -> None:
    found[context.command_path] = command.get_help(context)
    for name, one in getattr(command, "commands", {}).items():
        _walk(one, one.make_context(name, [], parent=context, resilient_parsing=True), found)


if __name__ == "__main__":
    from typer.main import get_command

    from spaedbarn_cli.cli import root
    from spaedbarn_cli.i18n import catalog
    from spaedbarn_cli.main import COMMANDS

    catalog.use(sys.argv[1])
    top = get_command(root.build(["every one of them"], COMMANDS))
    shown: dict[str, str] = {}
    _walk(top, top.make_context("spaedbarn", [], resilient_parsing=True), shown)
    sys.stdout.buffer.write(json.dumps(shown, ensure_ascii=False).encode())
