"""Reads one upload while it arrives: counted, hashed, kept in memory or beside it, never trusted (files.md F1, F2)."""

import hashlib
from collections.abc import AsyncIterator
from dataclasses import dataclass
from tempfile import SpooledTemporaryFile
from typing import IO

from multipart import MultipartError, MultipartSegment, PushMultipartParser, parse_options_header

from openline.features.files.errors import FileEmpty, FileTooLarge, UploadMalformed
from openline.features.files.names import clean_name
from openline.features.files.pictures import HEADER_BYTES
from openline.features.files.types import Body

FIELD = "file"
IN_MEMORY_BYTES = 1_000_000
# What the form may hold besides the file: boundaries, headers, a field that some client adds.
MAX_SEGMENTS = 4
MAX_FIELD_BYTES = 1_000
MAX_HEADERS = 8
# Everything of the body that is not the file; nobody fills our time with what follows the form.
MAX_AROUND_BYTES = 64_000


@dataclass(frozen=True, slots=True)
class Received:
    """A whole upload. `content` stands at its start, and is the reader's to close."""

    name: str
    size: int
    sha256: str
    start: bytes
    content: IO[bytes]


class _File:
    """The bytes of the file, as far as they have come."""

    def __init__(self, name: str, limit: int) -> None:
        self.name = name
        self.size = 0
        self.start = bytearray()
        self._limit = limit
        self._hash = hashlib.sha256()
        self.content: IO[bytes] = SpooledTemporaryFile(max_size=IN_MEMORY_BYTES)  # noqa: SIM115 - closed by the reader

    def add(self, chunk: bytes) -> None:
        self.size += len(chunk)
        if self.size > self._limit:
            raise FileTooLarge(limit=self._limit, megabytes=self._limit // 1_000_000)
        if len(self.start) < HEADER_BYTES:
            self.start += chunk[: HEADER_BYTES - len(self.start)]
        self._hash.update(chunk)
        self.content.write(chunk)

    def received(self) -> Received:
        if not self.size:
            raise FileEmpty
        self.content.seek(0)
        return Received(self.name, self.size, self._hash.hexdigest(), bytes(self.start), self.content)


async def receive(body: Body, content_type: str, limit: int) -> Received:
    """The file of a form, read to its end.

    Raises UploadMalformed, FileTooLarge, FileEmpty.
    """
    form = _Form(limit)
    try:
        with _parser(content_type) as parser:
            total = 0
            async for chunk in body:
                for event in parser.parse(chunk) if chunk and not parser.closed else ():
                    form.take(event)
                total += len(chunk)
                if total > limit + MAX_AROUND_BYTES:
                    raise UploadMalformed
        if form.file is None:
            raise UploadMalformed
        return form.file.received()
    except MultipartError as error:
        form.close()
        raise UploadMalformed from error
    except BaseException:
        form.close()
        raise


async def take(chunks: AsyncIterator[bytes], name: str, limit: int) -> Received:
    """A file that comes by itself, read to its end.

    Raises FileTooLarge, FileEmpty, and what `chunks` raises.
    """
    file = _File(name, limit)
    try:
        async for chunk in chunks:
            file.add(chunk)
        return file.received()
    except BaseException:
        file.content.close()
        raise


class _Form:
    """What the parser says, one event after the other: a segment, its bytes, its end."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._reading = False
        self.file: _File | None = None

    def take(self, event: MultipartSegment | bytes | bytearray | None) -> None:
        match event:
            case MultipartSegment():
                self._reading = event.name == FIELD
                if self._reading and (self.file is not None or event.filename is None):
                    raise UploadMalformed
                if self._reading:
                    self.file = _File(clean_name(event.filename), self._limit)
                self._other = 0
            case None:
                self._reading = False
            case _ if self._reading and self.file is not None:
                self.file.add(bytes(event))
            case _:
                self._other += len(event)
                if self._other > MAX_FIELD_BYTES:
                    raise UploadMalformed

    def close(self) -> None:
        if self.file is not None:
            self.file.content.close()


def _parser(content_type: str) -> PushMultipartParser:
    kind, options = parse_options_header(content_type)
    boundary = options.get("boundary", "")
    if kind != "multipart/form-data" or not boundary:
        raise UploadMalformed
    return PushMultipartParser(boundary, max_segment_count=MAX_SEGMENTS, max_header_count=MAX_HEADERS, strict=True)
