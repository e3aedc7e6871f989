"""From checked data to the types of `domain`.

The data is plain and JSON-able, so that a caller can keep it and build again without YAML and without the checks: this
module is on the path of every quick command and imports neither.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from spaedbarn_cli.domain.programme import Band, Programme, Term, VisitKind

if TYPE_CHECKING:
    from collections.abc import Mapping

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
