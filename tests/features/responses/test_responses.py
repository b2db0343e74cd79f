"""How long customers waited, told as days of a company on both stores (docs/behaviour/response-times.md)."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from openline.features.notices.service import my_notices
from openline.features.people.schemas import EditPerson
from openline.features.people.service import NobodyThere, change_person
from openline.features.people.types import Actor
from openline.features.responses.schemas import Responses
from openline.features.responses.service import show_responses, times_of
from openline.features.routing.service import hands, moving
from openline.features.routing.service.channels import create_channel, edit_settings
from openline.features.webchat.types import Visitor
from tests.features.routing.talk import a_talk
from tests.support.desk import Company

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
MONDAY = (2030, 3, 4)


def minutes(ms: int) -> int:
    """Whole ones: the clock of the tests goes on by itself, too."""
    return ms // 60_000


async def settings(company: Company, **changes: Any) -> None:
    """Change settings by their keys, dots as two underlines."""
    named = {key.replace("__", "."): value for key, value in changes.items()}
    await company.store.commit(edit_settings, company.boss, int(company.channel.id), named, None)


async def working_hours(company: Company, **changes: Any) -> None:
    week = [[["09:00", "18:00"]]] * 7
    calendar = {"zone": "Asia/Ho_Chi_Minh", "week": week}
    await settings(company, hours__enabled=True, hours__calendar=calendar, **changes)


async def at(company: Company, hour: int, minute: int, day: int = MONDAY[2]) -> None:
    """It becomes so late in Hà Nội."""
    moment = datetime(*MONDAY[:2], day, hour, minute, tzinfo=HANOI)
    company.clock.advance(round(moment.timestamp() * 1_000) - company.clock.now())
    await company.settle()


async def agent(company: Company) -> Actor:
    mai = await company.hire("Mai")
    await company.queue(mai)
    await company.come(mai)
    return mai


async def responses(company: Company, visitor: Visitor) -> Responses:
    session = await company.session(visitor)
    return await company.store.read(show_responses, company.boss, int(session.id))


async def notices(company: Company, person: Actor) -> list[dict[str, Any]]:
    page = await company.store.read(my_notices, person, after=None, limit=100)
    return [notice.data for notice in page.items if notice.kind == "response.overdue"]


async def test_e25_a_burst_of_three_messages_is_one_wait(company: Company) -> None:
    mai, visitor = await agent(company), await company.visitor()
    await company.write(visitor, "Xin chào")
    await company.accept(mai, visitor)
    for text in ("Có ai không?", "Alô?", "Alô alô?"):
        await company.wait(120)
        await company.write(visitor, text)
    await company.reply(mai, visitor, "Dạ, em đây")
    told = await responses(company, visitor)
    (wait,) = told.waits
    assert (minutes(wait.waited), wait.initial, wait.ended, wait.due_at) == (6, True, "answered", None)
    assert told.times is not None
    clock = told.times.clock
    assert [minutes(ms) for ms in (clock.initial, clock.total, clock.average, clock.maximum)] == [6] * 4


async def test_e26_a_question_just_before_closing_time_is_due_after_it(company: Company) -> None:
    await working_hours(company, kpi__first_limit=300)
    await at(company, 17, 59)
    visitor = await company.visitor()
    await company.write(visitor, "Cửa hàng còn mở không?")
    (wait,) = (await responses(company, visitor)).waits
    assert (wait.due_at or "")[:16] == "2030-03-04T11:04"  # 18:04
    await company.wait(280)
    assert not (await responses(company, visitor)).waits[0].overdue
    await company.wait(20)
    assert (await responses(company, visitor)).waits[0].overdue


async def test_e27_a_question_at_night_is_due_after_opening_and_counted_from_the_night(company: Company) -> None:
    await working_hours(company, kpi__first_limit=300)
    await at(company, 20, 0)
    mai, visitor = await agent(company), await company.visitor()
    await company.write(visitor, "Mai mấy giờ mở cửa?")
    await company.accept(mai, visitor)
    await at(company, 9, 3, day=MONDAY[2] + 1)
    await company.wait(20)
    await company.reply(mai, visitor, "9 giờ ạ")
    told = await responses(company, visitor)
    (wait,) = told.waits
    assert (wait.due_at or "")[:16] == "2030-03-05T02:05"  # 9:05
    assert not wait.overdue
    assert (minutes(wait.waited), minutes(wait.open)) == (13 * 60 + 3, 3)
    assert told.times is not None
    assert minutes(told.times.open.initial) == 3


async def test_with_the_clock_stopped_at_night_only_open_time_counts(company: Company) -> None:
    await working_hours(company, kpi__first_limit=300, kpi__stops_when_closed=True)
    await at(company, 17, 59)
    visitor = await company.visitor()
    await company.write(visitor, "Cửa hàng còn mở không?")
    (wait,) = (await responses(company, visitor)).waits
    assert (wait.due_at or "")[:16] == "2030-03-05T02:04"  # 9:04


async def test_four_figures_of_two_waits_and_one_that_goes_on(company: Company) -> None:
    mai, visitor = await agent(company), await company.visitor()
    await company.write(visitor, "1")
    await company.accept(mai, visitor)
    await company.wait(120)
    await company.reply(mai, visitor, "a")
    await company.write(visitor, "2")
    await company.wait(480)
    await company.reply(mai, visitor, "b", note=True)
    await company.reply(mai, visitor, "b")
    await company.write(visitor, "3")
    await company.wait(360)
    told = await responses(company, visitor)
    assert [(minutes(wait.waited), wait.initial, wait.ended) for wait in told.waits] == [
        (2, True, "answered"), (8, False, "answered"), (6, False, None),
    ]  # fmt: skip
    assert told.times is not None
    clock = told.times.clock
    assert [minutes(ms) for ms in (clock.initial, clock.total, clock.average, clock.maximum)] == [2, 16, 5, 8]
    await company.finish(mai, visitor)
    assert (await responses(company, visitor)).waits[-1].ended == "closed"
    session_id = int((await company.session(visitor)).id)
    listed = await company.store.read(times_of, [session_id, 7])
    assert {known: minutes(times.clock.total) for known, times in listed.items()} == {session_id: 16}


async def test_people_are_told_once_in_the_words_of_the_channel(company: Company) -> None:
    mai, visitor = await agent(company), await company.visitor()
    lan, gone = await company.hire("Lan"), await company.hire("Nam")
    people = [str(lan.person_id), str(gone.person_id)]
    await settings(
        company, kpi__first_limit=60, kpi__first_alert=True, kpi__first_people=people,
        kpi__first_text="#OPERATOR# để khách của phiên #DIALOG# đợi",
    )  # fmt: skip
    leaves = EditPerson(active=False)
    await company.store.commit(change_person, company.boss, NobodyThere(), gone.person_id, leaves)
    await company.write(visitor, "Xin chào")
    session = await company.accept(mai, visitor)
    await company.wait(50)
    assert await notices(company, lan) == []
    await company.wait(12)
    await company.wait(3_600)
    (told,) = await notices(company, lan)
    assert told["text"] == f"Mai để khách của phiên {session.number} đợi"
    assert (told["session_id"], minutes(int(told["waited_s"]) * 1_000), told["initial"]) == (session.id, 1, True)
    assert await notices(company, mai) == []


async def test_an_answer_in_time_tells_nobody_and_the_deadline_looks_for_the_next_wait(company: Company) -> None:
    mai, visitor = await agent(company), await company.visitor()
    await settings(
        company, kpi__first_limit=60, kpi__further_limit=60, kpi__further_alert=True, kpi__first_alert=True,
        kpi__first_people=[str(mai.person_id)], kpi__further_people=[str(mai.person_id)],
    )  # fmt: skip
    await company.write(visitor, "Xin chào")
    await company.accept(mai, visitor)
    await company.wait(30)
    await company.reply(mai, visitor, "Chào bạn")
    await company.wait(20)
    await company.write(visitor, "Cho tôi hỏi")
    await company.wait(50)
    assert await notices(company, mai) == []
    await company.wait(12)
    (told,) = await notices(company, mai)
    assert (told["initial"], minutes(int(told["waited_s"]) * 1_000)) == (False, 1)


async def test_it_is_said_again_and_then_to_superiors(company: Company) -> None:
    mai, lan = await agent(company), await company.hire("Lan")
    visitor = await company.visitor()
    await settings(
        company, kpi__further_limit=60, kpi__further_alert=True, kpi__further_people=[str(mai.person_id)],
        kpi__repeat_after=120, kpi__escalate_after=300, kpi__escalate_people=[str(lan.person_id)],
        kpi__further_text="#OPERATOR# để khách đợi nữa",
    )  # fmt: skip
    await company.write(visitor, "Xin chào")
    await company.accept(mai, visitor)
    for _ in range(45):
        await company.wait(10)
    assert [int(told["waited_s"]) // 60 for told in reversed(await notices(company, mai))] == [1, 3, 5, 7]
    assert [int(told["waited_s"]) // 60 for told in await notices(company, lan)] == [6]
    assert {told["text"] for told in await notices(company, mai)} == {"Mai để khách đợi nữa"}
    await company.reply(mai, visitor, "Xin lỗi đã để bạn đợi")
    await company.wait(3_600)
    assert len(await notices(company, mai)) == 4


async def test_a_session_that_stands_at_nobody_waits_too(company: Company) -> None:
    visitor = await company.visitor()
    await settings(
        company, kpi__first_limit=60, kpi__first_alert=True, kpi__first_people=[str(company.boss.person_id)],
    )  # fmt: skip
    await company.write(visitor, "Xin chào")
    await company.wait(60)
    (told,) = await notices(company, company.boss)
    assert told["owner_id"] is None
    assert "#" not in str(told["text"])


async def test_a_supervisor_who_takes_over_inherits_the_wait(company: Company) -> None:
    mai, visitor = await agent(company), await company.visitor()
    await company.write(visitor, "Xin chào")
    session = await company.accept(mai, visitor)
    await company.wait(30)
    await company.store.commit(hands.intercept, company.boss, int(session.id))
    await company.wait(30)
    (wait,) = (await responses(company, visitor)).waits
    assert (minutes(wait.waited), wait.ended) == (1, None)


async def test_in_another_channel_it_is_measured_anew_under_the_limit_of_that_one(company: Company) -> None:
    mai, visitor = await agent(company), await company.visitor()
    await settings(company, kpi__first_limit=600)
    other = await company.store.commit(create_channel, company.boss, "Service", "Service {number}")
    await company.store.commit(edit_settings, company.boss, int(other.id), {"kpi.first_limit": 120}, None)
    await company.write(visitor, "Xin chào")
    session = await company.accept(mai, visitor)
    await company.wait(300)
    await company.store.commit(moving.transfer, mai, int(session.id), int(other.id), None)
    await company.wait(90)
    told = await responses(company, visitor)
    assert [(minutes(wait.waited), wait.initial, wait.ended, wait.overdue) for wait in told.waits] == [
        (5, True, "moved", False), (1, True, None, False),
    ]  # fmt: skip
    assert [wait.channel_id for wait in told.waits] == [company.channel.id, other.id]
    await company.wait(40)
    told = await responses(company, visitor)
    assert told.waits[1].overdue
    assert told.times is not None
    assert [minutes(ms) for ms in (told.times.clock.initial, told.times.clock.maximum)] == [2, 5]


async def test_a_rating_is_no_question(company: Company) -> None:
    asks = {"rating.ask": True, "rating.text": "1 hay 0?"}
    talk = await (await a_talk(company, **asks)).served()
    await talk.finish()
    session = await talk.session()
    before = await company.store.read(show_responses, company.boss, int(session.id))
    await talk.write("1")
    await company.wait(60)
    told = await company.store.read(show_responses, company.boss, int(session.id))
    assert (await talk.session()).vote == "like"
    assert told == before
