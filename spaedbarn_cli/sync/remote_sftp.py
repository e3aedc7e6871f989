"""A folder on an SSH server, with the keys, names and known servers that `ssh` itself uses.

Imported only when an sftp:// URL is opened: it needs paramiko. Keys come from the agent, from `~/.ssh/config` and from
`~/.ssh/id_*`; passwords are not used. fsspec's own class takes whatever key an unknown server shows; this one does not.
"""

from __future__ import annotations

import errno
import functools
import os
import socket
from pathlib import Path
from stat import S_IMODE, S_ISREG
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

import paramiko
from fsspec.implementations.sftp import SFTPFileSystem
from paramiko.sftp import CMD_CLOSE, CMD_EXTENDED, CMD_OPENDIR, CMD_READDIR

from spaedbarn_cli.errors import Failed
from spaedbarn_cli.sync.remote_known_hosts import PORT, known_keys, name_of
from spaedbarn_cli.sync.remote_place import ANSWER_SECONDS, CONNECT_SECONDS, Entry, Listing, read_up_to, too_large

if TYPE_CHECKING:
    from collections.abc import Callable

    from spaedbarn_cli.sync.remote_address import Address

_P = ParamSpec("_P")
_T = TypeVar("_T")

_RSA = {"rsa-sha2-512", "rsa-sha2-256"}
"""How a key of the type ssh-rsa signs today."""


def _told_apart(work: Callable[Concatenate[SftpPlace, _P], _T]) -> Callable[Concatenate[SftpPlace, _P], _T]:
    """Tell a connection that broke from a server that failed: paramiko raises an OSError without number for both."""

    @functools.wraps(work)
    def watched(place: SftpPlace, /, *args: _P.args, **more: _P.kwargs) -> _T:
        try:
            return work(place, *args, **more)
        except OSError as error:
            if error.errno is None and not place.is_connected():
                raise ConnectionResetError from None
            raise

    return watched


class SftpPlace:
    """A root folder on a server that is known."""

    def __init__(self, address: Address) -> None:
        # /~/folder lies in the user's home, any other path begins at the server's root.
        path = address.path.removeprefix("/~").lstrip("/") if f"{address.path}/".startswith("/~/") else address.path
        self._root = path.rstrip("/") or ("/" if address.path.startswith("/") and path else ".")
        self._fs = _KnownServer(
            address.host, port=address.port, username=address.user, skip_instance_cache=True, use_listings_cache=False
        )
        self._ftp = self._fs.ftp

    @_told_apart
    def listing(self, mailbox: str, most: int) -> Listing:
        try:
            found = self._look(f"{self._root}/{mailbox}", most + 3)  # . and .. are listed too
        except FileNotFoundError:
            self._ftp.stat(self._root)  # no mailbox is nothing unusual, no root is
            return Listing([], whole=True)
        files = [
            Entry(name.decode("utf-8", "replace"), said.st_size, said.st_mtime)
            for name, said in found
            if said.st_mode is None or S_ISREG(said.st_mode)
        ]
        return Listing(files, whole=sum(name not in {b".", b".."} for name, _ in found) <= most)

    @_told_apart
    def entry(self, mailbox: str, name: str) -> Entry | None:
        try:
            found = self._ftp.stat(f"{self._root}/{mailbox}/{name}")
        except FileNotFoundError:
            return None
        return Entry(name, found.st_size, found.st_mtime)

    @_told_apart
    def put(self, mailbox: str, name: str, data: bytes) -> None:
        self._make(mailbox)
        path = f"{self._root}/{mailbox}/{name}"
        with self._ftp.open(f"{path}.part", "wb") as file:
            file.set_pipelined(True)  # does not wait for an answer to every piece; the size shows if one was not written
            file.write(data)
            self._if_offered("fsync@openssh.com", file.handle)
        if self._ftp.stat(f"{path}.part").st_size != len(data):
            raise Failed("remote_incomplete", scheme="sftp")
        if not self._if_offered("posix-rename@openssh.com", f"{path}.part", path):
            self._ftp.rename(f"{path}.part", path)

    @_told_apart
    def get(self, mailbox: str, name: str, most: int) -> bytes | None:
        try:
            file = self._ftp.open(f"{self._root}/{mailbox}/{name}", "rb")
        except FileNotFoundError:
            return None
        with file:
            if (file.stat().st_size or 0) > most:
                raise too_large(most)
            return read_up_to(file.read, most)

    @_told_apart
    def delete(self, mailbox: str, name: str) -> bool:
        try:
            self._ftp.remove(f"{self._root}/{mailbox}/{name}")
        except (FileNotFoundError, PermissionError):
            return False
        return True

    def close(self) -> None:
        self._fs.client.close()

    def is_connected(self) -> bool:
        """Say whether the connection still stands."""
        transport = self._fs.client.get_transport()
        return transport is not None and bool(transport.is_active())

    def _look(self, path: str, most: int) -> list[tuple[bytes, Any]]:
        """Return the first `most` names in a folder, with what the server says of each.

        paramiko's own way stops at a name that is no UTF-8, and so anybody could close a mailbox by putting one there.
        """
        _, answer = self._ftp._request(CMD_OPENDIR, path)
        handle = answer.get_string()
        found: list[tuple[bytes, Any]] = []
        try:
            for _ in range(most):  # answers may be empty, but not for ever
                _, answer = self._ftp._request(CMD_READDIR, handle)
                for _ in range(min(answer.get_int(), most - len(found))):
                    name = answer.get_string()
                    answer.get_string()  # the line `ls -l` would show
                    found.append((name, paramiko.SFTPAttributes._from_msg(answer)))
                if len(found) >= most:
                    break
        except EOFError:  # how the server says that this was all
            pass
        finally:
            self._ftp._request(CMD_CLOSE, handle)
        return found

    def _make(self, mailbox: str) -> None:
        path = f"{self._root}/{mailbox}"
        try:
            self._ftp.stat(path)
        except FileNotFoundError:
            mode = S_IMODE(self._ftp.stat(self._root).st_mode or 0o700)
            self._ftp.mkdir(path, mode)
            # The server's umask may have taken rights away that those who share the root have.
            self._if_offered(None, path, mode)

    def _if_offered(self, extension: str | None, *arguments: Any) -> bool:
        """Ask for what not every server can or will do; False when this one does not.

        "Not supported" and "failed" are errors to which paramiko gives no number.
        """
        try:
            if extension is None:
                self._ftp.chmod(*arguments)
            else:
                self._ftp._request(CMD_EXTENDED, extension, *arguments)
        except OSError as error:
            if error.errno not in (None, errno.EACCES) or not self.is_connected():
                raise
            return False
        return True


