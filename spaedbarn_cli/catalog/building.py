"""From checked data to the types of `domain`.

The data is plain and JSON-able, so that a caller can keep it and build again without YAML and without the checks: this
module is on the path of every quick command and imports neither.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from spaedbarn_cli.domain.programme import Band, Programme, Term, VisitKind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from spaedbarn_cli.domain.obligation import Obligation, Offset

LANGUAGES = ("da", "en")
_OWN = frozenset({"id", "version", "title", "source", "legal", "norm", "kinds", "core", "signs", "phases",
                  "usual_minutes", "groups", "team"})  # fmt: skip


def build_programme(data: Mapping[str, Any]) -> Programme:
    """Return the programme of data that `check_programme` found nothing wrong with; hours become minutes."""
    norm = data["norm"]
    return Programme(
        id=data["id"],
        version=data["version"],
        title=_words(data["title"]),
        source=data["source"],
        legal=data["legal"],
        bands=tuple(_band(band) for band in norm["bands"]),
        kinds=tuple(
            VisitKind(k["key"], k["counts"], k.get("national"), k.get("national_class"), _words(k))
            for k in data["kinds"]
        ),
        core=_terms(data, "core"),
        signs=_terms(data, "signs"),
        phases=_terms(data, "phases"),
        usual_minutes=data["usual_minutes"],
        norm_source=norm["source"],
        norm_notes=_terms(norm, "notes"),
        groups=_terms(data, "groups"),
        team=_terms(data, "team"),
        extra={key: value for key, value in data.items() if key not in _OWN},
    )


def build_obligations(programme: Programme) -> tuple[Obligation, ...]:
    """Return the steps that a programme promises; apart from the rest, since most commands need none of them."""
    from spaedbarn_cli.domain.obligation import Obligation, parse_offset

    def offset(data: Mapping[str, Any], key: str) -> Offset | None:
        return parse_offset(data[key]) if key in data else None

    kept = ("id", "phase", "responsible", "source")
    given = ("lapses", "until", "condition", "late", "floor", "count", "sessions", "each_parent", "statement", "why")
    listed: Any = programme.extra.get("obligations") or ()
    return tuple(
        Obligation(
            **{key: data[key] for key in kept},
            **{key: data[key] for key in given if key in data},
            completed_by=tuple((what, kind) for what, _, kind in (word.partition(":") for word in data["completed_by"])),
            anchor=data.get("anchor"),
            after=data.get("after"),
            with_=data.get("with"),
            due=parse_offset(data["due"]),
            earliest=offset(data, "earliest"),
            latest=offset(data, "latest"),
            repeat=offset(data, "repeat"),
            ahead=offset(data, "ahead"),
            text=_words(data),
        )
        for data in listed
    )


def build_events(programme: Programme) -> dict[str, Mapping[str, Any]]:
    """Return what can be logged as an event, by key: the words in each language, `parts` for a course."""
    listed: Any = programme.extra.get("events") or ()
    return {data["key"]: data for data in listed}


def _band(data: Mapping[str, Any]) -> Band:
    def minutes(key: str) -> int | None:
        return round(data[key] * 60) if key in data else None

    return Band(
        id=data["id"],
        from_months=data["from_months"],
        to_months=data["to_months"],
        minimum_minutes=minutes("minimum_hours") or 0,
        upper_minutes=minutes("upper_hours"),
        maximum_minutes=minutes("maximum_hours"),
        maximum_visits=data.get("maximum_visits"),
        source=data["source"],
    )


def _terms(data: Mapping[str, Any], key: str) -> tuple[Term, ...]:
    return tuple(Term(item["key"], _words(item), item.get("group"), item.get("who")) for item in data.get(key, ()))


def _words(data: Mapping[str, Any]) -> dict[str, str]:
    return {language: data[language] for language in LANGUAGES}
