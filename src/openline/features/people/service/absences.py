"""Absences of whole days, begun and ended by a deadline at the person's midnight (docs/behaviour/people.md, 10)."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import msgspec

from openline.features.people import schemas
from openline.features.people.errors import AbsenceNotFound, TooManyAbsences
from openline.features.people.repository import (
    ABSENCES,
    MAX_ABSENCES,
    PEOPLE,
    AbsenceRow,
    Leave,
    PersonRow,
    absences_of,
)
from openline.features.people.service.rows import access_person, hold_person, tell_changed
from openline.features.people.types import MAX_COMMENT, Actor, Need
from openline.kit.errors import InvalidField, NotAllowed
from openline.kit.text import clean
from openline.store import Store, UnitOfWork, View
from openline.store.deadlines import Deadline, arm, cancel, claim

ABSENCE = "person.absence"


async def absences_page(view: View, actor: Actor, person_id: int) -> schemas.AbsencePage:
    """One's own absences, or for whoever sees all another's.

    Raises NotAllowed, PersonNotFound.
    """
    person = await access_person(view, actor, person_id)
    if person.id != actor.person_id:
        _may_look_after(actor)
    rows = await absences_of(view, actor.account_id, person_id)
    return schemas.AbsencePage(items=[schemas.Absence.of(row) for row in rows])


async def add_absence(uow: UnitOfWork, actor: Actor, person_id: int, new: schemas.NewAbsence) -> schemas.Absence:
    """Note that somebody will not be there; if today is one of the days, he is on leave at once.

    Raises NotAllowed, PersonNotFound, InvalidField, TooManyAbsences.
    """
    _may_look_after(actor)
    person = await hold_person(uow, actor.account_id, person_id)
    first, last = _day("from", new.from_), _day("to", new.to)
    if last < first:
        raise InvalidField(field="to", reason="not before the first day")
    comment = clean(new.comment).strip() if new.comment else ""
    if len(comment) > MAX_COMMENT:
        raise InvalidField(field="comment", reason=f"at most {MAX_COMMENT} characters")
    if len(await absences_of(uow, actor.account_id, person_id)) >= MAX_ABSENCES:
        raise TooManyAbsences(limit=MAX_ABSENCES)
    row = AbsenceRow(
        id=uow.new_id(), account_id=actor.account_id, person_id=person_id, kind=new.kind.value,
        first_day=first.isoformat(), last_day=last.isoformat(), comment=comment or None,
    )  # fmt: skip
    ABSENCES.add(uow, row)
    await look_at_absences(uow, person, by=actor.person_id)
    return schemas.Absence.of(row)


async def remove_absence(uow: UnitOfWork, actor: Actor, person_id: int, absence_id: int) -> None:
    """He will be there after all; if he was on leave because of it, he no longer is.

    Raises NotAllowed, PersonNotFound, AbsenceNotFound.
    """
    _may_look_after(actor)
    person = await hold_person(uow, actor.account_id, person_id)
    row = await ABSENCES.get(uow, absence_id)
    if row is None or (row.account_id, row.person_id) != (person.account_id, person.id):
        raise AbsenceNotFound
    ABSENCES.remove(uow, absence_id)
    await look_at_absences(uow, person, by=actor.person_id)


async def look_at_absences(uow: UnitOfWork, person: PersonRow, *, by: int | None) -> PersonRow:
    """Note which absence he is on, and arm the moment when that changes. The person is held."""
    rows = await absences_of(uow, person.account_id, person.id)
    zone = ZoneInfo(person.time_zone)
    today = datetime.fromtimestamp(uow.now / 1_000, UTC).astimezone(zone).date().isoformat()
    leave = _leave([row for row in rows if row.first_day <= today <= row.last_day])
    if leave != person.absence:
        was_on_leave = person.absence is not None
        person = PEOPLE.change(uow, person, absence=leave)
        if was_on_leave != (leave is not None) or by is not None:
            tell_changed(uow, person, by=by)
    due_at = min((at for row in rows for at in _edges(row, zone) if at > uow.now), default=None)
    if due_at is None:
        cancel(uow, ABSENCE, person.id)
    else:
        arm(uow, Deadline(ABSENCE, person.id, person.account_id, person.id, due_at, uow.new_id()))
    return person


async def day_breaks(uow: UnitOfWork, deadline: Deadline) -> None:
    """A day begins on which somebody comes or goes."""
    person = await hold_person(uow, deadline.account_id, deadline.subject_id)
    if await claim(uow, deadline):
        await look_at_absences(uow, person, by=None)


async def on_day(store: Store, deadline: Deadline) -> None:
    """The handler of absence deadlines."""
    await store.commit(day_breaks, deadline)


def _leave(rows: list[AbsenceRow]) -> str | None:
    """Of absences that overlap, the one that lasts longest."""
    if not rows:
        return None
    row = max(rows, key=lambda row: (row.last_day, row.id))
    leave = Leave(kind=row.kind, first_day=row.first_day, last_day=row.last_day)
    return msgspec.json.encode(leave).decode()


def _edges(row: AbsenceRow, zone: ZoneInfo) -> Iterable[int]:
    """When it begins and when it is over."""
    for day in (date.fromisoformat(row.first_day), date.fromisoformat(row.last_day) + timedelta(days=1)):
        yield round(datetime.combine(day, time.min, zone).timestamp() * 1_000)


def _day(field: str, text: str) -> date:
    """Between two days that the calendar of computers certainly knows, with a day to spare."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise InvalidField(field=field, reason="a day such as 2026-12-24") from None
    if not 2000 <= day.year <= 2100 or text != day.isoformat():
        raise InvalidField(field=field, reason="a day such as 2026-12-24")
    return day


def _may_look_after(actor: Actor) -> None:
    if not actor.sees_all:
        raise NotAllowed(need=Need.SEE_ALL)
