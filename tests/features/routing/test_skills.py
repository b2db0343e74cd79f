"""Distribution by skills through the whole product (docs/behaviour/routing.md R34)."""

from openline.features.people.service import NobodyThere, set_skills
from openline.features.people.types import Actor
from openline.features.routing.service import channels, mine
from tests.features.routing.test_modes import memory_is_what_rows_say
from tests.support.desk import Company


async def able(company: Company, who: Actor, **skills: int) -> None:
    await company.store.commit(set_skills, company.boss, NobodyThere(), who.person_id, skills)
    await company.settle()


async def test_the_able_are_asked_and_after_a_while_the_less_able(company: Company) -> None:
    mai, linh = await company.hire("Mai"), await company.hire("Linh")
    await company.queue(mai, linh)
    settings = {"queue.distribution": "skills", "queue.skills": {"Tiếng  Nga": 2}, "queue.skills_relax_after": 30}
    await company.store.commit(channels.edit_settings, company.boss, int(company.channel.id), settings, None)
    await able(company, linh, **{"tiếng nga": 2})
    await able(company, mai, **{"tiếng nga": 1})
    await company.come(mai, linh)
    customer, other = await company.visitor(), await company.visitor()
    await company.write(customer, "Здравствуйте")
    assert (await company.thread(customer)).offered_to == linh.person_id
    assert (await company.store.read(mine.my_routing, mai)).items[0].ready
    await able(company, linh)
    await company.write(other, "Здравствуйте")
    assert (await company.thread(other)).offered_to is None
    await company.wait(30)
    assert (await company.thread(other)).offered_to == mai.person_id
    await company.store.commit(memory_is_what_rows_say, int(company.channel.id))
