"""What becomes of a file after its bytes are kept: scanned, shown small, withheld (files.md F21 to F27)."""

from dataclasses import dataclass
from typing import Any

import msgspec

from openline.features.files.errors import FileNotFound
from openline.features.files.looking import Looks, has_looks
from openline.features.files.repository import DUE, FILES, OF_CONVERSATION, FileRow
from openline.features.files.service.incoming import tell
from openline.features.files.service.rows import Facts
from openline.features.files.types import ORPHAN_MS, FileState, PlaceOf, Reason
from openline.kit.clock import MINUTE, SECOND
from openline.store import UnitOfWork, View

# Longer than any piece of work: whoever finds the instant past takes over from somebody who died.
LEASE_MS = 3 * MINUTE
MOST_TRIES = 5
FIRST_WAIT_MS = 5 * SECOND
MOST_WAIT_MS = 5 * MINUTE
ERASED_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Following:
    """What happens to a file next, and whom to tell."""

    scan: bool
    place_of: PlaceOf


async def finish(uow: UnitOfWork, file_id: int, facts: Facts, following: Following) -> FileRow:
    """The bytes are kept: the file can be had, or scanned first, by this process if it lives.

    Raises FileNotFound when the place was given up meanwhile.
    """
    row = await FILES.hold(uow, file_id)
    if row is None or row.state not in {FileState.UPLOADING, FileState.FETCHING}:
        raise FileNotFound
    row = msgspec.structs.replace(
        row, name=facts.name, size=facts.size, type=facts.type, kind=facts.kind.value, sha256=facts.sha256,
        width=facts.width, height=facts.height, ref=None,
    )  # fmt: skip
    scanned = {"state": FileState.SCANNING.value, "due_at": uow.now + LEASE_MS}
    row = FILES.change(uow, row, **(scanned if following.scan else _opened(uow, row)))
    await tell(uow, row, following.place_of)
    return row


def _opened(uow: UnitOfWork, row: FileRow) -> dict[str, Any]:
    """The changes by which a file can be had; its small pictures are due."""
    state = FileState.READY if row.conversation_id is None else FileState.ATTACHED
    return {"state": state.value, "due_at": uow.now if has_looks(row.type) else None, "tries": 0}


async def is_any_due(view: View) -> bool:
    """Whether `take` would find something."""
    return bool(await view.list(DUE, before=view.now, limit=1))


async def take(uow: UnitOfWork, limit: int) -> list[FileRow]:
    """Claim files that are due: nobody else takes them before the lease ends."""
    found = await uow.list(DUE, before=uow.now, limit=limit)
    await uow.prefetch(FILES.held, [(row.id,) for row in found])
    taken = []
    for seen in found:
        row = await FILES.hold(uow, seen.id)
        if row is not None and row.due_at is not None and row.due_at <= uow.now:
            taken.append(FILES.change(uow, row, due_at=uow.now + LEASE_MS, tries=row.tries + 1))
    return taken


async def later(uow: UnitOfWork, file_id: int) -> None:
    """Something did not answer: try again, ever more seldom."""
    row = await FILES.hold(uow, file_id)
    if row is not None and row.due_at is not None:
        FILES.change(uow, row, due_at=uow.now + min(FIRST_WAIT_MS << min(row.tries, 10), MOST_WAIT_MS))


async def passed(uow: UnitOfWork, file_id: int, reason: str | None, place_of: PlaceOf) -> FileRow | None:
    """The file can be had from here on; a reason says that nobody could look."""
    row = await FILES.hold(uow, file_id)
    if row is None or row.state != FileState.SCANNING:
        return row
    row = FILES.change(uow, row, reason=reason, **_opened(uow, row))
    await tell(uow, row, place_of)
    return row


