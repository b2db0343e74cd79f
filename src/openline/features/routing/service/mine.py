"""Why do I get nothing: how routing sees whoever asks, channel by channel."""

from openline.engine.eligibility import absence, overload
from openline.engine.words import SESSIONS_PER_AGENT, SLOT_BELOW
from openline.features.channels.service import CHANNELS
from openline.features.people.types import Actor, Need
from openline.features.routing import schemas
from openline.features.routing.repository import QUEUES, Seat, open_on_desk, seats_of_person, waiting_counts
from openline.features.routing.service.queue import stored_settings
from openline.kit.errors import NotAllowed
from openline.store import View


async def my_routing(view: View, actor: Actor) -> schemas.MyRouting:
    """The channels whose queues the caller stands in, and whether he may be offered something there.

    Raises NotAllowed.
    """
    if not actor.may(Need.CONVERSATIONS_READ):
        raise NotAllowed(need=Need.CONVERSATIONS_READ)
    seats = await seats_of_person(view, actor.account_id, actor.person_id)
    waiting = await waiting_counts(view, actor.account_id)
    shown = [await _channel(view, seat, waiting.get(seat.channel_id, 0)) for seat in seats if seat.position is not None]
    return schemas.MyRouting(items=shown)


async def _channel(view: View, seat: Seat, waiting: int) -> schemas.ChannelRouting:
    channel, queue = await CHANNELS.get(view, seat.channel_id), await QUEUES.get(view, seat.channel_id)
    assert channel is not None
    assert queue is not None
    settings = stored_settings(queue)
    desk = await open_on_desk(view, seat.channel_id, seat.person_id)
    load = sum(session.status < SLOT_BELOW[settings.slot_rule] for session in desk)
    held = len(desk) + seat.elsewhere
    reason = absence(seat.facts, settings) or overload(load, held, settings)
    return schemas.ChannelRouting(
        channel_id=str(channel.id), channel_name=channel.name, ready=reason is None,
        reason=reason.value if reason else None, load=load, capacity=settings.capacity, waiting=waiting,
        held=held, cap=SESSIONS_PER_AGENT,
    )  # fmt: skip
