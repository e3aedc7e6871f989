"""A real OpenSSH server: which servers are believed, which keys are found, and what the server may refuse."""

from __future__ import annotations

import base64
import getpass
import hashlib
import hmac
import os
import subprocess
from typing import TYPE_CHECKING

import pytest
from servers import LOOPBACK, SSH_NAME, Served, new_ssh_key, sftp_server

from spaedbarn_cli.errors import Failed
from spaedbarn_cli.sync import remote
from spaedbarn_cli.sync.remote_known_hosts import known_keys, name_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MAILBOX = "a" * 32


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with sftp_server(tmp_path_factory.mktemp("sftp")) as one:
        yield one


@pytest.fixture
def served(running: Served, monkeypatch: pytest.MonkeyPatch) -> Iterator[Served]:
    """Return the place; what a test changes in its home is put back."""
    monkeypatch.setenv("HOME", str(running.home))
    monkeypatch.delenv("SSH_AUTH_SOCK", raising=False)
    ssh = running.home / ".ssh"
    before = {path: path.read_bytes() for path in ssh.iterdir()}
    yield running
    for path in ssh.iterdir():
        if path not in before:
            path.unlink()
    for path, content in before.items():
        path.touch(0o600)
        path.write_bytes(content)


def names(url: str) -> list[str]:
    with remote.open_remote(url) as opened:
        return opened.names(MAILBOX)


def key_of(url: str) -> str:
    with pytest.raises(Failed) as caught:
        names(url)
    assert set(caught.value.params) <= {"scheme", "number"}
    return caught.value.key


def untouched(served: Served) -> bool:
    """Say whether the client learned no new server."""
    return not (served.home / ".ssh" / "known_hosts").exists()


# Which servers are believed.


def test_an_unknown_server_is_refused_and_not_remembered(served: Served) -> None:
    (served.home / ".ssh" / "known_hosts").unlink()
    assert key_of(served.url) == key_of(served.url) == "remote_host_key"
    assert untouched(served)


@pytest.mark.parametrize("kind", ["ed25519", "ecdsa", "rsa"])
def test_a_server_with_another_key_is_refused(served: Served, tmp_path: Path, kind: str) -> None:
    """Also one whose known key is of a type the server does not have."""
    known = served.home / ".ssh" / "known_hosts"
    known.write_text(f"{SSH_NAME} {new_ssh_key(tmp_path / 'other', kind)}")
    before = known.read_bytes()
    assert key_of(served.url) == "remote_host_key"
    assert known.read_bytes() == before


