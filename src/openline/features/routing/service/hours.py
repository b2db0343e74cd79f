"""When a channel is open, and what would happen to who writes then: as stored, or as an editor has it so far."""

from collections.abc import Iterator
from datetime import datetime

from openline.engine.calendar import Calendar, instant_of
from openline.engine.calendar import Hours as Interval
from openline.engine.life import Automatic, LifeRules, Opening, at_opening
from openline.engine.words import QueueSettings
from openline.features.channels.service import Channel, access_channel, connections_of
from openline.features.people.types import Actor
from openline.features.routing import hours as wire
from openline.features.routing.service.preview import Draft, draft_of
from openline.features.routing.service.queue import engine_settings, look
from openline.features.settings.service import calendar_of, holiday_on, life_of
from openline.features.settings.types import CALENDAR, Settings
from openline.kit.errors import InvalidField
from openline.kit.wire import instant, instant_or_none, millis
from openline.store import View

END = 4_102_444_800_000  # 2100
WIDGET = "webchat"
NOW = wire.AskHours()


async def hours_of(view: View, actor: Actor, channel_id: int, asked: wire.AskHours = NOW) -> wire.Hours:
    """What would happen at a moment, or now.

    Raises NotAllowed, ChannelNotFound, InvalidField.
    """
    channel = await access_channel(view, actor, channel_id)
    draft = await draft_of(view, channel, asked.settings) if asked.settings else channel
    moment = _moment(asked.at, draft.effective) if asked.at else view.now
    if not 0 <= moment < END:
        raise InvalidField(field="at", reason="between 1970 and 2100")
    calendar, rules = calendar_of(draft), life_of(draft)
    settings = engine_settings(draft.effective)
    is_open = calendar is None or calendar.is_open(moment)
    first = await _only_widgets(view, channel)
    texts, alone = (_texts(rules, is_open=is_open, nobody=one, asked_first=first) for one in (False, True))
    return wire.Hours(
        at=instant(moment), zone=calendar.zone if calendar else None, open=is_open,
        next_open=instant_or_none(calendar.next_open(moment) if calendar else moment),
        next_close=instant_or_none(calendar.next_close(moment)) if calendar else None,
        day=_day(draft, calendar, moment, actor.locale), texts=texts,
        texts_alone=alone if settings.check_available and alone != texts else None,
        routing=await _asked(view, channel_id, settings),
    )  # fmt: skip


def _moment(at: str, settings: Settings) -> int:
    try:
        wall = datetime.fromisoformat(at)
        return millis(at) if wall.tzinfo else instant_of(settings.value(CALENDAR)["zone"], wall)
    except (ValueError, OverflowError) as error:
        raise InvalidField(field="at", reason="a time like 2027-02-06T12:15, or an RFC 3339 instant") from error


def _day(draft: Draft | Channel, calendar: Calendar | None, moment: int, locale: str) -> wire.Day:
    zone = calendar.zone if calendar else draft.effective.value(CALENDAR)["zone"]
    day = (calendar or Calendar(zone, ((),) * 7)).day_of(moment)
    if calendar is None:
        return wire.Day(date=day.isoformat(), because="always", holiday=None, hours=[("00:00", "24:00")])
    because, holiday = calendar.because(day).value, holiday_on(draft, day, locale)
    return wire.Day(
        date=day.isoformat(), because="holiday" if because == "date" and holiday else because,  # type: ignore[arg-type]
        holiday=holiday, hours=list(_clock(calendar.hours(day))),
    )  # fmt: skip


def _clock(hours: tuple[Interval, ...]) -> Iterator[tuple[str, str]]:
    for one in hours:
        yield _minute(one.start), _minute(one.end)


def _minute(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"


async def _only_widgets(view: View, channel: Channel) -> bool:
    """Whether whoever writes has been asked for consent before: a widget asks by itself, so no line does."""
    connections = await connections_of(view, channel.account_id, channel.id)
    return bool(connections) and all(one.connector == WIDGET for one in connections)


def _texts(rules: LifeRules, *, is_open: bool, nobody: bool, asked_first: bool) -> wire.Texts:
    """In the engine's own words, so that this page cannot promise anything else."""
    opening = Opening(
        new_session=True, new_conversation=True, channel_open=is_open, nobody_there=nobody, consent_known=asked_first,
    )  # fmt: skip
    said = dict(at_opening(rules, opening))
    off_hours = said.get(Automatic.OFF_HOURS)
    no_answer = None if off_hours else rules.no_answer or None  # where the one is said, the other is not
    return wire.Texts(
        welcome=said.get(Automatic.WELCOME), off_hours=off_hours, consent=said.get(Automatic.CONSENT),
        no_answer=no_answer, no_answer_after_s=rules.no_answer_s,
    )  # fmt: skip


async def _asked(view: View, channel_id: int, settings: QueueSettings) -> wire.Asked:
    roster = (await look(view, channel_id)).roster
    seats = [seat.judged(settings) for seat in roster.seats.values() if seat.member is not None]
    refused: dict[str, int] = {}
    for seat in seats:
        if seat.refusal is not None:
            refused[seat.refusal.value] = refused.get(seat.refusal.value, 0) + 1
    free = len(seats) - sum(refused.values())
    return wire.Asked(mode=settings.mode.value, members=len(seats), free=free, refused=refused)
