"""A risk answer: everything stops for the action card, and what was done is noted with its time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from spaedbarn_cli.errors import DefinitionInvalid, SpaedbarnError
from spaedbarn_cli.i18n.catalog import language, t

if TYPE_CHECKING:
    from collections.abc import Callable

    from spaedbarn_cli.catalog.action_cards import ActionCard
    from spaedbarn_cli.domain.instrument import Flag
    from spaedbarn_cli.session import Session

FOLDER = "action_cards"


def card_for(session: Session, key: str) -> ActionCard | None:
    """Return the municipality's own card (`<home>/action_cards/<id>.yaml`), else the shipped one, else None.

    A card that cannot be read is said, and never stands in the way of the next best at this moment.
    """
    from spaedbarn_cli.catalog.action_cards import build_action_card, load_action_card_text, open_action_card

    own = session.home / FOLDER / f"{key}.yaml"
    try:
        if own.is_file():
            return build_action_card(load_action_card_text(own.read_bytes(), own.name))
    except (OSError, DefinitionInvalid):
        session.terminal.warn("warn.own_card_bad", file=own.name)
    try:
        return open_action_card(key)
    except SpaedbarnError:
        session.terminal.warn("warn.card_missing", card=key)
        return None


def show_card(session: Session, flag: Flag, *, note: str, on_change: Callable[[str], Any]) -> dict[str, Any]:
    """Show the card of a flag, ask what was done, and return it as it is kept: flag, card, time, choices, note."""
    from datetime import UTC

    from spaedbarn_cli.ui.prompts import ask_many, ask_note

    card = card_for(session, flag.action_card)
    _print(session, card, flag)
    done: list[str] = []
    if card is not None:
        lang = language()
        rows = [(one.id, one.text[lang]) for one in card.record]
        chosen = ask_many(t("ask.card.done"), rows, (), skippable=False, first=True)
        done = chosen if isinstance(chosen, list) else []
    written = ask_note(t("ask.card.note"), initial=note, on_change=on_change, skippable=True, first=True)
    return {
        "flag": flag.id,
        "card": flag.action_card,
        "card_version": card.version if card is not None else None,
        "at": session.now().astimezone(UTC).isoformat(timespec="seconds"),
        "done": done,
        "done_words": [one.text[language()] for one in card.record if one.id in done] if card is not None else [],
        "note": written if isinstance(written, str) else "",
    }


def _print(session: Session, card: ActionCard | None, flag: Flag) -> None:
    """Write the card beside the questions (on stderr): a result that is piped away must not take it along."""
    say, lang = session.terminal.say, language()
    say("")
    if card is None:
        say(f" {t('label.card_none')}")
        return
    say(f" {card.title[lang]}")
    say(f" {t('label.card_item', item=flag.item)}   {card.owner}")
    say("")
    for number, step in enumerate(card.steps, 1):
        _wrapped(session, f" {number:>2}. ", step[lang])
    say("")
    for one in card.numbers:
        say(f"     {one.label[lang]}: {one.number or t('label.card_no_number')}")
    say("")


def _wrapped(session: Session, head: str, words: str) -> None:
    import textwrap

    room = max(30, session.terminal.width - len(head) - 1)
    for place, line in enumerate(textwrap.wrap(words, room)):
        session.terminal.say((head if place == 0 else " " * len(head)) + line)
