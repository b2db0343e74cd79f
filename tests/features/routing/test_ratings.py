"""How customers rate by a digit, and by a button (docs/behaviour/life.md L14 to L18)."""

import pytest

from openline.features.notices.service import my_notices
from openline.features.people.service import PEOPLE
from openline.features.people.types import Actor
from openline.features.routing.errors import RatingClosed
from openline.features.routing.service import lists
from openline.features.routing.service.access import hold_conversation, session_of
from openline.features.routing.service.life import ratings
from openline.features.webchat.types import Visitor
from openline.store import UnitOfWork
from tests.features.routing.talk import Talk, a_talk
from tests.features.routing.test_modes import memory_is_what_rows_say
from tests.support.desk import Company
from tests.support.store import Published

ASKS = {
    "rating.ask": True, "rating.text": "1 hay 0?", "rating.like": "Cảm ơn!", "rating.dislike": "Xin lỗi!",
}  # fmt: skip
MINUTE, DAY = 60, 86_400


@pytest.fixture
async def talk(company: Company) -> Talk:
    """Mai has finished, and the customer is asked what he thinks."""
    talk = await (await a_talk(company, **ASKS)).served()
    await talk.finish()
    assert await talk.news() == ["system: 1 hay 0?"]
    assert (await talk.session()).asks_rating
    return talk


async def wait_for_the_end(talk: Talk) -> None:
    await talk.company.wait(10 * MINUTE)
    assert await talk.status() == 60


async def opened(talk: Talk) -> int:
    page = await talk.company.store.read(lists.page_of_sessions, talk.company.boss, {}, None, 50)
    return len(page.items)


@pytest.mark.parametrize(
    ("text", "stored", "vote", "thanks"),
    [
        ("1", "👍", "like", "Cảm ơn!"),
        ("0", "👎", "dislike", "Xin lỗi!"),
        ("1 nhanh lắm", "👍 nhanh lắm", "like", "Cảm ơn!"),
    ],
)
async def test_a_digit_rates_what_is_closing(talk: Talk, text: str, stored: str, vote: str, thanks: str) -> None:
    await talk.company.wait(5 * MINUTE)
    session = await talk.write(text)
    assert (session.status, session.vote, session.asks_rating) == (50, vote, False)
    assert await talk.news() == [f"customer: {stored}", f"system: {thanks}"]
    await talk.company.wait(5 * MINUTE)
    assert await talk.status() == 60


async def test_the_agent_is_told(talk: Talk, published: Published) -> None:
    session = await talk.write("0")
    rated = next(fact for fact in published.facts if fact.kind == "session.rated")
    assert (rated.person_id, rated.vote) == (talk.agent.person_id, 1)  # type: ignore[attr-defined]
    assert rated.number is not None
    (notice,) = (await talk.company.store.read(my_notices, talk.agent, after=None, limit=10)).items
    assert (notice.kind, notice.data["vote"], notice.data["session_id"]) == ("session.rated", 1, session.id)
    found = await talk.company.store.read(lists.page_of_sessions, talk.company.boss, {"vote": 1}, None, 50)
    assert [item.id for item in found.items] == [session.id]


async def test_e15_after_the_end_a_rating_reopens_its_session_to_close_again(talk: Talk) -> None:
    await wait_for_the_end(talk)
    rated = await talk.write("1 thanks")
    assert (rated.status, rated.vote, rated.owner_name) == (50, "like", "Mai")
    assert rated.closed_at is None
    assert await talk.news() == ["customer: 👍 thanks", "system: Cảm ơn!"]
    assert await opened(talk) == 1
    await talk.company.store.commit(memory_is_what_rows_say, int(talk.company.channel.id))
    await wait_for_the_end(talk)
    await talk.company.store.commit(memory_is_what_rows_say, int(talk.company.channel.id))


