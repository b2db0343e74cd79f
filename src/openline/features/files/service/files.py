"""Takes files in, hands them out, sweeps what nobody sent. The store and the storage together, row first."""

import asyncio
import dataclasses

import structlog

from openline.features.files.errors import FileBlocked, UploadMalformed
from openline.features.files.pictures import dimensions
from openline.features.files.programs import is_program
from openline.features.files.receive import Received, receive
from openline.features.files.repository import FileRow
from openline.features.files.schemas import File
from openline.features.files.service import links, rows
from openline.features.files.service.deliver import Asked, Delivery, NotModified, OutOfRange, Terms, deliver
from openline.features.files.sniff import HEAD_BYTES, sniff
from openline.features.files.storage import Storage
from openline.features.files.types import MAX_FILE_BYTES, ORPHAN_MS, UPLOAD_MS, Body, MaySee, Owner, OwnerKind
from openline.features.people.types import Actor, Need
from openline.kit.clock import Clock
from openline.kit.errors import NotAllowed, Unavailable
from openline.kit.ids import parse_id
from openline.kit.secrets import Keyring
from openline.store import Store

SWEEP_AT_ONCE = 200
# The desk asks again with the login each time; browsers may skip asking for this long.
FOR_AGENTS = Terms(fresh_s=300, shown_by="same-origin")

log = structlog.get_logger(__name__)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Doors:
    """What bootstrap joins: `may_see` is the conversations' own door."""

    keyring: Keyring
    clock: Clock
    may_see: MaySee


class Files:
    """Uploads and downloads of one process."""

    def __init__(self, store: Store, storage: Storage, doors: Doors) -> None:
        self._store = store
        self._storage = storage
        self._doors = doors

    async def upload(self, owner: Owner, body: Body, content_type: str) -> File:
        """Read a form with one file, check it while it comes, keep it.

        Raises UploadsExhausted, UploadMalformed, FileTooLarge, FileEmpty, FileBlocked, Unavailable.
        """
        place = await self._store.commit(rows.reserve, owner)
        try:
            async with asyncio.timeout(UPLOAD_MS / 1_000):
                received = await receive(body, content_type, MAX_FILE_BYTES)
                with received.content:
                    facts = await asyncio.to_thread(_facts, received, owner)
                    await self._storage.put(place.key, received.content)
            row = await self._store.commit(rows.finish, place.id, facts)
        except TimeoutError as error:
            await self._give_up(place)
            raise UploadMalformed from error
        except BaseException:
            await asyncio.shield(self._give_up(place))
            raise
        return rows.file_view(row, self._url(owner)(row.id))

    async def upload_as(self, actor: Actor, body: Body, content_type: str) -> File:
        """The same for somebody with a login.

        Raises NotAllowed, and what `upload` raises.
        """
        if not actor.may(Need.CONVERSATIONS_WRITE):
            raise NotAllowed(need=Need.CONVERSATIONS_WRITE)
        return await self.upload(Owner(actor.account_id, OwnerKind.PERSON, actor.person_id), body, content_type)

    async def for_agent(self, actor: Actor, file_id: str, asked: Asked) -> Delivery | NotModified | OutOfRange:
        """A file for somebody with a login.

        Raises FileNotFound, Unavailable.
        """
        row = await self._store.read(rows.access_file, actor, parse_id(file_id), self._doors.may_see)
        return await deliver(self._storage, row, asked, FOR_AGENTS)

    async def for_link(self, file_id: str, mark: str, asked: Asked) -> Delivery | NotModified | OutOfRange:
        """A file for whoever has a signed link.

        Raises FileNotFound, FileLinkExpired, Unavailable.
        """
        number, left_ms = links.opened(self._doors.keyring, self._doors.clock.now(), file_id, mark)
        row = await self._store.read(rows.open_to_link, number)
        # The chat stands in pages of other sites, and shows pictures there.
        return await deliver(self._storage, row, asked, Terms(fresh_s=left_ms // 1_000, shown_by="cross-origin"))

    async def sweep(self) -> int:
        """Delete what was uploaded and never sent, a bounded number of files; says how many. For a job, any time."""
        before = self._doors.clock.now() - ORPHAN_MS
        found = await self._store.read(rows.loose, before, SWEEP_AT_ONCE)
        swept = 0
        for row in found:
            swept += await self._delete(row)
        return swept

    async def _delete(self, row: FileRow) -> bool:
        """Condemned, then without bytes, then without a row: whatever breaks in between, the next sweep goes on."""
        if not await self._store.commit(rows.condemn, row.id):
            return False
        await self._storage.delete(row.key)
        await self._store.commit(rows.remove, row.id)
        return True

    async def _give_up(self, place: FileRow) -> None:
        try:
            await self._delete(place)
        except Unavailable:
            log.warning("upload left for the sweep", file_id=place.id)

    def _url(self, owner: Owner) -> links.Url:
        if owner.kind is OwnerKind.PERSON:
            return links.agent_url
        return links.customer_urls(self._doors.keyring, self._doors.clock.now())


def _facts(received: Received, owner: Owner) -> rows.Facts:
    """What the bytes say.

    Raises FileBlocked for a customer's program.
    """
    head = received.start[:HEAD_BYTES]
    if owner.kind is OwnerKind.VISITOR and is_program(head, received.name):
        raise FileBlocked(name=received.name)
    kind = sniff(head, received.name)
    size = dimensions(received.start, kind)
    width, height = size or (None, None)
    return rows.Facts(
        name=received.name, size=received.size, type=kind, sha256=received.sha256, width=width, height=height
    )
