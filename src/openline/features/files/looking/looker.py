"""Lets processes of their own decode files, kills those that take too long, and believes little of what they say."""

import asyncio
import contextlib
import os
import shutil
import signal
import sys
import tempfile
from collections.abc import AsyncGenerator
from pathlib import Path
from typing import Annotated

import msgspec
import structlog

from openline.features.files.looking import film, limits
from openline.features.files.looking.looks import PICTURES, READERS, Looks
from openline.kit import processors

LONGEST_S = 30.0
MOST_PICTURE_BYTES = 4_000_000
_PACKAGE = "openline.features.files.looking"
_SIDE = Annotated[int, msgspec.Meta(gt=0, le=65_535)]

log = structlog.get_logger(__name__)


class _Found(msgspec.Struct, frozen=True, kw_only=True):
    """What film.py writes."""

    film: bool
    duration_ms: Annotated[int, msgspec.Meta(ge=0, le=1 << 40)] | None = None
    width: _SIDE | None = None
    height: _SIDE | None = None
    waveform: Annotated[
        tuple[Annotated[int, msgspec.Meta(ge=0, le=film.LOUDEST)], ...], msgspec.Meta(max_length=film.BARS)
    ] = ()


class ProcessLooker:
    """Without ffmpeg and ffprobe nothing is known of films and sounds."""

    def __init__(self, *, ffmpeg: str | None, ffprobe: str | None, longest_s: float = LONGEST_S) -> None:
        self._tools = (ffmpeg, ffprobe) if ffmpeg and ffprobe else None
        self._longest_s = longest_s

    @classmethod
    def with_installed(cls) -> "ProcessLooker":
        """With the tools of this machine."""
        return cls(ffmpeg=shutil.which("ffmpeg"), ffprobe=shutil.which("ffprobe"))

    @property
    def knows_films(self) -> bool:
        """Whether anything can be found out about films and sounds."""
        return self._tools is not None

    async def look(self, chunks: AsyncGenerator[bytes, None], mime_type: str, kind: str) -> Looks:
        """What is found; nothing where the file cannot be decoded, or not within the limits."""
        if mime_type not in PICTURES and self._tools is None:
            return Looks()
        with tempfile.TemporaryDirectory(prefix="openline-look-") as name:
            folder = Path(name)
            with (folder / "file").open("wb") as file:
                async for chunk in chunks:
                    file.write(chunk)
            if mime_type in PICTURES:
                return await self._picture(folder, "file")
            return await self._film(folder, mime_type, kind)

    async def _picture(self, folder: Path, name: str) -> Looks:
        if not await self._run(folder, "picture", name):
            return Looks()
        return Looks(thumb=_webp(folder / "thumb.webp"), preview=_webp(folder / "preview.webp"))

    async def _film(self, folder: Path, mime_type: str, kind: str) -> Looks:
        assert self._tools is not None
        if not await self._run(folder, "film", *self._tools, READERS[mime_type], "file"):
            return Looks()
        try:
            found = msgspec.json.decode((folder / "found.json").read_bytes(), type=_Found)
        except (OSError, msgspec.DecodeError) as error:
            log.warning("nothing to believe about a film", reason=str(error))
            return Looks()
        poster = await self._picture(folder, "poster.png") if (folder / "poster.png").is_file() else Looks()
        sound = mime_type.startswith("video/") and not found.film
        return Looks(
            thumb=poster.thumb, preview=poster.preview, width=found.width, height=found.height,
            duration_ms=found.duration_ms, waveform=found.waveform,
            kind="audio" if sound and kind == "video" else None,
            type=mime_type.replace("video/", "audio/") if sound else None,
        )  # fmt: skip

    async def _run(self, folder: Path, module: str, *arguments: str) -> bool:
        """Whether the process did its work. It gets nothing of our environment."""
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-I", "-m", f"{_PACKAGE}.{module}", *arguments,
            cwd=folder, env={"LC_ALL": "C.UTF-8", "HOME": str(folder)}, start_new_session=True,
            stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.DEVNULL,
        )  # fmt: skip
        processors.spread(process.pid)
        try:
            async with asyncio.timeout(self._longest_s):
                code = await process.wait()
        except TimeoutError:
            log.warning("decoding took too long", what=module)
            return False
        finally:
            # Also what it started and left behind, and also when we are to end.
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(process.pid, signal.SIGKILL)
            await process.wait()
        if code not in {limits.DONE, limits.NOT_OURS}:
            log.warning("decoding ended badly", what=module, code=code)
        return code == limits.DONE


def _webp(path: Path) -> bytes | None:
    """A small picture, if it is one; the process that wrote it may have become somebody else's."""
    try:
        content = path.read_bytes() if path.stat().st_size <= MOST_PICTURE_BYTES else b""
    except OSError:
        return None
    return content if content[:4] == b"RIFF" and content[8:12] == b"WEBP" else None
