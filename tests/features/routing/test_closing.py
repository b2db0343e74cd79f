"""How sessions close (docs/behaviour/life.md L1 to L8)."""

import pytest

from openline.features.people.service import NobodyThere, set_workday, set_working_time
from openline.features.people.types import WorkdayState
from openline.features.routing.errors import SessionClosedAlready
from openline.store import View, deadlines
from tests.features.routing.talk import Talk, a_talk
from tests.features.routing.test_modes import memory_is_what_rows_say
from tests.support.desk import Company
from tests.support.store import Published

BYE = {"auto.close_rule": "text", "auto.close_text": "Cảm ơn bạn!"}
MINUTE, HOUR, DAY = 60, 3_600, 86_400


@pytest.fixture
async def talk(company: Company) -> Talk:
    return await (await a_talk(company, **BYE)).served()


async def test_what_is_said_at_the_end_leaves_ten_minutes_to_go_on(talk: Talk, published: Published) -> None:
    session = await talk.finish()
    assert (session.status, session.phase, session.owner_name) == (50, "active", "Mai")
    assert session.closing_until is not None
    assert await talk.news() == ["system: Cảm ơn bạn!"]
    closing = next(fact for fact in published.facts if fact.kind == "session.closing")
    assert (closing.person_id, closing.actor_id) == (talk.agent.person_id, talk.agent.person_id)
    assert closing.number is not None
    await talk.company.wait(10 * MINUTE - 1)
    assert await talk.status() == 50
    await talk.company.wait(1)
    session = await talk.session()
    assert (session.status, session.phase, session.closing_until) == (60, "closed", None)
    assert await talk.news() == []
    await talk.company.store.commit(memory_is_what_rows_say, int(talk.company.channel.id))


async def test_e12_the_customer_resumes_what_is_closing(talk: Talk) -> None:
    closing = await talk.finish()
    await talk.company.wait(5 * MINUTE)
    resumed = await talk.write("Còn màu đỏ không?")
    assert (resumed.id, resumed.status, resumed.owner_name) == (closing.id, 25, "Mai")
    assert (resumed.closing_until, resumed.asks_rating) == (None, False)
    await talk.company.wait(DAY)
    assert await talk.status() == 25
    await talk.company.store.commit(memory_is_what_rows_say, int(talk.company.channel.id))


async def test_e13_the_agent_only_puts_the_end_off(talk: Talk) -> None:
    await talk.finish()
    await talk.company.wait(5 * MINUTE)
    await talk.reply("Chúc bạn một ngày vui")
    assert await talk.status() == 50
    await talk.company.wait(10 * MINUTE - 1)
    assert await talk.status() == 50
    await talk.company.wait(1)
    assert await talk.status() == 60


async def test_the_customer_of_an_owner_who_left_goes_back_to_the_queue(talk: Talk, company: Company) -> None:
    linh = await company.hire("Linh")
    await company.queue(talk.agent, linh)
    await company.come(linh)
    await talk.finish()
    await company.away(talk.agent)
    resumed = await talk.write("Còn màu đỏ không?")
    assert resumed.offer is not None
    assert (resumed.status, resumed.offer.agent_id) == (5, str(linh.person_id))
    assert resumed.closing_until is None


@pytest.mark.parametrize("settings", [{}, {"auto.close_delay": 1_440}, {"auto.timeout_rule": "text"}])
async def test_e14_where_nothing_is_said_the_end_comes_at_once(company: Company, settings: dict[str, object]) -> None:
    talk = await (await a_talk(company, **settings)).served()
    assert (await talk.finish()).status == 60
    assert await talk.news() == []


async def test_without_a_delay_the_text_is_said_and_that_is_it(company: Company) -> None:
    talk = await (await a_talk(company, **BYE, **{"auto.close_delay": 0})).served()
    assert (await talk.finish()).status == 60
    assert await talk.news() == ["system: Cảm ơn bạn!"]


async def test_to_finish_twice_is_to_close(talk: Talk) -> None:
    await talk.finish()
    assert (await talk.finish()).status == 60
    assert await talk.news() == ["system: Cảm ơn bạn!"]
    with pytest.raises(SessionClosedAlready):
        await talk.finish()


@pytest.mark.parametrize(("verb", "status"), [("stop", 60), ("spam", 65)])
async def test_some_ends_need_no_words(talk: Talk, verb: str, status: int) -> None:
    assert (await talk.hand(verb)).status == status
    assert await talk.news() == []


async def test_what_is_nobodys_gets_its_text_and_no_wait(company: Company) -> None:
    talk = Talk(company, company.boss)
    await company.queue()
    await company.set(**BYE, **{"rating.ask": True})
    await talk.write("Có ai không?")
    await talk.news()
    assert (await talk.finish()).status == 60
    assert await talk.news() == ["system: Cảm ơn bạn!"]
    assert not (await talk.session()).asks_rating


