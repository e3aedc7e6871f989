"""Real servers on the loopback for places where bundles lie, and the home of somebody who may use them.

`sftp_server`, `webdav_server`, `s3_server` and `folder` are context managers; each gives a `Served`: the URL, and the
environment (HOME and more) in which the program finds keys and certificates by itself. A missing program fails the test.
"""

from __future__ import annotations

import contextlib
import datetime
import getpass
import ipaddress
import json
import os
import shutil
import socket
import subprocess
import sys
import threading
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

LOOPBACK = "127.0.0.1"
SSH_NAME = "pakkehus"
"""How the server is called in `~/.ssh/config`."""
BUCKET = "pakkehus"
REGION = "eu-north-1"
PATIENCE = 20


@dataclass(frozen=True)
class Served:
    """A place that is served: `folder` is its root on this disk (None for S3), `port` the server's."""

    kind: str
    url: str
    home: Path
    env: dict[str, str]
    folder: Path | None = None
    port: int = 0
    _s3: Any = field(default=None, repr=False)

    def via(self, port: int) -> Served:
        """Return the same place reached through another port (a proxy's, or one where nobody listens)."""
        if self.kind == "s3":
            return replace(self, env={**self.env, "AWS_ENDPOINT_URL": f"http://{LOOPBACK}:{port}"})
        return replace(self, url=self.url.replace(f":{self.port}/", f":{port}/"))

    def plant(self, mailbox: str, files: dict[str, bytes], *, age: float = 0) -> None:
        """Put files into a mailbox behind the program's back, `age` seconds ago."""
        if self.folder is None:
            keys = [(f"pakker/{mailbox}/{name}", data) for name, data in files.items()]
            with ThreadPoolExecutor(8) as pool:
                list(pool.map(lambda one: self._s3.put_object(Bucket=BUCKET, Key=one[0], Body=one[1]), keys))
            return
        for name, data in files.items():
            path = self.folder / mailbox / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
            if age:
                then = path.stat().st_mtime - age
                os.utime(path, (then, then))

    def lying(self, mailbox: str) -> dict[str, int]:
        """Return what lies in a mailbox, with its size, seen behind the program's back."""
        if self.folder is None:
            found = self._s3.list_objects_v2(Bucket=BUCKET, Prefix=f"pakker/{mailbox}/").get("Contents", [])
            return {one["Key"].rpartition("/")[2]: one["Size"] for one in found}
        folder = self.folder / mailbox
        return {path.name: path.stat().st_size for path in folder.iterdir() if path.is_file()} if folder.is_dir() else {}


@contextlib.contextmanager
def folder(base: Path) -> Iterator[Served]:
    """Give an ordinary folder, as on a stick."""
    root = base / "pakker"
    root.mkdir(parents=True)
    yield Served("file", str(root), base, {"HOME": str(base)}, root)


@contextlib.contextmanager
def sftp_server(base: Path, *, home: Path | None = None, sftp: str = "internal-sftp") -> Iterator[Served]:
    """Serve `base`/pakker by OpenSSH; `sftp` is the server's own command line (`internal-sftp -P remove` forbids that)."""
    home, root, port = home or base / "home", base / "pakker", free_port()
    ssh = home / ".ssh"
    for made in (root, ssh):
        made.mkdir(parents=True, mode=0o700)
    host_key = new_ssh_key(base / "host_key")
    own = new_ssh_key(ssh / "id_pakker")
    (base / "authorized_keys").write_text(own)
    (ssh / "known_hosts").write_text(f"{SSH_NAME} {host_key}")
    (ssh / "config").write_text(
        f"Host {SSH_NAME}\n  HostName {LOOPBACK}\n  HostKeyAlias {SSH_NAME}\n  User {getpass.getuser()}\n"
        f"  IdentityFile ~/.ssh/id_pakker\n  Port 9\n"
    )
    (base / "sshd_config").write_text(
        f"ListenAddress {LOOPBACK}:{port}\nHostKey {base}/host_key\nPidFile none\nAuthorizedKeysFile {base}/authorized_keys\n"
        "StrictModes no\nUsePAM no\nPasswordAuthentication no\nKbdInteractiveAuthentication no\nUseDNS no\nLogLevel ERROR\n"
        f"PermitRootLogin prohibit-password\nSubsystem sftp {sftp}\n"
    )
    command = [_program("sshd", "openssh-server"), "-f", str(base / "sshd_config")]
    # From version 9.8 on a server remembers who failed to log in, and refuses him for a while.
    patient = ["-o", "PerSourcePenalties no"]
    _separation_folder()
    if subprocess.run([*command, "-t", *patient], capture_output=True, check=False).returncode:
        patient = []
    with _running([*command, "-D", "-e", *patient], base / "sshd.log", port):
        yield Served("sftp", f"sftp://{SSH_NAME}:{port}{root}", home, {"HOME": str(home)}, root, port)


