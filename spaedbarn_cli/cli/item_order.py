"""In which order the questions of an instrument come: forward, back, parked for the end, jumped to, put off.

Knows nothing of keys, screens or stores. What is answered is never asked again unless one goes back or jumps to it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from spaedbarn_cli.domain.answers import answer_state, unanswered, visible

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spaedbarn_cli.domain.instrument import Instrument, Item


class Order:
    """A walk through the items. `answers` is read, never written; `parked` comes back when the rest is done.

    `put_off` are items that are not asked in this sitting, `passed` optional ones that were left empty.
    """

    def __init__(self, instrument: Instrument, answers: dict[str, Any]) -> None:
        self.instrument = instrument
        self.answers = answers
        self.parked: list[str] = []
        self.put_off: set[str] = set()
        self.passed: set[str] = set()
        self.current: str | None = None
        self._behind: list[str] = [item.id for item in self._asked() if self._settled(item)]
        self._ahead: list[str] = []
        self._returned: set[str] = set()

    def next(self) -> Item | None:
        """Go to the question to ask now and return it; None when there is nothing left to ask."""
        found = self._returning() or self._open() or self._from_park()
        self.current = found.id if found else None
        return found

    def done(self) -> None:
        """The current question is settled (answered, left or parked): it lies behind now."""
        if self.current is not None:
            self._forget(self.current)
            self._behind.append(self.current)

    def leave(self) -> None:
        """The current question is put off: it leaves no trace, not even on the way back."""
        if self.current is not None:
            self.put_off.add(self.current)
            self._forget(self.current)

    def park(self) -> None:
        """The current question comes back at the end."""
        if self.current is not None:
            if self.current in self.parked:  # it has come back already: now it stays unanswered
                self._returned.add(self.current)
            else:
                self.parked.append(self.current)
            self.done()

    def pass_by(self) -> None:
        """The current question may stay empty and is not asked again."""
        if self.current is not None:
            self.passed.add(self.current)
            self.done()

    def back(self) -> bool:
        """Go back to the question before; returns False at the first."""
        if not self.has_way_back():
            return False
        asked = {item.id for item in self._asked()}
        while self._behind:
            before = self._behind.pop()
            if before in asked and before not in self.put_off:
                if self.current is not None and self._ahead[-1:] != [self.current]:
                    self._ahead.append(self.current)
                self._ahead.append(before)
                return True
        return False

    def jump(self, key: str) -> bool:
        """Go to this item next; returns False when it is not asked."""
        if not self.can_jump(key):
            return False
        if self.current is not None:
            self._behind.append(self.current)
        self._ahead = [key]
        return True

    def can_jump(self, key: str) -> bool:
        """Say whether there is such a question to go to."""
        return key not in self.put_off and any(item.id == key for item in self._asked())

    def has_way_back(self) -> bool:
        """Say whether a question lies behind."""
        asked = {item.id for item in self._asked()} - self.put_off
        return any(key in asked for key in self._behind)

    def place(self) -> tuple[int, int]:
        """Return which question this is of how many, as they stand on the form."""
        keys = [item.id for item in self._asked()]
        return (keys.index(self.current) + 1 if self.current in keys else len(keys)), len(keys)

    def missing(self) -> list[str]:
        """Return the needed items without an answer, in order, without those put off."""
        return [item.id for item in unanswered(self.instrument, self.answers) if item.id not in self.put_off]

    def recall(self, keys: Iterable[str]) -> None:
        """Ask these again: the visitor went back to what is unanswered."""
        wanted = list(keys)
        self.parked = [key for key in self.parked if key not in wanted]
        self._returned -= set(wanted)
        self._ahead = wanted[::-1]

    def _asked(self) -> list[Item]:
        return [item for item in visible(self.instrument, self.answers) if item.type != "tick"]

    def _settled(self, item: Item) -> bool:
        return answer_state(item, self.answers) != "unanswered" or item.id in self.passed

    def _open(self) -> Item | None:
        """Return the first open question behind the current one, else the first of all."""
        asked = self._asked()
        keys = [item.id for item in asked]
        last = self._behind[-1] if self._behind else None
        start = keys.index(last) + 1 if last in keys else 0
        for item in (*asked[start:], *asked[:start]):
            if not self._settled(item) and item.id not in self.put_off and item.id not in self.parked:
                return item
        return None

    def _returning(self) -> Item | None:
        asked = {item.id: item for item in self._asked()}
        while self._ahead:
            key = self._ahead[-1]
            if key in asked and key not in self.put_off:
                return asked[key]
            self._ahead.pop()
        return None

    def _from_park(self) -> Item | None:
        asked = {item.id: item for item in self._asked()}
        for key in self.parked:
            if key in asked and key not in self.put_off and key not in self._returned and not self._settled(asked[key]):
                return asked[key]
        return None

    def _forget(self, key: str) -> None:
        if self._ahead and self._ahead[-1] == key:
            self._ahead.pop()
        if key in self._behind:
            self._behind.remove(key)
