"""What is said at the beginning, and to whom nobody comes (docs/behaviour/life.md L9 to L13, L19 to L23)."""

from typing import Any

import pytest

from openline.features.channels.service import CONNECTIONS
from openline.features.conversations.service import CONVERSATIONS
from openline.features.messages.service import latest
from openline.features.messages.types import ButtonsPart, Content, PressedPart
from openline.features.people.types import Actor
from openline.features.routing import schemas
from openline.features.routing.service import channels, lists
from openline.features.routing.service.access import hold_conversation
from openline.store import UnitOfWork
from tests.features.routing.talk import Talk, a_talk
from tests.support.desk import Company
from tests.support.store import Published

WELCOME = {"auto.welcome": True, "auto.welcome_text": "Chào bạn!"}
NEVER: dict[str, Any] = {"zone": "Asia/Ho_Chi_Minh", "week": [[]] * 7}
CLOSED = {
    "hours.enabled": True, "hours.calendar": NEVER, "hours.off_rule": "text", "hours.off_text": "Mai mở cửa",
}  # fmt: skip
NO_ANSWER = {"auto.no_answer_after": 60, "auto.no_answer_rule": "text", "auto.no_answer_text": "Xin chờ"}
CONSENT = {"consent.enabled": True, "consent.text": "Bạn đồng ý?", "consent.url": "https://shop.example/privacy"}


async def said(talk: Talk) -> list[str]:
    """What was said by itself since the last look, but for the notes."""
    return [line.removeprefix("system: ") for line in await talk.news() if line.startswith("system: ")]


# --- welcome ------------------------------------------------------------------------------


async def test_who_comes_for_the_first_time_is_welcomed_once(company: Company) -> None:
    talk = await a_talk(company, **WELCOME)
    assert (await talk.write("Chào shop")).first
    assert await talk.news() == ["customer: Chào shop", "system: Chào bạn!"]
    await talk.write("Còn hàng không?")
    await talk.end()
    await talk.news()
    assert not (await talk.write("Lại là tôi")).first
    assert await said(talk) == []


async def test_each_session_may_be_welcomed(company: Company) -> None:
    talk = await a_talk(company, **WELCOME, **{"auto.welcome_each_session": True})
    await talk.write("Chào shop")
    await talk.end()
    await talk.news()
    await talk.write("Lại là tôi")
    assert await said(talk) == ["Chào bạn!"]


async def test_who_is_written_to_first_is_not_welcomed(company: Company) -> None:
    talk = await (await a_talk(company)).served()
    await talk.finish()
    await company.set(**WELCOME, **{"auto.welcome_each_session": True}, **CLOSED)
    await talk.reply("Em có hàng mới")
    session = await talk.session()
    assert (session.mode, session.worktime) == ("output", False)
    assert await said(talk) == []


async def test_macros_are_filled(company: Company) -> None:
    text = "#CUSTOMER_NAME#, số #SESSION_ID#, #DIALOG#, #OPERATOR# #WHATEVER#"
    talk = await a_talk(company, **{"auto.welcome": True, "auto.welcome_text": text})
    session = await talk.write("Chào")
    assert await said(talk) == [f"Lan, số {session.number}, {session.number} #WHATEVER#"]


async def test_a_stranger_is_greeted_without_a_gap(company: Company) -> None:
    talk = await a_talk(company, **{"auto.welcome": True, "auto.welcome_text": "Chào, #CUSTOMER_NAME#!"})
    talk.name = None
    await talk.write("Chào")
    assert await said(talk) == ["Chào!"]


# --- off-hours ----------------------------------------------------------------------------


async def test_e20_a_closed_channel_says_so_once_and_goes_on_distributing(company: Company) -> None:
    talk = await a_talk(company, **WELCOME, **CLOSED, **NO_ANSWER)
    session = await talk.write("Chào")
    assert (session.phase, session.worktime) == ("offered", False)
    assert await said(talk) == ["Chào bạn!", "Mai mở cửa"]
    await talk.write("Có ai không?")
    await company.wait(61)
    assert await said(talk) == []
    assert (await talk.session()).unanswered


async def test_when_nobody_is_there_it_is_like_being_closed(company: Company) -> None:
    talk = await a_talk(company, **{"hours.off_rule": "text", "hours.off_text": "Chưa có ai"}, **NO_ANSWER)
    await company.away(talk.agent)
    session = await talk.write("Chào")
    assert (session.phase, session.worktime) == ("waiting", True)
    assert await said(talk) == ["Chưa có ai"]
    await company.wait(61)
    assert await said(talk) == []


async def test_who_waits_for_somebody_busy_is_not_told_that_nobody_is_there(company: Company) -> None:
    settings = {"queue.max_sessions": 1, "hours.off_rule": "text", "hours.off_text": "Chưa có ai"}
    talk = await a_talk(company, **settings)
    await talk.write("Chào")
    other = Talk(company, talk.agent, thread="78")
    assert (await other.write("Tôi nữa")).phase == "waiting"
    assert await said(other) == []


