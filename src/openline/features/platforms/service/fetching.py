"""What platforms only named: the bytes of files, and who a new customer is (I13, I14)."""

from contextlib import aclosing

import msgspec
import structlog

from openline.connectors.base import FetchRefused, MediaKind, MediaRef, Profile, Route
from openline.features.channels.service import CONNECTIONS, Connection
from openline.features.contacts import service as contacts
from openline.features.contacts.service import CONTACTS
from openline.features.conversations.service import CONVERSATIONS, Conversation
from openline.features.files.service import FILES, FileRow, Files, expect, waiting
from openline.features.files.types import FileState
from openline.features.platforms.repository import WANTED_PROFILES, wanted_profiles
from openline.features.platforms.service.context import Contexts
from openline.features.platforms.service.kept import storable
from openline.features.routing.service.guard import hold_of
from openline.store import Committed, Store, UnitOfWork, View

GAVE_UP = "not_fetched"
# What a connector says when another try may help; everything else is an answer.
_WORTH_ANOTHER = frozenset({"not_connected", "timed_out", "cut", "throttled_here", "unavailable"})

log = structlog.get_logger(__name__)


class MediaPort:
    """Files in FETCHING."""

    name = "media"

    def __init__(self, store: Store, files: Files, contexts: Contexts) -> None:
        self._store = store
        self._files = files
        self._contexts = contexts

    def concerns(self, committed: Committed) -> bool:
        """Whether a commit announced a file."""
        return any(row.state == FileState.FETCHING for row in committed.rows_of(FILES.load))

    async def waiting(self, limit: int) -> list[int]:
        """The files whose bytes are still to be fetched."""
        return [row.id for row in await self._store.read(waiting, limit)]

    async def fetch(self, subject_id: int) -> bool:
        """Pipe the bytes into the storage; false when the platform may give them later."""
        found = await self._store.read(_file, subject_id)
        if found is None:
            return True
        row, connection = found
        if connection is None or row.ref is None or connection.deleted_at:
            await self._files.refuse(subject_id, "gone")
            return True
        ref = msgspec.json.decode(row.ref, type=MediaRef)
        connector, context = self._contexts.connector_of(connection), self._contexts.of(connection)
        try:
            async with aclosing(connector.fetch_media(context, ref)) as chunks:
                await self._files.fetch_into(subject_id, chunks)
        except FetchRefused as refused:
            if refused.reason in _WORTH_ANOTHER:
                return False
            await self._files.refuse(subject_id, refused.reason)
        return True

    async def give_up(self, subject_id: int) -> None:
        """The platform did not give it, however often it was asked."""
        await self._files.refuse(subject_id, GAVE_UP)


async def _file(view: View, file_id: int) -> tuple[FileRow, Connection | None] | None:
    row = await FILES.get(view, file_id)
    if row is None or row.state != FileState.FETCHING:
        return None
    return row, await CONNECTIONS.get(view, row.connection_id) if row.connection_id else None


class ProfilePort:
    """Conversations whose customer is to be asked for at the platform."""

    name = "profiles"

    def __init__(self, store: Store, contexts: Contexts) -> None:
        self._store = store
        self._contexts = contexts

    def concerns(self, committed: Committed) -> bool:
        """Whether a commit began a conversation."""
        return bool(committed.rows_of(WANTED_PROFILES.load))

    async def waiting(self, limit: int) -> list[int]:
        """The conversations."""
        return [row.conversation_id for row in await self._store.read(wanted_profiles, limit)]

    async def fetch(self, subject_id: int) -> bool:
        """Ask the platform, and keep what it tells."""
        found = await self._store.read(_conversation, subject_id)
        profile = None
        if found is not None:
            conversation, connection = found
            route = msgspec.json.decode(conversation.route, type=Route)
            connector, context = self._contexts.connector_of(connection), self._contexts.of(connection)
            profile = await connector.fetch_profile(context, route.recipient)
        await self._store.commit(keep_profile, subject_id, storable(profile))
        return True

    async def give_up(self, subject_id: int) -> None:
        """The platform does not tell."""
        await self._store.commit(keep_profile, subject_id, None)


async def _conversation(view: View, conversation_id: int) -> tuple[Conversation, Connection] | None:
    conversation = await CONVERSATIONS.get(view, conversation_id)
    connection = await CONNECTIONS.get(view, conversation.connection_id) if conversation else None
    if conversation is None or not conversation.route or connection is None or connection.deleted_at:
        return None
    return conversation, connection


async def keep_profile(uow: UnitOfWork, conversation_id: int, profile: Profile | None) -> None:
    """Fill in what is unknown of the customer; his picture is a file to fetch, which belongs to the conversation."""
    conversation = await hold_of(uow, conversation_id)
    wanted = await WANTED_PROFILES.get(uow, conversation_id) is not None
    if conversation is not None and wanted and profile is not None:
        await _learn(uow, conversation, profile)
    WANTED_PROFILES.remove(uow, conversation_id)


async def _learn(uow: UnitOfWork, conversation: Conversation, profile: Profile) -> None:
    before = await CONTACTS.hold(uow, conversation.contact_id)
    assert before is not None
    told = contacts.Profile(
        name=profile.name, email=profile.email, phone=profile.phone, locale=profile.locale,
        time_zone=profile.time_zone,
    )  # fmt: skip
    contact = await contacts.update_profile(uow, before.id, told)
    if profile.avatar is not None and contact.avatar_file_id is None:
        file = await expect(
            uow, account_id=conversation.account_id, conversation_id=conversation.id,
            connection_id=conversation.connection_id, kind=MediaKind.IMAGE.value, name="", mime_type="image/jpeg",
            size=None, ref_json=msgspec.json.encode(profile.avatar).decode(),
        )  # fmt: skip
        contact = CONTACTS.change(uow, contact, avatar_file_id=file.id)
    if contact != before:
        contacts.announce(uow, contact)
