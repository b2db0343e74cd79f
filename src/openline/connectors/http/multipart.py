"""Bodies with files in them (RFC 7578): the length is known beforehand, the bytes are read while they are sent."""

import secrets
from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import Final

from openline.connectors.base import FetchRefused, FileSource, Form, Upload

# Browsers write these three so in a name, and nothing else.
_QUOTED: Final = str.maketrans({'"': "%22", "\r": "%0D", "\n": "%0A"})


class Multipart:
    """One form, ready to be sent once."""

    def __init__(self, form: Form, files: FileSource) -> None:
        self._files = files
        self._boundary = secrets.token_hex(16)
        texts = "".join(self._head(name) + f"{value}\r\n" for name, value in form.fields)
        self._texts = texts.encode()
        self._uploads = [(self._head_of(upload).encode(), upload) for upload in form.files]
        self._end = f"--{self._boundary}--\r\n".encode()

    @property
    def headers(self) -> tuple[tuple[str, str], ...]:
        """Type and length, exact to the byte."""
        files = sum(len(head) + upload.size + len(b"\r\n") for head, upload in self._uploads)
        length = len(self._texts) + files + len(self._end)
        return (("content-type", f"multipart/form-data; boundary={self._boundary}"), ("content-length", str(length)))

    async def chunks(self) -> AsyncGenerator[bytes, None]:
        """The body.

        Raises FetchRefused when a file is not what the message said: the platform then has half a request, which is
        none.
        """
        yield self._texts
        for head, upload in self._uploads:
            yield head
            left = upload.size
            async with aclosing(self._files.open(upload.file_id)) as chunks:
                async for chunk in chunks:
                    left -= len(chunk)
                    if left < 0:
                        raise FetchRefused("changed")
                    yield chunk
            if left:
                raise FetchRefused("changed")
            yield b"\r\n"
        yield self._end

    def _head(self, name: str, more: str = "") -> str:
        named = name.translate(_QUOTED)
        return f'--{self._boundary}\r\ncontent-disposition: form-data; name="{named}"{more}\r\n\r\n'

    def _head_of(self, upload: Upload) -> str:
        kind = upload.mime_type if upload.mime_type.isascii() and upload.mime_type.isprintable() else ""
        name = upload.name.translate(_QUOTED)
        return self._head(upload.field, f'; filename="{name}"\r\ncontent-type: {kind or "application/octet-stream"}')


class NoFiles:
    """The files of a connection that was bound without any."""

    def open(self, file_id: str) -> AsyncGenerator[bytes, None]:
        """There are none.

        Raises FetchRefused.
        """
        del file_id
        raise FetchRefused("gone")
