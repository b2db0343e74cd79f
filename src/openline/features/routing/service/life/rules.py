"""A channel's rules of life and its calendar, as its settings say: kept by their stored text, so asking is cheap."""

from openline.engine.life import LifeRules
from openline.features.channels.service import CHANNELS, Channel
from openline.features.settings import service as settings
from openline.store import View


async def channel_of(view: View, channel_id: int) -> Channel:
    """The channel's row."""
    channel = await CHANNELS.get(view, channel_id)
    assert channel is not None
    return channel


def life_of(channel: Channel) -> LifeRules:
    """The same of a channel that was read."""
    return settings.life_of(channel)


async def rules_of(view: View, channel_id: int) -> LifeRules:
    """What a channel says by itself, and its times."""
    return life_of(await channel_of(view, channel_id))


def is_open(channel: Channel, now: int) -> bool:
    """Whether the channel's working hours say that it is open."""
    calendar = settings.calendar_of(channel)
    return calendar is None or calendar.is_open(now)
