"""Where the bytes are: a folder, or a bucket of an S3-compatible service. Keys are made here, never by customers."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import IO, Any, Final
from urllib.parse import parse_qs, unquote, urlsplit

import obstore
from obstore.exceptions import BaseError
from obstore.store import LocalStore, ObjectStore, S3Store

from openline.kit.errors import Unavailable

READ_BYTES: Final = 256 * 1024
PART_BYTES: Final = 5 * 1024 * 1024
PARTS_AT_ONCE: Final = 2
_CONNECT = timedelta(seconds=5)
_REQUEST = timedelta(seconds=120)
_DEFAULT_REGION = "us-east-1"


class Missing(Exception):
    """There is no object under the key."""


@dataclass(frozen=True, slots=True)
class Opened:
    """An object, or a part of it, being read."""

    size: int
    chunks: AsyncIterator[bytes]


class Storage:
    """Objects by key, in one place."""

    def __init__(self, objects: ObjectStore) -> None:
        self._objects = objects

    async def put(self, key: str, content: IO[bytes]) -> None:
        """Keep an object; nobody sees a half of it.

        Raises Unavailable.
        """
        try:
            await obstore.put_async(self._objects, key, content, chunk_size=PART_BYTES, max_concurrency=PARTS_AT_ONCE)
        except (BaseError, OSError) as error:
            raise Unavailable from error

    async def put_bytes(self, key: str, content: bytes) -> None:
        """The same for a small object.

        Raises Unavailable.
        """
        try:
            await obstore.put_async(self._objects, key, content, use_multipart=False)
        except (BaseError, OSError) as error:
            raise Unavailable from error

    async def open(self, key: str, part: tuple[int, int] | None = None) -> Opened:
        """Read an object, or the bytes from `part[0]` up to but without `part[1]`.

        Raises Missing, Unavailable.
        """
        try:
            found = await obstore.get_async(self._objects, key, options={"range": part} if part else None)
        except FileNotFoundError as error:
            raise Missing(key) from error
        except (BaseError, OSError) as error:
            raise Unavailable from error
        start, end = found.range
        return Opened(end - start, _chunks(found))

    async def delete(self, key: str) -> None:
        """Remove an object; one that is not there is removed already.

        Raises Unavailable.
        """
        try:
            await obstore.delete_async(self._objects, key)
        except FileNotFoundError:
            return
        except (BaseError, OSError) as error:
            raise Unavailable from error


async def _chunks(found: Any) -> AsyncIterator[bytes]:
    try:
        async for chunk in found.stream(min_chunk_size=READ_BYTES):
            yield bytes(chunk)
    except (BaseError, OSError) as error:
        raise Unavailable from error


def key_of(account_id: int, file_id: int, created_at: int) -> str:
    """Accounts apart, and folders that stay small: account/year/month/id."""
    day = datetime.fromtimestamp(created_at / 1_000, UTC)
    return f"{account_id}/{day:%Y/%m}/{file_id}"


def open_storage(url: str | None, folder: Path) -> Storage:
    """The place that the settings name: `s3://key:secret@host/bucket/prefix?region=…`, else a folder.

    `http://` and `https://` say the same for services of one's own. Without key and secret the usual sources of AWS are
    asked (environment, instance role). Raises ValueError with what is missing, never with the secret.
    """
    if not url:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        return Storage(LocalStore(prefix=folder))
    return Storage(_bucket(url))


def _bucket(url: str) -> S3Store:
    parts = urlsplit(url)
    bucket, _, prefix = parts.path.strip("/").partition("/")
    if parts.scheme not in {"s3", "http", "https"} or not parts.hostname or not bucket:
        raise ValueError("files_url is s3://key:secret@host/bucket, or the same with http:// or https://")
    scheme = "https" if parts.scheme == "s3" else parts.scheme
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    options: dict[str, Any] = {
        "endpoint": f"{scheme}://{host}" + (f":{parts.port}" if parts.port else ""),
        "region": _region(parts.query, parts.hostname),
        "virtual_hosted_style_request": False,
    }
    if parts.username and parts.password:
        options |= {"access_key_id": unquote(parts.username), "secret_access_key": unquote(parts.password)}
    client: Any = {"allow_http": scheme == "http", "connect_timeout": _CONNECT, "timeout": _REQUEST}
    return S3Store(bucket, prefix=prefix or None, client_options=client, **options)


def _region(query: str, host: str) -> str:
    """As said, or as it stands in Amazon's own host names; other services take any."""
    if said := parse_qs(query).get("region"):
        return said[0]
    parts = host.split(".")
    amazon = host.endswith(".amazonaws.com") and parts[0] == "s3" and len(parts) == 4
    return parts[1] if amazon else _DEFAULT_REGION
