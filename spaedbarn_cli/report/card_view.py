"""What every picture of a network card shows: the family in the middle, its people, and the words for signs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from spaedbarn_cli.domain.network import GIVES
from spaedbarn_cli.i18n.catalog import t

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from spaedbarn_cli.domain.network import Changes, Tie


class Card(NamedTuple):
    """A card as it is shown: the family's code, the day, who stands in the middle, and the people around."""

    code: str
    day: date
    core: tuple[str, ...]
    ties: tuple[Tie, ...]


def letters() -> dict[str, str]:
    """Return the sign of each thing that can be given, in the language in use."""
    return {key: t(f"network.letter.{key}") for key in GIVES}


def title_of(card: Card) -> str:
    """Return what stands over a card."""
    from spaedbarn_cli.i18n.catalog import day

    return f"{t('network.title')} {card.code} · {day(card.day)}"


def sector_words(sector: str) -> str:
    """Return a sector as it stands on the card."""
    return t(f"network.sector.{sector}")


def gives_words(keys: Sequence[str]) -> str:
    """Return what is given, in words."""
    return ", ".join(t(f"network.gives.{key}") for key in keys)


def signs_of(ties: Sequence[Tie]) -> list[str]:
    """Return which signs a card uses, in the order of its legend."""
    known = {tie.id for tie in ties}
    used = {
        "strain": any(tie.strain for tie in ties), "wish": any(tie.wish for tie in ties),
        "knows": any(other in known for tie in ties for other in tie.knows),
    }  # fmt: skip
    return [sign for sign, present in used.items() if present]


def pairs_of(ties: Sequence[Tie]) -> list[tuple[str, str]]:
    """Return who knows whom, each pair once; somebody who is no longer on the card is left out."""
    known = {tie.id for tie in ties}
    return sorted({(min(tie.id, other), max(tie.id, other)) for tie in ties for other in tie.knows if other in known})


def tie_document(tie: Tie, names: Mapping[str, str]) -> dict[str, Any]:
    """Return somebody on the card as JSON; `names` are those of the card by id."""
    return {
        "id": tie.id, "name": tie.name, "label": tie.label, "circle": tie.circle, "sector": tie.sector,
        "gives": list(tie.gives), "strain": tie.strain, "wish": tie.wish,
        "knows": [names[key] for key in tie.knows if key in names], "note": tie.note,
    }  # fmt: skip


def card_document(card: Card, looks: Sequence[str]) -> dict[str, Any]:
    """Return a card as JSON."""
    names = {tie.id: tie.name for tie in card.ties}
    return {
        "case": card.code, "date": card.day.isoformat(), "looks": list(looks),
        "ties": [tie_document(tie, names) for tie in card.ties],
    }  # fmt: skip


def changes_document(code: str, first: date, last: date, changes: Changes) -> dict[str, Any]:
    """Return what differs between two days as JSON."""

    def at(tie: Tie) -> dict[str, Any]:
        return {
            "circle": tie.circle, "sector": tie.sector, "gives": list(tie.gives), "strain": tie.strain,
            "wish": tie.wish,
        }  # fmt: skip

    def one(tie: Tie) -> dict[str, Any]:
        return {"id": tie.id, "name": tie.name, **at(tie)}

    return {
        "case": code, "from": first.isoformat(), "to": last.isoformat(),
        "new": [one(tie) for tie in changes.new], "gone": [one(tie) for tie in changes.gone],
        "moved": [{"id": b.id, "name": b.name, "from": at(a), "to": at(b)} for a, b in changes.moved],
        "changed": [{"id": b.id, "name": b.name, "from": at(a), "to": at(b)} for a, b in changes.changed],
        "same": [one(tie) for tie in changes.same],
    }  # fmt: skip
