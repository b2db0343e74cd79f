"""What would be missed if a channel was switched off or deleted, or a bot removed."""

from openline.features.bots.errors import BotNotFound
from openline.features.bots.service import bot_of
from openline.features.channels.service import access_channel, channels_of, connections_of
from openline.features.people.types import Actor, Need
from openline.features.routing import making
from openline.features.routing.repository import open_counts, waiting_counts
from openline.features.settings.types import BOT, BOT_ID, ESCALATE_TO
from openline.kit.errors import NotAllowed
from openline.store import View


async def show_impact(view: View, actor: Actor, channel_id: int) -> making.Impact:
    """Who is being served there, what customers reach it by, and which channels count on it.

    Raises NotAllowed, ChannelNotFound.
    """
    channel = await access_channel(view, actor, channel_id, need=Need.CHANNELS_WRITE)
    others = await channels_of(view, channel.account_id)
    connections = await connections_of(view, channel.account_id, channel_id)
    return making.Impact(
        open=(await open_counts(view, channel.account_id)).get(channel_id, 0),
        waiting=(await waiting_counts(view, channel.account_id)).get(channel_id, 0),
        connections=[
            making.ConnectionBrief(id=str(one.id), connector=one.connector, name=one.name, active=bool(one.active))
            for one in connections
        ],
        overflowing=[
            making.ChannelBrief(id=str(one.id), name=one.name)
            for one in others
            if one.effective.value(ESCALATE_TO) == str(channel_id)
        ],
    )


async def show_bot_impact(view: View, actor: Actor, bot_id: int) -> making.BotImpact:
    """The channels in which it answers first: people do, once it is removed.

    Raises NotAllowed, BotNotFound.
    """
    if not actor.may(Need.CHANNELS_WRITE):
        raise NotAllowed(need=Need.CHANNELS_WRITE)
    if await bot_of(view, actor.account_id, bot_id) is None:
        raise BotNotFound
    return making.BotImpact(
        channels=[
            making.ChannelBrief(id=str(one.id), name=one.name)
            for one in await channels_of(view, actor.account_id)
            if one.effective.value(BOT) and one.effective.value(BOT_ID) == str(bot_id)
        ]
    )
