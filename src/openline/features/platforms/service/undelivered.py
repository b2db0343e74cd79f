"""What did not go out in the whole account: for those who look after it."""

from openline.features.conversations.service import CONVERSATIONS
from openline.features.messages.service import MESSAGES
from openline.features.people.types import Actor, Need
from openline.features.routing import schemas
from openline.features.routing.service.views import MAY_SEND_AGAIN, message_view, state_of
from openline.kit.errors import NotAllowed
from openline.kit.paging import cursor, place
from openline.store import View, outbox


async def list_undelivered(view: View, actor: Actor, after: str | None, limit: int) -> schemas.MessagePage:
    """Messages that failed or may not have arrived, the youngest first.

    Raises NotAllowed, InvalidField for a broken cursor.
    """
    if not actor.may(Need.SEE_ALL):
        raise NotAllowed(need=Need.SEE_ALL)
    (before,) = place(after, 1) or (outbox.NEVER,)
    letters = await outbox.dead_letters(view, actor.account_id, before=before, limit=limit + 1)
    items = []
    for letter in letters[:limit]:
        message = await MESSAGES.get(view, letter.message_id)
        conversation = await CONVERSATIONS.get(view, letter.conversation_id)
        if message is None or conversation is None or state_of(conversation, message) not in MAY_SEND_AGAIN:
            continue  # a receipt has come after all
        items.append(await message_view(view, conversation, message))
    return schemas.MessagePage(
        items=items, next=cursor(letters[limit - 1].message_id) if len(letters) > limit else None
    )
