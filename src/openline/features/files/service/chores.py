"""Work on files that is done later or again: scanning, small pictures, deleting bytes (files.md F21 to F26)."""

import dataclasses
from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import Protocol

import structlog

from openline.features.files.looking import Looks
from openline.features.files.repository import FileRow
from openline.features.files.scanner import Clean, Infected, Scanner, Silent, Verdict
from openline.features.files.service import fates, rows
from openline.features.files.storage import Missing, Storage
from openline.features.files.types import INFECTED, ORPHAN_MS, FileState, Limits, PlaceOf, Reason
from openline.kit.clock import DAY, Clock
from openline.kit.errors import Unavailable
from openline.store import Store

SWEEP_AT_ONCE = 200

log = structlog.get_logger(__name__)


class Looker(Protocol):
    """Decodes files, somewhere where that does no harm."""

    async def look(self, chunks: AsyncGenerator[bytes, None], mime_type: str, kind: str) -> Looks:
        """What is found; nothing where the file cannot be decoded. What `chunks` raises goes on."""
        ...


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Tools:
    """Without a scanner nothing is scanned, without a looker nothing is decoded.

    `fail_open`: what the scanner cannot look at may be had all the same, and says so.
    """

    clock: Clock
    place_of: PlaceOf
    limits: Limits
    scanner: Scanner | None = None
    fail_open: bool = False
    looker: Looker | None = None


class Chores:
    """What must be done about files besides taking and giving them. Every piece may be done twice."""

    def __init__(self, store: Store, storage: Storage, tools: Tools) -> None:
        self._store = store
        self._storage = storage
        self._tools = tools

    async def take(self, limit: int) -> list[FileRow]:
        """Claim what is due. For a job."""
        if not await self._store.read(fates.is_any_due):
            return []
        return await self._store.commit(fates.take, limit)

    async def do(self, row: FileRow) -> None:
        """What is to be done about a file that was taken. What does not answer is tried again later."""
        try:
            match row.state:
                case FileState.SCANNING:
                    await self.scan(row)
                case FileState.READY | FileState.ATTACHED | FileState.KEPT:
                    await self._look(row)
                case FileState.BLOCKED | FileState.REFUSED:
                    await self.erase(row)
                case _:
                    log.warning("file is due without reason", file_id=row.id, state=row.state)
        except Unavailable:
            await self._store.commit(fates.later, row.id)

    async def scan(self, row: FileRow) -> FileRow:
        """The file after its scan: it can be had, or is blocked, or waits for the scanner."""
        verdict = await self._verdict(row)
        place_of = self._tools.place_of
        match verdict:
            case Clean():
                changed = await self._store.commit(fates.passed, row.id, None, place_of)
            case Infected(name=name):
                log.warning("virus", file_id=row.id, name=name)
                changed = await self._store.commit(fates.blocked, row.id, INFECTED + name, place_of)
            case Silent(why=why):
                log.warning("virus scanner is silent", file_id=row.id, why=why)
                if self._tools.fail_open:
                    changed = await self._store.commit(fates.passed, row.id, Reason.SCAN_UNAVAILABLE.value, place_of)
                else:
                    changed = await self._store.commit(fates.unscanned, row.id, place_of)
        return changed or row

    async def _verdict(self, row: FileRow) -> Verdict:
        if self._tools.scanner is None:
            return Clean()  # it was switched off meanwhile
        async with aclosing(self._bytes(row)) as chunks:
            return await self._tools.scanner.scan(chunks)

    async def _look(self, row: FileRow) -> None:
        looks = Looks()
        if self._tools.looker is not None and row.tries <= fates.MOST_TRIES:
            async with aclosing(self._bytes(row)) as chunks:
                looks = await self._tools.looker.look(chunks, row.type, row.kind)
        for name, picture in (("thumb", looks.thumb), ("preview", looks.preview)):
            if picture:
                await self._storage.put_bytes(fates.key_of_look(row, name), picture)
        await self._store.commit(fates.looked, row.id, looks, self._tools.place_of)

    async def _bytes(self, row: FileRow) -> AsyncGenerator[bytes, None]:
        try:
            opened = await self._storage.open(row.key)
        except Missing:
            return
        async for chunk in opened.chunks:
            yield chunk

    async def erase(self, row: FileRow) -> None:
        """Delete the bytes of a file whose row stays.

        Raises Unavailable.
        """
        await self._delete_objects(row)
        await self._store.commit(fates.erased, row.id)

    async def delete(self, row: FileRow) -> bool:
        """Condemned, then without bytes, then without a row: whatever breaks in between, the next sweep goes on.

        Raises Unavailable.
        """
        if not await self._store.commit(rows.condemn, row.id):
            return False
        await self._delete_objects(row)
        await self._store.commit(rows.remove, row.id)
        return True

    async def _delete_objects(self, row: FileRow) -> None:
        for key in fates.keys_of(row):
            await self._storage.delete(key)

    async def sweep(self) -> int:
        """Delete what was uploaded and never sent, and bytes whose time is over: a bounded number; says how many."""
        now = self._tools.clock.now()
        swept = 0
        for row in await self._store.read(rows.loose, now - ORPHAN_MS, SWEEP_AT_ONCE):
            swept += await self.delete(row)
        days = self._tools.limits.keep_days
        if days:
            for row in await self._store.read(rows.old, now - days * DAY, SWEEP_AT_ONCE):
                swept += await self._expire(row)
        return swept

    async def _expire(self, row: FileRow) -> bool:
        expired = await self._store.commit(fates.expire, row.id)
        if expired is None:
            return False
        await self.erase(expired)
        return True
