"""Takes files in and hands them out. The store and the storage together, row first."""

import asyncio
import dataclasses
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable
from typing import Literal

import msgspec
import structlog

from openline.features.files.errors import (
    FileBlocked,
    FileEmpty,
    FileInfected,
    FileNotFound,
    FileNotReady,
    FilesFull,
    FileTooLarge,
    FileWithheld,
    UploadMalformed,
)
from openline.features.files.kinds import kind_of, name_for
from openline.features.files.pictures import dimensions
from openline.features.files.programs import is_program
from openline.features.files.receive import Received, receive, take
from openline.features.files.repository import FileRow
from openline.features.files.schemas import File
from openline.features.files.service import fates, incoming, links, rows
from openline.features.files.service.chores import Chores, Tools
from openline.features.files.service.deliver import Asked, Delivery, NotModified, OutOfRange, Terms, deliver
from openline.features.files.service.views import file_view
from openline.features.files.sniff import HEAD_BYTES, sniff
from openline.features.files.storage import Missing, Storage
from openline.features.files.types import (
    INFECTED,
    UPLOAD_MS,
    Body,
    FileState,
    MayLook,
    MaySee,
    Owner,
    OwnerKind,
    Reason,
)
from openline.features.people.types import Actor, Need
from openline.kit.errors import NotAllowed, Unavailable
from openline.kit.ids import parse_id
from openline.kit.secrets import Keyring
from openline.store import Store

# The desk asks again with the login each time; browsers may skip asking for this long.
FOR_AGENTS = Terms(fresh_s=300, shown_by="same-origin")
# An account's room is counted again after this long; what other processes take in between may be too much by a little.
ROOM_MS = 60_000
MOST_ROOMS = 10_000
# A file as it came, or one of its small pictures.
Look = Literal["thumb", "preview"] | None

log = structlog.get_logger(__name__)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Doors:
    """What bootstrap joins: `may_see` is the conversations' own door, `may_look` that of shelves."""

    keyring: Keyring
    may_see: MaySee
    may_look: MayLook


