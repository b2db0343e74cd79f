"""Files of the built front end: names with a hash for ever, precompressed where the browser takes it."""

import asyncio
import hashlib
import mimetypes
import re
from pathlib import Path
from typing import Any

from litestar import Request, Response, get

from openline.kit.errors import NotFound

FOR_EVER = "public, max-age=31536000, immutable"
ASK_AGAIN = "no-cache"
# chat.5f3a9c21.js, index-BxYz1234.css: the name changes with the content.
_HASHED = re.compile(r"[.-][A-Za-z0-9_-]{8,}\.[a-z0-9]+$")
_ENCODINGS = ((b"br", ".br"), (b"gzip", ".gz"))
_HIDDEN = (".br", ".gz", ".map.json")
_TYPES = {
    ".js": "text/javascript",
    ".mjs": "text/javascript",
    ".woff2": "font/woff2",
    ".webmanifest": "application/manifest+json",
    ".svg": "image/svg+xml",
}

AnyRequest = Request[Any, Any, Any]


class StaticFiles:
    """One folder. Nothing outside it and no hidden name is ever opened."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder.resolve()

    async def answer(self, request: AnyRequest, name: str) -> Response[bytes]:
        """The file, or 304 when the browser has it.

        Raises NotFound.
        """
        path = self._path(name)
        content, encoding = await asyncio.to_thread(_read, path, _accepted(request))
        # Any page may load the widget: scripts that are modules are asked for with CORS.
        headers = {
            "cache-control": FOR_EVER if _HASHED.search(path.name) else ASK_AGAIN,
            "vary": "accept-encoding",
            "access-control-allow-origin": "*",
            "cross-origin-resource-policy": "cross-origin",
        }
        if encoding:
            headers["content-encoding"] = encoding
        if headers["cache-control"] == ASK_AGAIN:
            headers["etag"] = f'"{hashlib.blake2b(content, digest_size=12).hexdigest()}"'
            if request.headers.get("if-none-match") == headers["etag"]:
                return Response(b"", status_code=304, headers=headers)
        return Response(content, media_type=_type_of(path), headers=headers)

    def _path(self, name: str) -> Path:
        parts = name.strip("/").split("/")
        if any(not part or part.startswith(".") for part in parts) or name.endswith(_HIDDEN):
            raise NotFound
        path = self._folder.joinpath(*parts).resolve()
        if "\0" in name or not path.is_relative_to(self._folder) or not path.is_file():
            raise NotFound
        return path


def _accepted(request: AnyRequest) -> list[tuple[str, str]]:
    offered = request.headers.get("accept-encoding", "").encode("latin-1")
    words = {word.partition(b";")[0].strip() for word in offered.split(b",")}
    return [(name.decode(), suffix) for name, suffix in _ENCODINGS if name in words]


def _read(path: Path, accepted: list[tuple[str, str]]) -> tuple[bytes, str | None]:
    for encoding, suffix in accepted:
        packed = path.with_name(path.name + suffix)
        if packed.is_file():
            return packed.read_bytes(), encoding
    return path.read_bytes(), None


def _type_of(path: Path) -> str:
    kind = _TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0]
    return kind or "application/octet-stream"


@get("/static/{name:path}", include_in_schema=False)
async def static_file(request: AnyRequest, static: StaticFiles, name: str) -> Response[bytes]:
    """A file of the console or the widget."""
    return await static.answer(request, name)


HANDLERS = [static_file]
