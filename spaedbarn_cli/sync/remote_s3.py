"""A bucket of an S3 storage, Amazon's or anybody's, with the keys, profile and endpoint that the AWS tools use.

Imported only when an s3:// URL is opened: it needs s3fs. `AWS_PROFILE`, `AWS_ENDPOINT_URL`, `~/.aws/config` and their kin
are read by botocore. A bundle is put in one piece and visible when it is whole, so nothing of ours is ever half there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from botocore.exceptions import ClientError
from fsspec.asyn import sync
from s3fs import S3FileSystem

from spaedbarn_cli.sync import limits
from spaedbarn_cli.sync.remote_place import ANSWER_SECONDS, CHUNK, CONNECT_SECONDS, Entry, Listing, too_large

if TYPE_CHECKING:
    from spaedbarn_cli.sync.remote_address import Address

_PART = 16 * limits.MEGABYTE
"""More than twice this goes in parts, several at a time; what is broken off in between is never listed."""


class S3Place:
    """A bucket, and what all our keys in it begin with."""

    def __init__(self, address: Address) -> None:
        self._bucket = address.host
        self._prefix = f"{address.path}/" if address.path else ""
        self._fs = S3FileSystem(
            config_kwargs={
                "connect_timeout": CONNECT_SECONDS,
                "read_timeout": ANSWER_SECONDS,
                "retries": {"total_max_attempts": 1},
            },
            skip_instance_cache=True,
            use_listings_cache=False,
        )
        self._fs.retries = 1  # whether to try again is decided in one place, and that is not here

    def listing(self, mailbox: str, most: int) -> Listing:
        prefix = f"{self._prefix}{mailbox}/"
        files: list[Entry] = []
        seen, more = 0, dict[str, str]()
        while seen <= most:
            page = self._call("list_objects_v2", Prefix=prefix, Delimiter="/", **more)
            files += [_entry(one.get("Key", "").removeprefix(prefix), one) for one in page.get("Contents", ())]
            # A page that holds nothing and says there are more would else be turned for ever.
            seen += max(1, len(page.get("Contents", ())) + len(page.get("CommonPrefixes", ())))
            if not page.get("IsTruncated"):
                return Listing(files, whole=seen <= max(1, most))
            more = {"ContinuationToken": page.get("NextContinuationToken", "")}
        return Listing(files, whole=False)

    def entry(self, mailbox: str, name: str) -> Entry | None:
        try:
            found = self._call("head_object", Key=f"{self._prefix}{mailbox}/{name}")
        except FileNotFoundError:
            return None
        return _entry(name, found)

    def put(self, mailbox: str, name: str, data: bytes) -> None:
        self._fs.pipe_file(f"{self._bucket}/{self._prefix}{mailbox}/{name}", data, chunksize=_PART)

    def get(self, mailbox: str, name: str, most: int) -> bytes | None:
        try:
            found: bytes = sync(self._fs.loop, self._read, f"{self._prefix}{mailbox}/{name}", most)
        except FileNotFoundError:
            self._call("list_objects_v2", MaxKeys=1)  # without the bucket nothing is found either
            return None
        return found

    def delete(self, mailbox: str, name: str) -> bool:
        if self.entry(mailbox, name) is None:
            return False
        try:
            self._call("delete_object", Key=f"{self._prefix}{mailbox}/{name}")
        except PermissionError as error:
            # Being known and not allowed is one thing, not being known another.
            cause = error.__cause__
            if not isinstance(cause, ClientError) or cause.response["Error"]["Code"] != "AccessDenied":
                raise
            return False
        return True

    def close(self) -> None:
        del self._fs  # s3fs closes its connections when nobody holds it any more

    def _call(self, method: str, **arguments: Any) -> Any:
        return self._fs.call_s3(method, Bucket=self._bucket, **arguments)

    async def _read(self, key: str, most: int) -> bytes:
        answer = await self._fs._call_s3("get_object", Bucket=self._bucket, Key=key)
        async with answer["Body"] as body:
            if answer.get("ContentLength", 0) > most:
                raise too_large(most)
            content = bytearray()
            while piece := await body.read(CHUNK):
                content += piece
                if len(content) > most:
                    raise too_large(most)
        return bytes(content)


def _entry(name: str, said: dict[str, Any]) -> Entry:
    """Return a file as the storage describes it, in a listing or alone; a strange one may leave anything out."""
    then = said.get("LastModified")
    return Entry(name, said.get("Size", said.get("ContentLength")), then.timestamp() if then else None)
