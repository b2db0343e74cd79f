"""What the desk's routes call: a reply with its files, shown as it was stored."""

from openline.features.conversations.service import CONVERSATIONS, Conversation
from openline.features.files.service import Owner, OwnerKind, attach
from openline.features.messages.service import Draft
from openline.features.people.types import Actor
from openline.features.routing import schemas
from openline.features.routing.service.outbound import reply, reply_wants
from openline.features.routing.service.views import message_view
from openline.store import UnitOfWork, wants


@wants(reply_wants)
async def send(uow: UnitOfWork, actor: Actor, conversation_id: int, draft: Draft) -> schemas.Message:
    """Store a reply or a note with its files.

    Raises what `reply` raises, and what attaching raises.
    """

    async def take_files(uow: UnitOfWork, conversation: Conversation, file_ids: tuple[int, ...]) -> None:
        await attach(
            uow, actor.account_id, file_ids, Owner(actor.account_id, OwnerKind.PERSON, actor.person_id), conversation.id
        )

    conversation, message = await reply(uow, actor, conversation_id, draft, attach=take_files)
    now = await CONVERSATIONS.get(uow, conversation.id)
    return await message_view(uow, now or conversation, message)