async def test_a_closing_session_takes_no_slot(talk: Talk, company: Company) -> None:
    await company.set(**{"queue.max_sessions": 1, "queue.slot_rule": "closed"})
    other = Talk(company, talk.agent, thread="78")
    assert (await other.write("Tôi nữa")).phase == "waiting"
    await talk.finish()
    assert (await other.session()).phase == "offered"


# --- by itself ----------------------------------------------------------------------------


async def test_e17_a_customer_who_is_silent_after_an_answer_is_timed_out(company: Company) -> None:
    texts = {"auto.timeout_rule": "text", "auto.timeout_text": "Hẹn gặp lại!", "auto.timeout": HOUR}
    talk = await (await a_talk(company, **BYE, **texts)).served()
    await company.wait(HOUR - 1)
    assert await talk.status() == 40
    await company.wait(1)
    assert await talk.status() == 50
    assert await talk.news() == ["system: Hẹn gặp lại!"]
    await company.wait(10 * MINUTE)
    assert await talk.status() == 60


async def test_the_time_out_counts_from_the_agents_last_message(company: Company) -> None:
    talk = await (await a_talk(company, **{"auto.timeout": HOUR})).served()
    await company.wait(50 * MINUTE)
    await talk.reply("Bạn cần gì nữa không?")
    await company.wait(HOUR - 1)
    assert await talk.status() == 40
    await company.wait(1)
    assert await talk.status() == 60


async def test_a_question_after_hours_of_waiting_is_timed_out_from_its_answer_to_the_second(company: Company) -> None:
    talk = await (await a_talk(company, **{"auto.timeout": HOUR})).served()
    await talk.write("Còn màu đỏ không?")
    await company.wait(5 * HOUR + 17)
    assert await talk.status() == 25
    await talk.reply("Dạ còn")
    await company.wait(HOUR - 1)
    assert await talk.status() == 40
    await company.wait(1)
    assert await talk.status() == 60


@pytest.mark.parametrize("answered", [False, True])
async def test_e18_nobody_is_timed_out_by_our_silence_for_a_month(company: Company, *, answered: bool) -> None:
    talk = await a_talk(company, **{"auto.timeout": 7 * DAY})
    if answered:
        await talk.served()
    await talk.write("Có ai không?")
    await company.wait(31 * DAY - 1)
    assert await talk.status() in (0, 5, 25)
    await company.wait(1)
    assert await talk.status() == 60


async def test_e19_a_pinned_session_stays_for_a_week_and_with_an_owner_whose_day_is_over(company: Company) -> None:
    talk = await (await a_talk(company, **{"auto.timeout": HOUR})).served()
    colleague = await company.hire("Linh")
    await company.queue(talk.agent, colleague)
    await company.come(colleague)
    await talk.write("Còn màu đỏ không?")
    await talk.hand("pin")
    who = talk.agent.person_id
    await company.store.commit(set_working_time, company.boss, NobodyThere(), who, True)
    await company.store.commit(set_workday, company.boss, NobodyThere(), who, WorkdayState.STARTED)
    await company.store.commit(set_workday, company.boss, NobodyThere(), who, WorkdayState.ENDED)
    await company.settle()
    assert (await talk.session()).owner_name == "Mai"
    await company.wait(6 * DAY)
    await talk.reply("Em vẫn đang tìm")
    await company.wait(7 * DAY - 1)
    assert await talk.status() == 40
    await company.wait(1)
    assert await talk.status() == 60


async def test_who_lets_a_pin_go_starts_the_time_out(company: Company) -> None:
    talk = await (await a_talk(company, **{"auto.timeout": HOUR})).served()
    await talk.hand("pin")
    await company.wait(2 * DAY)
    await talk.hand("unpin")
    await company.wait(HOUR - 1)
    assert await talk.status() == 40
    await company.wait(1)
    assert await talk.status() == 60


async def test_a_session_that_an_agent_began_is_timed_out_too(company: Company) -> None:
    talk = await (await a_talk(company, **{"auto.timeout": HOUR})).served()
    await talk.finish()
    await talk.reply("Em vừa có hàng mới")
    session = await talk.session()
    assert (session.mode, session.first, session.status) == ("output", False, 40)
    await company.wait(HOUR)
    assert await talk.status() == 60


async def test_what_is_closed_leaves_no_timers(talk: Talk, company: Company) -> None:
    await talk.finish()
    await talk.finish()
    assert await company.store.read(_armed) == []


async def _armed(view: View) -> list[str]:
    far = view.now + 100 * DAY * 1_000
    return [row.kind for row in await view.list(deadlines.DUE, now=far, limit=100) if row.kind.startswith("session.")]
