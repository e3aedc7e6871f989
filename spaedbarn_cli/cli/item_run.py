"""The questions of one instrument, asked one at a time: every answer is on disk before the next question."""

from __future__ import annotations

from functools import partial
from string import ascii_lowercase
from typing import TYPE_CHECKING, Any

from spaedbarn_cli.cli.item_order import Order
from spaedbarn_cli.i18n.catalog import t
from spaedbarn_cli.ui.prompt_item import Turn
from spaedbarn_cli.ui.prompt_state import BACK, SKIP, BadAnswer

if TYPE_CHECKING:
    from collections.abc import Callable

    from spaedbarn_cli.cli.response import About
    from spaedbarn_cli.domain.instrument import Item
    from spaedbarn_cli.session import Session

ITEM = "item."
"""Under this and the item's id a draft keeps an answer; with `.begun` behind it, text that was half written."""
RUN, PARKED, PUT_OFF, PASSED, ACTIONS, TICKS = "run", "parked", "put_off", "passed", "actions", "ticks"
GO, STOP, WHOLE, PART, AWAY = "go", "stop", "whole", "part", "away"


class Run:
    """One sitting with one draft. What was answered before is in `answers`, ready to be gone on from."""

    def __init__(self, session: Session, about: About, draft: str, kept: dict[str, Any]) -> None:
        from spaedbarn_cli.cli.definition import wording

        self.session, self.about, self.draft, self.kept = session, about, draft, kept
        self.pack = wording(session, about.instrument)
        self.answers = items_of(kept)
        self.order = Order(about.instrument, self.answers)
        self.order.parked = list(kept.get(PARKED) or ())
        self.order.passed = set(kept.get(PASSED) or ())
        self.order.put_off = set(kept.get(PUT_OFF) or ())
        self.actions: list[dict[str, Any]] = list(kept.get(ACTIONS) or ())
        self.sensitive = {item.id for item in about.instrument.items if item.alone}
        self.sensitive |= {flag.item for flag in about.instrument.flags}
        self.away = False
        self.handed = False
        self.theme: str | None = None

    def keep(self, key: str, value: Any) -> None:
        """Put something on disk."""
        from spaedbarn_cli.store import drafts

        drafts.answer(self.session.store, self.draft, key, value)
        self.kept[key] = value

    # ── the questions ─────────────────────────────────────────────────────────────────────────────────────────────

    def ask_all(self) -> bool:
        """Ask what there is to ask; returns False when the visitor stops before the end of a guide."""
        while True:
            if self.flag_waiting():
                return True
            item = self.order.next()
            if item is None:
                return self._ask_ticks()
            if self._is_for_later(item):
                self._put_off()
                continue
            if not self._enter_theme(item):
                return False
            if not self._is_for_later(item):  # entering the theme may have said that they are not alone
                self._ask(item)

    def flag_waiting(self) -> bool:
        """Say whether an answer wants an action card that has not been dealt with."""
        return bool(self._flags_up())

    def _flags_up(self) -> list[Any]:
        from spaedbarn_cli.cli.response import flags_up

        if not any(flag.item in self.answers for flag in self.about.instrument.flags):
            return []
        done = {action["flag"] for action in self.actions}
        return [flag for flag in flags_up(self.session, self.about, self.answers) if flag.id not in done]

    def _is_for_later(self, item: Item) -> bool:
        return self.away and item.id in self.sensitive and item.id not in self.answers

    def _put_off(self) -> None:
        self.order.leave()
        self.keep(PUT_OFF, sorted(self.order.put_off))

    def _enter_theme(self, item: Item) -> bool:
        """Say which theme of a guide begins; returns False when the visitor stops there for today."""
        if self.about.instrument.kind != "interview" or not item.group or item.group == self.theme:
            return True
        from spaedbarn_cli.cli.item_view import theme
        from spaedbarn_cli.ui.prompts import ask_choice

        self.theme = item.group
        title = theme(self.about.instrument, item.group)
        if not title:
            return True
        self.session.terminal.say("")
        rows = [(GO, t("ask.quest.theme_go")), (AWAY, t("ask.quest.theme_away")), (STOP, t("ask.quest.theme_stop"))]
        chosen = ask_choice(title, rows, AWAY if self.away else GO, skippable=False, first=True)
        self.away = self.away or chosen == AWAY
        return bool(chosen != STOP)

    def _ask(self, item: Item) -> None:
        if item.type == "text":
            self._ask_text(item)
            return
        given = self._ask_item(item)
        if isinstance(given, Turn):
            self._turn(item, given)
            return
        self._answered(item, given)

    def _ask_item(self, item: Item) -> Any:
        from spaedbarn_cli.cli.item_view import view
        from spaedbarn_cli.ui.prompt_item import ask_item

        if self.handed:
            self.session.terminal.clear()
        first = not self.order.has_way_back()
        seen = view(
            self.about.instrument, item, self.pack, self.order.place(), self.answers.get(item.id),
            handed=self.handed, paper=self.about.mode == "paper", first=first,
        )  # fmt: skip
        return ask_item(seen.shown, moves=seen.moves, parse=seen.parse, letters=seen.letters, first=first)

    def _answered(self, item: Item, value: Any) -> None:
        from spaedbarn_cli.cli.response import plain_answer

        self.answers[item.id] = plain_answer(value)
        self.keep(ITEM + item.id, self.answers[item.id])
        self._settle(item)

    def _settle(self, item: Item) -> None:
        self.order.done()
        if item.id in self.order.parked:
            self.order.parked.remove(item.id)
            self.keep(PARKED, self.order.parked)

    def _turn(self, item: Item, turn: Turn) -> None:
        """Do what a key asked for that is no answer."""
        if turn is Turn.BACK:
            self.order.back()
        elif turn is Turn.KEEP:
            self._settle(item)
        elif turn is Turn.PARK:
            self.order.park()
            self.keep(PARKED, self.order.parked)
        elif turn is Turn.JUMP:
            self._jump()
        elif turn is Turn.AWAY:
            self.away = True

    def _jump(self) -> None:
        from spaedbarn_cli.ui.prompts import ask_text

        def read(text: str) -> str:
            if not self.order.can_jump(text):
                raise BadAnswer(t("ask.quest.no_such_item"))
            return text

        key = ask_text(t("ask.quest.jump"), parse=read, skippable=True, first=False)
        if isinstance(key, str):
            self.order.jump(key)

    def _ask_text(self, item: Item) -> None:
        """Ask for words: the opening question and what helps the visitor above, the parent's own words below."""
        from spaedbarn_cli.cli.item_view import quiet_of, words_of
        from spaedbarn_cli.ui.prompts import ask_note

        if self.handed:
            self.session.terminal.clear()
        place, of = self.order.place()
        self.session.terminal.say(f"\n {t('ask.item.place', n=place, of=of)}\n {words_of(item, self.pack)}")
        for line in () if self.handed or self.about.mode == "paper" else quiet_of(item):
            self.session.terminal.say(f"   {line}")
        begun = self.kept.get(f"{ITEM}{item.id}.begun")
        written = begun if begun is not None else str(self.answers.get(item.id, ""))
        given = ask_note(
            t("ask.quest.words"), initial=written, on_change=lambda text: self.keep(f"{ITEM}{item.id}.begun", text),
            first=not self.order.has_way_back(),
        )  # fmt: skip
        if given is BACK:
            self._turn(item, Turn.BACK)
        elif given is SKIP and item.optional:
            self.order.pass_by()
            self.keep(PASSED, sorted(self.order.passed))
        elif given is SKIP:
            self._without_words(item)
        else:
            self._answered(item, given)
            if self.kept.get(f"{ITEM}{item.id}.begun") is not None:
                self.keep(f"{ITEM}{item.id}.begun", None)

    def _without_words(self, item: Item) -> None:
        """Ask why there are no words: every reason is a different one, and none of them is an empty text."""
        from spaedbarn_cli.domain.instrument import NON_ANSWERS
        from spaedbarn_cli.ui.prompts import ask_choice

        rows = [(Turn.LATER, t("ask.quest.later")), *((word, t(f"answer.{word}")) for word in NON_ANSWERS)]
        chosen = ask_choice(t("ask.quest.why_none"), rows, Turn.LATER, skippable=False, first=False)
        if chosen is BACK:
            return
        if chosen is not Turn.LATER:
            self._answered(item, chosen)
        elif item.id in self.sensitive:
            self._put_off()
        else:
            self._turn(item, Turn.PARK)

    def _ask_ticks(self) -> bool:
        """Ask once for the numbers of all boxes that are ticked on the form."""
        from spaedbarn_cli.domain.answers import visible
        from spaedbarn_cli.ui.prompts import ask_text

        boxes = [item for item in visible(self.about.instrument, self.answers) if item.type == "tick"]
        if not boxes or self.kept.get(TICKS):
            return True
        reader = _ticks_reader(boxes)
        known = ", ".join(item.id for item in boxes if self.answers.get(item.id))
        given = ask_text(t("ask.quest.ticks"), default_text=known, parse=reader, first=True)
        chosen = given if isinstance(given, set) else set()
        for item in boxes:
            if item.id in chosen or self.answers.get(item.id):
                self.answers[item.id] = item.id in chosen
                self.keep(ITEM + item.id, self.answers[item.id])
        self.keep(TICKS, True)
        return True

    # ── the end ───────────────────────────────────────────────────────────────────────────────────────────────────

    def act(self) -> None:
        """Show the card of every answer that must be acted on, and keep what was done, before anything else."""
        from spaedbarn_cli.cli.risk import show_card

        for flag in self._flags_up():
            begun = f"card.{flag.id}.begun"
            note = self.kept.get(begun) or ""
            action = show_card(self.session, flag, note=note, on_change=partial(self.keep, begun))
            self.actions.append(action)
            self.keep(ACTIONS, self.actions)

    def end(self) -> str:
        """Ask how it ends: `whole` or `part` saves it, `stop` leaves the draft, `go` asks what is unanswered again."""
        from spaedbarn_cli.ui.prompts import ask_choice

        if self.order.put_off - set(self.answers):
            return STOP  # without a word: who sits here is the reason why
        missing = self.order.missing()
        if missing:
            numbers = ", ".join(missing)
            self.session.terminal.say(f"\n {t('said.quest_missing', items=numbers)}")
            rows = [(GO, t("ask.quest.go_back")), (PART, t("ask.quest.save_part")), (STOP, t("ask.quest.keep_draft"))]
            chosen = str(ask_choice(t("ask.quest.end"), rows, GO, skippable=False, first=True))
        else:
            rows = [(WHOLE, t("ask.quest.save")), (GO, t("ask.quest.last_again"))]
            chosen = str(ask_choice(t("ask.quest.end"), rows, WHOLE, skippable=False, first=True))
        if chosen == GO and missing:
            self.order.recall(missing)
        elif chosen == GO:
            self.order.back()
        return chosen


def items_of(kept: dict[str, Any]) -> dict[str, Any]:
    """Return the answers to items among all that a draft keeps."""
    return {
        key[len(ITEM) :]: value
        for key, value in kept.items()
        if key.startswith(ITEM) and not key.endswith(".begun") and value is not None
    }


def _ticks_reader(boxes: list[Item]) -> Callable[[str], set[str]]:
    def read(text: str) -> set[str]:
        chosen = set()
        for word in text.replace(",", " ").split():
            found = [item.id for item in boxes if word.lower() in (item.id, item.id.rstrip(ascii_lowercase))]
            if not found:
                raise BadAnswer(t("ask.quest.no_such_item"))
            chosen.update(found)
        return chosen

    return read
