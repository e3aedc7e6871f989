"""One question on the screen: drawn on screens of any width, answered by one key, asked on a terminal of lines too."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from pty_session import BACKSPACE, CTRL_C, ENTER, LEFT, RIGHT, SPACE, PtySession, clean_env, paste

from spaedbarn_cli.ui.prompt_item import Row, Shown, Turn, ask_item
from spaedbarn_cli.ui.prompt_state import BadAnswer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SCENES: dict[str, dict[str, Any]] = {
    "row": {"rows": 7, "low": "Slet ikke enig", "high": "Helt enig"},
    "known": {"rows": 7, "known": 4},
    "words": {"rows": 4, "worded": True},
    "typed": {"rows": 0, "typed": True},
    "paper": {"rows": 4, "paper": True},
    "first": {"rows": 4, "first": True},
}


def main() -> None:
    """Ask what the scene says and write the answer."""
    name, path = sys.argv[1:]
    scene = SCENES[name]
    words = "et langt svar, der skal brydes over linjen, når skærmen er smal, uden at tallet flytter sig"
    rows = tuple(Row(str(n), words if scene.get("worded") else "", n) for n in range(1, scene["rows"] + 1))
    known = scene.get("known")
    shown = Shown(
        place="3 af 8", words="(Læs spørgsmål 3 i det udleverede skema)", tag="3", span="1–7", rows=rows,
        low=scene.get("low", ""), high=scene.get("high", ""), known=known, known_words=str(known or ""),
        keys=("‹1–7› svar", "‹←› tilbage", "‹mellemrum› vil ikke svare"), paper=scene.get("paper", False),
    )  # fmt: skip

    def tenths(text: str) -> Any:
        if "," not in text:
            raise BadAnswer("skriv en decimal")
        return text

    moves = {" ": "declined", "p": Turn.PARK}
    parse = tenths if scene.get("typed") else None
    letters = "0123456789," if parse else ""
    given = ask_item(shown, moves=moves, parse=parse, letters=letters, first=scene.get("first", False))
    answer = given.name if isinstance(given, Turn) else given
    Path(path).write_text(json.dumps(answer), encoding="utf-8")


class Scene(PtySession):
    """A scene on a terminal."""

    def __init__(self, name: str, home: Path, cols: int, **env: str) -> None:
        self.path = home / "answer"
        program = [sys.executable, __file__]
        given = clean_env(home, **env)
        given["PYTHONPATH"] += f":{Path(__file__).parent.parent}"
        super().__init__([name, str(self.path)], env=given, cols=cols, program=program)

    def answer(self) -> Any:
        """Wait for the end and return what was answered."""
        assert self.wait_exit() == 0, self.text()
        return json.loads(self.path.read_text("utf-8"))


@pytest.fixture
def scene(tmp_path: Path) -> Iterator[Callable[..., Scene]]:
    running: list[Scene] = []

    def start(name: str, cols: int = 80, **env: str) -> Scene:
        running.append(Scene(name, tmp_path, cols, **env))
        return running[-1]

    yield start
    for one in running:
        one.__exit__()


def test_anchors_stand_at_both_ends_of_the_row(scene: Callable[..., Scene]) -> None:
    it = scene("row")
    it.wait_for("3 af 8")
    row = next(line for line in it.screen() if "Slet ikke enig" in line)
    assert row.split() == ["Slet", "ikke", "enig", "1", "2", "3", "4", "5", "6", "7", "Helt", "enig"]
    it.send("5")
    assert it.answer() == 5
    assert it.text() == "", "nothing is left on the screen"


def test_on_a_narrow_screen_the_anchors_stand_below(scene: Callable[..., Scene]) -> None:
    it = scene("row", cols=50)
    it.wait_for("1 = Slet ikke enig")
    assert max(len(line) for line in it.screen()) <= 50
    it.send("1")
    assert it.answer() == 1


def test_answers_with_words_stand_under_each_other(scene: Callable[..., Scene]) -> None:
    it = scene("words", cols=44)
    it.wait_for("4   et langt svar")
    it.send("4")
    assert it.answer() == 4


@pytest.mark.parametrize(
    ("keys", "answer"),
    [(SPACE, "declined"), ("p", "PARK"), ("P", "PARK"), (LEFT, "BACK"), (BACKSPACE, "BACK"), (ENTER, "KEEP"),
     (RIGHT, "KEEP"), ("90\t4", 4), (paste("2") + "3", 3)],
)  # fmt: skip
def test_keys(scene: Callable[..., Scene], keys: str, answer: Any) -> None:
    it = scene("known")
    it.wait_for("3 af 8")
    it.send(keys)
    assert it.answer() == answer


def test_at_the_first_nothing_goes_back_and_enter_waits_for_an_answer(scene: Callable[..., Scene]) -> None:
    it = scene("first")
    it.wait_for("3 af 8")
    it.send(LEFT, BACKSPACE, ENTER)
    it.wait_for("! svar med 1–7")
    it.send("2")
    assert it.answer() == 2


def test_what_is_typed_is_read_at_enter_and_stays_when_it_is_wrong(scene: Callable[..., Scene]) -> None:
    it = scene("typed")
    it.wait_for("3 af 8")
    it.send("62", ENTER)
    it.wait_for("! skriv en decimal")
    it.wait_for("› 62")
    it.send(BACKSPACE, ",", "2", ENTER)
    assert it.answer() == "6,2"


def test_letters_that_are_typed_are_no_moves_while_something_is_typed(scene: Callable[..., Scene]) -> None:
    it = scene("typed")
    it.wait_for("3 af 8")
    it.send("6", "p")
    it.wait_for("! svar med")
    it.send(BACKSPACE, "p")
    assert it.answer() == "PARK"


def test_a_line_of_paper_stays(scene: Callable[..., Scene]) -> None:
    it = scene("paper")
    it.wait_for("3 [1–7] ›")
    it.send("2")
    assert it.answer() == 2
    assert it.text().strip() == "3 [1–7] › 2"


def test_leaving_is_interrupting(scene: Callable[..., Scene]) -> None:
    it = scene("row")
    it.wait_for("3 af 8")
    it.send(CTRL_C)
    assert it.wait_exit() == 1
    assert not it.path.exists()


@pytest.mark.parametrize(("typed", "answer"), [("3", 3), ("/", "declined"), ("p", "PARK"), ("<", "BACK"), ("9\r2", 2)])
def test_a_terminal_of_lines(scene: Callable[..., Scene], typed: str, answer: Any) -> None:
    it = scene("row", TERM="dumb")
    it.wait_for("[1–7]")
    it.send(typed, ENTER)
    assert it.answer() == answer


if __name__ == "__main__":
    main()
