"""What one item of an instrument looks like: wording where the site has it, and the keys that answer it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from spaedbarn_cli.domain.instrument import NON_ANSWERS
from spaedbarn_cli.i18n.catalog import decimal, language, t
from spaedbarn_cli.ui.prompt_item import Row, Shown, Turn
from spaedbarn_cli.ui.prompt_state import BadAnswer

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from spaedbarn_cli.domain.instrument import Instrument, Item, Option

DECLINED_KEY = " "
VISITOR_KEYS: dict[str, Any] = {
    DECLINED_KEY: "declined", "p": Turn.PARK, "j": Turn.JUMP, "n": "not_asked", "v": "does_not_know",
    "?": "does_not_know", "i": "not_relevant", "a": Turn.AWAY, "u": "not_applicable", "o": "not_observed",
}  # fmt: skip
"""The keys of the visitor. `a` (not alone) stands in no line of keys: it would tell whoever looks over a shoulder."""
PARENT_KEYS: dict[str, Any] = {DECLINED_KEY: "declined", "p": Turn.PARK}
"""The keys of a parent to whom the computer was handed."""
TOLD = {
    DECLINED_KEY: "declined", "p": "park", "j": "jump", "n": "not_asked", "v": "does_not_know", "i": "not_relevant",
    "u": "not_applicable", "o": "not_observed",
}  # fmt: skip
DIGITS = "0123456789"


class View(NamedTuple):
    """One item ready to be asked: what is shown and how typing is read."""

    shown: Shown
    moves: dict[str, Any]
    parse: Callable[[str], Any] | None
    letters: str


def words_of(item: Item, pack: Mapping[str, Any]) -> str:
    """Return the wording: the site's, else ours where we may ship it, else the few words on what it is about."""
    own = (pack.get("items") or {}).get(item.id, {}).get("text")
    if own:
        return str(own)
    if item.text:
        return item.text[language()]
    return own_name(item) or t("ask.item.on_paper", item=item.id)


def own_name(item: Item) -> str:
    """Return the few words on what a field of ours is about; a numbered question is known by its number alone.

    What such a question is about is nothing to show while others look on.
    """
    return item.topic[language()] if item.topic and not item.id.isdigit() else ""


def rows_of(item: Item, pack: Mapping[str, Any]) -> tuple[Row, ...]:
    """Return the printed answers with the key of each."""
    own = (pack.get("items") or {}).get(item.id, {}).get("options") or ()
    ours = [option.text[language()] if option.text else "" for option in item.options]
    said = own if len(own) == len(ours) else ours
    return tuple(Row(_key(option), words, option.code) for option, words in zip(item.options, said, strict=True))


def _key(option: Option) -> str:
    return next((key.lower() for key in option.keys if len(key) == 1), str(option.code))


def view(
    instrument: Instrument, item: Item, pack: Mapping[str, Any], place: tuple[int, int], known: Any, *,
    handed: bool, paper: bool, first: bool,
) -> View:  # fmt: skip
    """Return an item ready to be asked; `handed` leaves only what a parent needs."""
    rows = rows_of(item, pack)
    low = high = ""
    if len(rows) > 2 and rows[0].words and rows[-1].words and not any(row.words for row in rows[1:-1]):
        # Words at both ends only are anchors of a line of numbers, not a list of answers.
        low, high = rows[0].words, rows[-1].words
        rows = tuple(Row(row.key, "", row.value) for row in rows)
    letters = _letters(item, rows)
    moves = _moves(item, rows, letters, handed=handed)
    span = _span(item, rows)
    shown = Shown(
        place=t("ask.item.place", n=place[0], of=place[1]),
        words=words_of(item, pack),
        tag=own_name(item) or item.id,
        span=span,
        rows=rows,
        low=low,
        high=high,
        group=_group(instrument, item),
        quiet=() if handed or paper else quiet_of(item),
        known=known,
        known_words=_spoken(rows, known),
        keys=_told(span, moves, first=first, handed=handed),
        paper=paper,
    )
    return View(shown, moves, _reader(item, span) if letters else None, letters)


def quiet_of(item: Item) -> tuple[str, ...]:
    """Return what only the visitor needs: follow-up questions, and what to listen for."""
    lang = language()
    asked = [f"– {words[lang]}" for words in item.follow_up]
    heard = [f"· {words[lang]}" for words in item.listen_for]
    return (*asked, *([t("ask.item.listen_for"), *heard] if heard else []))


def _group(instrument: Instrument, item: Item) -> str:
    if not item.group:
        return ""
    return theme(instrument, item.group)


def theme(instrument: Instrument, key: str) -> str:
    """Return the title of a theme of an interview guide; empty where the guide names none."""
    themes: Any = instrument.extra.get("themes") or ()
    return next((str(one[language()]) for one in themes if one.get("key") == key), "")


def _letters(item: Item, rows: tuple[Row, ...]) -> str:
    """Return what may be typed before Enter: nothing where a single key answers."""
    if item.type == "number":
        return DIGITS + ".,"
    if all(len(row.key) == 1 for row in rows) and all(len(str(row.value)) == 1 for row in rows):
        return ""
    return DIGITS + ("-" if any(isinstance(row.value, int) and row.value < 0 for row in rows) else "")


def _moves(item: Item, rows: tuple[Row, ...], letters: str, *, handed: bool) -> dict[str, Any]:
    taken = {row.key for row in rows} | {*letters}
    moves = {}
    for key, value in (PARENT_KEYS if handed else VISITOR_KEYS).items():
        own = isinstance(value, str) and value not in NON_ANSWERS
        if key not in taken and not (own and value not in item.own_non_answers):
            moves[key] = value
    return moves


def _span(item: Item, rows: tuple[Row, ...]) -> str:
    if item.type == "number":
        return f"{decimal(str(item.minimum))}–{decimal(str(item.maximum))}"
    codes = [row.value for row in rows]
    plain_codes = all(row.key == str(row.value) for row in rows)
    if codes and plain_codes and sorted(codes) == list(range(min(codes), max(codes) + 1)):
        return f"{min(codes)}–{max(codes)}"
    return " ".join(row.key for row in rows)


def _reader(item: Item, span: str) -> Callable[[str], Any]:
    from spaedbarn_cli.domain.answers import BadAnswerCode, read_answer

    def read(text: str) -> Any:
        try:
            return read_answer(item, text)
        except BadAnswerCode as bad:
            key = "step" if bad.code == "step" else "one_of"
            step = decimal(str(item.step)) if item.step is not None else ""
            raise BadAnswer(t(f"ask.item.{key}", span=span, step=step)) from None

    return read


def _spoken(rows: tuple[Row, ...], known: Any) -> str:
    if known is None:
        return ""
    if isinstance(known, str):
        return t(f"answer.{known}")
    return next((row.key for row in rows if row.value == known), decimal(str(known)))


def _told(span: str, moves: Mapping[str, Any], *, first: bool, handed: bool) -> tuple[str, ...]:
    told = [t("ask.item.key.answer", span=span)]
    if not first:
        told.append(t("ask.item.key.back"))
    told += [t(f"ask.item.key.{name}") for key, name in TOLD.items() if key in moves]
    return tuple(told if handed else [*told, t("ask.key.leave_draft")])
