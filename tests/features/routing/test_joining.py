"""Beside the owner: join, leave, whisper, and sessions that an agent begins (docs/behaviour/desk.md D26 to D29)."""

import pytest

from openline.features.channels.errors import ChannelInactive
from openline.features.conversations.errors import ConversationNotFound
from openline.features.conversations.service import access_conversation, page_of
from openline.features.messages.errors import MessageNotFound
from openline.features.messages.service import before_id
from openline.features.people.types import Actor, Role
from openline.features.routing.errors import (
    AcceptFirst,
    AlreadyOwner,
    NotOwner,
    SessionClosedAlready,
    SessionNotFound,
    SessionOpenAlready,
)
from openline.features.routing.schemas import EditChannel
from openline.features.routing.service import beginning, channels, hands, joining
from openline.features.webchat.types import Visitor
from tests.features.routing.test_modes import memory_is_what_rows_say
from tests.support.desk import Company
from tests.support.store import Published

LAST = 1 << 62


@pytest.fixture
async def mai(company: Company) -> Actor:
    mai = await company.hire("Mai")
    await company.queue(mai)
    await company.come(mai)
    return mai


@pytest.fixture
async def chief(company: Company) -> Actor:
    return await company.hire("Chief", role=Role.SUPERVISOR)


@pytest.fixture
async def customer(company: Company, mai: Actor) -> Visitor:
    """Somebody whom Mai answers."""
    customer = await company.visitor()
    await company.write(customer, "Còn hàng không?")
    await company.accept(mai, customer)
    await company.reply(mai, customer, "Dạ còn ạ")
    return customer


async def number_of(company: Company, customer: Visitor) -> int:
    return int((await company.session(customer)).id)


async def said(company: Company, customer: Visitor) -> list[tuple[str, bool]]:
    """Texts, and whether they are for the team only."""
    thread = await company.thread(customer)
    return [(row.text, bool(row.note)) for row in await company.store.read(before_id, thread.id, LAST, 50)]


async def test_who_joined_answers_beside_the_owner(
    company: Company, published: Published, mai: Actor, chief: Actor, customer: Visitor
) -> None:
    with pytest.raises(NotOwner):
        await company.reply(chief, customer, "Chào anh")
    for _ in range(2):
        await company.store.commit(joining.join, chief, await number_of(company, customer))
    await company.write(customer, "Giá bao nhiêu?")
    await company.reply(chief, customer, "Một triệu ạ")
    session = await company.session(customer)
    assert (session.owner_name, session.status) == ("Mai", 40)
    assert ("Một triệu ạ", False) in await said(company, customer)
    joined = [fact for fact in published.facts if fact.kind == "session.joined"]
    assert [fact.person_id for fact in joined] == [chief.person_id]
    assert chief.person_id in (joined[0].audience or ())
    await company.store.commit(memory_is_what_rows_say, int(company.channel.id))


async def test_what_nobody_owns_is_accepted_first_also_by_who_joined(
    company: Company, mai: Actor, chief: Actor
) -> None:
    customer = await company.visitor()
    await company.write(customer, "a")
    await company.store.commit(joining.join, chief, await number_of(company, customer))
    with pytest.raises(AcceptFirst):
        await company.reply(chief, customer, "b")


async def test_the_owner_does_not_join_and_a_stranger_cannot(company: Company, mai: Actor, customer: Visitor) -> None:
    session_id = await number_of(company, customer)
    with pytest.raises(AlreadyOwner):
        await company.store.commit(joining.join, mai, session_id)
    nam = await company.hire("Nam")
    for action in (joining.join, joining.leave):
        with pytest.raises(SessionNotFound):
            await company.store.commit(action, nam, session_id)


async def test_who_left_takes_part_no_longer(
    company: Company, published: Published, mai: Actor, chief: Actor, customer: Visitor
) -> None:
    linh, session_id = await company.hire("Linh"), await number_of(company, customer)
    await company.store.commit(hands.transfer, mai, session_id, linh.person_id, None)
    thread = await company.thread(customer)
    with pytest.raises(SessionNotFound):
        await company.store.commit(joining.join, mai, session_id)
    await company.store.commit(hands.intercept, chief, session_id)
    await company.store.commit(hands.transfer, chief, session_id, mai.person_id, None)
    await company.store.commit(joining.join, chief, session_id)
    await company.store.commit(joining.leave, chief, session_id)
    await company.store.commit(joining.leave, chief, session_id)
    left = [fact for fact in published.facts if fact.kind == "session.left"]
    assert [fact.person_id for fact in left] == [chief.person_id]
    assert (await company.store.read(access_conversation, mai, thread.id)).joined is None


