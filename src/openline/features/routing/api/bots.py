"""Routes for bots themselves, with a bot's token (docs/guide/bots.md)."""

from typing import Annotated

from litestar import get, post
from litestar.params import Parameter

from openline.features.bots.types import BotCaller
from openline.features.messages.service import Draft
from openline.features.routing import bot_schemas as schemas
from openline.features.routing.errors import BotMayNotSpeak
from openline.features.routing.schemas import Message
from openline.features.routing.service import bot_reading, bots
from openline.features.routing.service.views import message_view
from openline.kit.errors import InvalidField
from openline.kit.ids import id_in, parse_id
from openline.kit.paging import MAX_LIMIT
from openline.store import Store

Limit = Annotated[int, Parameter(ge=1, le=MAX_LIMIT)]


@get("/api/v1/bot/events")
async def list_events(
    bot: BotCaller, store: Store, since: Annotated[int, Parameter(ge=0)] | None = None, limit: Limit = 100
) -> schemas.BotEvents:
    """What has happened in my sessions after a number; without one, where to begin."""
    return await store.read(bot_reading.events, bot, since, limit)


@get("/api/v1/bot/sessions")
async def list_sessions(bot: BotCaller, store: Store) -> schemas.BotSessions:
    """My open sessions."""
    return await store.read(bot_reading.my_sessions, bot)


@get("/api/v1/bot/sessions/{session_id:str}/messages")
async def list_messages(bot: BotCaller, store: Store, session_id: str) -> schemas.BotMessages:
    """The last messages of a session."""
    return await store.read(bot_reading.messages, bot, parse_id(session_id))


@post("/api/v1/bot/sessions/{session_id:str}/messages")
async def say(bot: BotCaller, store: Store, session_id: str, data: schemas.BotMessage) -> Message:
    """Answer the customer; refused with 409 once somebody else has the word."""
    draft = Draft(text=data.text, client_id=data.client_id)
    said = await store.commit(bots.speak, bot, parse_id(session_id), draft)
    if said is None:
        raise BotMayNotSpeak
    conversation, message = said
    return await store.read(message_view, conversation, message)


@post("/api/v1/bot/sessions/{session_id:str}/hand-over", status_code=200)
async def hand_over(bot: BotCaller, store: Store, session_id: str) -> schemas.BotSession:
    """Give it to the people of the queue."""
    return bot_reading.shown(await store.commit(bots.hand_over, bot, parse_id(session_id)))


@post("/api/v1/bot/sessions/{session_id:str}/transfer", status_code=200)
async def transfer(bot: BotCaller, store: Store, session_id: str, data: schemas.BotTransfer) -> schemas.BotSession:
    """Give it to somebody, or to another channel."""
    if (data.person_id is None) == (data.channel_id is None):
        raise InvalidField(field="person_id", reason="either this or channel_id")
    if data.person_id is not None:
        given = await store.commit(bots.to_person, bot, parse_id(session_id), id_in("person_id", data.person_id))
    else:
        channel_id = id_in("channel_id", data.channel_id or "")
        given = await store.commit(bots.to_channel, bot, parse_id(session_id), channel_id)
    return bot_reading.shown(given)


@post("/api/v1/bot/sessions/{session_id:str}/finish", status_code=200)
async def finish(bot: BotCaller, store: Store, session_id: str) -> schemas.BotSession:
    """Say good-bye and close it."""
    return bot_reading.shown(await store.commit(bots.finish, bot, parse_id(session_id)))


HANDLERS = [list_events, list_sessions, list_messages, say, hand_over, transfer, finish]
