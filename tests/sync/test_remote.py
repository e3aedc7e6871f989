"""What every kind of place promises, tried on real servers."""

from __future__ import annotations

import errno
import hashlib
import os
import random
import subprocess
import sys
import threading
from typing import TYPE_CHECKING, Any

import pytest
from servers import SERVERS, Cutter, Served, free_port, new_ssh_key, write_aws, write_netrc

from spaedbarn_cli.errors import BundleRejected, Failed
from spaedbarn_cli.i18n import catalog
from spaedbarn_cli.sync import keys, remote, remote_place
from spaedbarn_cli.sync.limits import MAX_SEALED, MEGABYTE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

ON_A_WIRE = ("sftp", "webdav", "s3")
DAY = 24 * 3600
HOSTILE = (
    ".hidden", "x.age.part", "x.age", "0" * 32, "0" * 31 + ".age", "0" * 33 + ".age", "A" * 32 + ".age", "0" * 32 + ".age ",
    "0" * 32 + ".age.part", "0" * 32 + ".AGE", "0" * 32 + ".age\n", "٠" * 32 + ".age", "..%2f" + "0" * 32 + ".age", "-rf",
    "a b&c",
)  # fmt: skip
"""Names that are not ours, though some look like it."""


@pytest.fixture(scope="module", params=list(SERVERS))
def served(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with SERVERS[request.param](tmp_path_factory.mktemp(request.param)) as one:
        yield one


@pytest.fixture
def place(served: Served, monkeypatch: pytest.MonkeyPatch) -> Served:
    """Return the place, with this process in the home of somebody who may use it."""
    enter(served, monkeypatch)
    return served


def enter(place: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let this process find keys where somebody who uses the place has them."""
    monkeypatch.delenv("SSH_AUTH_SOCK", raising=False)
    for name, value in place.env.items():
        monkeypatch.setenv(name, value)


@pytest.fixture
def mailbox() -> str:
    return remote.mailbox_of(keys.new_keys().public.age)


def use(place: Served, monkeypatch: pytest.MonkeyPatch, port: int) -> remote.Remote:
    """Open the place through another port."""
    other = place.via(port)
    enter(other, monkeypatch)
    return remote.open_remote(other.url)


def failure(work: Callable[[], Any]) -> Failed:
    with pytest.raises(Failed) as caught:
        work()
    return caught.value


def on_a_wire(place: Served) -> bool:
    return place.kind in ON_A_WIRE


# What is left is found, whole, once, and only in its mailbox.


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


# When the wire breaks.


def test_a_publication_cut_off_leaves_nothing_to_be_seen(
    place: Served, mailbox: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not on_a_wire(place):
        with monkeypatch.context() as pulled_out, remote.open_remote(place.url) as opened:
            pulled_out.setattr(os, "replace", refusing(errno.ENODEV))
            assert failure(lambda: opened.publish(mailbox, b"x")).key == "remote_unreachable"
        assert place.lying(mailbox) == {}
        return
    with Cutter(place.port, 300_000) as cutter, use(place, monkeypatch, cutter.port) as opened:
        error = failure(lambda: opened.publish(mailbox, os.urandom(MEGABYTE)))
        assert error.key == "remote_unreachable"
        assert cutter.cut >= 2, "once, and once more; for S3 a library beneath may have tried too"
    with use(place, monkeypatch, place.port) as opened:
        assert opened.names(mailbox) == []
    assert all(remote_place.LEFTOVER.fullmatch(name) for name in place.lying(mailbox))


@pytest.mark.parametrize("up", [True, False], ids=["publish", "fetch"])
def test_a_connection_that_breaks_is_made_anew_once(
    place: Served, mailbox: str, monkeypatch: pytest.MonkeyPatch, up: bool
) -> None:
    data = os.urandom(MEGABYTE)
    if not on_a_wire(place):
        with remote.open_remote(place.url) as opened:
            name = opened.publish(mailbox, b"x")
            monkeypatch.setattr(os, "open", _once(os.open, OSError(errno.ESTALE, "stale")))
            assert opened.fetch(mailbox, name, 1) == b"x"
        return
    with Cutter(place.port, 300_000, up=up, times=1) as cutter, use(place, monkeypatch, cutter.port) as opened:
        if up:
            name = opened.publish(mailbox, data)
        else:
            name = "5" * 32 + ".age"
            place.plant(mailbox, {name: data})
        assert opened.fetch(mailbox, name, MEGABYTE) == data
        assert opened.names(mailbox) == [name]
        assert cutter.cut == 1
    assert place.lying(mailbox) == {name: MEGABYTE}


def test_a_fetch_cut_off_twice_is_an_error_and_not_half_a_file(
    place: Served, mailbox: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = "6" * 32 + ".age"
    place.plant(mailbox, {name: os.urandom(MEGABYTE)})
    if not on_a_wire(place):
        monkeypatch.setattr(os, "open", refusing(errno.ESTALE))
        with remote.open_remote(place.url) as opened:
            assert failure(lambda: opened.fetch(mailbox, name, MEGABYTE)).key == "remote_unreachable"
        return
    with Cutter(place.port, 300_000, up=False) as cutter, use(place, monkeypatch, cutter.port) as opened:
        assert failure(lambda: opened.fetch(mailbox, name, MEGABYTE)).key == "remote_unreachable"


def refusing(number: int) -> Callable[..., Any]:
    """Return what always fails as the system does."""

    def refuse(*_: Any, **__: Any) -> Any:
        raise OSError(number, os.strerror(number))

    return refuse


def _once(real: Callable[..., Any], error: OSError) -> Callable[..., Any]:
    """Return what fails the first time it is called."""
    left = [error]

    def call(*args: Any, **more: Any) -> Any:
        if left:
            raise left.pop()
        return real(*args, **more)

    return call


# When somebody says no.


def nobody(place: Served, monkeypatch: pytest.MonkeyPatch) -> remote.Remote:
    """Open the place where it is not: a port where nobody listens, a stick that is not plugged in."""
    if on_a_wire(place):
        return use(place, monkeypatch, free_port())
    return remote.open_remote(f"{place.url}-et-andet-stik")


def test_nobody_there(place: Served, mailbox: str, monkeypatch: pytest.MonkeyPatch) -> None:
    opened, key = nobody(place, monkeypatch), "remote_unreachable" if on_a_wire(place) else "remote_no_folder"
    name = "7" * 32 + ".age"
    with opened:
        works: tuple[Callable[[], Any], ...] = (
            lambda: opened.names(mailbox), lambda: opened.publish(mailbox, b"x"),
            lambda: opened.fetch(mailbox, name, 1), lambda: opened.remove(mailbox, name),
        )  # fmt: skip
        assert [failure(work).key for work in works] == [key] * 4


def test_a_root_that_is_missing_is_not_an_empty_one(place: Served, mailbox: str) -> None:
    """And is not made either: it may be a mistake in the address."""
    url = place.url.replace("s3://pakkehus/", "s3://pakkebod/") if place.kind == "s3" else f"{place.url}/ikke/her"
    with remote.open_remote(url) as opened:
        assert failure(lambda: opened.names(mailbox)).key == "remote_no_folder"
        assert failure(lambda: opened.publish(mailbox, b"x")).key == "remote_no_folder"


def test_wrong_credentials(place: Served, mailbox: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    if place.kind == "file":
        with monkeypatch.context() as locked, remote.open_remote(place.url) as opened:
            locked.setattr(os, "open", refusing(errno.EROFS))
            assert failure(lambda: opened.publish(mailbox, b"x")).key == "remote_denied"
        assert place.lying(mailbox) == {}
        return
    if place.kind == "sftp":
        (tmp_path / ".ssh").mkdir()
        for name in ("config", "known_hosts"):
            (tmp_path / ".ssh" / name).write_bytes((place.home / ".ssh" / name).read_bytes())
        new_ssh_key(tmp_path / ".ssh" / "id_pakker")
    elif place.kind == "webdav":
        write_netrc(tmp_path, "forkert")
    else:
        (tmp_path / ".aws").mkdir()
        key = (place.home / ".aws" / "credentials").read_text().split("aws_access_key_id = ")[1].split()[0]
        write_aws(tmp_path, key, "forkert")
    with remote.open_remote(place.url) as opened:
        error = failure(lambda: opened.names(mailbox))
        assert (error.key, error.params["scheme"]) == ("remote_denied", place.kind)
        assert failure(lambda: opened.publish(mailbox, b"x")).key == "remote_denied"


def test_no_credentials_at_all(place: Served, mailbox: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("AWS_PROFILE", raising=False)
    (tmp_path / ".ssh").mkdir()
    if place.kind == "sftp":
        for name in ("config", "known_hosts"):
            (tmp_path / ".ssh" / name).write_bytes((place.home / ".ssh" / name).read_bytes())
    with remote.open_remote(place.url) as opened:
        if on_a_wire(place):
            assert failure(lambda: opened.names(mailbox)).key == "remote_denied"
        else:
            assert opened.names(mailbox) == [], "a folder needs none"


# The program from outside: what it loads, and what it lets out.


def test_libraries_say_nothing_and_are_loaded_only_when_used(place: Served, tmp_path: Path) -> None:
    """In a process of its own, with a server that is not there, and paramiko and the others as talkative as they are."""
    other = place.via(free_port()) if on_a_wire(place) else place
    code = (
        "import sys\n"
        "from spaedbarn_cli.errors import Failed\n"
        "from spaedbarn_cli.sync import remote\n"
        "loaded = {'fsspec', 'paramiko', 'webdav4', 's3fs', 'botocore'}\n"
        "assert not loaded & set(sys.modules)\n"
        "try:\n"
        "    with remote.open_remote(sys.argv[1]) as opened:\n"
        "        opened.names('a' * 32)\n"
        "except Failed as error:\n"
        "    sys.stdout.write(error.key)\n"
        "sys.stdout.write(' ' + ' '.join(sorted(loaded & set(sys.modules))))\n"
    )
    env = {**{name: os.environ[name] for name in ("PATH",)}, **other.env, "PYTHONPATH": os.pathsep.join(sys.path)}
    ran = subprocess.run(
        [sys.executable, "-c", code, other.url], env=env, capture_output=True, text=True, check=False, cwd=tmp_path
    )
    wanted = {
        "file": " ", "sftp": "remote_unreachable fsspec paramiko", "webdav": "remote_unreachable fsspec webdav4",
        "s3": "remote_unreachable botocore fsspec s3fs",
    }  # fmt: skip
    assert (ran.stderr, ran.stdout) == ("", wanted[place.kind])


def test_errors_name_no_server_and_no_user(place: Served, mailbox: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with nobody(place, monkeypatch) as opened:
        error = failure(lambda: opened.names(mailbox))
    assert set(error.params) <= {"scheme", "number"}
    assert error.params["scheme"] == place.kind
    assert error.__suppress_context__
    for lang in catalog.LANGUAGES:
        texts = catalog.load(lang)
        said = texts[f"err.{error.key}"].format(**error.params) + texts[f"hint.{error.key}"].format(**error.params)
        assert not [word for word in ("127.0.0.1", "pakke" + "hus", "localhost", mailbox) if word in said]
