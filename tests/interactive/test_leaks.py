"""What is typed on a terminal lies nowhere but in the encrypted store, also when the program is cut off."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from canary import CANARY, PLAIN, found_in
from pty_session import ALT_ENTER, CTRL_C, ENTER

from interactive.asked import CORE, DAY, FAMILY, HOW, NEXT, NOTE, PRESENT, SIGNS, TIME, WITH, answer, at

if TYPE_CHECKING:
    from interactive.conftest import Desk, Typed


def test_a_visit_typed_cut_off_and_gone_on_with_leaves_no_word_outside(typed: Typed, desk: Desk) -> None:
    it = typed("visit", "log")
    answer(it, [(FAMILY, ENTER), (DAY, ENTER), (TIME, ENTER), (HOW, "fælles" + ENTER), (WITH, CANARY + ENTER)])
    answer(it, [(PRESENT, ENTER), (CORE, ENTER), (SIGNS, ENTER)])
    at(it, NOTE)
    it.send(f"{CANARY} og mere {CANARY}")
    it.wait_for(f"og mere {CANARY}")
    proc = Path(f"/proc/{it.child.pid}")
    if sys.platform == "linux":
        assert CANARY.encode() not in (proc / "cmdline").read_bytes()
        assert "Umask:\t0077" in (proc / "status").read_text()
        limits = (proc / "limits").read_text().splitlines()
        assert next(line for line in limits if line.startswith("Max core file size")).split()[4] == "0"
    it.kill9()
    assert found_in(desk.home, CANARY, PLAIN) == []
    it = typed("resume")
    answer(it, [(NOTE, ALT_ENTER)])
    at(it, NEXT)
    it.send(CANARY)
    it.wait_until(lambda: any(line.startswith(" Næste gang") and CANARY in line for line in it.screen()), "the line")
    it.send(CTRL_C)
    assert it.wait_exit() == 130
    assert CANARY not in it.text()[it.text().index("spaedbarn: fejl") :]
    assert found_in(desk.home, CANARY, PLAIN) == []
    it = typed("resume")
    answer(it, [(NEXT, ENTER)])
    assert it.wait_exit() == 0
    saved = next(v for v in desk.json("visit", "list", "A17")["visits"] if v["next"])
    assert (saved["next"], saved["by"]) == (CANARY, ["Mette Holm", CANARY])
    assert found_in(desk.home, CANARY, PLAIN) == []