@contextlib.contextmanager
def webdav_server(base: Path, *, home: Path | None = None, readonly: bool = False) -> Iterator[Served]:
    """Serve `base`/dav/pakker by WsgiDAV over TLS, with a certificate that only this home knows."""
    from cheroot.ssl.builtin import BuiltinSSLAdapter
    from cheroot.wsgi import Server
    from wsgidav.fs_dav_provider import FilesystemProvider, FolderResource
    from wsgidav.wsgidav_app import WsgiDAVApp

    class Folder(FolderResource):
        def get_member_list(self) -> list[Any]:
            """List what is still there: WsgiDAV's own fails when a file is renamed meanwhile."""
            return [member for name in self.get_member_names() if (member := self.get_member(name)) is not None]

    class Provider(FilesystemProvider):
        def get_resource_inst(self, path: str, environ: Any) -> Any:
            found = super().get_resource_inst(path, environ)
            if isinstance(found, FolderResource):
                found.__class__ = Folder
            return found

    home, root = home or base / "home", base / "dav" / "pakker"
    for made in (root, home):
        made.mkdir(parents=True, exist_ok=True)
    certificate, key = new_certificate(home)
    password = "lille-mus-7"
    write_netrc(home, password)
    app = WsgiDAVApp(
        {
            "provider_mapping": {"/": Provider(str(root.parent), readonly=readonly)},
            "simple_dc": {"user_mapping": {"*": {"mette": {"password": password}}}},
            "http_authenticator": {"accept_basic": True, "accept_digest": False, "default_to_digest": False},
            "logging": {"enable": False},
            "verbose": 0,
        }
    )
    server = Server((LOOPBACK, 0), app, numthreads=6)
    server.error_log = lambda *_, **__: None  # a connection that was cut is what these tests are about
    server.ssl_adapter = BuiltinSSLAdapter(str(certificate), str(key))
    server.prepare()
    thread = threading.Thread(target=server.serve, daemon=True)
    thread.start()
    port = server.bind_addr[1]
    try:
        env = {"HOME": str(home), "SSL_CERT_FILE": str(certificate), "NETRC": ""}
        yield Served("webdav", f"webdav://{LOOPBACK}:{port}/pakker", home, env, root, port)
    finally:
        server.stop()
        thread.join(PATIENCE)


def write_netrc(home: Path, password: str) -> None:
    """Write the name and password for the WebDAV server into a home."""
    path = home / ".netrc"
    path.touch(mode=0o600)
    path.write_text(f"machine {LOOPBACK} login mette password {password}\n")


