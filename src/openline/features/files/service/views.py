"""Files on the wire (files.md F18)."""

from collections.abc import Sequence

import msgspec

from openline.features.files.repository import FILES, FileRow
from openline.features.files.schemas import File, Kind, State
from openline.features.files.service.links import Url, agent_url
from openline.features.files.sniff import INLINE
from openline.features.files.types import FileKind, FileState
from openline.store import View

_KINDS: dict[str, Kind] = {
    FileKind.IMAGE: "image", FileKind.VIDEO: "video", FileKind.AUDIO: "audio", FileKind.VOICE: "voice",
    FileKind.STICKER: "sticker",
}  # fmt: skip
_SHOWN: dict[str, State] = {
    FileState.FETCHING: "fetching", FileState.SCANNING: "scanning", FileState.BLOCKED: "blocked",
    FileState.REFUSED: "refused", FileState.GONE: "refused",
}  # fmt: skip


async def files_of(view: View, account_id: int, file_ids: Sequence[int], *, url: Url = agent_url) -> list[File]:
    """Files of a message on the wire, in its order; deleted ones are left out."""
    if not file_ids:
        return []
    await view.prefetch(FILES.load, [(file_id,) for file_id in file_ids])
    rows = [await FILES.get(view, file_id) for file_id in file_ids]
    return [file_view(row, url(row.id)) for row in rows if row is not None and row.account_id == account_id]


def file_view(row: FileRow, url: str) -> File:
    """A file on the wire. Its small pictures are behind the same door, one step further."""
    return File(
        id=str(row.id), name=row.name, size=row.size, type=row.type, width=row.width, height=row.height, url=url,
        inline=row.type in INLINE, kind=_KINDS.get(row.kind, "document"), state=_SHOWN.get(row.state, "ready"),
        reason=row.reason,
        thumb_url=f"{url}/thumb" if row.thumb else None, preview_url=f"{url}/preview" if row.preview else None,
        duration_ms=row.duration_ms,
        waveform=msgspec.json.decode(row.waveform, type=list[int]) if row.waveform else None,
    )  # fmt: skip