async def test_without_the_check_of_presence_nobody_is_missed(company: Company) -> None:
    settings = {"queue.check_available": False, "hours.off_rule": "text", "hours.off_text": "Chưa có ai"}
    talk = await a_talk(company, **settings)
    await company.away(talk.agent)
    await talk.write("Chào")
    assert await said(talk) == []


async def test_a_channel_that_closes_while_he_waits_says_so_then(company: Company) -> None:
    talk = await a_talk(company, **{"hours.off_rule": "text", "hours.off_text": "Mai mở cửa"})
    await talk.write("Chào")
    assert await said(talk) == []
    await company.set(**CLOSED)
    await talk.write("Có ai không?")
    assert await said(talk) == ["Mai mở cửa"]


async def test_an_accepted_session_hears_nothing_of_hours(company: Company) -> None:
    talk = await a_talk(company)
    await talk.write("Chào")
    await talk.accept()
    await company.set(**CLOSED)
    await talk.write("Còn hàng không?")
    assert await said(talk) == []


async def test_after_a_persons_answer_it_is_news_again(company: Company) -> None:
    talk = await a_talk(company, **CLOSED)
    await talk.write("Chào")
    await talk.accept()
    await talk.reply("Chào bạn")
    await talk.requeue()
    assert await said(talk) == ["Mai mở cửa"]
    await talk.write("Có ai không?")
    assert await said(talk) == ["Mai mở cửa"]
    await talk.write("Alô?")
    assert await said(talk) == []


# --- no answer ----------------------------------------------------------------------------


async def test_who_is_not_accepted_in_time_is_marked_and_told_once(company: Company, published: Published) -> None:
    talk = await a_talk(company, **NO_ANSWER, **{"queue.check_available": False})
    await talk.write("Chào")
    await company.wait(59)
    assert not (await talk.session()).unanswered
    await company.wait(1)
    session = await talk.session()
    assert (session.unanswered, session.status) == (True, 0)
    assert await said(talk) == ["Xin chờ"]
    assert published.kinds().count("session.unanswered") == 1
    found = await company.store.read(lists.page_of_sessions, company.boss, {"unanswered": 1}, None, 50)
    assert [item.id for item in found.items] == [session.id]
    await company.wait(3_600)
    assert await said(talk) == []
    await talk.accept()
    assert not (await talk.session()).unanswered


async def test_e21_accepted_in_time_is_not_marked(company: Company, published: Published) -> None:
    talk = await a_talk(company, **NO_ANSWER)
    await talk.write("Chào")
    await company.wait(30)
    await talk.accept()
    await company.wait(60)
    assert await said(talk) == []
    assert "session.unanswered" not in published.kinds()


async def test_without_a_text_it_is_marked_all_the_same(company: Company) -> None:
    talk = await a_talk(company, **{"auto.no_answer_after": 60})
    await talk.write("Chào")
    await company.wait(60)
    assert (await talk.session()).unanswered
    assert await said(talk) == []


# --- where nothing is said ----------------------------------------------------------------


async def shut(uow: UnitOfWork, boss: Actor, conversation_id: int) -> None:
    row = await hold_conversation(uow, boss, conversation_id)
    CONVERSATIONS.change(uow, row, blocked=1)


@pytest.mark.parametrize("change", [{"quiet": 1}, {"window_s": 60}, {"active": 0}, None])
async def test_where_automatic_texts_do_not_belong_there_are_none(
    company: Company, change: dict[str, int] | None
) -> None:
    talk = await (await a_talk(company)).served()
    await company.set(**{"auto.close_rule": "text", "rating.ask": True}, **NO_ANSWER)
    if change is None:
        await company.store.commit(shut, company.boss, talk.conversation_id)
    else:
        await company.store.commit(_connect, int(company.connection.id), change)
    await company.wait(60)
    session = await talk.finish()
    assert (session.status, session.asks_rating) == (60, False)
    assert await said(talk) == []


async def test_while_the_platform_lets_us_write_there_are_texts(company: Company) -> None:
    talk = await (await a_talk(company, **{"auto.close_rule": "text"})).served()
    await company.store.commit(_connect, int(company.connection.id), {"window_s": 60})
    await company.wait(59)
    assert (await talk.finish()).status == 50


async def _connect(uow: UnitOfWork, connection_id: int, change: dict[str, int]) -> None:
    row = await CONNECTIONS.hold(uow, connection_id)
    assert row is not None
    CONNECTIONS.change(uow, row, **change)


async def test_a_channel_that_is_off_takes_what_is_written_and_says_nothing(company: Company) -> None:
    talk = await a_talk(company, **WELCOME, **CLOSED, **NO_ANSWER, **{"auto.close_rule": "text"})
    channel_id = int(company.channel.id)
    await company.store.commit(channels.edit_channel, company.boss, channel_id, schemas.EditChannel(active=False))
    await talk.write("Chào")
    first, note = await talk.news()
    assert first == "customer: Chào"
    assert note.startswith("note: ")
    await company.wait(61)
    await talk.write("Có ai không?")
    assert await talk.news() == ["customer: Có ai không?"]
    await talk.accept()
    assert (await talk.finish()).status == 60
    assert await talk.news() == []


