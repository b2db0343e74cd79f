"""Administrators hear of a queue in which nobody is left: once, when it comes to that."""

from typing import Any

from openline.features.notices.service import my_notices
from openline.features.people import schemas
from openline.features.people.service import NobodyThere, change_person
from openline.features.people.types import Actor
from tests.support.desk import Company


async def told(company: Company, person: Actor) -> list[dict[str, Any]]:
    page = await company.store.read(my_notices, person, after=None, limit=100)
    return [notice.data for notice in page.items if notice.kind == "queue.empty"]


async def test_when_the_last_member_is_taken_out(company: Company) -> None:
    mai, lan = await company.hire("Mai"), await company.hire("Lan")
    await company.queue(mai, lan)
    await company.queue(mai)
    before = len(await told(company, company.boss))
    await company.queue()
    (notice, *_) = await told(company, company.boss)
    assert len(await told(company, company.boss)) == before + 1
    assert (notice["channel_id"], notice["number"]) == (company.channel.id, company.channel.number)
    assert await told(company, mai) == []


async def test_when_the_last_who_works_here_is_dismissed_and_again_in_the_next_episode(company: Company) -> None:
    mai, lan = await company.hire("Mai"), await company.hire("Lan")
    await company.queue(mai, lan)
    await active(company, mai, False)
    assert await told(company, company.boss) == []
    await active(company, lan, False)
    assert len(await told(company, company.boss)) == 1
    await company.write(await company.visitor(), "Có ai không?")
    assert len(await told(company, company.boss)) == 1
    await active(company, lan, True)
    await active(company, lan, False)
    assert len(await told(company, company.boss)) == 2


async def active(company: Company, person: Actor, on: bool) -> None:  # noqa: FBT001 - a state, not a switch
    await company.store.commit(
        change_person, company.boss, NobodyThere(), person.person_id, schemas.EditPerson(active=on)
    )
    await company.settle()