async def test_a_new_owner_and_the_end_let_those_who_joined_go(
    company: Company, mai: Actor, chief: Actor, customer: Visitor
) -> None:
    session_id = await number_of(company, customer)
    await company.store.commit(joining.join, chief, session_id)
    await company.store.commit(joining.whisper, chief, session_id, on=True)
    await company.store.commit(hands.intercept, company.boss, session_id)
    thread = await company.thread(customer)
    assert (thread.joined_ids, thread.whisper) == ((), 0)
    await company.store.commit(joining.join, chief, session_id)
    await company.store.commit(hands.stop, company.boss, session_id)
    assert (await company.thread(customer)).joined_ids == ()
    for action in (joining.join, joining.leave):
        with pytest.raises(SessionClosedAlready):
            await company.store.commit(action, chief, session_id)


async def test_it_stands_in_the_list_of_who_joined(company: Company, mai: Actor, customer: Visitor) -> None:
    """An agent who may join what his queue is offered keeps it in his list."""
    linh = await company.hire("Linh")
    await company.queue(mai, linh)
    await company.come(linh)
    other = await company.visitor()
    await company.write(other, "a")
    session = await company.session(other)
    assert session.offer is not None
    holder = next(agent for agent in (mai, linh) if str(agent.person_id) == session.offer.agent_id)
    await company.store.commit(joining.join, holder, int(session.id))
    await company.skip(holder, other)
    found, _ = await company.store.read(page_of, holder, "all", None, 50)
    assert (await company.thread(other)).id in [row.id for row in found]
    await company.store.commit(joining.leave, holder, int(session.id))
    found, _ = await company.store.read(page_of, holder, "all", None, 50)
    assert (await company.thread(other)).id not in [row.id for row in found]


async def test_a_whisper_reaches_the_team_only(
    company: Company, published: Published, mai: Actor, chief: Actor, customer: Visitor
) -> None:
    session_id = await number_of(company, customer)
    await company.store.commit(joining.whisper, mai, session_id, on=True)
    await company.store.commit(joining.whisper, mai, session_id, on=True)
    await company.write(customer, "Alô?")
    await company.reply(mai, customer, "Khách khó tính")
    assert (await company.session(customer)).status == 25
    await company.store.commit(joining.whisper, chief, session_id, on=False)
    await company.reply(mai, customer, "Dạ em đây")
    assert (await said(company, customer))[-2:] == [("Khách khó tính", True), ("Dạ em đây", False)]
    told = [fact.on for fact in published.facts if fact.kind == "session.whisper"]  # type: ignore[attr-defined]
    assert told == [True, False]


async def test_only_who_takes_part_whispers(company: Company, mai: Actor) -> None:
    customer = await company.visitor()
    await company.write(customer, "a")
    session_id = await number_of(company, customer)
    with pytest.raises(NotOwner):
        await company.store.commit(joining.whisper, mai, session_id, on=True)
    await company.store.commit(joining.join, mai, session_id)
    await company.store.commit(joining.whisper, mai, session_id, on=True)
    assert (await company.thread(customer)).whisper


async def test_an_agent_begins_without_a_word(company: Company, mai: Actor, customer: Visitor) -> None:
    thread = await company.thread(customer)
    with pytest.raises(SessionOpenAlready):
        await company.store.commit(beginning.start, mai, thread.id)
    await company.finish(mai, customer)
    session = await company.store.commit(beginning.start, mai, thread.id)
    assert (session.owner_name, session.status, session.first_answer_at) == ("Mai", 10, None)
    stranger = await company.hire("Nam")
    with pytest.raises(ConversationNotFound):
        await company.store.commit(beginning.start, stranger, thread.id)
    await company.store.commit(memory_is_what_rows_say, int(company.channel.id))


async def test_a_message_begins_a_session_and_ends_the_one_before(
    company: Company, mai: Actor, chief: Actor, customer: Visitor
) -> None:
    before = await company.session(customer)
    thread = await company.thread(customer)
    (question, *_) = await company.store.read(before_id, thread.id, LAST, 50)
    with pytest.raises(MessageNotFound):
        await company.store.commit(beginning.start_from, mai, 1)
    stranger = await company.hire("Nam")
    with pytest.raises(ConversationNotFound):
        await company.store.commit(beginning.start_from, stranger, question.id)
    session = await company.store.commit(beginning.start_from, chief, question.id)
    assert (session.owner_name, session.parent_id) == ("Chief", before.id)
    assert (await company.session(customer)).id == session.id
    await company.store.commit(memory_is_what_rows_say, int(company.channel.id))


async def test_what_is_offered_is_accepted_before_a_message_begins_another(company: Company, mai: Actor) -> None:
    customer = await company.visitor()
    await company.write(customer, "a")
    thread = await company.thread(customer)
    (question, *_) = await company.store.read(before_id, thread.id, LAST, 50)
    with pytest.raises(AcceptFirst):
        await company.store.commit(beginning.start_from, mai, question.id)


async def test_nothing_begins_where_nothing_goes_out(company: Company, mai: Actor, customer: Visitor) -> None:
    await company.finish(mai, customer)
    await company.store.commit(channels.edit_channel, company.boss, int(company.channel.id), EditChannel(active=False))
    with pytest.raises(ChannelInactive):
        await company.store.commit(beginning.start, mai, (await company.thread(customer)).id)
