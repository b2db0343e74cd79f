"""docs/behaviour/bots.md B1 to B6 on both stores, with a bot that follows a script."""

import asyncio
from typing import Any

import pytest

from openline.features.bots import schemas, service
from openline.features.contacts.schemas import Assign
from openline.features.conversations.service import CONVERSATIONS
from openline.features.messages.service import Draft, latest
from openline.features.people.types import Actor
from openline.features.routing.errors import AcceptFirst, BotMayNotSpeak, SessionNotFound
from openline.features.routing.service import board, bot_reading, bots, desk, hands, lists
from openline.kit.errors import InvalidField
from openline.store import log
from tests.features.routing.test_modes import memory_is_what_rows_say
from tests.support.bot import ScriptedBot
from tests.support.desk import Company


async def said(company: Company, visitor: Any) -> list[tuple[str, str]]:
    """What the customer can read, oldest first."""
    thread = await company.thread(visitor)
    rows = await company.store.read(latest, thread.id, 50)
    return [(row.author, row.text) for row in sorted(rows, key=lambda row: row.id) if not row.note]


async def facts(company: Company, kind: str) -> list[Any]:
    logged = await company.store.read(_log, company.account_id)
    return [one.fact for one in logged if one.fact.kind == kind]


async def _log(view: Any, account_id: int) -> Any:
    return await view.list(log.AFTER, account_id=account_id, since=0, limit=500)


async def test_a_bot_talks_and_hands_over(company: Company, bot: ScriptedBot, mai: Actor) -> None:
    visitor = await company.visitor()
    await company.write(visitor, "hello")
    session = await company.session(visitor)
    assert (session.phase, session.speaker, session.bot and session.bot.name) == ("bot", "bot", "Hoa")
    assert (await company.store.read(board.board_of, company.boss, int(company.channel.id))).with_bot.total == 1
    assert await bot.live() == ["began"]
    await company.write(visitor, "hours?")
    await bot.live()
    assert (await said(company, visitor))[-1] == ("bot", "From nine to five.")
    company.clock.advance(60_000)
    await company.write(visitor, "person please")
    assert await bot.live() == ["message", "left"]
    session = await company.session(visitor)
    assert (session.phase, session.status, session.speaker) == ("offered", 5, "nobody")
    assert session.queued_at > session.opened_at
    assert not await bot.say(int(session.id), "One more thing")
    assert [fact.bot_id for fact in await facts(company, "bot.refused")] == [bot.caller.bot_id]
    await company.store.commit(memory_is_what_rows_say, int(company.channel.id))


async def test_a_person_takes_it_by_writing_and_the_late_bot_is_refused(
    company: Company, bot: ScriptedBot, mai: Actor
) -> None:
    visitor = await company.visitor()
    await company.write(visitor, "hello")
    session = await company.session(visitor)
    await company.reply(company.boss, visitor, "A person here.")
    assert not await bot.say(int(session.id), "I am a bot.")
    session = await company.session(visitor)
    assert (session.phase, session.status, session.owner_id) == ("active", 40, str(company.boss.person_id))
    assert await said(company, visitor) == [("customer", "hello"), ("agent", "A person here.")]


async def test_both_write_at_once_and_no_bot_follows_a_person(company: Company, bot: ScriptedBot, mai: Actor) -> None:
    for turn in range(8):
        visitor = await company.visitor()
        await company.write(visitor, "hello")
        session = await company.session(visitor)
        talk = [
            bot.say(int(session.id), f"bot {turn}"), company.reply(company.boss, visitor, "person"),
            bot.say(int(session.id), f"bot again {turn}"),
        ]  # fmt: skip
        await asyncio.gather(*talk)
        authors = [author for author, _ in await said(company, visitor)]
        assert authors.count("agent") == 1
        assert "bot" not in authors[authors.index("agent") :]


@pytest.mark.parametrize("leaves", ["queue", "close"])
async def test_zero_alone_reaches_a_person(company: Company, bot: ScriptedBot, mai: Actor, leaves: str) -> None:
    await company.set(**{"bot.leaves": leaves})
    visitor = await company.visitor()
    await company.write(visitor, "hello")
    await company.write(visitor, "0 items?")
    await bot.live()
    assert (await company.session(visitor)).phase == "bot"
    await company.write(visitor, " 0 ")
    session = await company.session(visitor)
    assert session.phase == "offered"
    await bot.live()
    assert (bot.seen[-1].kind, bot.seen[-1].reason, bot.seen[-1].stays) == ("left", "asked", leaves == "close")
    bot.seen.clear()
    await company.accept(mai, visitor)
    await company.write(visitor, "at last")
    await company.reply(mai, visitor, "Hello")
    await company.finish(mai, visitor)
    await bot.live()
    heard = [event.kind for event in bot.seen]
    assert heard == (["message", "message", "closed"] if leaves == "close" else ["closed"])
    assert bot.refused == (2 if leaves == "close" else 1)  # it answers what it hears too late
    thread = await company.thread(visitor)
    row = await company.store.read(CONVERSATIONS.get, thread.id)
    assert row is not None
    assert (row.bot_id, row.listener_id) == (None, None)