@contextlib.contextmanager
def s3_server(base: Path, *, home: Path | None = None, allow: str = "s3:*") -> Iterator[Served]:
    """Serve a bucket by moto, with a user who has a key and may do what `allow` says (or all but what `!…` says)."""
    import botocore.session

    home, port = home or base / "home", free_port()
    (home / ".aws").mkdir(parents=True)
    endpoint = f"http://{LOOPBACK}:{port}"
    with _running([sys.executable, "-m", "moto.server", "-H", LOOPBACK, "-p", str(port)], base / "moto.log", port):

        def client(name: str, key: str = "first", secret: str = "first") -> Any:
            return botocore.session.Session().create_client(
                name, REGION, endpoint_url=endpoint, aws_access_key_id=key, aws_secret_access_key=secret
            )

        with contextlib.closing(client("iam")) as iam:
            iam.create_user(UserName="mette")
            made = iam.create_access_key(UserName="mette")["AccessKey"]
            granted = {"NotAction": allow[1:]} if allow.startswith("!") else {"Action": allow}
            statement = {"Effect": "Allow", **granted, "Resource": "*"}
            policy = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
            iam.put_user_policy(UserName="mette", PolicyName="pakker", PolicyDocument=policy)
        write_aws(home, made["AccessKeyId"], made["SecretAccessKey"])
        with contextlib.closing(client("s3", made["AccessKeyId"], made["SecretAccessKey"])) as s3:
            s3.create_bucket(Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": REGION})
            # From here on every request must be signed by somebody who may.
            plain = {"Content-Type": "text/plain"}
            asked = urllib.request.Request(f"{endpoint}/moto-api/reset-auth", b"0", plain, method="POST")
            with urllib.request.urlopen(asked, timeout=PATIENCE):
                pass
            env = {
                "HOME": str(home), "AWS_PROFILE": "pakker", "AWS_ENDPOINT_URL": endpoint, "AWS_EC2_METADATA_DISABLED": "true",
            }  # fmt: skip
            yield Served("s3", f"s3://{BUCKET}/pakker", home, env, None, port, s3)


def write_aws(home: Path, key: str, secret: str) -> None:
    """Write a profile with a key into a home."""
    (home / ".aws" / "credentials").write_text(f"[pakker]\naws_access_key_id = {key}\naws_secret_access_key = {secret}\n")
    (home / ".aws" / "config").write_text(f"[profile pakker]\nregion = {REGION}\n")


SERVERS: dict[str, Callable[[Path], contextlib.AbstractContextManager[Served]]] = {
    "file": folder,
    "sftp": sftp_server,
    "webdav": webdav_server,
    "s3": s3_server,
}


class Cutter:
    """A proxy that cuts connections: the first `times` of them, after so many bytes `up` to the server or down from it."""

    def __init__(self, port: int, after: int, *, up: bool = True, times: int = 1 << 30) -> None:
        self._target = port
        self._after = after
        self._up = up
        self._left = times
        self.cut = 0
        self._listener = socket.create_server((LOOPBACK, 0))
        self.port: int = self._listener.getsockname()[1]
        self._threads = [threading.Thread(target=self._accept, daemon=True)]
        self._open: list[socket.socket] = []

    def __enter__(self) -> Cutter:
        self._threads[0].start()
        return self

    def __exit__(self, *_: object) -> None:
        self._listener.shutdown(socket.SHUT_RDWR)
        for one in self._open:
            _end(one)
        for thread in self._threads:
            thread.join(PATIENCE)
        for one in (self._listener, *self._open):
            one.close()

    def _accept(self) -> None:
        while True:
            try:
                near, _ = self._listener.accept()
            except OSError:  # the test is over
                return
            far = socket.create_connection((LOOPBACK, self._target), PATIENCE)
            far.settimeout(None)
            self._open += [near, far]
            limit = self._after if self._left > 0 else None
            self._left -= 1
            for source, sink, up in ((near, far, True), (far, near, False)):
                given = (source, sink, limit if up is self._up else None)
                thread = threading.Thread(target=self._pump, args=given, daemon=True)
                self._threads.append(thread)
                thread.start()

    def _pump(self, source: socket.socket, sink: socket.socket, limit: int | None) -> None:
        passed = 0
        try:
            while data := source.recv(16384):
                passed += len(data)
                if limit is not None and passed > limit:
                    self.cut += 1
                    break
                sink.sendall(data)
        except OSError:  # the other half was cut
            pass
        _end(source)
        _end(sink)


def _end(one: socket.socket) -> None:
    with contextlib.suppress(OSError):  # ended already
        one.shutdown(socket.SHUT_RDWR)


def free_port() -> int:
    """Return a port on which nobody listens just now."""
    with socket.create_server((LOOPBACK, 0)) as listener:
        return int(listener.getsockname()[1])


def new_ssh_key(path: Path, kind: str = "ed25519") -> str:
    """Make a key without passphrase; returns the public line."""
    path.unlink(missing_ok=True)
    command = [_program("ssh-keygen", "openssh-client"), "-q", "-t", kind, "-N", "", "-C", "", "-f", str(path)]
    subprocess.run(command, check=True)
    return path.with_name(f"{path.name}.pub").read_text()


def new_certificate(folder: Path) -> tuple[Path, Path]:
    """Make a self-signed certificate for the loopback; returns its file and its key's."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.x509.oid import NameOID

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "pakkehus")])
    now = datetime.datetime.now(datetime.UTC)
    names = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address(LOOPBACK))])
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(x509.random_serial_number()).not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=2)).add_extension(names, critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True).sign(key, hashes.SHA256())
    )  # fmt: skip
    certificate, secret = folder / "certificate.pem", folder / "certificate.key"
    certificate.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    plain = serialization.NoEncryption()
    secret.write_bytes(key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain))
    return certificate, secret


def _program(name: str, package: str) -> str:
    found = shutil.which(name) or shutil.which(name, path="/usr/sbin:/sbin:/usr/local/sbin")
    if found is None:
        pytest.fail(f"{name} is not on this computer; on Debian and Ubuntu: apt install {package}", pytrace=False)
    return found


def _separation_folder() -> None:
    """See that sshd has the empty folder it wants when root starts it."""
    if os.name != "nt" and os.geteuid() == 0:
        try:
            Path("/run/sshd").mkdir(mode=0o755, exist_ok=True)
        except OSError as error:
            pytest.fail(f"sshd needs the folder /run/sshd, which cannot be made: {error.strerror}", pytrace=False)


@contextlib.contextmanager
def _running(command: list[str], log: Path, port: int) -> Iterator[None]:
    """Run a server until the block ends; fails with what it wrote when it does not begin to listen."""
    with log.open("wb") as out:
        process = subprocess.Popen(command, stdout=out, stderr=out, stdin=subprocess.DEVNULL)
    try:
        moment = threading.Event()
        for _ in range(PATIENCE * 50):
            with contextlib.suppress(OSError), socket.create_connection((LOOPBACK, port), 1):
                break
            if process.poll() is not None:
                pytest.fail(f"{Path(command[0]).name} did not start: {log.read_text('utf-8', 'replace')}", pytrace=False)
            moment.wait(0.02)
        else:
            pytest.fail(f"{Path(command[0]).name} does not listen: {log.read_text('utf-8', 'replace')}", pytrace=False)
        yield
    finally:
        process.terminate()
        process.wait(PATIENCE)
