"""The one place where other people's exceptions become ours.

Classes are named, not imported: a library is loaded only by whoever uses it. What they say is dropped, since it repeats
addresses, user names and the server's own words. An exception out of our own code is a defect and stays what it is.
"""

from __future__ import annotations

import errno
import ssl
from typing import TYPE_CHECKING, Any

from spaedbarn_cli.errors import Failed, SpaedbarnError

if TYPE_CHECKING:
    from collections.abc import Iterator

UNREACHABLE, DENIED, FULL, NO_FOLDER = "remote_unreachable", "remote_denied", "remote_full", "remote_no_folder"
HOST_KEY, CERTIFICATE, OTHER = "remote_host_key", "remote_certificate", "remote_error"

CLASSES = {
    "builtins.ConnectionError": UNREACHABLE,
    "builtins.EOFError": UNREACHABLE,
    "builtins.FileNotFoundError": NO_FOLDER,
    "builtins.NotADirectoryError": NO_FOLDER,
    "builtins.PermissionError": DENIED,
    "builtins.TimeoutError": UNREACHABLE,
    "netrc.NetrcParseError": DENIED,
    "socket.gaierror": UNREACHABLE,
    "ssl.SSLError": UNREACHABLE,
    "paramiko.ssh_exception.AuthenticationException": DENIED,
    "paramiko.ssh_exception.BadHostKeyException": HOST_KEY,
    "paramiko.ssh_exception.ChannelException": OTHER,
    "paramiko.ssh_exception.ConfigParseError": OTHER,
    "paramiko.ssh_exception.IncompatiblePeer": OTHER,
    "paramiko.ssh_exception.NoValidConnectionsError": UNREACHABLE,
    "paramiko.ssh_exception.SSHException": UNREACHABLE,
    "httpx.TransportError": UNREACHABLE,
    "httpx.UnsupportedProtocol": OTHER,
    "webdav4.client.BadGatewayError": UNREACHABLE,
    "webdav4.client.ForbiddenOperation": DENIED,
    "webdav4.client.InsufficientStorage": FULL,
    "webdav4.client.ResourceConflict": NO_FOLDER,
    "webdav4.client.ResourceNotFound": NO_FOLDER,
    "aiohttp.client_exceptions.ClientError": UNREACHABLE,
    "botocore.exceptions.ConnectionError": UNREACHABLE,
    "botocore.exceptions.CredentialRetrievalError": DENIED,
    "botocore.exceptions.HTTPClientError": UNREACHABLE,
    "botocore.exceptions.IncompleteReadError": UNREACHABLE,
    "botocore.exceptions.NoCredentialsError": DENIED,
    "botocore.exceptions.PartialCredentialsError": DENIED,
    "botocore.exceptions.ProfileNotFound": DENIED,
    "botocore.exceptions.SSLError": CERTIFICATE,
    "botocore.exceptions.SSOError": DENIED,
    "botocore.exceptions.TokenRetrievalError": DENIED,
}
"""The nearest of a class's ancestors that stands here decides."""

NEVER_THERE = {
    "builtins.ConnectionRefusedError",
    "socket.gaierror",
    "httpx.ConnectError",
    "httpx.ConnectTimeout",
    "botocore.exceptions.ConnectTimeoutError",
    "botocore.exceptions.EndpointConnectionError",
    "botocore.exceptions.ProxyConnectionError",
}
"""Unreachable from the start: trying again at once would only make people wait twice."""

NUMBERS = {
    **dict.fromkeys((errno.EACCES, errno.EPERM, errno.EROFS), DENIED),
    **dict.fromkeys((errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)), FULL),
    **dict.fromkeys((errno.ENOENT, errno.ENOTDIR), NO_FOLDER),
    **dict.fromkeys(
        (
            errno.ECONNREFUSED, errno.ECONNRESET, errno.ECONNABORTED, errno.EHOSTUNREACH, errno.ENETUNREACH,
            errno.ENETDOWN, errno.ETIMEDOUT, errno.EPIPE, errno.ENOTCONN, errno.ENODEV, errno.ENXIO,
            getattr(errno, "EHOSTDOWN", errno.ENODEV), getattr(errno, "ESTALE", errno.ENODEV),
        ),
        UNREACHABLE,
    ),
}  # fmt: skip
STATUSES = {
    **dict.fromkeys((401, 403, 407), DENIED),
    **dict.fromkeys((404, 409, 410), NO_FOLDER),
    **dict.fromkeys((408, 429, 502, 503, 504), UNREACHABLE),
    507: FULL,
}
STUMBLED = 500
"""WsgiDAV, for one, answers this when a file is renamed while it lists the folder; 503 and 429 ask to be left alone."""
DISK = {"disk_full": FULL, "no_permission": DENIED, "not_a_folder": NO_FOLDER, "disk_error": OTHER}
"""What `store.atomic` says of a disk, when the disk is somebody else's folder."""


def ours(error: Exception, scheme: str) -> Exception:
    """Return our error for one that came while using a place of that scheme; a defect of ours comes back as it is."""
    if isinstance(error, SpaedbarnError):
        if error.key not in DISK:
            return error
        number = error.params.get("number") or 0
        return Failed(NUMBERS.get(number, DISK[error.key]), scheme=scheme, number=number)
    if any(isinstance(one, ssl.SSLCertVerificationError) for one in _causes(error)):
        return Failed(CERTIFICATE, scheme=scheme)
    status, code = _status(error)
    number = status or getattr(error, "errno", None) or 0
    key = FULL if "Quota" in code or "StorageFull" in code else STATUSES.get(status) or _of_class(error)
    if key is None and isinstance(error, OSError):
        key = NUMBERS.get(error.errno or 0, OTHER)
    if key is None and not _is_foreign(error):
        return error
    return Failed(key or OTHER, scheme=scheme, number=number if isinstance(number, int) else 0)


def is_cut(error: Exception) -> bool:
    """Say whether this is a connection that was there and broke, or a server that stumbled: worth one more try at once."""
    status = _status(error)[0]
    if status or NEVER_THERE.intersection(_ancestors(error)):
        return status == STUMBLED
    found = ours(error, "")
    return isinstance(found, Failed) and found.key == UNREACHABLE


def _ancestors(error: Exception) -> list[str]:
    return [f"{one.__module__}.{one.__qualname__}" for one in type(error).__mro__]


def _of_class(error: Exception) -> str | None:
    return next((CLASSES[name] for name in _ancestors(error) if name in CLASSES), None)


def _status(error: Exception) -> tuple[int, str]:
    """Return the status of the HTTP answer an error is about, and S3's own code; 0 and no text when there is none."""
    for one in _causes(error):
        response: Any = getattr(one, "response", None)
        if isinstance(response, dict):
            status = response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0)
            return int(status), str(response.get("Error", {}).get("Code", ""))
        if response is not None:
            return int(getattr(response, "status_code", 0)), ""
    return 0, ""


def _causes(error: BaseException) -> Iterator[BaseException]:
    seen: BaseException | None = error
    while seen is not None:
        yield seen
        seen = seen.__cause__ or seen.__context__


def _is_foreign(error: Exception) -> bool:
    """Say whether it was raised in a library's code: in parsing what a server wrote, anything may be."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return trace is not None and not str(trace.tb_frame.f_globals.get("__name__")).startswith("spaedbarn_cli.")
