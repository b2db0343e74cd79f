"""Workday and pause: chosen by everybody for himself, and by supervisors for others (people.md, 9)."""

from collections.abc import Iterator
from typing import Any

import msgspec

from openline.features.people import schemas
from openline.features.people.errors import WorkdayNotStarted, WorkingTimeNotManaged
from openline.features.people.repository import PEOPLE, PersonRow
from openline.features.people.service.presences import Presences
from openline.features.people.service.rows import hold_person, tell_changed, wire_person
from openline.features.people.types import (
    MAX_LEVEL,
    MAX_SKILL_NAME,
    MAX_SKILLS,
    Actor,
    Need,
    WorkdayState,
    folded_skill,
)
from openline.kit.errors import InvalidField, NotAllowed
from openline.store import UnitOfWork, wants


def _of_person(_peek: Any, _actor: Actor, _presences: Presences, person_id: int, *_: Any) -> Iterator[Any]:
    yield PEOPLE.held, (person_id,)


@wants(_of_person)
async def set_workday(
    uow: UnitOfWork, actor: Actor, presences: Presences, person_id: int, state: WorkdayState
) -> schemas.Person:
    """Start the day, take a break, go on, end the day.

    Raises NotAllowed, PersonNotFound, WorkingTimeNotManaged, WorkdayNotStarted.
    """
    row = await _hold(uow, actor, person_id)
    if row.workday is None:
        raise WorkingTimeNotManaged
    if state is WorkdayState.ON_BREAK and row.workday == WorkdayState.ENDED:
        raise WorkdayNotStarted
    if row.workday != state.value:
        row = _write(uow, actor, row, workday=state.value, workday_since=uow.now)
    return await _shown(uow, presences, row)


@wants(_of_person)
async def set_pause(
    uow: UnitOfWork, actor: Actor, presences: Presences, person_id: int, on: bool  # noqa: FBT001 - the state itself
) -> schemas.Person:  # fmt: skip
    """Take nothing new for a while, or go on.

    Raises NotAllowed, PersonNotFound.
    """
    row = await _hold(uow, actor, person_id)
    return await _shown(uow, presences, _write(uow, actor, row, paused=int(on)))


@wants(_of_person)
async def set_working_time(
    uow: UnitOfWork, actor: Actor, presences: Presences, person_id: int, managed: bool  # noqa: FBT001 - the state itself
) -> schemas.Person:  # fmt: skip
    """Have somebody start and end his days, or not; at first his day has not started.

    Raises NotAllowed, PersonNotFound.
    """
    if not actor.may(Need.PEOPLE_WRITE):
        raise NotAllowed(need=Need.PEOPLE_WRITE)
    row = await hold_person(uow, actor.account_id, person_id)
    if managed != (row.workday is not None):
        state = WorkdayState.ENDED.value if managed else None
        row = _write(uow, actor, row, workday=state, workday_since=uow.now if managed else None)
    return await _shown(uow, presences, row)


@wants(_of_person)
async def set_skills(
    uow: UnitOfWork, actor: Actor, presences: Presences, person_id: int, skills: dict[str, int]
) -> schemas.Person:
    """What somebody can do, and how well.

    Raises NotAllowed, PersonNotFound, InvalidField.
    """
    if not actor.sees_all:
        raise NotAllowed(need=Need.SEE_ALL)
    row = await hold_person(uow, actor.account_id, person_id)
    checked = _checked(skills)
    stored = msgspec.json.encode(checked, order="deterministic").decode() if checked else None
    return await _shown(uow, presences, _write(uow, actor, row, skills=stored))


def _checked(skills: dict[str, int]) -> dict[str, int]:
    checked = {folded_skill(name): level for name, level in skills.items()}
    if len(checked) > MAX_SKILLS or "" in checked or any(len(name) > MAX_SKILL_NAME for name in checked):
        raise InvalidField(field="skills", reason=f"at most {MAX_SKILLS} names of up to {MAX_SKILL_NAME} characters")
    if any(not 1 <= level <= MAX_LEVEL for level in checked.values()):
        raise InvalidField(field="skills", reason=f"levels from 1 to {MAX_LEVEL}")
    return checked


async def _hold(uow: UnitOfWork, actor: Actor, person_id: int) -> PersonRow:
    """Oneself, or for whoever sees all another."""
    need = Need.CONVERSATIONS_READ if person_id == actor.person_id else Need.SEE_ALL
    if not actor.may(need):
        raise NotAllowed(need=need)
    return await hold_person(uow, actor.account_id, person_id)


def _write(uow: UnitOfWork, actor: Actor, row: PersonRow, **changes: Any) -> PersonRow:
    """Store and announce, unless nothing is new. His version stays: nobody edits these by it."""
    after = PEOPLE.change(uow, row, **changes)
    if after != row:
        tell_changed(uow, after, by=actor.person_id)
    return after


async def _shown(uow: UnitOfWork, presences: Presences, row: PersonRow) -> schemas.Person:
    states = await presences.states(uow, row.account_id)
    return wire_person(row, states.get(row.id, schemas.OFFLINE))
