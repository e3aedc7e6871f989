"""A program for the prompt tests: asks what its scenario says and writes each answer, as it comes, to a file.

Run as `asking.py SCENARIO FILE`; one JSON line an answer. What leaves a question is written too, as `!Interrupted`.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from spaedbarn_cli.errors import Interrupted
from spaedbarn_cli.i18n.catalog import use
from spaedbarn_cli.ui import prompts

KINDS = [("home", "hjemme"), ("center", "i sundhedshuset"), ("video", "på video")]
PEOPLE = [("mother", "mor"), ("father", "far"), ("child1", "barn1"), ("child2", "barn2")]
LONG = [
    ("consent", "forældrenes samtykke, når de er enige om det, og barnet ikke lider skade af at vente på svaret"),
    ("notice", "underretning"),
]
CORE = [
    (f"core{number}", text)
    for number, text in enumerate(
        [
            "situationsnær guidning", "mentalisering", "familiesamtale", "netværksarbejde", "aflastning", "søvn",
            "amning og ernæring", "økonomisk rådgivning", "parforhold", "fødselsreaktion", "tilknytning", "leg",
            "overgang til dagpleje eller vuggestue", "tværfagligt samarbejde med sundhedsplejerskeordningen",
        ],
        1,
    )
]  # fmt: skip


class Answers:
    """Where the answers go, one at a time, so that they can be read while the program still asks or is dead."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def add(self, answer: Any) -> None:
        word = f"<{answer.name}>" if isinstance(answer, prompts.Move) else answer
        with self.path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(word, ensure_ascii=False) + "\n")

    def draft(self, text: str) -> None:
        self.path.with_suffix(".draft").write_text(text, encoding="utf-8")


def minutes(text: str) -> int:
    """Return the minutes typed."""
    if not text.isdecimal():
        raise prompts.BadAnswer("skriv minutterne som et tal")
    return int(text)


def broken(_: str) -> int:
    """Fail as a defect would."""
    raise ZeroDivisionError("a defect")


def ask(scenario: str, out: Answers) -> None:
    """Ask what the scenario says."""
    match scenario:
        case "text":
            out.add(prompts.ask_text("Dag", placeholder="i dag", aside="(som sidst)", on_change=out.draft))
            out.add(prompts.ask_text("Minutter", default_text="9", parse=minutes, show=lambda n: f"{n} min"))
        case "first":
            out.add(prompts.ask_text("Familie", skippable=False, first=True))
        case "optional":
            out.add(prompts.ask_text("Tegn"))
        case "three":
            for number in (1, 2, 3):
                out.add(prompts.ask_text(f"Nummer {number}", placeholder=f"svar {number}"))
        case "mixed":
            out.add(prompts.ask_text("Dag", placeholder="i dag"))
            out.add(prompts.ask_choice("Hvordan", KINDS, "center"))
            out.add(prompts.ask_many("Til stede", PEOPLE, {"mother", "child1"}))
            out.add(prompts.ask_note("Note", on_change=out.draft))
            out.add(prompts.ask_passphrase())
            out.add(prompts.confirm("Gem", True))
        case "choice":
            out.add(prompts.ask_choice("Hvordan", KINDS, "center"))
        case "home":
            out.add(prompts.ask_choice("Hvad nu", KINDS, shortcuts={"home": "h", "video": "v"}, first=True))
        case "long":
            out.add(prompts.ask_choice("Grundlag", LONG))
        case "search":
            out.add(prompts.ask_choice("Arbejdet med", CORE))
        case "many":
            out.add(prompts.ask_many("Til stede", PEOPLE, {"mother", "child1"}))
        case "many-search":
            out.add(prompts.ask_many("Arbejdet med", CORE))
        case "note":
            prompts.set_draft(kept=True)
            out.add(prompts.ask_note("Note", on_change=out.draft))
        case "note-old":
            out.add(prompts.ask_note("Note", initial="Mor er træt.\nBarnet sover.", on_change=out.draft))
        case "passphrase":
            out.add(prompts.ask_passphrase())
        case "new-passphrase":
            out.add(prompts.ask_new_passphrase(lambda s: "den er for kort" if len(s) < 8 else None))
        case "confirm":
            out.add(prompts.confirm("Slet kladden", default=False))
        case "idle-note":
            prompts.set_idle(0.5, lambda: out.add("idle"))
            out.add(prompts.ask_note("Note", on_change=out.draft))
        case "idle-text":
            prompts.set_idle(0.5)
            out.add(prompts.ask_text("Dag", on_change=out.draft))
        case "idle-choice":
            prompts.set_idle(0.5)
            out.add(prompts.ask_choice("Hvordan", KINDS))
        case "locked":
            prompts.set_idle(600, lambda: out.add("idle"))
            print("\n".join(f"linje {n} om familien" for n in range(60)), file=sys.stderr)
            try:
                out.add(prompts.ask_text("Dag", on_change=out.draft))
            except prompts.IdleLock as lock:
                out.add(lock.reason)
                out.add(prompts.ask_passphrase())
        case "defect":
            out.add(prompts.ask_text("Dag", parse=broken))
        case "dark":
            out.add(prompts.ask_text("\x1b[31mFar\u202e", placeholder="i\x07 dag"))
        case "busy":
            out.add(prompts.ask_text("Dag", placeholder="i dag"))
            out.add("busy")
            until = Path(str(out.path) + ".go")
            while not until.exists():
                pass
            out.add(prompts.ask_passphrase())
        case _:
            raise ValueError(scenario)


def main() -> int:
    """Run one scenario."""
    scenario, path, *lang = sys.argv[1:]
    use(lang[0] if lang else "da")
    out = Answers(Path(path))
    try:
        ask(scenario, out)
    except Interrupted:
        out.add("!Interrupted")
        return 130
    except prompts.IdleLock as lock:
        out.add(f"!IdleLock {lock.reason}")
        return 3
    print("slut")
    return 0


if __name__ == "__main__":
    sys.exit(main())
