"""What customers see of an agent: his profile's name, the card of the channel, or nobody in particular (ADR 0107)."""

from functools import lru_cache
from typing import NamedTuple

import msgspec

from openline.features.channels.events import ChannelChanged
from openline.features.channels.service import CHANNELS, access_channel
from openline.features.conversations.service import CONVERSATIONS
from openline.features.messages.service import Message
from openline.features.messages.types import Author
from openline.features.people.service import access_person
from openline.features.people.types import Actor, Need
from openline.features.routing import lineup as wire
from openline.features.routing.lineup_rows import CARDS, Card
from openline.features.routing.service.names import name_of
from openline.features.routing.service.queue import hold
from openline.features.routing.service.views import author_of
from openline.features.settings.service import HasSettings, said
from openline.features.settings.types import AGENT_CARD, AGENT_NAME, Settings
from openline.kit.errors import InvalidField
from openline.kit.text import clean
from openline.store import UnitOfWork, View

MAX_TEXT = 100
KEPT = 4_096
"""Channels whose choice is kept in memory."""


class Seen(NamedTuple):
    """An agent as customers of a channel see him."""

    name: str | None
    position: str | None = None


async def seen_as(view: View, channel_id: int, account_id: int, person_id: int | None) -> Seen:
    """How customers of a channel see somebody; nobody has no name."""
    if person_id is None:
        return Seen(None)
    channel = await CHANNELS.get(view, channel_id)
    if channel is None:
        return Seen(await name_of(view, account_id, person_id))
    return await seen_in(view, channel, channel_id, account_id, person_id)


async def seen_in(view: View, channel: HasSettings, channel_id: int, account_id: int, person_id: int) -> Seen:
    """The same with settings that may not be stored yet."""
    match _choice(channel.settings):
        case "hidden":
            return Seen(said(channel, AGENT_NAME) or None)
        case "card":
            card = await CARDS.get(view, channel_id, person_id)
            name = card.name if card and card.name else await name_of(view, account_id, person_id)
            return Seen(name, card.position or None if card else None)
        case _:
            return Seen(await name_of(view, account_id, person_id))


async def author_seen(view: View, channel_id: int, message: Message) -> str | None:
    """The name that customers see at a message; of a bot always its own."""
    if message.author == Author.BOT:
        return await author_of(view, message)
    return (await seen_as(view, channel_id, message.account_id, message.author_id)).name


async def typist_seen(view: View, account_id: int, conversation_id: int, person_id: int) -> str | None:
    """The name that a customer sees while somebody types to him."""
    conversation = await CONVERSATIONS.get(view, conversation_id)
    return (await seen_as(view, conversation.channel_id, account_id, person_id)).name if conversation else None


async def set_card(
    uow: UnitOfWork, actor: Actor, channel_id: int, person_id: int, wanted: wire.NewCard
) -> wire.AgentCard:
    """Say how customers of a channel see somebody; what is left empty is his profile's.

    Raises NotAllowed, ChannelNotFound, PersonNotFound, InvalidField.
    """
    channel = await access_channel(uow, actor, channel_id, need=Need.CHANNELS_WRITE)
    person = await access_person(uow, actor, person_id)
    name, position = _line("name", wanted.name), _line("position", wanted.position)
    await hold(uow, channel_id)
    if name or position:
        CARDS.save(uow, Card(channel_id, person.id, channel.account_id, name, position))
    else:
        CARDS.remove(uow, channel_id, person.id)
    uow.log(
        ChannelChanged(
            account_id=channel.account_id, channel_id=channel.id, actor_id=actor.person_id, version=channel.version,
            audience=None,
        )
    )  # fmt: skip
    return wire.AgentCard(name=name, position=position)


def _line(field: str, text: str) -> str:
    line = " ".join(clean(text).split())
    if len(line) > MAX_TEXT:
        raise InvalidField(field=field, reason=f"at most {MAX_TEXT} characters")
    return line


@lru_cache(maxsize=KEPT)
def _choice(stored: str) -> str:
    return Settings(msgspec.json.decode(stored)).value(AGENT_CARD)
