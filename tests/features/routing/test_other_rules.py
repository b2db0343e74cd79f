"""Rules that become others while a session is open: new settings, another channel (docs/behaviour/life.md L8)."""

from typing import Any

from openline.features.messages.service import before_id
from openline.features.routing.service import channels, hands, moving
from openline.features.webchat.types import Visitor
from tests.features.routing.talk import a_talk
from tests.support.desk import Company
from tests.support.plain import PLAIN

HOUR = 3_600
REMINDERS = {"auto.reminders": [{"after_s": 600, "text": "Bạn còn ở đó không?"}]}
MISSED = {"auto.no_answer_after": 30, "auto.no_answer_rule": "text", "auto.no_answer_text": "Xin đợi"}


async def other(company: Company, **settings: Any) -> int:
    """Another channel, with nobody in its queue but the administrator, who is not there."""
    made = await company.store.commit(channels.create_channel, company.boss, "Repairs", "{number}")
    await company.store.commit(channels.edit_settings, company.boss, int(made.id), PLAIN | settings, None)
    return int(made.id)


async def served(company: Company) -> Visitor:
    """A customer of the widget who has had his answer."""
    mai = (await a_talk(company)).agent
    customer = await company.visitor()
    await company.write(customer, "Còn hàng không?")
    await company.accept(mai, customer)
    await company.reply(mai, customer, "Dạ còn ạ")
    return customer


async def said(company: Company, customer: Visitor) -> list[str]:
    """What he was told by itself."""
    thread = await company.thread(customer)
    found = await company.store.read(before_id, thread.id, 1 << 62, 50)
    return [message.text for message in found if message.author == "system"]


async def test_reminders_that_come_later_are_said_in_open_sessions_too(company: Company) -> None:
    talk = await (await a_talk(company)).served()
    await company.wait(300)
    await company.set(**REMINDERS)
    await company.wait(290)
    assert await talk.news() == []
    await company.wait(15)
    assert await talk.news() == ["system: Bạn còn ở đó không?"]
    await company.set(**{"auto.reminders": []})
    await company.set(**REMINDERS)
    await company.wait(HOUR)
    assert await talk.news() == []  # said once for this answer


async def test_of_reminders_that_are_late_at_once_the_last_is_said(company: Company) -> None:
    talk = await (await a_talk(company)).served()
    await company.wait(HOUR)
    texts = [{"after_s": minutes * 60, "text": f"Nhắc {minutes}"} for minutes in (10, 30, 90)]
    await company.set(**{"auto.reminders": texts})
    await company.settle()
    assert await talk.news() == ["system: Nhắc 30"]
    await company.wait(1_810)
    assert await talk.news() == ["system: Nhắc 90"]


async def test_a_shorter_time_out_counts_for_open_sessions_at_once(company: Company) -> None:
    talk = await (await a_talk(company, **{"auto.timeout": 8 * HOUR})).served()
    await company.wait(HOUR)
    await company.set(**{"auto.timeout": 2 * HOUR})
    await company.wait(HOUR - 5)
    assert await talk.status() == 40
    await company.wait(10)
    assert await talk.status() == 60


async def test_a_session_lives_by_the_rules_of_the_channel_it_has_come_to(company: Company) -> None:
    target = await other(company, **REMINDERS, **{"auto.timeout": HOUR}, **MISSED)
    customer = await served(company)
    session_id = int((await company.session(customer)).id)
    await company.store.commit(moving.transfer, company.boss, session_id, target, None)
    await company.write(customer, "Có ai không?")
    await company.wait(25)
    assert not (await company.session(customer)).unanswered
    await company.wait(10)
    assert (await company.session(customer)).unanswered
    assert await said(company, customer) == ["Xin đợi"]
    await company.store.commit(hands.transfer, company.boss, session_id, company.boss.person_id, None)
    await company.reply(company.boss, customer, "Dạ có")
    await company.wait(610)
    assert await said(company, customer) == ["Xin đợi", "Bạn còn ở đó không?"]
    await company.wait(HOUR - 600)
    assert (await company.session(customer)).status == 60


async def test_what_comes_over_after_a_long_silence_is_not_closed_on_arrival(company: Company) -> None:
    target = await other(company, **{"auto.timeout": HOUR})
    customer = await served(company)
    await company.wait(3 * HOUR)
    session_id = int((await company.session(customer)).id)
    await company.store.commit(moving.transfer, company.boss, session_id, target, None)
    await company.settle()
    session = await company.session(customer)
    assert (session.phase, session.channel_id) == ("waiting", str(target))
    await company.wait(HOUR)
    assert (await company.session(customer)).phase == "waiting"
    await company.store.commit(hands.transfer, company.boss, session_id, company.boss.person_id, None)
    await company.settle()
    assert (await company.session(customer)).phase == "active"
