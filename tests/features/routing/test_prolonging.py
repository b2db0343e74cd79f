"""What a colleague is busy with does not close under his hands (docs/behaviour/life.md L25)."""

from collections.abc import Awaitable, Callable

import pytest

from openline.engine.life import LifeRules, Story, closes_at, prolonged
from openline.features.contacts.schemas import EditContact
from openline.features.routing.service import lists, reading
from openline.features.routing.service.typing import agent_types
from tests.features.routing.talk import Talk, a_talk
from tests.support.desk import Company

HOUR, TEN_MINUTES = 3_600, 600


async def types(talk: Talk) -> None:
    await agent_types(talk.company.store, talk.agent, talk.conversation_id, on=True)


async def stops_typing(talk: Talk) -> None:
    await agent_types(talk.company.store, talk.agent, talk.conversation_id, on=False)


async def reads(talk: Talk) -> None:
    last = (await talk.messages())[-1]
    await talk.company.store.commit(reading.agent_reads, talk.agent, talk.conversation_id, last.id)


async def renames(talk: Talk) -> None:
    contact_id = (await talk.row()).contact_id
    await talk.company.store.commit(lists.edit_contact, talk.agent, contact_id, EditContact(name="Lan Anh"))


Does = Callable[[Talk], Awaitable[None]]


@pytest.mark.parametrize("does", [types, reads, renames])
async def test_what_would_close_soon_closes_ten_minutes_later(company: Company, does: Does) -> None:
    talk = await (await a_talk(company, **{"auto.timeout": HOUR})).served()
    await company.wait(HOUR - 60)
    await does(talk)
    await company.wait(60 + TEN_MINUTES - 1)
    assert await talk.status() == 40
    await company.wait(1)
    assert await talk.status() == 60


@pytest.mark.parametrize(("does", "before_s"), [(types, TEN_MINUTES + 60), (stops_typing, 60)])
async def test_otherwise_nothing_is_prolonged(company: Company, does: Does, before_s: int) -> None:
    talk = await (await a_talk(company, **{"auto.timeout": HOUR})).served()
    await company.wait(HOUR - before_s)
    await does(talk)
    await company.wait(before_s)
    assert await talk.status() == 60


async def test_what_is_closing_closes_later_too(company: Company) -> None:
    closing = {"auto.close_rule": "text", "auto.close_text": "Bye", "auto.close_delay": 20}
    talk = await (await a_talk(company, **closing)).served()
    until = (await talk.finish()).closing_until
    await company.wait(15 * 60)
    await types(talk)
    assert (await talk.session()).closing_until != until
    await company.wait(15 * 60 - 1)
    assert await talk.status() == 50
    await company.wait(1)
    assert await talk.status() == 60


def test_only_the_last_ten_minutes_count() -> None:
    assert prolonged(600_000, 0) is None
    assert prolonged(600_000, 1) == 1_200_000
    rules = LifeRules(timeout_s=HOUR)
    assert closes_at(rules, Story(40, 0, 1_000, prolonged_to=5_000)) == 3_601_000
    assert closes_at(rules, Story(40, 0, 1_000, prolonged_to=4_000_000)) == 4_000_000
