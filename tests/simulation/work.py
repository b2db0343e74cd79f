"""What agents and their supervisor do at work: accept, answer, move, finish, pause, take breaks and days off."""

from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa

from openline.features.bots.types import BotCaller
from openline.features.contacts.schemas import Assign
from openline.features.conversations.tables import CONVERSATIONS
from openline.features.messages.service import Draft
from openline.features.people.schemas import NewAbsence
from openline.features.people.service import (
    NobodyThere,
    absences_page,
    add_absence,
    remove_absence,
    set_pause,
    set_skills,
    set_workday,
)
from openline.features.people.types import AbsenceKind, Actor, WorkdayState
from openline.features.routing.service import actions, bots, desk, hands, joining, lists, moving
from openline.features.routing.tables import SESSIONS
from openline.store import Query, View

if TYPE_CHECKING:
    from tests.simulation.story import Story

ANSWERED: Final = 40
NOBODY: Final = NobodyThere()
RESTS: Final = 0.01
"""How often a turn of his is a rest instead."""

_columns = (
    SESSIONS.c.id, SESSIONS.c.contact_id, SESSIONS.c.status, SESSIONS.c.pinned, SESSIONS.c.channel_id,
    CONVERSATIONS.c.id,
)  # fmt: skip
_PERSON: Any = sa.bindparam("person_id", type_=sa.BigInteger)


def _sessions(name: str, *conditions: Any) -> Query[Any]:
    return Query(
        name,
        sa.select(*_columns)
        .join(CONVERSATIONS, CONVERSATIONS.c.session_id == SESSIONS.c.id)
        .where(CONVERSATIONS.c.account_id == sa.bindparam("account_id", type_=sa.BigInteger), *conditions)
        .where(CONVERSATIONS.c.session_open == sa.literal_column("1"))
        .order_by(SESSIONS.c.queued_at, SESSIONS.c.id)
        .limit(sa.bindparam("limit", type_=sa.BigInteger)),
        lambda *row: row,
    )


_MINE = _sessions("on his desk", CONVERSATIONS.c.owner_id == _PERSON)
_OFFERED = _sessions("offered to him", CONVERSATIONS.c.offered_to == _PERSON)
_TO_ALL = _sessions("offered to all", CONVERSATIONS.c.open_to.is_not(None))
_BOTS = _sessions("with a bot", SESSIONS.c.phase == sa.literal_column("'bot'"))
_NOBODYS = _sessions("nobody's", CONVERSATIONS.c.owner_id.is_(None), SESSIONS.c.phase == sa.literal_column("'waiting'"))


async def works(story: "Story", agent: Actor) -> None:
    """He looks at his desk and does one thing."""
    if story.chance.random() < RESTS:
        await _rests(story, agent)
        return
    offered = await _list(story, _OFFERED, agent) or await _list(story, _TO_ALL, agent)
    if offered and story.chance.random() < 0.9:
        act = actions.accept if story.chance.random() < 0.85 else actions.skip
        await story.attempt(act, agent, offered[0][0])
        return
    mine = await _list(story, _MINE, agent)
    if mine:
        await _serves(story, agent, story.chance.choice(mine))


async def oversees(story: "Story") -> None:
    """The supervisor takes what waits, sometimes what somebody else has, gives back what he has, sends on leave."""
    head = story.head
    waiting, mine = await _list(story, _NOBODYS, head), await _list(story, _MINE, head)
    agent = story.chance.choice(story.agents)
    if waiting and story.chance.random() < 0.1:
        await story.attempt(actions.accept, head, waiting[0][0])
    elif mine:
        await _serves(story, head, story.chance.choice(mine))
    elif story.chance.random() < 0.05:
        theirs = await _list(story, _MINE, agent)
        if theirs:
            act = hands.intercept if story.chance.random() < 0.5 else joining.join
            await story.attempt(act, head, theirs[0][0])
    elif story.chance.random() < 0.05:
        levels = {"vi": story.chance.randrange(1, 6)} if story.chance.random() < 0.7 else {}
        await story.attempt(set_skills, story.boss, NOBODY, agent.person_id, levels)


