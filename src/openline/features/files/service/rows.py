"""Rows of files: reserved, finished, attached to a message, condemned. All in the caller's transaction (F7 to F10)."""

from collections.abc import Sequence
from dataclasses import dataclass

from openline.features.files.errors import (
    FileNotFound,
    FileNotReady,
    FileTaken,
    FileWithheld,
    TooManyFiles,
    UploadsExhausted,
)
from openline.features.files.repository import FILES, LOOSE, OF_ACCOUNT, OLD, USAGE, FileRow
from openline.features.files.storage import key_of
from openline.features.files.types import (
    BOUNDS,
    MAX_FILES_PER_MESSAGE,
    ORPHAN_MS,
    QUOTA_MS,
    RATE_MS,
    UPLOAD_MS,
    FileKind,
    FileState,
    MayLook,
    MaySee,
    Owner,
    OwnerKind,
)
from openline.features.people.types import Actor, Need
from openline.kit.errors import NotAllowed, about
from openline.store import UnitOfWork, View


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is known of a file once it has been read."""

    name: str
    size: int
    type: str
    kind: FileKind
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


async def attach(
    uow: UnitOfWork, account_id: int, file_ids: Sequence[int], owner: Owner, conversation_id: int
) -> tuple[FileRow, ...]:
    """Give files to a message of this conversation; only their uploader can, and only once.

    Raises TooManyFiles, FileNotFound, FileTaken.
    """
    if len(file_ids) > MAX_FILES_PER_MESSAGE:
        raise TooManyFiles(limit=MAX_FILES_PER_MESSAGE)
    with about("files"):
        rows = [await _own(uow, account_id, file_id, owner) for file_id in dict.fromkeys(file_ids)]
    return tuple(_attached(uow, row, conversation_id) for row in rows)


def _attached(uow: UnitOfWork, row: FileRow, conversation_id: int) -> FileRow:
    """One that is being scanned goes into its message as well, and can be had afterwards."""
    state = row.state if row.state == FileState.SCANNING else FileState.ATTACHED.value
    return FILES.change(uow, row, state=state, conversation_id=conversation_id)


async def _own(uow: UnitOfWork, account_id: int, file_id: int, owner: Owner) -> FileRow:
    row = await FILES.hold(uow, file_id)
    if row is None or not _is_owned(row, account_id, owner):
        raise FileNotFound
    if row.conversation_id is not None:
        raise FileTaken
    if row.state not in {FileState.READY, FileState.SCANNING}:
        raise FileNotFound
    return row


def _is_owned(row: FileRow, account_id: int, owner: Owner) -> bool:
    same_account = row.account_id == account_id == owner.account_id
    return same_account and row.owner_kind == owner.kind and row.owner_id == owner.id


async def put_on_shelf(uow: UnitOfWork, owner: Owner, file_ids: Sequence[int], shelf: int) -> tuple[FileRow, ...]:
    """Keep what somebody uploaded on a shelf, or move it there from another one: it then waits for nobody's message.

    Raises FileNotFound, FileNotReady, FileTaken.
    """
    return tuple([await _put(uow, owner, file_id, shelf) for file_id in dict.fromkeys(file_ids)])


async def _put(uow: UnitOfWork, owner: Owner, file_id: int, shelf: int) -> FileRow:
    row = await _own(uow, owner.account_id, file_id, owner)
    if row.state == FileState.SCANNING:
        raise FileNotReady
    return FILES.change(uow, row, state=FileState.KEPT.value, owner_kind=OwnerKind.SHELF.value, owner_id=shelf)


async def move_on_shelves(uow: UnitOfWork, file_ids: Sequence[int], source: int, target: int) -> None:
    """Files go from one shelf to another."""
    for file_id in file_ids:
        if row := await _on_shelf(uow, file_id, source):
            FILES.change(uow, row, owner_id=target)


async def take_from_shelf(uow: UnitOfWork, file_ids: Sequence[int], shelf: int) -> None:
    """Nobody needs them any more: the sweep deletes them."""
    for file_id in file_ids:
        if row := await _on_shelf(uow, file_id, shelf):
            FILES.change(uow, row, state=FileState.GONE.value, due_at=None)


async def _on_shelf(uow: UnitOfWork, file_id: int, shelf: int) -> FileRow | None:
    row = await FILES.hold(uow, file_id)
    if row is None or row.state != FileState.KEPT or row.owner_id != shelf:
        return None
    return row


async def access_file(view: View, actor: Actor, file_id: int, may_see: MaySee, may_look: MayLook) -> FileRow:
    """The only door to a file for people: their own before it is sent, then whoever sees the conversation or the shelf.

    Raises NotAllowed, FileNotFound, FileNotReady, FileWithheld.
    """
    if not actor.may(Need.CONVERSATIONS_READ):
        raise NotAllowed(need=Need.CONVERSATIONS_READ)
    row = await FILES.get(view, file_id)
    if row is None or row.account_id != actor.account_id:
        raise FileNotFound
    if row.conversation_id is not None:
        allowed = await may_see(view, actor, row.conversation_id)
    elif row.owner_kind == OwnerKind.SHELF:
        allowed = await may_look(view, actor, row.owner_id)
    else:
        allowed = row.owner_kind == OwnerKind.PERSON and row.owner_id == actor.person_id
    if not allowed:
        raise FileNotFound
    return checked(row)


async def open_to_link(view: View, file_id: int) -> FileRow:
    """The file of a customer's link: the signature was the door.

    Raises FileNotFound, FileNotReady, FileWithheld.
    """
    row = await FILES.get(view, file_id)
    if row is None:
        raise FileNotFound
    return checked(row)


def checked(row: FileRow) -> FileRow:
    """The file, if its bytes may be handed out.

    Raises FileNotFound, FileNotReady, FileWithheld.
    """
    match row.state:
        case FileState.READY | FileState.ATTACHED | FileState.KEPT:
            return row
        case FileState.FETCHING | FileState.SCANNING:
            raise FileNotReady
        case FileState.BLOCKED | FileState.REFUSED:
            raise FileWithheld
        case _:
            raise FileNotFound


async def loose(view: View, before: int, limit: int) -> list[FileRow]:
    """Files that no message took, made before a moment, and those condemned."""
    return await view.list(LOOSE, before=before, limit=limit)


async def old(view: View, before: int, limit: int) -> list[FileRow]:
    """Files of messages that came before a moment."""
    return await view.list(OLD, before=before, limit=limit)


async def bytes_of_account(view: View, account_id: int) -> int:
    """The room that the files of an account take."""
    (taken,) = await view.list(OF_ACCOUNT, account_id=account_id)
    return taken


async def condemn(uow: UnitOfWork, file_id: int) -> bool:
    """Nobody can attach or read it from here on; false when somebody was quicker."""
    row = await FILES.hold(uow, file_id)
    if row is None or row.conversation_id is not None:
        return False
    if row.state != FileState.GONE:
        if row.created_at > uow.now - ORPHAN_MS and row.state != FileState.UPLOADING:
            return False
        FILES.change(uow, row, state=FileState.GONE.value, due_at=None)
    return True


async def remove(uow: UnitOfWork, file_id: int) -> None:
    """The object is gone: so is the row."""
    row = await FILES.hold(uow, file_id)
    if row is not None and row.state == FileState.GONE:
        FILES.remove(uow, file_id)
