"""The program inside the test's own process: fast, and with everything it says caught. For what needs no terminal."""

from __future__ import annotations

import contextlib
import io
import json
import os
import sys
from typing import TYPE_CHECKING, Any, NamedTuple
from unittest import mock

from pty_session import clean_env

from spaedbarn_cli import session
from spaedbarn_cli.main import run
from spaedbarn_cli.store import keywrap

if TYPE_CHECKING:
    from pathlib import Path

PASSPHRASE = "fem blå spande sand"
NOW = "2026-11-22T14:30"
"""A Sunday afternoon in week 47."""


class Ran(NamedTuple):
    """What a command left behind."""

    code: int
    out: str
    err: str


class Program:
    """The program on one desk: every call is one command line, as typed by somebody whose folders lie under `home`."""

    def __init__(self, home: Path, *, now: str = NOW, lang: str = "da") -> None:
        self.home = home
        self.store = home / "store"
        self.env = {"SPAEDBARN_HOME": str(self.store), "SPAEDBARN_LANG": lang, "SPAEDBARN_NOW": now}

    def __call__(self, *args: str, stdin: str = "", **env: str) -> Ran:
        """Run one command; the passphrase is in the environment unless a variable of the store says otherwise."""
        given = {"SPAEDBARN_PASSPHRASE": PASSPHRASE, **self.env, **env}
        kept = {name: value for name, value in os.environ.items() if not name.startswith("SPAEDBARN_")}
        out, err = io.StringIO(), io.StringIO()
        mask = os.umask(0o022)
        try:
            with contextlib.ExitStack() as stack:
                stack.enter_context(mock.patch.dict(os.environ, {**kept, **clean_env(self.home), **given}, clear=True))
                stack.enter_context(mock.patch.object(keywrap, "testing_kdf_cost", (1, 1, 64)))
                stack.enter_context(mock.patch.object(sys, "stdin", io.StringIO(stdin)))
                stack.enter_context(contextlib.redirect_stdout(out))
                stack.enter_context(contextlib.redirect_stderr(err))
                session.forget_env()
                code = run(list(args))
        finally:
            os.umask(mask)
            session.forget_env()
        return Ran(code, out.getvalue(), err.getvalue())

    def ok(self, *args: str, **more: Any) -> str:
        """Run a command that must succeed; returns what it wrote."""
        ran = self(*args, **more)
        assert ran.code == 0, ran
        return ran.out

    def json(self, *args: str, **more: Any) -> Any:
        """Run a command that must succeed with `--json`; returns its document."""
        return json.loads(self.ok(*args, "--json", **more))

    def refused(self, *args: str, **more: Any) -> tuple[int, str]:
        """Run a command that must fail with `--json`; returns exit code and key, and sees that nothing else is said."""
        ran = self(*args, "--json", **more)
        assert ran.out == "", ran
        error = json.loads(ran.err)["error"]
        assert error["code"] == ran.code != 0
        assert error["message"], ran
        return ran.code, error["key"]

    def init(self) -> Program:
        """Make the store."""
        self.ok("init", "--name", "Mette Holm", "--role", "health-visitor", "--skip-recovery-check")
        return self

    def families(self) -> Program:
        """Make the store with two families: A17 with a child and a visit last Thursday, B03 before birth."""
        self.init()
        self.ok("case", "open", "A17", "--due", "2026-09-20")
        self.ok("person", "add", "A17", "mor", "--role", "mother")
        self.ok("person", "add", "A17", "far", "--role", "father")
        self.ok("birth", "A17", "--date", "2026-09-17", "--child", "barn1")
        self.ok("visit", "log", "A17", "--start", "2026-11-19 09:00", "--minutes", "90", "--present", "mor,barn1",
                "--core", "guidance", "--note", "Første besøg.")  # fmt: skip
        self.ok("case", "open", "B03", "--due", "2026-12-20")
        self.ok("person", "add", "B03", "mor", "--role", "mother")
        return self
