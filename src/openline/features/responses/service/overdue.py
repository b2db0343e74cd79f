"""Who is told that a customer waits too long, when, and how often. A deadline that moved later is not armed again."""

import msgspec

from openline.features.channels.service import CHANNELS, Channel
from openline.features.notices.service import notify
from openline.features.people.service import PEOPLE
from openline.features.responses.repository import RESPONSES, Response
from openline.features.responses.types import DEADLINE, MAX_REPEATS, NOTICE
from openline.features.routing.service.access import session_of
from openline.features.routing.service.guard import hold_for
from openline.features.routing.service.names import name_of
from openline.features.settings import types as known
from openline.features.settings.service import said
from openline.features.settings.types import Text
from openline.kit.macros import fill
from openline.store import Store, UnitOfWork, deadlines
from openline.store.deadlines import Deadline


class Alert(msgspec.Struct, frozen=True):
    """What a channel's settings say about a wait of this kind."""

    people: tuple[int, ...]
    text: Text
    repeat_ms: int
    escalate_ms: int
    superiors: tuple[int, ...]


def watch(uow: UnitOfWork, row: Response, channel: Channel) -> Response:
    """Arm the deadline of a wait, unless it looks early enough as it is."""
    at = next_at(row, alert_of(channel, initial=bool(row.initial)))
    if at is None or (row.armed_at is not None and row.armed_at <= at):
        return row
    deadlines.arm(uow, Deadline(
        kind=DEADLINE, subject_id=row.session_id, account_id=row.account_id, queue_id=row.channel_id, due_at=at,
        version=uow.new_id(),
    ))  # fmt: skip
    return RESPONSES.change(uow, row, armed_at=at)


async def look(uow: UnitOfWork, deadline: Deadline) -> None:
    """Tell whoever is to be told by now, and look again when there is more to tell."""
    session_id = deadline.subject_id
    if await hold_for(uow, session_id) is None or not await deadlines.claim(uow, deadline):
        return
    row = await RESPONSES.get(uow, session_id)
    assert row is not None
    channel = await CHANNELS.get(uow, row.channel_id)
    assert channel is not None
    row = RESPONSES.change(uow, row, armed_at=None)
    if row.pending is None:
        return
    alert = alert_of(channel, initial=bool(row.initial))
    to_people, to_superiors = _repeats_at(row, alert), _escalates_at(row, alert)
    told: set[int] = set()
    if to_people is not None and to_people <= uow.now:
        told |= set(alert.people)
        row = RESPONSES.change(uow, row, told=row.told + 1, told_at=uow.now)
    if to_superiors is not None and to_superiors <= uow.now:
        told |= set(alert.superiors)
        row = RESPONSES.change(uow, row, escalated=1)
    row = watch(uow, row, channel)
    if told:
        await _tell(uow, row, told, said(channel, alert.text))


def alert_of(channel: Channel, *, initial: bool) -> Alert:
    """Whom to tell of a wait. The first one has the limit for further ones if it has none of its own, and its alert."""
    settings = channel.effective
    value = settings.value
    first = initial and value(known.KPI_FIRST_LIMIT) > 0
    on = value(known.KPI_FIRST_ALERT if first else known.KPI_FURTHER_ALERT)
    people = value(known.KPI_FIRST_PEOPLE if first else known.KPI_FURTHER_PEOPLE)
    escalate_s = value(known.KPI_ESCALATE_AFTER)
    return Alert(
        people=tuple(map(int, people)) if on else (),
        text=known.KPI_FIRST_TEXT if first else known.KPI_FURTHER_TEXT,
        repeat_ms=1_000 * value(known.KPI_REPEAT_AFTER),
        escalate_ms=1_000 * escalate_s,
        superiors=tuple(map(int, value(known.KPI_ESCALATE_PEOPLE))) if escalate_s else (),
    )


def next_at(row: Response, alert: Alert) -> int | None:
    """When somebody is to be told next; None: nobody any more."""
    return min((at for at in (_repeats_at(row, alert), _escalates_at(row, alert)) if at is not None), default=None)


def _repeats_at(row: Response, alert: Alert) -> int | None:
    if row.due_at is None or not alert.people or row.told > MAX_REPEATS:
        return None
    if row.told_at is None:
        return row.due_at
    return row.told_at + alert.repeat_ms if alert.repeat_ms else None


def _escalates_at(row: Response, alert: Alert) -> int | None:
    if row.due_at is None or not alert.superiors or row.escalated:
        return None
    return row.due_at + alert.escalate_ms


async def _tell(uow: UnitOfWork, row: Response, people: set[int], text: str) -> None:
    """One notice for each who still works here; the text is the channel's, filled in now."""
    rows = [await PEOPLE.get(uow, person_id) for person_id in sorted(people)]
    here = [one.id for one in rows if one is not None and one.account_id == row.account_id and one.active]
    session = await session_of(uow, row.session_id)
    assert session is not None
    assert row.received_at is not None
    owner = await name_of(uow, row.account_id, session.owner_id) or ""
    filled = fill(text, {"SESSION_ID": str(session.number), "DIALOG": str(session.number), "OPERATOR": owner})
    await notify(
        uow, row.account_id, here, NOTICE, session_id=session.id, conversation_id=session.conversation_id,
        channel_id=row.channel_id, number=session.number, owner_id=session.owner_id, initial=bool(row.initial),
        waited_s=(uow.now - row.received_at) // 1_000, text=filled.strip(),
    )  # fmt: skip


async def on_timer(store: Store, deadline: Deadline) -> None:
    """The handler of the deadline."""
    await store.commit(look, deadline)


HANDLERS = {DEADLINE: on_timer}