# --- consent ------------------------------------------------------------------------------


async def test_whoever_is_offered_it_sees_the_question_not_the_greeting(company: Company) -> None:
    talk = await a_talk(company, **WELCOME)
    await talk.write("Còn hàng không?")
    conversation = await talk.row()
    assert await said(talk) == ["Chào bạn!"]
    assert (conversation.last_author, conversation.last_text) == ("customer", "Còn hàng không?")


async def _register(company: Company, talk: Talk) -> list[schemas.Consent]:
    contact_id = (await talk.row()).contact_id
    return (await company.store.read(lists.consents_of_contact, company.boss, contact_id)).items


async def test_who_writes_on_has_agreed(company: Company) -> None:
    talk = await a_talk(company, **WELCOME, **CONSENT)
    await talk.write("Chào")
    welcome, line, note = (await talk.news())[1:]
    assert welcome == "system: Chào bạn!"
    assert line == "system: Bạn đồng ý?\nhttps://shop.example/privacy"
    assert note.startswith("note: ")
    (asked,) = await _register(company, talk)
    assert (asked.text, asked.given_at) == ("Bạn đồng ý?", None)
    await talk.write("Còn hàng không?")
    (given,) = await _register(company, talk)
    assert given.given_at is not None
    await talk.end()
    await talk.news()
    await talk.write("Lại là tôi")
    assert await said(talk) == []


# --- reminders ----------------------------------------------------------------------------

HOUR = 3_600
REMINDERS = [
    {"after_s": 3 * HOUR, "text": "Bạn còn đó không?", "close": {"label": "Đóng", "text": "Xong", "reply": "Tạm biệt!"},
     "continue": {"label": "Tiếp", "reply": "Vâng ạ"}, "new": {"label": "Câu hỏi khác"}},
    {"after_s": 7 * HOUR, "text": "Lần cuối"},
]  # fmt: skip


async def test_a_silent_customer_is_reminded_of_each_answer(company: Company) -> None:
    talk = await a_talk(
        company, **{"auto.reminders": REMINDERS, "auto.timeout": 86_400, "queue.check_available": False}
    )
    await talk.write("Còn hàng không?")
    await company.wait(2 * HOUR)
    await talk.accept()
    await talk.reply("Dạ còn")
    await talk.news()
    await company.wait(3 * HOUR - 1)
    assert await said(talk) == []
    await company.wait(1)
    assert await said(talk) == ["Bạn còn đó không?"]
    await company.wait(4 * HOUR)
    assert await said(talk) == ["Lần cuối"]
    await company.wait(8 * HOUR)
    assert await said(talk) == []
    await talk.write("Còn")
    await company.wait(4 * HOUR)
    assert await said(talk) == []
    await talk.reply("Bạn lấy mấy cái?")
    await company.wait(3 * HOUR)
    assert await said(talk) == ["Bạn còn đó không?"]
    await company.wait(21 * HOUR)
    assert await talk.status() == 60


@pytest.mark.parametrize(
    ("word", "status", "answer", "sessions"),
    [("close", 60, ["Tạm biệt!"], 1), ("continue", 25, ["Vâng ạ"], 1), ("new", 0, [], 2)],
)
async def test_the_buttons_under_a_reminder(
    company: Company, word: str, status: int, answer: list[str], sessions: int
) -> None:
    talk = await (await a_talk(company, **{"auto.reminders": REMINDERS})).served()
    await company.wait(3 * HOUR)
    await talk.news()
    content = Content(parts=[PressedPart(payload=f"reminder:{word}:0", label="Nút")])
    assert (await talk.write("", content)).status == status
    assert await said(talk) == answer
    page = await company.store.read(lists.page_of_sessions, company.boss, {}, None, 50)
    assert len(page.items) == sessions


async def test_in_the_widget_a_reminder_has_buttons(company: Company) -> None:
    mai = (await a_talk(company, **{"auto.reminders": REMINDERS})).agent
    customer = await company.visitor()
    await company.write(customer, "Còn hàng không?")
    await company.accept(mai, customer)
    await company.reply(mai, customer, "Dạ còn")
    await company.wait(3 * HOUR)
    (message,) = await company.store.read(latest, (await company.thread(customer)).id, 1)
    (part,) = message.contents.parts
    assert isinstance(part, ButtonsPart)
    assert [(button.label, button.payload) for button in part.buttons] == [
        ("Đóng", "reminder:close:0"),
        ("Tiếp", "reminder:continue:0"),
        ("Câu hỏi khác", "reminder:new:0"),
    ]


@pytest.mark.parametrize("payload", ["reminder:close:9", "reminder:close:", "reminder:close:-1", "close:0", "x" * 99])
async def test_any_other_button_is_a_message(company: Company, payload: str) -> None:
    talk = await (await a_talk(company, **{"auto.reminders": REMINDERS})).served()
    assert (await talk.write("", Content(parts=[PressedPart(payload=payload)]))).status == 25