class _KnownServer(SFTPFileSystem):  # type: ignore[misc]
    """fsspec's SFTP with the connection made our way."""

    def _connect(self) -> None:
        given = self.ssh_kwargs
        config = _config(self.host)
        host, port = str(config["hostname"]), given["port"] or int(config.get("port", PORT))
        alias = config.get("hostkeyalias")
        server = _KnownKeys(known_keys(_known_hosts(config), alias.lower() if alias else name_of(host, port)))
        self.client = paramiko.SSHClient()
        self.client.set_missing_host_key_policy(server)
        try:
            self.client.connect(
                host, port, given["username"] or config.get("user"),
                key_filename=[path for path in config.get("identityfile", []) if Path(path).is_file()],
                look_for_keys="identityfile" not in config,
                sock=socket.create_connection((host, port), CONNECT_SECONDS),
                timeout=CONNECT_SECONDS, banner_timeout=CONNECT_SECONDS, auth_timeout=ANSWER_SECONDS,
                channel_timeout=ANSWER_SECONDS, transport_factory=server.transport,
            )  # fmt: skip
            self.ftp = self.client.open_sftp()
            self.ftp.get_channel().settimeout(ANSWER_SECONDS)
        except BaseException as error:
            transport = self.client.get_transport()
            alone = type(error) is paramiko.SSHException and transport is not None and transport.is_active()
            unproven = alone and server.accepted and not transport.is_authenticated()
            self.client.close()
            if unproven:  # paramiko has no class of its own for having no key at all to show
                raise paramiko.AuthenticationException from None
            raise


class _KnownKeys(paramiko.MissingHostKeyPolicy):  # type: ignore[misc]
    """Accepts a server that shows one of its known keys. paramiko is told of no keys, so that every server comes here."""

    def __init__(self, keys: dict[bytes, str]) -> None:
        self._keys = keys
        self.accepted = False

    def missing_host_key(self, client: Any, hostname: str, key: Any) -> None:
        if key.asbytes() not in self._keys:
            raise Failed("remote_host_key", scheme="sftp")
        self.accepted = True

    def transport(self, sock: Any, **more: Any) -> Any:
        """Return a transport that asks first for the types of key we know of this server."""
        made = paramiko.Transport(sock, **more)
        known = set(self._keys.values()) | (_RSA if "ssh-rsa" in self._keys.values() else set())
        options = made.get_security_options()
        options.key_types = sorted(options.key_types, key=lambda kind: kind not in known)
        return made


def _config(host: str) -> dict[str, Any]:
    path = Path("~/.ssh/config").expanduser()
    config = paramiko.SSHConfig.from_path(str(path)) if path.is_file() else paramiko.SSHConfig()
    found: dict[str, Any] = config.lookup(host)
    return found


def _known_hosts(config: dict[str, Any]) -> list[str]:
    own = config.get("userknownhostsfile", "~/.ssh/known_hosts ~/.ssh/known_hosts2")
    everybody = os.path.expandvars("%PROGRAMDATA%/ssh/ssh_known_hosts") if os.name == "nt" else "/etc/ssh/ssh_known_hosts"
    paths = [Path(path).expanduser() for path in (*own.split(), config.get("globalknownhostsfile", everybody))]
    return [line for path in paths if path.is_file() for line in path.read_text("utf-8", "replace").splitlines()]
