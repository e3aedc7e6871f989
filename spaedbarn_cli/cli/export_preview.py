"""What would go, in words and as JSON: every journal with its counts, what stays behind, and on what ground."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from spaedbarn_cli.cli.consent import stream_words
from spaedbarn_cli.domain.consent import PARENT
from spaedbarn_cli.domain.sharing import COLLEAGUE
from spaedbarn_cli.i18n.catalog import day, has, listing, plural, t

if TYPE_CHECKING:
    from spaedbarn_cli.cli.export_deal import Deal, Part
    from spaedbarn_cli.session import Session


def show(session: Session, deal: Deal, *, alone: bool = False) -> None:
    """Say what would go to whom on which ground, before anything is written; `alone`, it is the result of the run."""
    say = session.terminal.result if alone and not session.terminal.json else session.terminal.say
    say(t("export.head", code=deal.case.code, name=deal.contact.name, profile=t(f"profile.{deal.profile}")))
    say(t("export.ground", law=deal.law))
    for text in deal.consents:
        say(f"  {text}")
    if deal.purpose:
        say(t("export.purpose", purpose=deal.purpose))
    for part in deal.parts:
        say(f"  {_line(deal, part)}")
    for text in left_out(deal):
        say(t("export.stays", what=text))
    if any(part.load.kept_back for part in deal.parts):
        say(t("export.notes_hint"))
    for stream, reason in deal.held:
        say(t(f"export.held_{reason}", stream=stream_words(stream)))
    for stream, count in staying(session, deal):
        say(t("export.stays", what=f"{stream_words(stream)}: {plural('export.records', count)}"))
    if deal.ground.tell:
        say(t("export.told", day=day(deal.told)) if deal.told else t("export.tell"))
    if not deal.ground.verified:
        session.terminal.warn("warn.ground_unverified")


def _line(deal: Deal, part: Part) -> str:
    if deal.profile == COLLEAGUE:
        # What a colleague writes in these goes nowhere before she has decided so herself.
        way = "one_way" if part.source == "work" or part.source.startswith(PARENT) else "both_ways"
        return t(f"export.{way}", stream=stream_words(part.source), records=plural("export.records", part.load.same))
    load = part.load
    counts = [
        plural(f"export.{key}", count)
        for key, count in (("new", len(load.new)), ("corrected", len(load.corrected)), ("same", load.same))
        if count
    ]
    kinds: dict[str, int] = {}
    for copy in load.going:
        kinds[copy.kind] = kinds.get(copy.kind, 0) + 1
    named = [plural(f"copy.{kind}", count) for kind, count in kinds.items() if has(f"copy.{kind}.one")]
    what = f" ({listing(named)})" if named else ""
    return f"{stream_words(part.source)}: {listing(counts) or t('export.nothing')}{what}"


def staying(session: Session, deal: Deal) -> list[tuple[str, int]]:
    """Return the journals of the family that stay because nobody named them, each with the number of its records."""
    from spaedbarn_cli.sync.copies import journals_of, records_in

    named = {part.source for part in deal.parts} | {stream for stream, _ in deal.held}
    return [
        (name, records_in(session.store, deal.case.id, name))
        for name in journals_of(session.store, deal.case.id) if name not in named
    ]  # fmt: skip


def left_out(deal: Deal) -> tuple[str, ...]:
    """Return in words what of the journals that go stays behind."""
    notes = excluded = 0
    for part in deal.parts:
        notes += sum(part.load.kept_back.values())
        excluded += part.load.excluded
    found = []
    if notes:
        found.append(plural("export.notes_stay", notes))
    if excluded:
        found.append(plural("export.excluded", excluded))
    return tuple(found)


def document(session: Session, deal: Deal) -> dict[str, Any]:
    """Return what `export --json` says of a deal; days as ISO dates."""
    return {
        "case": deal.case.code, "to": deal.contact.name, "verified": deal.contact.verified is not None,
        "profile": deal.profile, "ground": deal.ground.key, "law": deal.ground.law, "purpose": deal.purpose,
        "told": deal.told.isoformat() if deal.told else None, "consents": list(deal.consents), "notes": deal.notes,
        "streams": [
            {
                "stream": part.source, "records": len(part.load.going) + part.load.same, "new": len(part.load.new),
                "corrected": len(part.load.corrected), "unchanged": part.load.same, "excluded": part.load.excluded,
                "without_notes": sum(part.load.kept_back.values()),
            }
            for part in deal.parts
        ],
        "held_back": [{"stream": stream, "reason": reason} for stream, reason in deal.held],
        "stays": [{"stream": stream, "records": count} for stream, count in staying(session, deal)],
    }  # fmt: skip
