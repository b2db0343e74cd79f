"""How a file goes out: whole or in part, shown or saved, and walled off from our own pages (F13 to F16)."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from openline.features.files.errors import FileNotFound
from openline.features.files.names import disposition
from openline.features.files.ranges import Unsatisfiable, wanted_range
from openline.features.files.repository import FileRow
from openline.features.files.sniff import ACTIVE, INLINE, UNKNOWN
from openline.features.files.storage import Missing, Storage

# Opened by itself, a file may load nothing but itself and run nothing. The edge of the server adds `nosniff`.
POLICY = "default-src 'none'; img-src 'self'; media-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'"
# … and counts as another site. Not so films and sounds: sandboxed, Chromium asks for them without the login.
SANDBOXED = f"sandbox; {POLICY}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the request says about the file."""

    range: str | None = None
    if_range: str | None = None
    if_none_match: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """How a door gives files out: for how long a browser may keep one, and which pages may show it in themselves."""

    fresh_s: int
    shown_by: Literal["same-origin", "cross-origin"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """200 or 206: bytes as they are read."""

    status: int
    headers: Mapping[str, str]
    chunks: AsyncIterator[bytes] = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class NotModified:
    """304: the browser has it."""

    headers: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class OutOfRange:
    """416: the file ends before."""

    headers: Mapping[str, str]


async def deliver(storage: Storage, row: FileRow, asked: Asked, terms: Terms) -> Delivery | NotModified | OutOfRange:
    """The answer to a request for a file that the caller may have.

    Raises FileNotFound when the bytes are lost, Unavailable when the storage does not answer.
    """
    headers = _headers(row, terms)
    if asked.if_none_match and headers["etag"] in asked.if_none_match:
        return NotModified(headers=headers)
    # An If-Range that names another version wants the whole file.
    part = None
    if asked.if_range in {None, headers["etag"]}:
        part = wanted_range(asked.range, row.size)
    if isinstance(part, Unsatisfiable):
        return OutOfRange(headers={**headers, "content-range": f"bytes */{row.size}"})
    try:
        opened = await storage.open(row.key, part)
    except Missing as error:
        raise FileNotFound from error
    headers["content-length"] = str(opened.size)
    if part is not None:
        headers["content-range"] = f"bytes {part[0]}-{part[1] - 1}/{row.size}"
    return Delivery(status=206 if part else 200, headers=headers, chunks=opened.chunks)


def _headers(row: FileRow, terms: Terms) -> dict[str, str]:
    inline = row.type in INLINE
    return {
        "content-type": UNKNOWN if row.type in ACTIVE else _with_charset(row.type),
        "content-disposition": disposition(row.name, inline=inline),
        "content-security-policy": POLICY if row.type.startswith(("audio/", "video/")) else SANDBOXED,
        "cross-origin-resource-policy": terms.shown_by,
        "accept-ranges": "bytes",
        "etag": f'"{row.sha256[:32]}"',
        "cache-control": f"private, max-age={terms.fresh_s}",
    }


def _with_charset(kind: str) -> str:
    """Our text files are UTF-8: sniffing made sure."""
    return f"{kind}; charset=utf-8" if kind.startswith("text/") else kind
