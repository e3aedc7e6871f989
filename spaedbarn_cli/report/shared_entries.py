"""Each kind of shared copy in words, except visits: meetings, goals, answered instruments and what belongs about them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from spaedbarn_cli.domain.progress import series_of
from spaedbarn_cli.domain.statement import SECTIONS
from spaedbarn_cli.domain.timeline import TOTAL
from spaedbarn_cli.i18n.catalog import day, decimal, duration, has, language, listing, t
from spaedbarn_cli.report import progress_view as scores
from spaedbarn_cli.report.score_words import missing_words
from spaedbarn_cli.report.shared_entry import Entry, day_words, facts_of, joined, marks_of, told

if TYPE_CHECKING:
    from datetime import date

    from spaedbarn_cli.domain.progress import Series
    from spaedbarn_cli.domain.sharing import SharedRecord
    from spaedbarn_cli.report.shared_entry import Words
    from spaedbarn_cli.report.shared_fields import Fields


def known(prefix: str, key: str) -> str:
    """Return the words for a value of ours, the value itself where a newer program has one we have no words for."""
    return t(f"{prefix}.{key}") if has(f"{prefix}.{key}") else key


def newest(found: date | None) -> tuple[int]:
    """Return the place among days, the latest first and what has no day last."""
    return (-found.toordinal(),) if found is not None else (1,)


def meeting(record: SharedRecord, fields: Fields, _: Words) -> Entry:
    agreements = fields.lines("agreements")
    facts = [
        (t("meeting.field.present"), listing(fields.lines("present"))),
        (t("meeting.field.reviewed"), day_words(fields, "reviewed")),
        (t("meeting.field.sent"), day_words(fields, "sent")),
        (t("meeting.field.agreement"), "\n".join(f"– {one}" for one in agreements) if agreements[1:] else "".join(agreements)),
        (t("meeting.field.ahead"), listing([day(one) for one in fields.days("ahead")])),
        (t("meeting.field.note"), fields.text("note")),
    ]
    return Entry(
        day_words(fields, "date") or t("shared.undated"), facts_of(facts), known("meeting.kind", fields.line("kind")),
        marks_of(record), record.retracted, order=newest(fields.day("date")),
    )  # fmt: skip


def goal(record: SharedRecord, fields: Fields, _: Words) -> Entry:
    set_on, closed, reached = day_words(fields, "date"), day_words(fields, "closed"), fields.line("reached")
    state = t(f"meeting.reached.{reached}", day=closed).rstrip() if has(f"meeting.reached.{reached}") else reached
    facts = [
        (t("meeting.field.worry"), fields.text("worry")), (t("meeting.field.working"), fields.text("working")),
        (t("shared.needed"), fields.text("needed")), (t("meeting.field.outcome"), fields.text("outcome")),
    ]  # fmt: skip
    title = t("shared.goal_of", day=set_on) if set_on else t("shared.goal")
    aside = state or (t("shared.closed", day=closed) if closed else "")
    return Entry(
        title, facts_of(facts), aside, marks_of(record), record.retracted,
        order=(bool(closed), *newest(fields.day("date"))),
    )  # fmt: skip


def statement(record: SharedRecord, fields: Fields, _: Words) -> Entry:
    first, last = day_words(fields, "first_day"), day_words(fields, "last_day")
    written = fields.mapping("sections")
    keys = [key for key in SECTIONS if key in written] + sorted(key for key in written if key not in SECTIONS)
    texts = [(known("statement.section", key), written[key]) for key in keys]
    return Entry(
        t("statement.period", first=first, last=last) if first and last else first or last or t("statement.title"),
        facts_of((name, said.strip()) for name, said in texts if isinstance(said, str)),
        joined(fields.line("by"), day_words(fields, "date"), by=", "), marks_of(record), record.retracted,
        order=newest(fields.day("last_day") or fields.day("date")),
    )  # fmt: skip


class _Answered(NamedTuple):
    """As much of an answered instrument as its scores are read from."""

    id: str
    subject: str
    instrument: str
    version: str
    date: date
    result: dict[str, Any]


def response(record: SharedRecord, fields: Fields, words: Words) -> Entry:
    name, version, result = fields.line("instrument"), fields.line("version"), fields.mapping("result")
    mode = f"label.mode_{fields.line('mode')}"
    when = fields.day("date")
    one = _Answered(record.record, "", name, version, when or words.made, result)
    facts = [(_scale(series, words.titles.get(name, "")), _score(series)) for series in series_of([one])]
    if fields.flag("complete") is False:
        facts.append((t("shared.answers"), t("label.incomplete")))
    if result.get("flags"):
        facts.append((t("word.warning"), t("shared.flag")))
    facts += [(t("shared.answers"), _answers(fields.mapping("answers"))), (t("label.note"), fields.text("note"))]
    about = [fields.line("subject"), day(when) if when else "", t("progress.version", version=version) if version else ""]
    return Entry(
        words.titles.get(name) or name.upper() or t("shared.instrument"), facts_of(facts),
        joined(*about, t(mode) if has(mode) else ""),
        marks_of(record), record.retracted, order=(*newest(when), name),
    )  # fmt: skip


def _scale(one: Series, title: str) -> str:
    name = one.title.get(language())
    said = name if isinstance(name, str) and name else one.scale
    return t("shared.total") if one.scale == TOTAL and (not name or said == title) else said


def _score(one: Series) -> str:
    """The score with its band and bound; where answers are missing, only that, and what it can still be."""
    point = one.points[0]
    if point.score is None:
        return missing_words(point, one)
    said = joined(scores.score_words(point, one.method), str(scores.standing_words(point)), by=", ")
    bounds = "; ".join(scores.cutoff_words(line) for line in one.cutoffs if has(f"progress.side.{line.side}"))
    return f"{said} ({bounds})" if bounds else said


def _answers(answers: dict[str, Any]) -> str:
    def place(key: str) -> tuple[int, str]:
        digits = "".join(letter for letter in key if letter.isascii() and letter.isdigit())[:6]
        return int(digits or 0), key

    return " · ".join(f"{key}: {_answer(answers[key])}" for key in sorted(answers, key=place))


def _answer(value: Any) -> str:
    if isinstance(value, bool):
        return t("word.yes" if value else "word.no")
    if isinstance(value, int | float):
        return decimal(str(value)).replace("-", "−")
    return known("answer", value) if isinstance(value, str) else "–"


def event(record: SharedRecord, fields: Fields, words: Words) -> Entry:
    from spaedbarn_cli.catalog.building import build_events

    kind, number = fields.line("kind"), fields.whole("session")
    named = build_events(words.programme).get(kind) if words.programme is not None else None
    what = str(named[language()]) if named else kind
    what = t("meeting.session", what=what, n=number) if number else what
    present = listing(fields.lines("present"))
    said = told(f"{what} ({present})" if present else what, fields.text("note"))
    return _short(record, day_words(fields, "date") or t("shared.undated"), said, newest(fields.day("date")))


def pause(record: SharedRecord, fields: Fields, _: Words) -> Entry:
    return _short(record, t("norm.idle.pause"), told(_days(fields), fields.text("reason")), newest(fields.day("first_day")))


def agreement(record: SharedRecord, fields: Fields, _: Words) -> Entry:
    minutes = fields.whole("minutes")
    hours = t("label.per_week", hours=duration(minutes)) if minutes is not None else ""
    said = told(joined(hours, _days(fields), by=" "), fields.text("reason"))
    return _short(record, t("shared.agreed"), said, newest(fields.day("first_day")))


def level(record: SharedRecord, fields: Fields, _: Words) -> Entry:
    number = fields.whole("level")
    said = told(joined("" if number is None else str(number), _days(fields), by=" "), fields.text("reason"))
    return _short(record, t("history.kind.level"), said, newest(fields.day("first_day")))


def _days(fields: Fields) -> str:
    first, last = day_words(fields, "first_day"), day_words(fields, "last_day")
    if first and last:
        return t("norm.days", first=first, last=last)
    return t("label.from", day=first) if first else t("label.until", day=last) if last else ""


def missed(record: SharedRecord, fields: Fields, words: Words) -> Entry:
    from spaedbarn_cli.catalog.building import build_obligations

    key, due = fields.line("obligation"), day_words(fields, "due")
    steps = build_obligations(words.programme) if words.programme is not None else ()
    step = next((one.text[language()] for one in steps if one.id == key), key)
    said = told(t("shared.was_due", day=due) if due else "", fields.text("reason"))
    return _short(record, step or t("shared.undated"), said, newest(fields.day("due") or fields.day("date")))


def reminder(record: SharedRecord, fields: Fields, _: Words) -> Entry:
    return _short(record, day_words(fields, "date") or t("shared.undated"), fields.text("text"), newest(fields.day("date")))


def safety(record: SharedRecord, fields: Fields, _: Words) -> Entry:
    value = fields.whole("value")
    said = joined(fields.line("who"), "" if value is None else str(value), by=" ")
    return _short(record, day_words(fields, "date") or t("shared.undated"), said, newest(fields.day("date")))


def consent(record: SharedRecord, fields: Fields, _: Words) -> Entry:
    streams = [_stream(one) for one in fields.lines("streams")]
    parts = [
        joined(t("shared.consent_to", to=known("role", fields.line("recipient"))) if fields.line("recipient") else "",
               listing(streams), by=": "),
        t("shared.given", day=day_words(fields, "given")) if fields.day("given") else "",
        t("consent.until", day=day_words(fields, "until")) if fields.day("until") else "",
        t("consent.withdrawn", day=day_words(fields, "withdrawn")) if fields.day("withdrawn") else "",
    ]  # fmt: skip
    return _short(record, fields.line("by") or t("shared.somebody"), joined(*parts), newest(fields.day("given")))


def _stream(stream: str) -> str:
    kind, mark, label = stream.partition(":")
    return t("stream.parent", label=label) if kind == "parent" and mark else known("stream", stream)


def _short(record: SharedRecord, title: str, said: str, order: tuple[Any, ...]) -> Entry:
    return Entry(title, facts_of([("", said)]), "", marks_of(record), record.retracted, order=order)