async def answers(story: "Story", bot: BotCaller) -> None:
    """A bot looks at what it has, and says something, hands over, transfers or finishes."""
    for row in await story.world.read(_listed, _BOTS, story.account_id, 0):
        session_id, channel_id = row[0], row[4]
        what = story.chance.random()
        if what < 0.5:
            number = story.count()
            draft = Draft(text=f"bot says {number}", client_id=f"{number}")
            await story.attempt(bots.speak, bot, session_id, draft)
        elif what < 0.7:
            await story.attempt(bots.hand_over, bot, session_id)
        elif what < 0.8:
            await story.attempt(bots.to_person, bot, session_id, story.chance.choice(story.agents).person_id)
        elif what < 0.9:
            await story.attempt(bots.to_channel, bot, session_id, story.other_than(channel_id))
        else:
            await story.attempt(bots.finish, bot, session_id)


async def leaves(story: "Story", agent: Actor) -> None:
    """He goes home ill; after an hour it turns out that he is well."""
    today = datetime.fromtimestamp(story.now / 1_000, tz=UTC).date().isoformat()
    new = NewAbsence(kind=story.chance.choice(list(AbsenceKind)), from_=today, to=today)
    await story.attempt(add_absence, story.boss, agent.person_id, new)
    story.at(story.soon(3_600), partial(_is_well, story, agent))


async def _is_well(story: "Story", agent: Actor) -> None:
    page = await story.world.read(absences_page, story.boss, agent.person_id)
    for absence in page.items:
        await story.attempt(remove_absence, story.boss, agent.person_id, int(absence.id))


async def says(story: "Story", agent: Actor, state: WorkdayState) -> None:
    """Whoever's working time is managed starts and ends his day; an answer that he misses he asks for no more."""
    if agent.person_id in story.managed:
        await story.attempt(set_workday, agent, NOBODY, agent.person_id, state)


async def _rests(story: "Story", agent: Actor) -> None:
    """A pause, or a break for those who have a day to interrupt."""
    if agent.person_id in story.managed:
        await says(story, agent, WorkdayState.ON_BREAK)
        story.at(story.soon(200), partial(says, story, agent, WorkdayState.STARTED))
    else:
        await story.attempt(set_pause, agent, NOBODY, agent.person_id, True)
        story.at(story.soon(200), partial(_goes_on, story, agent))


async def _goes_on(story: "Story", agent: Actor) -> None:
    await story.attempt(set_pause, agent, NOBODY, agent.person_id, False)


async def _serves(story: "Story", agent: Actor, row: Any) -> None:
    session_id, contact_id, status, pinned, channel_id, conversation_id = row
    if story.chance.random() < 0.1:  # whose customer it is from his next session on
        whose = Assign(person_id=str(story.chance.choice(story.agents).person_id))
        await story.attempt(lists.assign_contact, story.boss, contact_id, whose)
    what = story.chance.random()
    if what < 0.6 and status != ANSWERED:
        number = story.count()
        await story.attempt(desk.send, agent, conversation_id, Draft(text=f"answer {number}", client_id=f"{number}"))
    elif what < 0.85:
        await story.attempt(actions.finish, agent, session_id)
    elif what < 0.88:
        act = actions.requeue if story.chance.random() < 0.5 else actions.skip
        await story.attempt(act, agent, session_id)
    elif what < 0.90:
        await story.attempt(moving.transfer, agent, session_id, story.other_than(channel_id), "please")
    elif what < 0.92:
        colleague = story.chance.choice(story.agents).person_id
        await story.attempt(hands.transfer, agent, session_id, colleague, "please")
    elif what < 0.96:
        await story.attempt(hands.unpin if pinned else hands.pin, agent, session_id)
    else:
        await story.attempt(hands.spam if what > 0.99 else hands.stop, agent, session_id)


async def _list(story: "Story", query: Query[Any], agent: Actor) -> list[Any]:
    return await story.world.read(_listed, query, story.account_id, agent.person_id)


async def _listed(view: View, query: Query[Any], account_id: int, person_id: int) -> list[Any]:
    if query in {_MINE, _OFFERED}:
        return await view.list(query, account_id=account_id, person_id=person_id, limit=50)
    return await view.list(query, account_id=account_id, limit=5)