class Files:
    """Uploads, files of platforms, and downloads of one process. `chores` is what is left to a job."""

    def __init__(self, store: Store, storage: Storage, doors: Doors, tools: Tools) -> None:
        self._store = store
        self._storage = storage
        self._doors = doors
        self._tools = tools
        self._rooms: dict[int, tuple[int, int]] = {}
        self.chores = Chores(store, storage, tools)

    async def upload(self, owner: Owner, body: Body, content_type: str) -> File:
        """Read a form with one file, check it while it comes, keep it.

        Raises UploadsExhausted, FilesFull, UploadMalformed, FileTooLarge, FileEmpty, FileBlocked, FileInfected,
        Unavailable.
        """
        row = await self._take(owner, lambda: receive(body, content_type, self._tools.limits.most_bytes))
        return file_view(row, self._url(owner)(row.id))

    async def copy(self, owner: Owner, row: FileRow) -> File:
        """A file of the owner's with the bytes of one that he may read: whoever asks has seen to that.

        Raises UploadsExhausted, FilesFull, FileNotFound, FileTooLarge, FileInfected, Unavailable.
        """

        async def read() -> Received:
            try:
                opened = await self._storage.open(rows.checked(row).key)
            except Missing as error:
                raise FileNotFound from error
            return await take(opened.chunks, row.name, self._tools.limits.most_bytes)

        copied = await self._take(owner, read)
        return file_view(copied, self._url(owner)(copied.id))

    async def _take(self, owner: Owner, read: Callable[[], Awaitable[Received]]) -> FileRow:
        if await self._is_full(owner.account_id):
            raise FilesFull
        place = await self._store.commit(rows.reserve, owner)
        try:
            async with asyncio.timeout(UPLOAD_MS / 1_000):
                row = await self._keep(place, await read())
        except TimeoutError as error:
            await self._give_up(place)
            raise UploadMalformed from error
        except BaseException:
            await asyncio.shield(self._give_up(place))
            raise
        if row.state == FileState.BLOCKED:
            raise FileInfected(virus=(row.reason or "").removeprefix(INFECTED))
        return row

    async def upload_as(self, actor: Actor, body: Body, content_type: str) -> File:
        """The same for somebody with a login.

        Raises NotAllowed, and what `upload` raises.
        """
        if not actor.may(Need.CONVERSATIONS_WRITE):
            raise NotAllowed(need=Need.CONVERSATIONS_WRITE)
        return await self.upload(Owner(actor.account_id, OwnerKind.PERSON, actor.person_id), body, content_type)

    async def fetch_into(self, file_id: int, chunks: AsyncIterator[bytes]) -> None:
        """Take in the bytes of a file that a platform announced; what is wrong with them is written on the file.

        A file whose bytes are no longer wanted is left alone. Raises Unavailable and what `chunks` raises: the file is
        then to be fetched again.
        """
        place = await self._store.read(incoming.fetching, file_id)
        if place is None:
            return
        if await self._is_full(place.account_id) or await self._store.read(incoming.is_enough, place):
            await self.refuse(file_id, Reason.QUOTA)
            return
        try:
            async with asyncio.timeout(UPLOAD_MS / 1_000) as patience:
                received = await take(chunks, place.name, self._tools.limits.most_bytes)
                await self._keep(place, received)
        except TimeoutError:
            if not patience.expired():
                raise  # the platform's, not ours
            await self.refuse(file_id, Reason.TIMED_OUT)
        except FileTooLarge:
            await self.refuse(file_id, Reason.TOO_LARGE)
        except FileEmpty:
            await self.refuse(file_id, Reason.EMPTY)
        except FileBlocked:
            await self.refuse(file_id, Reason.PROGRAM)
        except FileNotFound:
            await self._drop(place)

    async def refuse(self, file_id: int, reason: str) -> None:
        """The platform does not give the bytes of a file that it announced.

        Raises Unavailable.
        """
        await self._store.commit(incoming.refuse, file_id, reason, self._tools.place_of)

    async def for_agent(
        self, actor: Actor, file_id: str, asked: Asked, look: Look = None
    ) -> Delivery | NotModified | OutOfRange:
        """A file, or a small picture of it, for somebody with a login.

        Raises NotAllowed, FileNotFound, FileNotReady, FileWithheld, Unavailable.
        """
        row = await self._store.read(
            rows.access_file, actor, parse_id(file_id), self._doors.may_see, self._doors.may_look
        )
        return await self._deliver(row, asked, FOR_AGENTS, look)

    async def for_link(self, link: links.Link, asked: Asked, look: Look = None) -> Delivery | NotModified | OutOfRange:
        """A file, or a small picture of it, for whoever has a signed link.

        Raises FileNotFound, FileNotReady, FileWithheld, FileLinkExpired, Unavailable.
        """
        number, left_ms = links.opened(self._doors.keyring, self._tools.clock.now(), link)
        row = await self._store.read(rows.open_to_link, number)
        # The chat stands in pages of other sites, and shows pictures there.
        terms = Terms(fresh_s=left_ms // 1_000, shown_by="cross-origin")
        return await self._deliver(row, asked, terms, look)

    async def open_bytes(self, account_id: int, file_id: int) -> AsyncGenerator[bytes, None]:
        """The bytes of a file, for sending it to a platform.

        Raises FileNotFound when it will never be had, Unavailable when it may be later.
        """
        row = await self._store.read(incoming.open_to_us, account_id, file_id)
        try:
            opened = await self._storage.open(rows.checked(row).key)
        except (Missing, FileWithheld) as error:
            raise FileNotFound from error
        except FileNotReady as error:
            raise Unavailable from error
        async for chunk in opened.chunks:
            yield chunk

    async def sweep(self) -> int:
        """Delete what nobody sent and what is too old; says how many. For a job, any time."""
        return await self.chores.sweep()

    async def _keep(self, place: FileRow, received: Received) -> FileRow:
        """Check, keep, scan.

        Raises FileBlocked, FileNotFound, Unavailable.
        """
        with received.content:
            facts = await asyncio.to_thread(_facts, received, place)
            await self._storage.put(place.key, received.content)
        following = fates.Following(self._tools.scanner is not None, self._tools.place_of)
        row = await self._store.commit(fates.finish, place.id, facts, following)
        if place.account_id in self._rooms:
            counted_at, taken = self._rooms[place.account_id]
            self._rooms[place.account_id] = counted_at, taken + facts.size
        return await self.chores.scan(row) if row.state == FileState.SCANNING else row

    async def _deliver(
        self, row: FileRow, asked: Asked, terms: Terms, look: Look
    ) -> Delivery | NotModified | OutOfRange:
        if look is not None:
            row, asked = _small(row, look), dataclasses.replace(asked, range=None)
        return await deliver(self._storage, row, asked, terms)

    async def _is_full(self, account_id: int) -> bool:
        most, now = self._tools.limits.account_bytes, self._tools.clock.now()
        if not most:
            return False
        counted_at, taken = self._rooms.get(account_id, (0, 0))
        if counted_at <= now - ROOM_MS:
            taken = await self._store.read(rows.bytes_of_account, account_id)
            if len(self._rooms) >= MOST_ROOMS:
                self._rooms.clear()
            self._rooms[account_id] = now, taken
        return taken >= most

    async def _drop(self, place: FileRow) -> None:
        """Somebody decided otherwise while the bytes came: nothing may be left of them."""
        row = await self._store.read(incoming.any_state, place.id)
        if row is None or row.state == FileState.REFUSED:
            await self._storage.delete(place.key)

    async def _give_up(self, place: FileRow) -> None:
        try:
            await self.chores.delete(place)
        except Unavailable:
            log.warning("upload left for the sweep", file_id=place.id)

    def _url(self, owner: Owner) -> links.Url:
        if owner.kind is OwnerKind.PERSON:
            return links.agent_url
        return links.customer_urls(self._doors.keyring, self._tools.clock.now())


def _small(row: FileRow, look: Literal["thumb", "preview"]) -> FileRow:
    """One of its small pictures, as a file of its own.

    Raises FileNotFound.
    """
    key = row.thumb if look == "thumb" else row.preview
    if key is None:
        raise FileNotFound
    base = row.name.rpartition(".")[0] or row.name
    return msgspec.structs.replace(
        row, key=key, name=f"{base}.webp", type="image/webp", sha256=f"{look}-{row.sha256}"
    )  # fmt: skip


def _facts(received: Received, place: FileRow) -> rows.Facts:
    """What the bytes say.

    Raises FileBlocked for a program that does not come from a person of the account.
    """
    head = received.start[:HEAD_BYTES]
    if place.owner_kind != OwnerKind.PERSON and is_program(head, received.name):
        raise FileBlocked(name=received.name)
    mime_type = sniff(head, received.name)
    kind = kind_of(mime_type, place.kind if place.owner_kind == OwnerKind.CONNECTION else None)
    width, height = dimensions(received.start, mime_type) or (None, None)
    return rows.Facts(
        name=name_for(received.name, kind, mime_type), size=received.size, type=mime_type, kind=kind,
        sha256=received.sha256, width=width, height=height,
    )  # fmt: skip
