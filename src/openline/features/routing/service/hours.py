"""When a channel is open, as the settings page and customers' sites ask it."""

from openline.features.channels.service import access_channel
from openline.features.people.types import Actor
from openline.features.routing.hours import Hours, Texts
from openline.features.settings.service import calendar_of, life_of
from openline.kit.errors import InvalidField
from openline.kit.wire import instant, instant_or_none
from openline.store import View

END = 4_102_444_800_000  # 2100


async def hours_of(view: View, actor: Actor, channel_id: int, at: int | None) -> Hours:
    """A channel's hours at a moment, or now.

    Raises NotAllowed, ChannelNotFound, InvalidField.
    """
    channel = await access_channel(view, actor, channel_id)
    calendar, rules = calendar_of(channel), life_of(channel)
    moment = view.now if at is None else at
    if not 0 <= moment < END:
        raise InvalidField(field="at", reason="between 1970 and 2100")
    is_open = calendar is None or calendar.is_open(moment)
    off_hours = "" if is_open else rules.off_hours
    no_answer = "" if off_hours else rules.no_answer  # where the one is said, the other is not
    return Hours(
        at=instant(moment), zone=calendar.zone if calendar else None, open=is_open,
        next_open=instant_or_none(calendar.next_open(moment) if calendar else moment),
        next_close=instant_or_none(calendar.next_close(moment)) if calendar else None,
        texts=Texts(welcome=rules.welcome or None, off_hours=off_hours or None, no_answer=no_answer or None),
    )  # fmt: skip