def test_nothing_is_proven_to_a_server_that_is_not_known(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not even the user's name and public keys are shown to it."""
    import paramiko

    asked: list[object] = []
    monkeypatch.setattr(paramiko.SSHClient, "_auth", lambda *args: asked.append(args))
    (served.home / ".ssh" / "known_hosts").write_text("")
    assert key_of(served.url) == "remote_host_key"
    assert not asked


def test_a_revoked_key_is_not_known(served: Served) -> None:
    known = served.home / ".ssh" / "known_hosts"
    line = known.read_text()
    known.write_text(f"{line}@revoked * {line.partition(' ')[2]}")
    assert key_of(served.url) == "remote_host_key"


def test_one_of_several_known_keys_is_enough(served: Served, tmp_path: Path) -> None:
    """A server that is about to change its key, or one known by keys of more types than it has."""
    known = served.home / ".ssh" / "known_hosts"
    others = "".join(f"{SSH_NAME} {new_ssh_key(tmp_path / kind, kind)}" for kind in ("rsa", "ecdsa", "ed25519"))
    known.write_text(f"# nye nøgler\n\nnoget vrøvl\n{SSH_NAME} ssh-ed25519 ????\n{others}{known.read_text()}")
    assert names(served.url) == []


def test_a_server_without_an_entry_of_its_own_in_the_settings(served: Served, tmp_path: Path) -> None:
    """Known by address and port, hashed as Debian does, its user in the URL; a key that has an ordinary name is found."""
    ssh = served.home / ".ssh"
    (ssh / "id_pakker").rename(ssh / "id_ed25519")
    salt = hashlib.sha1(b"salt").digest()
    name = hmac.digest(salt, f"[{LOOPBACK}]:{served.port}".encode(), hashlib.sha1)
    hashed = "|".join(("", "1", *(base64.b64encode(part).decode() for part in (salt, name))))
    (ssh / "known_hosts").write_text(f"{hashed} {(ssh / 'known_hosts').read_text().partition(' ')[2]}")
    assert names(f"sftp://{getpass.getuser()}@{LOOPBACK}:{served.port}{served.folder}") == []
    assert key_of(f"sftp://ingen@{LOOPBACK}:{served.port}{served.folder}") == "remote_denied"


# Where keys are found.


def test_a_key_in_the_agent_is_used(served: Served, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    ssh = served.home / ".ssh"
    started = subprocess.run(["ssh-agent", "-s", "-a", tmp_path / "agent"], capture_output=True, text=True, check=True)
    pid = int(started.stdout.split("SSH_AGENT_PID=")[1].split(";")[0])
    try:
        monkeypatch.setenv("SSH_AUTH_SOCK", str(tmp_path / "agent"))
        subprocess.run(["ssh-add", "-q", ssh / "id_pakker"], check=True)
        (ssh / "id_pakker").unlink()
        assert names(served.url) == []
    finally:
        os.kill(pid, 15)


def test_a_locked_key_without_agent_is_said_as_denied(served: Served) -> None:
    path = served.home / ".ssh" / "id_pakker"
    subprocess.run(["ssh-keygen", "-q", "-p", "-P", "", "-N", "fem blå spande", "-f", path], check=True)
    assert key_of(served.url) == "remote_denied"


def test_port_and_user_of_the_settings_are_used(served: Served) -> None:
    config = served.home / ".ssh" / "config"
    config.write_text(config.read_text().replace("Port 9", f"Port {served.port}"))
    assert names(served.url.replace(f":{served.port}/", "/")) == []
    config.write_text(config.read_text().replace(f"User {getpass.getuser()}", "User ingen"))
    assert key_of(served.url) == "remote_denied"


def test_settings_that_cannot_be_read_are_an_error(served: Served) -> None:
    (served.home / ".ssh" / "config").write_text("Match\n")
    assert key_of(served.url) == "remote_error"


# What lies on it.


def test_a_folder_in_the_users_home(served: Served) -> None:
    """`/~/` begins there; the home of these tests' user is not ours to write in."""
    url = f"sftp://{SSH_NAME}:{served.port}/~"
    assert names(url) == []
    assert key_of(f"{url}/findes-ikke-pakker") == "remote_no_folder"


def test_names_that_are_no_text_are_passed_over(served: Served) -> None:
    assert served.folder is not None
    mailbox = served.folder / MAILBOX
    mailbox.mkdir()
    strange = mailbox / os.fsdecode(b"\xff\xfe.age")
    strange.touch()
    (mailbox / ("0" * 32 + ".age")).touch()
    assert names(served.url) == ["0" * 32 + ".age"]
    strange.unlink()


def test_a_mailbox_is_open_to_those_who_may_use_the_root(served: Served) -> None:
    assert served.folder is not None
    served.folder.chmod(0o770)
    mailbox = "b" * 32
    with remote.open_remote(served.url) as opened:
        opened.publish(mailbox, b"x")
    assert (served.folder / mailbox).stat().st_mode & 0o7777 == 0o770


@pytest.mark.parametrize("refused", ["remove", "fsetstat,setstat,fsync,posix-rename"])
def test_a_server_that_refuses_some_things(refused: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with sftp_server(tmp_path, sftp=f"internal-sftp -P {refused}") as served:
        monkeypatch.setenv("HOME", str(served.home))
        with remote.open_remote(served.url) as opened:
            name = opened.publish(MAILBOX, b"x" * 100_000)
            assert opened.fetch(MAILBOX, name, 100_000) == b"x" * 100_000
            assert opened.remove(MAILBOX, name) is (refused != "remove")
            assert opened.names(MAILBOX) == ([name] if refused == "remove" else [])


def test_a_server_that_forbids_writing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with sftp_server(tmp_path, sftp="internal-sftp -R") as served:
        monkeypatch.setenv("HOME", str(served.home))
        with remote.open_remote(served.url) as opened:
            assert opened.names(MAILBOX) == []
            with pytest.raises(Failed) as caught:
                opened.publish(MAILBOX, b"x")
    assert caught.value.key == "remote_denied"


# known_hosts, line by line.

KEY, OTHER = (base64.b64encode(one * 8).decode() for one in (b"en nogle", b"en anden"))


@pytest.mark.parametrize(
    ("line", "known"),
    [
        ("pakkehus ssh-ed25519 {key}", True),
        ("pakkehus ssh-ed25519 {key} en bemærkning", True),
        ("andre,pakkehus\tssh-ed25519  {key}", True),
        ("PAKKEHUS ssh-ed25519 {key}", True),
        ("pakke* ssh-ed25519 {key}", True),
        ("pakkehu? ssh-ed25519 {key}", True),
        ("*,!pakkehus ssh-ed25519 {key}", False),
        ("[p]akkehus ssh-ed25519 {key}", False),
        ("pakkehus.example ssh-ed25519 {key}", False),
        ("xpakkehus ssh-ed25519 {key}", False),
        ("#pakkehus ssh-ed25519 {key}", False),
        ("@cert-authority pakkehus ssh-ed25519 {key}", False),
        ("[pakkehus]:2222 ssh-ed25519 {key}", False),
        ("pakkehus ssh-ed25519", False),
        ("pakkehus ssh-ed25519 øøø", False),
        ("|1|AAAA|BBBB ssh-ed25519 {key}", False),
        ("|1|AAAA ssh-ed25519 {key}", False),
        ("|1|?|? ssh-ed25519 {key}", False),
        ("", False),
        ("@", False),
    ],
)
def test_a_line_makes_a_server_known_or_not(line: str, known: bool) -> None:
    wanted = {base64.b64decode(KEY): "ssh-ed25519"} if known else {}
    assert known_keys([line.format(key=KEY)], name_of("Pakkehus", 22)) == wanted


def test_another_port_is_another_server() -> None:
    lines = [f"[pakkehus]:2222 ssh-ed25519 {KEY}", f"pakkehus ssh-rsa {OTHER}"]
    assert known_keys(lines, name_of("pakkehus", 2222)) == {base64.b64decode(KEY): "ssh-ed25519"}
    assert known_keys(lines, name_of("pakkehus", 22)) == {base64.b64decode(OTHER): "ssh-rsa"}
    assert known_keys([*lines, f"@revoked * ssh-ed25519 {KEY}"], name_of("pakkehus", 2222)) == {}
