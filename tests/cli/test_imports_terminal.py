"""`import visits` where somebody sits: it shows what would happen and asks before it writes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from program import PASSPHRASE
from pty_session import ENTER, PtySession, clean_env

if TYPE_CHECKING:
    from pathlib import Path

    from program import Program

CONTENT = "Familie;Start;Minutter\nA17;16-11-2026 09.00;90\nB03;17-11-2026 09.00;60\n"


@pytest.mark.parametrize(
    ("key", "said", "visits"), [("j", "Hentet ind: 2 besøg hos 2 familier.", 3), ("n", "Intet er skrevet.", 1)]
)
def test_it_asks_before_it_writes(families: Program, tmp_path: Path, key: str, said: str, visits: int) -> None:
    path = tmp_path / "besøg.csv"
    path.write_text(CONTENT, encoding="cp1252")
    env = clean_env(families.home, SPAEDBARN_PASSPHRASE=PASSPHRASE, **families.env)
    with PtySession(["import", "visits", str(path)], env=env) as it:
        it.wait_for("besøg.csv: 2 rækker, 16. november 2026 – 17. november 2026")
        it.wait_for("Hent 2 besøg ind")
        it.send(key)
        it.send(ENTER)
        it.wait_for(said)
        assert it.wait_exit() == 0
    assert len(families.json("visit", "list")["visits"]) == visits