async def test_a_reopened_session_can_be_resumed(talk: Talk) -> None:
    await wait_for_the_end(talk)
    await talk.write("1")
    assert (await talk.write("À, còn màu đỏ không?")).status == 25
    assert await opened(talk) == 1


async def test_e16_whatever_else_is_written_after_the_end_opens_a_new_session(talk: Talk) -> None:
    await wait_for_the_end(talk)
    session = await talk.write("10 pieces")
    assert (session.vote, session.first, session.mode) == (None, False, "input")
    assert await opened(talk) == 2


@pytest.mark.parametrize("text", ["10 pieces", "Còn hàng không?", "1."])
async def test_whatever_else_is_written_while_closing_resumes(talk: Talk, text: str) -> None:
    session = await talk.write(text)
    assert (session.status, session.vote, session.asks_rating) == (25, None, False)


async def test_a_digit_alone_after_a_rating_only_puts_the_end_off(talk: Talk) -> None:
    await talk.write("1")
    await talk.news()
    await talk.company.wait(9 * MINUTE)
    assert (await talk.write("0")).vote == "like"
    assert await talk.news() == ["customer: 0"]
    await talk.company.wait(10 * MINUTE - 1)
    assert await talk.status() == 50
    await talk.company.wait(1)
    assert await talk.status() == 60


async def test_a_digit_nobody_asked_for_is_a_message(company: Company) -> None:
    talk = await (await a_talk(company, **{"auto.close_rule": "text", "auto.close_text": "Chào"})).served()
    assert (await talk.write("1")).status == 25
    await talk.finish()
    assert (await talk.write("1")).status == 25
    assert "customer: 1" in await talk.news()


async def test_a_channel_may_close_on_a_rating(talk: Talk) -> None:
    await talk.company.set(**{"rating.closes": True})
    assert (await talk.write("1")).status == 60
    assert await talk.news() == ["customer: 👍", "system: Cảm ơn!"]


async def test_a_rating_has_its_time(company: Company) -> None:
    talk = await (await a_talk(company, **ASKS, **{"rating.time_limit": DAY})).served()
    assert (await talk.finish()).vote_until is not None
    await company.wait(DAY)
    await talk.news()
    session = await talk.write("1")
    assert (session.status, session.vote, session.asks_rating) == (60, None, False)
    customer, answer = await talk.news()
    assert customer == "customer: 1"
    assert answer.startswith("system: ")
    assert await opened(talk) == 1
    await talk.write("1")
    assert await opened(talk) == 2


async def test_a_rating_reopens_nothing_for_an_owner_who_is_gone(talk: Talk) -> None:
    await wait_for_the_end(talk)
    await talk.company.store.commit(_deactivate, talk.agent.person_id)
    session = await talk.write("1")
    assert (session.status, session.vote) == (60, "like")
    assert await opened(talk) == 1


async def _deactivate(uow: UnitOfWork, person_id: int) -> None:
    person = await PEOPLE.hold(uow, person_id)
    assert person is not None
    PEOPLE.change(uow, person, active=0)


async def test_without_a_delay_a_rating_leaves_it_closed(company: Company) -> None:
    talk = await (await a_talk(company, **ASKS, **{"auto.close_delay": 0})).served()
    assert (await talk.finish()).asks_rating
    session = await talk.write("1")
    assert (session.status, session.vote) == (60, "like")


async def test_what_is_timed_out_is_rated_too(company: Company) -> None:
    talk = await (await a_talk(company, **ASKS, **{"auto.timeout": 3_600})).served()
    await company.wait(3_600)
    assert await talk.news() == ["system: 1 hay 0?"]
    assert (await talk.write("1")).vote == "like"


async def test_spam_is_not_rated(company: Company) -> None:
    talk = await (await a_talk(company, **ASKS)).served()
    await talk.hand("spam")
    await talk.write("1")
    assert await opened(talk) == 2


# --- by a button --------------------------------------------------------------------------


