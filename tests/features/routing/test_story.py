"""What happened to a session, read later: what each was told when it did, and no more (docs/behaviour/desk.md D52)."""

import pytest

from openline.features.conversations.service import circles_of
from openline.features.people.types import Actor, Role
from openline.features.routing.errors import SessionNotFound
from openline.features.routing.events import SHOWN
from openline.features.routing.service import actions, channels, hands, joining, moving
from openline.features.routing.service.life import reviews
from openline.features.routing.service.story import story_of
from openline.features.routing.story import SessionEvent
from openline.features.webchat.types import Visitor
from openline.store import Logged
from openline.store.facts import is_due
from tests.features.routing.test_ratings import press
from tests.support.desk import Company
from tests.support.store import Published


async def read(company: Company, actor: Actor, session_id: int, size: int = 200) -> list[SessionEvent]:
    """All of it, page by page."""
    found: list[SessionEvent] = []
    after: str | None = None
    while True:
        page = await company.store.read(story_of, actor, session_id, after=after, limit=size)
        found = [*page.items, *found]
        if page.next is None:
            return found
        after = page.next


async def told(company: Company, published: Published, actor: Actor, session_id: int) -> list[Logged]:
    """What was due to his screens."""
    circles = await company.store.read(circles_of, company.account_id, actor.person_id)
    return [
        logged
        for batch in published.batches
        for logged in batch.facts
        if logged.fact.session_id == session_id and isinstance(logged.fact, SHOWN)
        and is_due(logged.fact, actor.person_id, circles, sees_all=actor.sees_all)
    ]  # fmt: skip


@pytest.fixture
async def team(company: Company) -> tuple[Actor, Actor, Actor]:
    """Two agents of the queue and a supervisor beside it, all there."""
    mai, linh, chief = (
        await company.hire("Mai"), await company.hire("Linh"), await company.hire("Chief", role=Role.SUPERVISOR),
    )  # fmt: skip
    await company.queue(mai, linh)
    await company.come(mai, linh, chief)
    return mai, linh, chief


@pytest.fixture
async def eventful(company: Company, team: tuple[Actor, Actor, Actor]) -> tuple[Visitor, int]:
    """A customer with whom a lot has happened."""
    mai, linh, chief = team
    await company.set(**{"rating.ask": True, "rating.before_finish": False})
    other = await company.store.commit(channels.create_channel, company.boss, "Repairs", "{number}")
    customer = await company.visitor()
    await company.write(customer, "Còn hàng không?")
    session_id = int((await company.session(customer)).id)
    commit = company.store.commit
    await commit(actions.skip, mai, session_id)
    await commit(actions.accept, linh, session_id)
    await company.reply(linh, customer, "Dạ còn ạ")
    await commit(joining.join, chief, session_id)
    await commit(joining.whisper, chief, session_id, on=True)
    await commit(joining.whisper, chief, session_id, on=False)
    await commit(hands.pin, linh, session_id)
    await commit(hands.transfer, linh, session_id, mai.person_id, None)
    await commit(joining.leave, chief, session_id)
    await commit(hands.intercept, chief, session_id)
    await commit(moving.transfer, chief, session_id, int(other.id), None)
    await commit(hands.transfer, chief, session_id, mai.person_id, None)
    await company.reply(mai, customer, "Em là Mai")
    await company.finish(mai, customer)
    await press(company, (await company.thread(customer)).id, like=True)
    await commit(reviews.review, chief, session_id, 4, "")
    return customer, session_id


async def test_each_reads_what_he_was_told_and_in_that_order(
    company: Company, published: Published, team: tuple[Actor, Actor, Actor], eventful: tuple[Visitor, int]
) -> None:
    _, session_id = eventful
    mai, _, chief = team
    for actor in (company.boss, chief, mai):
        due = await told(company, published, actor, session_id)
        events = await read(company, actor, session_id)
        assert [(one.seq, one.type) for one in events] == [(logged.seq, logged.fact.kind) for logged in due]
        assert await read(company, actor, session_id, size=3) == events
    everything = {event.type for event in await read(company, chief, session_id)}
    assert {"session.joined", "session.left", "session.moved", "session.handed", "session.rated"} <= everything
    assert len(await read(company, mai, session_id)) < len(await read(company, chief, session_id))


async def test_events_say_what_had_become_of_it_then(
    company: Company, team: tuple[Actor, Actor, Actor], eventful: tuple[Visitor, int]
) -> None:
    _, session_id = eventful
    _, linh, chief = team
    events = {event.type: event for event in await read(company, chief, session_id)}
    whispers = [one.outcome for one in await read(company, chief, session_id) if one.type == "session.whisper"]
    assert whispers == ["on", "off"]
    assert (events["session.moved"].name, events["session.moved"].how) == ("Repairs", "manual")
    assert (events["session.pinned"].outcome, events["session.pinned"].agent_id) == ("pinned", str(linh.person_id))
    assert events["session.rated"].outcome == "like"
    assert (events["session.joined"].agent_id, events["session.joined"].session_id) == (
        str(chief.person_id), str(session_id),
    )  # fmt: skip


async def test_who_may_not_see_the_session_reads_nothing_of_it(
    company: Company, team: tuple[Actor, Actor, Actor], eventful: tuple[Visitor, int]
) -> None:
    _, session_id = eventful
    theirs = await Company(company.store, company.clock).found()
    for stranger in (team[1], await company.hire("Nam"), theirs.boss):
        with pytest.raises(SessionNotFound):
            await company.store.read(story_of, stranger, session_id, after=None, limit=50)
