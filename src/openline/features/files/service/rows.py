"""Rows of files: reserved, finished, attached to a message, condemned. All in the caller's transaction (F7 to F10)."""

from collections.abc import Sequence
from dataclasses import dataclass

from openline.features.files.errors import FileNotFound, FileTaken, TooManyFiles, UploadsExhausted
from openline.features.files.repository import FILES, LOOSE, USAGE, FileRow
from openline.features.files.schemas import File
from openline.features.files.service.links import Url, agent_url
from openline.features.files.sniff import INLINE
from openline.features.files.storage import key_of
from openline.features.files.types import (
    BOUNDS,
    MAX_FILES_PER_MESSAGE,
    ORPHAN_MS,
    QUOTA_MS,
    RATE_MS,
    UPLOAD_MS,
    FileState,
    MaySee,
    Owner,
    OwnerKind,
)
from openline.features.people.types import Actor, Need
from openline.kit.errors import NotAllowed
from openline.store import UnitOfWork, View


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is known of a file once it has been read."""

    name: str
    size: int
    type: str
    sha256: str
    width: int | None
    height: int | None


async def reserve(uow: UnitOfWork, owner: Owner) -> FileRow:
    """A place for a file, before a byte is read: the row is there first, so that no object is ever without one.

    Raises UploadsExhausted.
    """
    await _within_bounds(uow, owner)
    file_id = uow.new_id()
    return FILES.add(
        uow,
        FileRow(
            id=file_id, account_id=owner.account_id, conversation_id=None, owner_kind=owner.kind.value,
            owner_id=owner.id, name="", size=0, type="", sha256="", width=None, height=None,
            key=key_of(owner.account_id, file_id, uow.now), state=FileState.UPLOADING.value, created_at=uow.now,
        ),
    )  # fmt: skip


async def _within_bounds(uow: UnitOfWork, owner: Owner) -> None:
    bounds = BOUNDS[owner.kind]
    whose = {"account_id": owner.account_id, "owner_id": owner.id, "owner_kind": owner.kind.value}
    (day,) = await uow.list(USAGE, **whose, since=uow.now - QUOTA_MS, lately=uow.now - RATE_MS)
    if day.size >= bounds.bytes_per_day or day.lately >= bounds.per_hour:
        raise UploadsExhausted(retry_after=RATE_MS // 1_000)
    # A place whose upload died with its process is no longer counted after the longest time an upload may take.
    (now,) = await uow.list(USAGE, **whose, since=uow.now - UPLOAD_MS, lately=uow.now - UPLOAD_MS)
    if now.unfinished >= bounds.at_once:
        raise UploadsExhausted(retry_after=1)


async def finish(uow: UnitOfWork, file_id: int, facts: Facts) -> FileRow:
    """The bytes are kept: the file can be attached.

    Raises FileNotFound when the place was given up meanwhile.
    """
    row = await FILES.hold(uow, file_id)
    if row is None or row.state != FileState.UPLOADING:
        raise FileNotFound
    return FILES.change(
        uow, row, state=FileState.READY.value, name=facts.name, size=facts.size, type=facts.type, sha256=facts.sha256,
        width=facts.width, height=facts.height,
    )  # fmt: skip


async def attach(
    uow: UnitOfWork, account_id: int, file_ids: Sequence[int], owner: Owner, conversation_id: int
) -> tuple[FileRow, ...]:
    """Give files to a message of this conversation; only their uploader can, and only once.

    Raises TooManyFiles, FileNotFound, FileTaken.
    """
    if len(file_ids) > MAX_FILES_PER_MESSAGE:
        raise TooManyFiles(limit=MAX_FILES_PER_MESSAGE)
    rows = [await _own(uow, account_id, file_id, owner) for file_id in dict.fromkeys(file_ids)]
    return tuple(
        FILES.change(uow, row, state=FileState.ATTACHED.value, conversation_id=conversation_id) for row in rows
    )


async def _own(uow: UnitOfWork, account_id: int, file_id: int, owner: Owner) -> FileRow:
    row = await FILES.hold(uow, file_id)
    if row is None or not _is_owned(row, account_id, owner):
        raise FileNotFound
    if row.state == FileState.ATTACHED:
        raise FileTaken
    if row.state != FileState.READY:
        raise FileNotFound
    return row


def _is_owned(row: FileRow, account_id: int, owner: Owner) -> bool:
    same_account = row.account_id == account_id == owner.account_id
    return same_account and row.owner_kind == owner.kind and row.owner_id == owner.id


async def access_file(view: View, actor: Actor, file_id: int, may_see: MaySee) -> FileRow:
    """The only door to a file for people: their own before it is sent, then whoever sees the conversation.

    Raises NotAllowed, FileNotFound.
    """
    if not actor.may(Need.CONVERSATIONS_READ):
        raise NotAllowed(need=Need.CONVERSATIONS_READ)
    row = await FILES.get(view, file_id)
    if row is None or row.account_id != actor.account_id:
        raise FileNotFound
    match row.state:
        case FileState.READY:
            allowed = row.owner_kind == OwnerKind.PERSON and row.owner_id == actor.person_id
        case FileState.ATTACHED if row.conversation_id is not None:
            allowed = await may_see(view, actor, row.conversation_id)
        case _:
            allowed = False
    if not allowed:
        raise FileNotFound
    return row


async def open_to_link(view: View, file_id: int) -> FileRow:
    """The file of a customer's link: the signature was the door.

    Raises FileNotFound.
    """
    row = await FILES.get(view, file_id)
    if row is None or row.state not in {FileState.READY, FileState.ATTACHED}:
        raise FileNotFound
    return row


async def files_of(view: View, account_id: int, file_ids: Sequence[int], *, url: Url = agent_url) -> list[File]:
    """Files of a message on the wire, in its order; deleted ones are left out."""
    if not file_ids:
        return []
    await view.prefetch(FILES.load, [(file_id,) for file_id in file_ids])
    rows = [await FILES.get(view, file_id) for file_id in file_ids]
    return [file_view(row, url(row.id)) for row in rows if row is not None and row.account_id == account_id]


def file_view(row: FileRow, url: str) -> File:
    """A file on the wire."""
    return File(
        id=str(row.id), name=row.name, size=row.size, type=row.type, width=row.width, height=row.height, url=url,
        inline=row.type in INLINE,
    )  # fmt: skip


async def loose(view: View, before: int, limit: int) -> list[FileRow]:
    """Files that no message took, made before a moment, and those condemned."""
    return await view.list(LOOSE, before=before, limit=limit)


async def condemn(uow: UnitOfWork, file_id: int) -> bool:
    """Nobody can attach or read it from here on; false when somebody was quicker."""
    row = await FILES.hold(uow, file_id)
    if row is None or row.state == FileState.ATTACHED:
        return False
    if row.state != FileState.GONE:
        if row.created_at > uow.now - ORPHAN_MS and row.state != FileState.UPLOADING:
            return False
        FILES.change(uow, row, state=FileState.GONE.value)
    return True


async def remove(uow: UnitOfWork, file_id: int) -> None:
    """The object is gone: so is the row."""
    row = await FILES.hold(uow, file_id)
    if row is not None and row.state == FileState.GONE:
        FILES.remove(uow, file_id)
