"""What every kind of place promises, tried on real servers: what is left is found, whole, once, and only in its mailbox."""

from __future__ import annotations

import hashlib
import os
import random
import threading
from typing import TYPE_CHECKING

import pytest

from spaedbarn_cli.errors import BundleRejected
from spaedbarn_cli.sync import keys, remote, remote_place
from spaedbarn_cli.sync.limits import MAX_SEALED, MEGABYTE
from sync.places import failure

if TYPE_CHECKING:
    from servers import Served

DAY = 24 * 3600
HOSTILE = (
    ".hidden", "x.age.part", "x.age", "0" * 32, "0" * 31 + ".age", "0" * 33 + ".age", "A" * 32 + ".age", "0" * 32 + ".age ",
    "0" * 32 + ".age.part", "0" * 32 + ".AGE", "0" * 32 + ".age\n", "٠" * 32 + ".age", "..%2f" + "0" * 32 + ".age", "-rf",
    "a b&c",
)  # fmt: skip
"""Names that are not ours, though some look like it."""


def test_a_bundle_is_left_listed_fetched_and_removed(place: Served, mailbox: str) -> None:
    data = os.urandom(100_000)
    with remote.open_remote(place.url) as opened:
        name = opened.publish(mailbox, data)
        assert remote_place.NAME.fullmatch(name)
        assert place.lying(mailbox) == {name: len(data)}
        assert opened.names(mailbox) == [name]
        assert opened.fetch(mailbox, name, len(data)) == data
        other = opened.publish(mailbox, b"")
        assert opened.names(mailbox) == sorted([name, other])
        assert opened.fetch(mailbox, other, 0) == b""
        assert opened.remove(mailbox, name) is True
        assert opened.remove(mailbox, name) is False
        assert opened.fetch(mailbox, name, len(data)) is None
        assert opened.names(mailbox) == [other]
        assert opened.names(remote.mailbox_of(keys.new_keys().public.age)) == []


def test_what_others_leave_meanwhile_is_seen_at_once(place: Served, mailbox: str) -> None:
    """No listing is remembered: neither of an empty mailbox, nor of one that has changed."""
    first, second = "1" * 32 + ".age", "2" * 32 + ".age"
    with remote.open_remote(place.url) as opened:
        assert opened.names(mailbox) == []
        place.plant(mailbox, {first: b"a"})
        assert opened.names(mailbox) == [first]
        place.plant(mailbox, {first: b"bb", second: b"c"})
        assert opened.names(mailbox) == [first, second]
        assert opened.fetch(mailbox, first, 10) == b"bb"


def test_a_place_that_was_closed_connects_again(place: Served, mailbox: str) -> None:
    opened = remote.open_remote(place.url)
    name = opened.publish(mailbox, b"en")
    opened.close()
    opened.close()
    assert opened.names(mailbox) == [name]
    opened.close()


def test_putting_the_same_file_twice_is_putting_it_once(place: Served, mailbox: str) -> None:
    """What a retry does when only the answer was lost."""
    name = "a" * 32 + ".age"
    with remote.open_remote(place.url) as opened:
        for _ in range(2):
            opened._run(lambda there: there.put(mailbox, name, b"samme"))
        assert place.lying(mailbox) == {name: 5}
        assert opened.fetch(mailbox, name, 5) == b"samme"


def test_too_much_is_refused(place: Served, mailbox: str) -> None:
    name = "b" * 32 + ".age"
    place.plant(mailbox, {name: bytes(MEGABYTE + 1)})
    with remote.open_remote(place.url) as opened:
        with pytest.raises(BundleRejected) as caught:
            opened.fetch(mailbox, name, MEGABYTE)
        assert (caught.value.key, caught.value.params) == ("bundle_too_large", {"megabytes": 1})
        assert opened.fetch(mailbox, name, MEGABYTE + 1) == bytes(MEGABYTE + 1)


def test_only_names_of_our_form_are_seen(place: Served, mailbox: str) -> None:
    ours = [f"{number:032x}.age" for number in range(3)]
    many = 200 if place.kind == "s3" else 5_000  # each is a request there; pages are turned in test_remote_s3
    strange = dict.fromkeys((*HOSTILE, *(f"{number}.txt" for number in range(many - len(HOSTILE)))), b"?")
    if place.kind == "s3":  # the server of these tests cannot hold it
        strange = {name: data for name, data in strange.items() if name.isprintable()}
    place.plant(mailbox, strange | dict.fromkeys(ours, b"!"))
    with remote.open_remote(place.url) as opened:
        assert opened.names(mailbox) == ours
        assert opened.fetch(mailbox, ours[0], 1) == b"!"
    for name in ("../x", "..", "", "x.age", f"../{mailbox}/{ours[0]}", HOSTILE[10]):
        for work in (lambda name=name: opened.fetch(mailbox, name, 1), lambda name=name: opened.remove(mailbox, name)):
            with pytest.raises(ValueError, match="not a name of ours"):
                work()
    with pytest.raises(ValueError, match="not a name of ours"):
        opened.names("../andre")