async def test_its_time_ends_and_the_wait_for_people_begins(company: Company, bot: ScriptedBot, mai: Actor) -> None:
    await company.set(**{"bot.time": 60, "auto.no_answer_after": 30})
    visitor = await company.visitor()
    await company.write(visitor, "hello")
    await company.wait(59)
    session = await company.session(visitor)
    assert (session.phase, session.unanswered) == ("bot", False)
    why = await company.store.read(lists.explain, company.boss, int(session.id))
    assert why.bot is not None
    assert (why.bot.name, why.bot.until is not None, why.waiting) == ("Hoa", True, None)
    assert [one.code for one in why.remedies] == ["customer_asks", "person_writes", "bot_hands_over", "bot_time_over"]
    await company.wait(1)
    assert (await company.session(visitor)).phase == "offered"
    assert (await company.store.read(lists.explain, company.boss, int(session.id))).bot is None
    await company.wait(29)
    assert not (await company.session(visitor)).unanswered
    await company.wait(1)
    assert (await company.session(visitor)).unanswered


async def test_it_joins_the_first_time_only(company: Company, bot: ScriptedBot, mai: Actor) -> None:
    await company.set(**{"bot.join": "first"})
    visitor = await company.visitor()
    await company.write(visitor, "bye")
    await bot.live()
    assert (await company.session(visitor)).phase == "closed"
    await company.write(visitor, "me again")
    assert (await company.session(visitor)).phase == "offered"


async def test_what_it_finishes_says_good_bye_and_may_go_on(company: Company, bot: ScriptedBot, mai: Actor) -> None:
    await company.set(**{"auto.close_rule": "text", "auto.close_text": "Bye for now."})
    visitor = await company.visitor()
    await company.write(visitor, "bye")
    await bot.live()
    session = await company.session(visitor)
    assert (session.phase, session.status) == ("bot", 50)
    assert (await said(company, visitor))[-1] == ("system", "Bye for now.")
    await company.write(visitor, "hours?")
    await bot.live()
    session = await company.session(visitor)
    assert (session.status, (await said(company, visitor))[-1]) == (0, ("bot", "From nine to five."))
    await company.store.commit(memory_is_what_rows_say, int(company.channel.id))


async def test_it_transfers_to_a_person_and_may_do_nothing_more(company: Company, bot: ScriptedBot, mai: Actor) -> None:
    visitor = await company.visitor()
    await company.write(visitor, "hello")
    session_id = int((await company.session(visitor)).id)
    await company.store.commit(bots.to_person, bot.caller, session_id, mai.person_id)
    session = await company.session(visitor)
    assert (session.owner_id, session.status, session.speaker) == (str(mai.person_id), 10, "human")
    with pytest.raises(BotMayNotSpeak):
        await company.store.commit(bots.finish, bot.caller, session_id)
    with pytest.raises(SessionNotFound):
        await company.store.read(bot_reading.messages, bot.caller, session_id)


async def test_supervisors_take_and_agents_may_not(company: Company, bot: ScriptedBot, mai: Actor) -> None:
    visitor = await company.visitor()
    await company.write(visitor, "hello")
    thread = await company.thread(visitor)
    session_id = int((await company.session(visitor)).id)
    await company.store.commit(hands.transfer, company.boss, session_id, None, None)
    offer = (await company.session(visitor)).offer
    assert offer is not None
    assert offer.agent_id == str(mai.person_id)
    with pytest.raises(AcceptFirst):
        await company.store.commit(desk.send, mai, thread.id, Draft(text="Hello"))


async def test_the_sessions_of_a_removed_bot_go_to_people(company: Company, bot: ScriptedBot, mai: Actor) -> None:
    await company.set(**{"bot.time": 0})
    visitor = await company.visitor()
    await company.write(visitor, "hello")
    await company.store.commit(service.remove_bot, company.boss, bot.caller.bot_id)
    await company.settle()
    session = await company.session(visitor)
    assert (session.phase, session.bot and session.bot.name) == ("offered", "Hoa")


async def test_a_bot_that_is_gone_or_not_let_in_answers_nobody(company: Company, bot: ScriptedBot, mai: Actor) -> None:
    with pytest.raises(InvalidField):
        await company.set(**{"bot.id": str(mai.person_id)})
    edit = schemas.EditBot(in_channels=False)
    await company.store.commit(service.change_bot, company.boss, bot.caller.bot_id, edit)
    visitor = await company.visitor()
    await company.write(visitor, "hello")
    assert (await company.session(visitor)).phase == "offered"
    await company.set(**{"bot.id": ""})
    with pytest.raises(InvalidField):
        await company.set(**{"bot.id": str(bot.caller.bot_id)})


async def test_the_responsible_is_not_asked_before_the_bot_has_left_and_it_is_said(
    company: Company, bot: ScriptedBot, mai: Actor
) -> None:
    await company.set(**{"bot.join": "always"})
    visitor = await company.visitor()
    await company.write(visitor, "bye")
    await bot.live()
    thread = await company.thread(visitor)
    await company.store.commit(
        lists.assign_contact, company.boss, thread.contact_id, Assign(person_id=str(mai.person_id))
    )
    await company.wait(24 * 3_600)
    await company.write(visitor, "hello again")
    session = await company.session(visitor)
    assert session.phase == "bot"
    why = await company.store.read(lists.explain, company.boss, int(session.id))
    assert why.bot is not None
    assert (why.bot.responsible_id, why.bot.responsible_name) == (str(mai.person_id), "Mai")
