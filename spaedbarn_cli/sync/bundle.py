"""What is in a bundle, as values and as bytes: canonical content to archive and back, with no key in sight.

`encode` and `decode` are inverse: there is one archive for a content, a recipient and a signing key, and one content for
an archive. Who signs and who checks a signature is handed in as a function, so that nothing is read from a manifest
nobody has answered for.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from spaedbarn_cli.errors import StoreNewer
from spaedbarn_cli.store.canonical import canonical
from spaedbarn_cli.store.shapes import moment
from spaedbarn_cli.sync import archive, limits
from spaedbarn_cli.sync.changes import changes_of, is_device, is_digest, is_number, is_text, line_of, ranges_of, read_json
from spaedbarn_cli.sync.keys import to_text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from spaedbarn_cli.sync.changes import Change

FORMAT = "spaedbarn-bundle"
VERSION = 1
MANIFEST, SIGNATURE, REPORT, PADDING = "manifest.json", "manifest.sig", "report.html", "padding"
SIGNATURE_SIZE = 64

_ID = re.compile(r"[0-9a-f]{32}")
_RECIPIENT = re.compile(r"age1[0-9a-z]{58}")
_MEMBERS = {
    "format", "version", "id", "made", "sender", "recipient", "purpose", "ground", "ranges", "sha256", "acknowledged",
    "counts", "offers",
}  # fmt: skip


class Sender(NamedTuple):
    """Who sends: name and role as on the contact card, and the device (16 hex digits) the bundle was made on.

    `before` are the devices the same store was before it was restored or moved: what they said to have counts no more.
    """

    name: str
    role: str
    device: str
    before: tuple[str, ...] = ()


class Head(NamedTuple):
    """The newest change somebody has of one device in one stream."""

    stream: str
    device: str
    seq: int
    id: str


@dataclass(frozen=True, slots=True)
class Content:
    """What is said in a bundle. `id` is random (32 hex digits), `made` an aware ISO moment, `report` a HTML page.

    `offers` are the journal streams that the sender shares both ways, those in which nothing stands yet too.
    Changes stand as `changes.in_order` puts them, acknowledged heads sorted; a forked chain has a head a branch.
    """

    id: str
    made: str
    sender: Sender = field(repr=False)
    purpose: str = field(repr=False)
    ground: str | None = field(repr=False)
    changes: tuple[Change, ...] = field(repr=False)
    acknowledged: tuple[Head, ...] = field(repr=False, default=())
    report: str | None = field(repr=False, default=None)
    offers: tuple[str, ...] = field(repr=False, default=())


class Decoded(NamedTuple):
    """A content, and what the manifest binds it to; `unknown` names members of a newer program that were passed over."""

    content: Content
    recipient: str
    sign: bytes
    unknown: tuple[str, ...] = ()


def encode(content: Content, *, recipient: str, sign: bytes, signed: Callable[[bytes], bytes]) -> bytes:
    """Return the archive of a content, signed and padded; `sign` is the public half (32 bytes) of what `signed` uses.

    What would not be read is not written: every line is held against the form and the ceilings. Raises
    limits.TooMuchError for more than one bundle takes, ValueError for what is not in its form.
    """
    members = _change_files(content.changes)
    if content.report is not None:
        members[REPORT] = content.report.encode()
    manifest = _manifest(content, recipient, sign, members)
    bare = canonical({**manifest, "sha256": {**manifest["sha256"], PADDING: "0" * 64}})
    size = archive.packed_size({MANIFEST: bare, SIGNATURE: bytes(SIGNATURE_SIZE), **members, PADDING: b""})
    padding = bytes(limits.padded_size(size) - size)
    manifest["sha256"][PADDING] = _sha256(padding)
    written = canonical(manifest)
    whole = {MANIFEST: written, SIGNATURE: signed(written), **members, PADDING: padding}
    data = archive.pack(whole)
    if len(written) > limits.MAX_MANIFEST or archive.unpack(data) != whole:
        raise limits.TooMuchError("archive")
    return data


def decode(data: bytes, checked: Callable[[bytes, bytes], bytes]) -> Decoded:
    """Return what an archive holds, or nothing of it: every member, digest, change and chain is checked first.

    `checked(manifest, signature)` returns the public key that signed, or raises; it is asked before the manifest is read.
    Raises ValueError for whatever `encode` could not have written, StoreNewer for a later version of the format.
    """
    try:
        return _decode(archive.unpack(data), checked)
    except RecursionError:
        raise ValueError("nesting") from None


def _decode(members: dict[str, bytes], checked: Callable[[bytes, bytes], bytes]) -> Decoded:
    names = list(members)
    if names[:2] != [MANIFEST, SIGNATURE] or len(members[MANIFEST]) > limits.MAX_MANIFEST:
        raise ValueError("members")
    sign = checked(members[MANIFEST], members[SIGNATURE])
    manifest = read_json(members[MANIFEST])
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT or not is_number(manifest.get("version")):
        raise ValueError("manifest")
    if manifest["version"] > VERSION:
        raise StoreNewer("bundle_newer")
    if canonical(manifest) != members[MANIFEST] or not set(manifest) >= _MEMBERS:
        raise ValueError("manifest")
    if manifest["sha256"] != {name: _sha256(members[name]) for name in names[2:]}:
        raise ValueError("digests")
    files = names[2:]
    if not files or files.pop() != PADDING or members[PADDING].strip(b"\0"):
        raise ValueError("padding")
    has_report = bool(files) and files[-1] == REPORT
    report = members[files.pop()].decode("utf-8") if has_report else None
    changes = tuple(change for name in files for change in _changes_in(members[name]))
    content = Content(
        manifest["id"], manifest["made"], _sender(manifest["sender"], sign), manifest["purpose"], manifest["ground"],
        changes, tuple(map(_head, _list(manifest["acknowledged"]))), report, tuple(_list(manifest["offers"])),
    )  # fmt: skip
    if files != _file_names(changes):
        raise ValueError("files")
    known = {name: value for name, value in manifest.items() if name in _MEMBERS}
    rest = {name: members[name] for name in names[2:]}
    if canonical(_manifest(content, manifest["recipient"], sign, rest)) != canonical(known):
        raise ValueError("manifest")
    if archive.packed_size(members) != limits.padded_size(archive.packed_size({**members, PADDING: b""})):
        raise ValueError("padding")
    return Decoded(content, manifest["recipient"], sign, tuple(sorted(set(manifest) - _MEMBERS)))


def _manifest(content: Content, recipient: str, sign: bytes, members: dict[str, bytes]) -> dict[str, Any]:
    """Return the manifest of a content whose other members are these; raises ValueError."""
    _check(content, recipient)
    ranges = ranges_of(content.changes)
    counts = {"changes": len(content.changes), "streams": len({one.stream for one in ranges})}
    if counts["changes"] > limits.MAX_CHANGES or counts["streams"] > limits.MAX_STREAMS:
        raise limits.TooMuchError("changes")
    if max(len(ranges), len(content.acknowledged), len(content.offers)) > limits.MAX_HEADS:
        raise limits.TooMuchError("heads")
    return {
        "format": FORMAT, "version": VERSION, "id": content.id, "made": content.made,
        "sender": {**content.sender._asdict(), "before": list(content.sender.before), "sign": to_text(sign)},
        "recipient": recipient, "purpose": content.purpose, "ground": content.ground,
        "ranges": [{**one._asdict(), "count": one.last - one.first + 1} for one in ranges],
        "sha256": {name: _sha256(data) for name, data in members.items()},
        "acknowledged": [head._asdict() for head in content.acknowledged],
        "counts": counts, "offers": list(content.offers),
    }  # fmt: skip


def _check(content: Content, recipient: object) -> None:
    """Raise ValueError unless every value has its form, and every list its order."""
    texts = (
        (content.made, limits.MAX_MOMENT), (content.sender.name, limits.MAX_NAME),
        (content.sender.role, limits.MAX_NAME), (content.purpose, limits.MAX_PURPOSE),
        ("" if content.ground is None else content.ground, limits.MAX_NAME), (content.id, 32), (recipient, 62),
    )  # fmt: skip
    if not all(is_text(*each) for each in texts) or not is_device(content.sender.device):
        raise ValueError("text")
    if not _ID.fullmatch(content.id) or not _RECIPIENT.fullmatch(str(recipient)):
        raise ValueError("name")
    if not moment(content.made):
        raise ValueError("moment")
    for head in content.acknowledged:
        if not (is_text(head.stream, limits.MAX_NAME) and is_device(head.device)):
            raise ValueError("head")
        if not (is_number(head.seq) and is_digest(head.id)):
            raise ValueError("head")
    if any(later <= earlier for earlier, later in pairwise(content.acknowledged)):
        raise ValueError("heads")
    before = content.sender.before
    if not all(map(is_device, before)) or any(later <= earlier for earlier, later in pairwise(before)):
        raise ValueError("devices")
    if len(before) > limits.MAX_DEVICES:
        raise limits.TooMuchError("devices")
    if not all(is_text(one, limits.MAX_NAME) for one in content.offers):
        raise ValueError("offers")
    if any(later <= earlier for earlier, later in pairwise(content.offers)):
        raise ValueError("offers")
    if content.report is not None and len(content.report.encode()) > limits.MAX_REPORT:
        raise limits.TooMuchError("report")


def _change_files(changes: Sequence[Change]) -> dict[str, bytes]:
    """Return one file a stream; the names say a number, the stream's own name stands inside."""
    streams = [list(found) for _, found in groupby(changes, key=lambda change: change.place[0])]
    files = (b"".join(map(line_of, found)) for found in streams)
    return dict(zip(_file_names(changes), files, strict=True))


def _file_names(changes: Sequence[Change]) -> list[str]:
    streams = [stream for stream, _ in groupby(changes, key=lambda change: change.place[0])]
    return [f"changes/{number}.jsonl" for number in range(1, len(streams) + 1)]


def _changes_in(data: bytes) -> list[Change]:
    """Return the changes of a file, all of one stream; raises ValueError."""
    if not data.endswith(b"\n") or data.count(b"\n") > limits.MAX_CHANGES:
        raise ValueError("lines")
    changes = changes_of(data)
    if len({change.place[0] for change in changes}) != 1:
        raise ValueError("stream")
    return changes


def _sender(value: Any, sign: bytes) -> Sender:
    if not isinstance(value, dict) or set(value) != {*Sender._fields, "sign"} or value["sign"] != to_text(sign):
        raise ValueError("sender")
    return Sender(value["name"], value["role"], value["device"], tuple(_list(value["before"])))


def _head(value: Any) -> Head:
    if not isinstance(value, dict) or set(value) != set(Head._fields):
        raise ValueError("head")
    return Head(**value)


def _list(value: Any) -> list[Any]:
    if not isinstance(value, list) or len(value) > limits.MAX_HEADS:
        raise ValueError("list")
    return value


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
