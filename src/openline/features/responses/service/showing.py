"""What is shown of response times; a wait that goes on counts up to now."""

from collections.abc import Mapping, Sequence

from openline.engine.calendar import Calendar
from openline.engine.kpi import Record
from openline.features.channels.service import CHANNELS
from openline.features.people.types import Actor
from openline.features.responses import schemas
from openline.features.responses.repository import RESPONSES, Response, ResponseRecord, records_of
from openline.features.routing.schemas import Figures, ResponseTimes
from openline.features.routing.service.access import access_session
from openline.features.settings.service import calendar_of
from openline.kit.wire import instant
from openline.store import View


async def show_responses(view: View, actor: Actor, session_id: int) -> schemas.Responses:
    """The waits of a session, and what they come to.

    Raises NotAllowed, SessionNotFound.
    """
    await access_session(view, actor, session_id)
    row = await RESPONSES.get(view, session_id)
    if row is None:
        return schemas.Responses(waits=[], count=0, times=None)
    waits = [_over(record) for record in await records_of(view, session_id)]
    if row.pending is not None:
        waits.append(_pending(row, row.pending, view.now, await _calendar(view, row)))
    count = row.count + (row.pending is not None)
    return schemas.Responses(waits=waits, count=count, times=await _times(view, row))


async def times_of(view: View, session_ids: Sequence[int]) -> Mapping[int, ResponseTimes]:
    """The times of sessions that the caller may see; of those only in which the customer has asked something."""
    await view.prefetch(RESPONSES.load, [(session_id,) for session_id in session_ids])
    rows = [await RESPONSES.get(view, session_id) for session_id in session_ids]
    times = {row.session_id: await _times(view, row) for row in rows if row is not None}
    return {session_id: found for session_id, found in times.items() if found is not None}


async def _times(view: View, row: Response) -> ResponseTimes | None:
    pending = row.pending
    count = row.count + (pending is not None)
    if not count:
        return None
    waits, opens = (0, 0) if pending is None else _lengths(pending, view.now, await _calendar(view, row))
    begins = pending is not None and pending.initial
    return ResponseTimes(
        clock=_of(count, waits if begins else row.initial_ms, row.total_ms + waits, max(row.maximum_ms, waits)),
        open=_of(
            count, opens if begins else row.initial_open_ms, row.total_open_ms + opens, max(row.maximum_open_ms, opens)
        ),
    )


def _of(count: int, initial: int, total: int, maximum: int) -> Figures:
    return Figures(initial=initial, total=total, average=total // count, maximum=maximum)


async def _calendar(view: View, row: Response) -> Calendar | None:
    channel = await CHANNELS.get(view, row.channel_id)
    assert channel is not None
    return calendar_of(channel)


def _lengths(record: Record, now: int, calendar: Calendar | None) -> tuple[int, int]:
    waited = max(0, now - record.received_at)
    return waited, waited if calendar is None else calendar.business_ms(record.received_at, now)


def _over(record: ResponseRecord) -> schemas.Wait:
    return schemas.Wait(
        message_id=str(record.message_id), channel_id=str(record.channel_id), initial=bool(record.initial),
        received_at=instant(record.received_at), due_at=instant(record.due_at) if record.due_at is not None else None,
        ended_at=instant(record.answered_at), ended=record.ended,  # type: ignore[arg-type]
        overdue=record.due_at is not None and record.due_at <= record.answered_at,
        waited=record.waited_ms, open=record.open_ms,
    )  # fmt: skip


def _pending(row: Response, record: Record, now: int, calendar: Calendar | None) -> schemas.Wait:
    waited, opened = _lengths(record, now, calendar)
    return schemas.Wait(
        message_id=str(record.message_id), channel_id=str(row.channel_id), initial=record.initial,
        received_at=instant(record.received_at), due_at=instant(record.due_at) if record.due_at is not None else None,
        ended_at=None, ended=None, overdue=record.is_overdue(now), waited=waited, open=opened,
    )  # fmt: skip
