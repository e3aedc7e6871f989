"""Changes as they travel: a head and the canonical text of its payload, one line each.

A line is taken only when its head has the form of the store's log, its payload has the digest the head names, and both
stand in their one canonical form. Kinds and payload members of a newer program pass through untouched.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any, NamedTuple

from spaedbarn_cli.store.canonical import canonical, digest_of, is_delicate, plainly, read
from spaedbarn_cli.store.log import OPS
from spaedbarn_cli.sync import limits

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_DIGEST = re.compile(r"[0-9a-f]{64}")
_DEVICE = re.compile(r"[0-9a-f]{16}")
_HEAD = re.compile(
    rb'\{"device":"[0-9a-f]{16}","digest":"[0-9a-f]{64}",'
    rb'"hlc":"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{3}Z/[0-9]{4}",'
    rb'"kind":"[a-z][a-z0-9_.-]{0,63}","op":"(?:' + "|".join(OPS).encode() + rb')","prev":(?:null|"[0-9a-f]{64}"),'
    rb'"record":"[0-9A-Za-z_.:-]{1,64}","seq":[1-9][0-9]{0,15},"stream":"(?:[^"\\]++|\\.)++"\}',
    re.DOTALL,
)
"""The canonical form of a head: every member in its place, and nothing else."""
_BIGGEST = 2**53
_START, _JOINT = b'{"head":', b'},"payload":'
_DEEPEST = 64


@dataclass(frozen=True, slots=True)
class Change:
    """One change: its id (64 hex digits), its head, its payload as canonical JSON text; None where it was erased."""

    id: str
    head: Mapping[str, Any] = field(repr=False)
    body: str | None = field(repr=False)

    @property
    def place(self) -> tuple[str, str, int]:
        """Where it stands: stream, device, number."""
        return self.head["stream"], self.head["device"], self.head["seq"]


class Range(NamedTuple):
    """An unbroken run of changes of one device in one stream, first and last included."""

    stream: str
    device: str
    first: int
    last: int
    first_id: str
    last_id: str


def line_of(change: Change) -> bytes:
    """Return a change as one line with its end, its body as it is; raises ValueError for one that nobody would take."""
    form = _form(change.head)
    _check_head(change.head, form)
    body = change.body.encode() if change.body is not None else b"null"
    if digest_of(form) != change.id or (change.body is not None and digest_of(body) != change.head["digest"]):
        raise ValueError("digest")
    line = _START + form[:-1] + _JOINT + body + b"}\n"
    if len(line) > limits.MAX_LINE:
        raise limits.TooMuchError("line")
    return line


def _form(head: Mapping[str, Any]) -> bytes:
    """Return the canonical form of a head of ours: flat, without fractions."""
    return plainly(dict(head)) if str(head["stream"]).isascii() else canonical(dict(head))


def changes_of(lines: bytes) -> list[Change]:
    """Return the changes in lines that each have their end; raises ValueError for whatever is not exactly that."""
    plain = not is_delicate(lines)  # once for all, or else of each
    return [change_of(line[:-1], plain=plain) for line in BytesIO(lines)]


def change_of(line: bytes, *, plain: bool = False) -> Change:
    """Return the change in a line (without its end); raises ValueError for whatever is not exactly one.

    `plain` says that the line was looked at and has nothing in it that must be read the careful way.
    """
    if len(line) > limits.MAX_LINE:
        raise limits.TooMuchError("line")
    document = _read(line, plain=plain)
    if not isinstance(document, dict) or set(document) != {"head", "payload"}:
        raise ValueError("line")
    head, payload = document["head"], document["payload"]
    # A head is flat and a quote inside a text is escaped: the first place that reads like the joint is the joint.
    end = line.index(_JOINT)
    form, body = line[len(_START) : end + 1], line[end + len(_JOINT) : -1]
    _check_head(head, form)
    if payload is not None:
        _check_payload(payload)
        if digest_of(body) != head["digest"]:
            raise ValueError("digest")
    return Change(digest_of(form), head, body.decode() if payload is not None else None)


def in_order(changes: Iterable[Change]) -> list[Change]:
    """Return changes as they stand in a bundle: by stream and device, each branch of a fork as a run of its own."""
    chains: dict[tuple[str, str], list[Change]] = defaultdict(list)
    for change in changes:
        chains[change.place[:2]].append(change)
    ordered: list[Change] = []
    for place in sorted(chains):
        found = sorted(chains[place], key=lambda change: (change.head["seq"], change.id))
        numbers = {change.head["seq"] for change in found}
        ordered += found if len(numbers) == len(found) else _branches(found)
    return ordered


def _branches(found: list[Change]) -> list[Change]:
    """Return the changes of a forked chain run by run; a run goes on with the first of those that follow its last."""
    after: dict[str, list[Change]] = defaultdict(list)
    here = {change.id for change in found}
    for change in found:
        after[change.head["prev"] or ""].append(change)
    ordered: list[Change] = []
    begins = [change for change in found if change.head["prev"] not in here]
    while begins:
        current: Change | None = begins.pop(0)
        while current is not None:
            ordered.append(current)
            following = after[current.id]
            begins += following[1:]
            current = following[0] if following else None
        begins.sort(key=lambda change: (change.head["seq"], change.id))
    return ordered


def ranges_of(changes: Iterable[Change]) -> tuple[Range, ...]:
    """Return the runs in changes that stand in order; raises ValueError for a hole, a twin, or a chain that breaks."""
    runs: list[list[Change]] = []
    seen: set[str] = set()
    top = 0
    last: Change | None = None
    for change in changes:
        if change.id in seen:
            raise ValueError("order")
        seen.add(change.id)
        before, last = last, change
        after = change.head
        same = before is not None and (
            after["device"] == before.head["device"] and after["stream"] == before.head["stream"]
        )
        if same and before is not None:
            follows = after["prev"] == before.id and after["seq"] == before.head["seq"] + 1
            if follows and after["hlc"] > before.head["hlc"]:
                runs[-1].append(change)
                top = max(top, after["seq"])
                continue
            # Only another branch of a fork begins anew: at a number the runs before it have, and behind where they began.
            begun = runs[-1][0]
            if follows or after["seq"] > top or (after["seq"], change.id) <= (begun.head["seq"], begun.id):
                raise ValueError("chain")
        elif before is not None and change.place < before.place:
            raise ValueError("order")
        else:
            top = 0
        runs.append([change])
        top = max(top, after["seq"])
    return tuple(Range(*run[0].place, run[-1].place[2], run[0].id, run[-1].id) for run in runs)


def read_json(data: bytes) -> Any:
    """Return the value in JSON bytes; raises ValueError, also for nesting without end."""
    try:
        return json.loads(data.decode("utf-8"))
    except RecursionError:
        raise ValueError("nesting") from None


def is_text(value: object, most: int) -> bool:
    """Say whether a value is text of at most so many characters."""
    return isinstance(value, str) and len(value) <= most


def is_number(value: object) -> bool:
    """Say whether a value is a whole number from 1 to 2^53."""
    return type(value) is int and 1 <= value <= _BIGGEST


def is_digest(value: object) -> bool:
    """Say whether a value is a SHA-256, 64 hex digits."""
    return isinstance(value, str) and bool(_DIGEST.fullmatch(value))


def is_device(value: object) -> bool:
    """Say whether a value is the name of a device, 16 hex digits."""
    return isinstance(value, str) and bool(_DEVICE.fullmatch(value))


def _read(line: bytes, *, plain: bool = False) -> Any:
    """Return the value in a line that is its canonical form, nested no deeper than anything of ours; raises ValueError."""
    document = read(line, plain=plain)
    if line.count(b"[") + line.count(b"{") > _DEEPEST and _is_deeper(document, _DEEPEST):
        raise ValueError("nesting")
    return document


def _is_deeper(value: Any, levels: int) -> bool:
    """Say whether lists and objects lie in each other deeper than so many levels."""
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return levels == 0 or any(_is_deeper(each, levels - 1) for each in inner)


def _check_head(head: Any, form: bytes) -> None:
    if not isinstance(head, dict) or not _HEAD.fullmatch(form):
        raise ValueError("head")
    first = head["seq"] == 1
    if not is_text(head["stream"], limits.MAX_NAME) or head["seq"] > _BIGGEST or (head["prev"] is None) != first:
        raise ValueError("head")
    datetime.fromisoformat(head["hlc"][:23])


def _check_payload(payload: Any) -> None:
    base = payload.get("base") if isinstance(payload, dict) else None
    good = (
        isinstance(base, list) and all(map(is_digest, base)) and isinstance(payload.get("author"), str)
        and isinstance(payload.get("fields"), dict)
        and isinstance(payload.get("salt"), str) and isinstance(payload.get("reason", ""), str)
    )  # fmt: skip
    if not good:
        raise ValueError("payload")
