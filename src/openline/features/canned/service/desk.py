"""Canned responses of one process: the store and the files together."""

from openline.features.canned import schemas
from openline.features.canned.errors import ListNotFound
from openline.features.canned.service import offering, saving
from openline.features.canned.service.doors import access_list
from openline.features.canned.types import Ground
from openline.features.files.schemas import File
from openline.features.files.service import FileRow, Files, Owner, OwnerKind
from openline.features.people.types import Actor
from openline.kit.errors import NotAllowed
from openline.store import Store, View


class Canned:
    """What copies files on its way. `ground` is what routing knows."""

    def __init__(self, store: Store, files: Files, ground: Ground) -> None:
        self._store = store
        self._files = files
        self.ground = ground

    async def use(self, actor: Actor, conversation_id: int, response_id: int) -> schemas.FilledCanned:
        """A response for the composer, counted as used; its files are copied, for each message has its own.

        Raises NotAllowed, ConversationNotFound, ResponseNotFound, and what copying raises.
        """
        ready = await self._store.read(offering.fill_in, actor, conversation_id, response_id, self.ground)
        files = await self._copies(actor, ready.files)
        await self._store.commit(offering.count, actor, response_id)
        return schemas.FilledCanned(text=ready.text, files=files, empty=ready.empty, unknown=ready.unknown)

    async def save(self, actor: Actor, message_id: int, where: schemas.SaveMessage) -> schemas.SavedCanned:
        """Make a response of a message that was sent, with copies of its files.

        Raises what `saving.save` and copying raise.
        """
        wanted = await self._store.read(saving.files_to_copy, actor, message_id, where.list_id, self.ground)
        copies = tuple([one.id for one in await self._copies(actor, wanted)])
        return await self._store.commit(saving.save, actor, message_id, saving.Keeping(where, copies), self.ground)

    async def _copies(self, actor: Actor, rows: list[FileRow]) -> list[File]:
        owner = Owner(actor.account_id, OwnerKind.PERSON, actor.person_id)
        return [await self._files.copy(owner, row) for row in rows]


class Shelves:
    """Whoever sees a list may look at its files."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground

    async def may_look(self, view: View, actor: Actor, list_id: int) -> bool:
        """Whether somebody sees the list that these files lie with."""
        try:
            await access_list(view, actor, list_id, self._ground)
        except (ListNotFound, NotAllowed):
            return False
        return True