async def press(company: Company, conversation_id: int, *, like: bool) -> None:
    async def rate(uow: UnitOfWork, boss: Actor) -> None:
        conversation = await hold_conversation(uow, boss, conversation_id)
        session = await session_of(uow, conversation.session_id or 0)
        assert session is not None
        await ratings.rate(uow, conversation, session, like=like)

    await company.store.commit(rate, company.boss)


async def test_in_the_widget_a_digit_is_no_rating_and_a_button_is(company: Company) -> None:
    mai = (await a_talk(company, **ASKS)).agent
    customer = await company.visitor()
    await company.write(customer, "Còn hàng không?")
    await company.accept(mai, customer)
    await company.reply(mai, customer, "Dạ còn ạ")
    assert (await company.finish(mai, customer)).asks_rating
    thread = await company.thread(customer)
    assert thread.last_text == "Dạ còn ạ"  # buttons ask by themselves
    await press(company, thread.id, like=True)
    session = await company.session(customer)
    assert (session.status, session.vote) == (50, "like")
    with pytest.raises(RatingClosed):
        await press(company, thread.id, like=False)
    await company.write(customer, "1")
    assert (await company.session(customer)).status == 25


async def test_a_rating_during_the_session_is_not_asked_for_again(company: Company) -> None:
    mai = (await a_talk(company, **ASKS, **{"rating.before_finish": True})).agent
    customer = await company.visitor()
    await company.write(customer, "Còn hàng không?")
    thread = await company.thread(customer)
    with pytest.raises(RatingClosed):
        await press(company, thread.id, like=True)
    await company.accept(mai, customer)
    await press(company, thread.id, like=False)
    session = await company.session(customer)
    assert (session.status, session.vote) == (10, "dislike")
    assert (await company.finish(mai, customer)).status == 60


async def test_who_may_not_rate_early_waits_until_he_is_asked(company: Company) -> None:
    mai = (await a_talk(company, **ASKS, **{"rating.before_finish": False})).agent
    customer = await company.visitor()
    await company.write(customer, "Còn hàng không?")
    await company.accept(mai, customer)
    thread = await company.thread(customer)
    with pytest.raises(RatingClosed):
        await press(company, thread.id, like=True)
    await company.finish(mai, customer)
    await press(company, thread.id, like=True)
    assert (await company.session(customer)).vote == "like"


async def finished_in_the_widget(company: Company, **settings: object) -> tuple[Visitor, int]:
    """Who was served and has not rated yet, and his conversation."""
    mai = (await a_talk(company, **ASKS, **settings)).agent
    customer = await company.visitor()
    await company.write(customer, "Còn hàng không?")
    await company.accept(mai, customer)
    await company.reply(mai, customer, "Dạ còn ạ")
    await company.finish(mai, customer)
    return customer, (await company.thread(customer)).id


async def test_a_button_after_the_end_reopens_as_a_digit_does(company: Company) -> None:
    customer, thread_id = await finished_in_the_widget(company)
    await company.wait(10 * MINUTE)
    assert (await company.session(customer)).status == 60
    await press(company, thread_id, like=True)
    session = await company.session(customer)
    assert (session.status, session.vote, session.owner_name, session.closed_at) == (50, "like", "Mai", None)
    await company.store.commit(memory_is_what_rows_say, int(company.channel.id))
    await company.wait(10 * MINUTE)
    assert (await company.session(customer)).status == 60
    assert (await company.session(customer)).id == session.id


@pytest.mark.parametrize("settings", [{"rating.closes": True}, {"auto.close_delay": 0}])
async def test_where_a_rating_closes_a_button_after_the_end_leaves_it_closed(
    company: Company, settings: dict[str, object]
) -> None:  # fmt: skip
    customer, thread_id = await finished_in_the_widget(company, **settings)
    await company.wait(10 * MINUTE)
    await press(company, thread_id, like=False)
    session = await company.session(customer)
    assert (session.status, session.vote) == (60, "dislike")
