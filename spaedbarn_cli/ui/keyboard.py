"""A keyboard in other hands: no key of it reaches the program as a signal, between two questions either."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from spaedbarn_cli.ui.prompt_terminal import asking, files

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextlib.contextmanager
def no_signals() -> Iterator[None]:
    """Let Ctrl-C, Ctrl-Z and Ctrl-\\ be keys like any other while a block runs: the next question takes them."""
    try:
        import termios
    except ImportError:  # Windows: the questions read the keyboard raw, and between them nothing stops a program
        yield
        return
    with asking():  # what the terminal was like before any question is noted first, and is put right at the end
        fd = files()[0].fileno()
    before = termios.tcgetattr(fd)
    quiet = termios.tcgetattr(fd)
    quiet[0] &= ~termios.ICRNL
    quiet[3] &= ~(termios.ISIG | termios.ECHO | termios.ICANON)
    termios.tcsetattr(fd, termios.TCSANOW, quiet)
    try:
        yield
    finally:
        with contextlib.suppress(termios.error):  # the terminal may be gone
            termios.tcsetattr(fd, termios.TCSANOW, before)
