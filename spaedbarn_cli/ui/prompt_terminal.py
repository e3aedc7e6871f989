"""The terminal that questions are asked on: one for the whole process, apart from stdout, and no key is lost on it.

Between two questions the terminal neither echoes nor gathers lines. Keys typed ahead, while the program works, wait for
the next question as they were struck, and a passphrase begun too early never stands on the screen.
"""

from __future__ import annotations

import atexit
import contextlib
import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from spaedbarn_cli.errors import Interrupted, WrongUsage
from spaedbarn_cli.ui.prompt_state import IdleLock, manner

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable, Iterator

    from prompt_toolkit.application import Application
    from prompt_toolkit.input import Input
    from prompt_toolkit.output import Output

ESCAPE_SECONDS = 0.08
"""How long a lone Esc waits for the rest of an arrow key; under a tenth of a second nobody notices."""

PAUSE_SECONDS = 1.0
"""How long a writer pauses before a half-written word is saved too."""

_BLANK = "\x1b[H\x1b[2J\x1b[3J"
"""Home, clear the screen, then the scrollback: some terminals move the screen to the scrollback when they clear it."""

_open: dict[str, Any] = {}


def simple() -> bool:
    """Say whether the terminal can only print lines (TERM=dumb)."""
    return os.environ.get("TERM", "").lower() in ("dumb", "unknown") and sys.platform != "win32"


def files() -> tuple[TextIO, TextIO]:
    """Return what questions are read from and written to: the terminal, never a pipe; raises WrongUsage without one."""
    if "files" not in _open:
        _open["files"] = (_terminal_file(sys.stdin, "r"), _terminal_file(sys.stderr, "w"))
    pair: tuple[TextIO, TextIO] = _open["files"]
    return pair


def _terminal_file(standard: TextIO | None, mode: str) -> TextIO:
    if standard is not None and standard.isatty():
        return standard
    try:
        file = Path("/dev/tty").open(mode, encoding="utf-8", errors="replace")  # noqa: SIM115  (kept to the end)
    except OSError as none:
        raise WrongUsage("no_terminal") from none
    atexit.register(file.close)
    return file  # type: ignore[return-value]  # text mode, both of them


def _terminal() -> tuple[Input, Output]:
    if "terminal" not in _open:
        from prompt_toolkit.input import create_input
        from prompt_toolkit.output import create_output

        source, sink = files()
        output = create_output(sink)
        # Asking the terminal where its cursor is costs a round trip for every question and is answered among the keys.
        if hasattr(output, "enable_cpr"):
            output.enable_cpr = False
        _hush(source.fileno())
        _open["terminal"] = (create_input(source), output)
    pair: tuple[Input, Output] = _open["terminal"]
    return pair


def _hush(fd: int) -> None:
    """Stop the terminal from echoing and gathering lines until the program ends; Ctrl-C keeps working."""
    try:
        import termios
    except ImportError:  # Windows reads keys one by one without being told
        return
    before = termios.tcgetattr(fd)
    hushed = termios.tcgetattr(fd)
    hushed[0] &= ~termios.ICRNL
    hushed[3] &= ~(termios.ECHO | termios.ICANON)
    hushed[6][termios.VMIN], hushed[6][termios.VTIME] = 1, 0

    def restore() -> None:
        with contextlib.suppress(termios.error):  # the terminal may be gone: then there is nothing to put right
            termios.tcsetattr(fd, termios.TCSANOW, before)

    termios.tcsetattr(fd, termios.TCSANOW, hushed)
    atexit.register(restore)


@contextlib.contextmanager
def asking() -> Iterator[None]:
    """Let what is built and run inside draw on the terminal of the questions."""
    from prompt_toolkit.application import create_app_session

    source, output = _terminal()
    with create_app_session(source, output):
        yield


def _seconds() -> float:
    """Return a clock that also runs while the computer sleeps, so that a closed lid counts as idle."""
    boot = getattr(time, "CLOCK_BOOTTIME", None)
    return time.monotonic() if boot is None else time.clock_gettime(boot)


def run(
    app: Application[Any],
    *,
    on_leave: Callable[[], None] | None = None,
    save: Callable[[], None] | None = None,
    chord_seconds: float = ESCAPE_SECONDS,
) -> Any:
    """Run one question and return its result.

    `on_leave` saves what was typed before the question is left (Ctrl-C, Ctrl-L, idle), `save` when the writer pauses;
    `chord_seconds` is how long a read Esc waits for a key to go with it.
    Raises Interrupted, IdleLock (the screen is blank then), and whatever a callback raised.
    """
    import asyncio

    app.ttimeoutlen = ESCAPE_SECONDS
    app.timeoutlen = chord_seconds
    app.erase_when_done = True
    app.pre_run_callables.append(lambda: _begin(app, save))
    try:
        return asyncio.run(_run(app))
    except (KeyboardInterrupt, EOFError, Interrupted):
        forget_keys()
        if on_leave is not None:
            on_leave()
        raise Interrupted("interrupted") from None
    except IdleLock:
        forget_keys()
        blank_screen()
        try:
            if on_leave is not None:
                on_leave()
        finally:
            if manner.on_idle is not None:
                manner.on_idle()
        raise


async def _run(app: Application[Any]) -> Any:
    import asyncio

    # The library would print a traceback, which may hold what was typed, and wait for a key; ours ends the question.
    def give_up(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        leave(app, context.get("exception") or RuntimeError(context["message"]))

    asyncio.get_running_loop().set_exception_handler(give_up)
    return await app.run_async(set_exception_handler=False)


def leave(app: Application[Any], reason: BaseException) -> None:
    """End a running question with an exception; the first reason stands."""
    if app.is_running and not app.is_done:
        app.exit(exception=reason)


def _begin(app: Application[Any], save: Callable[[], None] | None) -> None:
    import asyncio

    struck = [_seconds()]
    keys = [0]

    def on_key(_: object) -> None:
        struck[0] = _seconds()
        keys[0] += 1

    async def watch() -> None:
        while True:
            limit = manner.idle_seconds
            gone = _seconds() - struck[0]
            if save is not None and gone >= PAUSE_SECONDS:
                save()
            if limit is not None and gone >= limit:
                leave(app, IdleLock("idle"))
                return
            await asyncio.sleep(PAUSE_SECONDS if limit is None else max(0.01, min(PAUSE_SECONDS, limit - gone)))

    async def lone_escape() -> None:
        # An Esc typed ahead of this question waits half-read in the input for a rest that never comes.
        await asyncio.sleep(ESCAPE_SECONDS)
        if not keys[0] and not app.is_done:
            app.key_processor.feed_multiple(app.input.flush_keys())
            app.key_processor.process_keys()

    app.key_processor.before_key_press += on_key
    app.create_background_task(watch())
    app.create_background_task(lone_escape())


def forget_keys() -> None:
    """Drop what was typed ahead: after leaving or locking it was meant for a question that will not come."""
    from prompt_toolkit.input.typeahead import clear_typeahead

    source, _ = _terminal()
    source.flush_keys()
    clear_typeahead(source)
    with contextlib.suppress(ImportError):  # Windows has no termios and keeps its keys
        import termios

        termios.tcflush(source.fileno(), termios.TCIFLUSH)


def blank_screen() -> None:
    """Empty the screen and what can be scrolled back to."""
    _, sink = files()
    if not simple():
        sink.write(_BLANK)
    sink.flush()


def width() -> int:
    """Return the columns of the terminal."""
    try:
        return os.get_terminal_size(files()[1].fileno()).columns
    except OSError:
        return 80