def test_what_is_no_file_is_no_bundle(place: Served, mailbox: str) -> None:
    if place.folder is None:
        place.plant(mailbox, {"c" * 32 + ".age/x": b"?"})  # the nearest that S3 has to a folder
    else:
        (place.folder / mailbox / ("c" * 32 + ".age")).mkdir(parents=True)
        (place.folder / mailbox / ("d" * 32 + ".age")).symlink_to(place.home / "hemmelig")
        os.mkfifo(place.folder / mailbox / ("e" * 32 + ".age"))
    with remote.open_remote(place.url) as opened:
        seen = opened.names(mailbox)
    # A WebDAV server shows what a link leads to, and a pipe as a file; it is the server that opens them.
    assert "c" * 32 + ".age" not in seen
    assert seen == [] or place.kind == "webdav"


def test_a_mailbox_that_overflows_is_not_looked_through(place: Served, mailbox: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remote, "MOST_ENTRIES", 20)
    folders = {f"{number}/x": b"?" for number in range(5)}
    place.plant(mailbox, folders | {f"{number}.txt": b"?" for number in range(15)})
    with remote.open_remote(place.url) as opened:
        assert opened.names(mailbox) == []
        place.plant(mailbox, {"f" * 32 + ".age": b"!"})
        assert failure(lambda: opened.names(mailbox)).key == "remote_crowded"
        assert opened.fetch(mailbox, opened.publish(mailbox, b"ny"), 2) == b"ny"


def test_leftovers_go_after_a_day_and_nothing_else_does(place: Served, mailbox: str) -> None:
    old = {"1" * 32 + ".age.part": b"halv", f".{'1' * 32}.age.{'2' * 12}.tmp": b"halv"}
    kept = {"x.age.part": b"?", "3" * 32 + ".age": b"!", f".{'1' * 32}.age.tmp": b"?"}
    young = {"4" * 32 + ".age.part": b"halv"}
    if place.folder is None:  # nothing of ours is ever half there, and nobody can make it look old
        place.plant(mailbox, old | kept)
        with remote.open_remote(place.url) as opened:
            name = opened.publish(mailbox, b"ny")
        assert set(place.lying(mailbox)) == {*old, *kept, name}
        return
    place.plant(mailbox, old | kept, age=DAY + 60)
    place.plant(mailbox, young, age=DAY - 60)
    with remote.open_remote(place.url) as opened:
        name = opened.publish(mailbox, b"ny")
    assert set(place.lying(mailbox)) == {*kept, *young, name}


def test_readers_see_only_whole_files(place: Served, mailbox: str) -> None:
    """Two publish and one reads, all at once."""
    seeds = random.Random(place.kind)
    batches = [[seeds.randbytes(seeds.randrange(1, 200_000)) for _ in range(8)] for _ in range(2)]
    done, failed, read = threading.Event(), list[BaseException](), dict[str, bytes]()

    def publish(batch: list[bytes]) -> None:
        try:
            with remote.open_remote(place.url) as opened:
                for data in batch:
                    opened.publish(mailbox, hashlib.sha256(data).digest() + data)
        except BaseException as error:
            failed.append(error)

    writers = [threading.Thread(target=publish, args=(batch,)) for batch in batches]
    for writer in writers:
        writer.start()
    threading.Thread(target=lambda: ([writer.join() for writer in writers], done.set())).start()
    with remote.open_remote(place.url) as opened:
        last = False
        while not last:
            last = done.is_set()  # and then once more, for what came at the very end
            for name in opened.names(mailbox):
                if name not in read:
                    found = opened.fetch(mailbox, name, MAX_SEALED)
                    assert found is not None
                    assert hashlib.sha256(found[32:]).digest() == found[:32]
                    read[name] = found[32:]
    assert not failed
    assert sorted(read.values()) == sorted(batches[0] + batches[1])
    assert set(place.lying(mailbox)) == set(read)