async def unscanned(uow: UnitOfWork, file_id: int, place_of: PlaceOf) -> FileRow | None:
    """The scanner is silent: tried again for a day, then blocked."""
    row = await FILES.hold(uow, file_id)
    if row is None or row.state != FileState.SCANNING:
        return row
    if row.created_at < uow.now - ORPHAN_MS:
        return await blocked(uow, file_id, Reason.SCAN_UNAVAILABLE, place_of)
    wait_ms = min(FIRST_WAIT_MS << min(row.tries, 10), MOST_WAIT_MS)
    first = row.reason is None
    row = FILES.change(uow, row, due_at=uow.now + wait_ms, reason=Reason.SCAN_UNAVAILABLE.value)
    if first:
        await tell(uow, row, place_of)
    return row


async def blocked(uow: UnitOfWork, file_id: int, reason: str, place_of: PlaceOf) -> FileRow | None:
    """A virus: nobody gets it, and its bytes are to be deleted."""
    row = await FILES.hold(uow, file_id)
    if row is None or row.state != FileState.SCANNING:
        return row
    row = FILES.change(uow, row, state=FileState.BLOCKED.value, reason=reason, due_at=uow.now, tries=0)
    await tell(uow, row, place_of)
    return row


async def looked(uow: UnitOfWork, file_id: int, looks: Looks, place_of: PlaceOf) -> None:
    """Its small pictures are kept; without any there is nothing more to do either."""
    row = await FILES.hold(uow, file_id)
    if row is None or row.state not in {FileState.READY, FileState.ATTACHED, FileState.KEPT}:
        return
    waveform = msgspec.json.encode(looks.waveform).decode() if looks.waveform else None
    changed = FILES.change(
        uow, row, due_at=None, tries=0, kind=looks.kind or row.kind, type=looks.type or row.type,
        thumb=key_of_look(row, "thumb") if looks.thumb else None,
        preview=key_of_look(row, "preview") if looks.preview else None,
        width=looks.width or row.width, height=looks.height or row.height, duration_ms=looks.duration_ms,
        waveform=waveform,
    )  # fmt: skip
    if looks:
        await tell(uow, changed, place_of)


def keys_of(row: FileRow) -> list[str]:
    """Every object that a file may have, whether or not the row knows of it."""
    return [row.key, key_of_look(row, "thumb"), key_of_look(row, "preview")] if has_looks(row.type) else [row.key]


def key_of_look(row: FileRow, name: str) -> str:
    """Where a small picture of a file is kept."""
    return f"{row.key}.{name}"


async def expire(uow: UnitOfWork, file_id: int) -> FileRow | None:
    """Its time is over: the message keeps its name, the bytes are to be deleted."""
    row = await FILES.hold(uow, file_id)
    if row is None or row.state != FileState.ATTACHED:
        return None
    return FILES.change(uow, row, **_withheld(uow, Reason.EXPIRED))


async def erase_conversation(uow: UnitOfWork, conversation_id: int) -> int:
    """Somebody is to be forgotten: names and bytes of a conversation's files go. Bounded; again until it says 0."""
    found = await uow.list(OF_CONVERSATION, conversation_id=conversation_id, limit=ERASED_AT_ONCE)
    await uow.prefetch(FILES.held, [(row.id,) for row in found])
    for seen in found:
        row = await FILES.hold(uow, seen.id)
        if row is not None:
            FILES.change(uow, row, name=row.kind, ref=None, **_withheld(uow, Reason.ERASED))
    return len(found)


def _withheld(uow: UnitOfWork, reason: Reason) -> dict[str, Any]:
    return {
        "state": FileState.REFUSED.value, "reason": reason.value, "due_at": uow.now, "tries": 0, "thumb": None,
        "preview": None, "waveform": None,
    }  # fmt: skip


async def erased(uow: UnitOfWork, file_id: int) -> None:
    """The bytes are gone."""
    row = await FILES.hold(uow, file_id)
    if row is not None and row.state in {FileState.BLOCKED, FileState.REFUSED}:
        FILES.change(uow, row, due_at=None, tries=0)
