"""Rows of files that come from platforms, and of what is decided about any file later (F18, F19)."""

from typing import Unpack

from openline.features.files.errors import FileNotFound
from openline.features.files.events import FileChanged
from openline.features.files.names import clean_name
from openline.features.files.repository import BY_PLATFORM, FILES, WAITING, FileRow
from openline.features.files.sniff import UNKNOWN
from openline.features.files.storage import key_of
from openline.features.files.types import (
    BOUNDS,
    HARD_MAX_FILE_BYTES,
    QUOTA_MS,
    Expected,
    FileKind,
    FileState,
    OwnerKind,
    PlaceOf,
    Reason,
)
from openline.store import UnitOfWork, View

_MAX_TYPE = 100


async def expect(uow: UnitOfWork, **expected: Unpack[Expected]) -> FileRow:
    """A file that a platform announced: belongs to the conversation, its bytes are still to be fetched.

    One that is announced as larger than any can be is refused at once.
    """
    file_id, size = uow.new_id(), expected["size"] or 0
    too_large = size > HARD_MAX_FILE_BYTES
    return FILES.add(
        uow,
        FileRow(
            id=file_id, account_id=expected["account_id"], conversation_id=expected["conversation_id"],
            owner_kind=OwnerKind.CONNECTION.value, owner_id=expected["connection_id"],
            name=clean_name(expected["name"]), size=max(0, size), type=(expected["mime_type"] or UNKNOWN)[:_MAX_TYPE],
            sha256="", width=None, height=None, key=key_of(expected["account_id"], file_id, uow.now),
            state=FileState.REFUSED.value if too_large else FileState.FETCHING.value, created_at=uow.now,
            kind=FileKind(expected["kind"]).value, reason=Reason.TOO_LARGE.value if too_large else None,
            ref=expected["ref_json"], connection_id=expected["connection_id"],
        ),
    )  # fmt: skip


async def waiting(view: View, limit: int) -> list[FileRow]:
    """Files whose bytes are still to be fetched, the oldest first."""
    return await view.list(WAITING, limit=limit)


async def fetching(view: View, file_id: int) -> FileRow | None:
    """The file, if its bytes are still wanted."""
    row = await FILES.get(view, file_id)
    return row if row is not None and row.state == FileState.FETCHING else None


async def is_enough(view: View, row: FileRow) -> bool:
    """Whether its customer has sent as much in a day as one may (F7)."""
    since = view.now - QUOTA_MS
    (came,) = await view.list(BY_PLATFORM, conversation_id=row.conversation_id, since=since)
    return came >= BOUNDS[OwnerKind.VISITOR].bytes_per_day


async def any_state(view: View, file_id: int) -> FileRow | None:
    """The file, whatever became of it."""
    return await FILES.get(view, file_id)


async def refuse(uow: UnitOfWork, file_id: int, reason: str, place_of: PlaceOf) -> FileRow | None:
    """It was announced and cannot be had; None when it came, or was refused, meanwhile."""
    row = await FILES.hold(uow, file_id)
    if row is None or row.state != FileState.FETCHING:
        return None
    row = FILES.change(uow, row, state=FileState.REFUSED.value, reason=reason)
    await tell(uow, row, place_of)
    return row


async def tell(uow: UnitOfWork, row: FileRow, place_of: PlaceOf) -> None:
    """Let screens that show the conversation show the file anew."""
    place = await place_of(uow, row.conversation_id) if row.conversation_id is not None else None
    if place is None:
        return
    uow.log(
        FileChanged(
            account_id=row.account_id, conversation_id=row.conversation_id, session_id=place.session_id,
            channel_id=place.channel_id, audience=place.audience, file_id=row.id,
        )
    )  # fmt: skip


async def open_to_us(view: View, account_id: int, file_id: int) -> FileRow:
    """A file that we hand to a platform.

    Raises FileNotFound.
    """
    row = await FILES.get(view, file_id)
    if row is None or row.account_id != account_id:
        raise FileNotFound
    return row
