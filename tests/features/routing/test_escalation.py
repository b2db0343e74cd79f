"""Rounds in vain, seen by the whole product: a notice, or another channel (docs/behaviour/routing.md R35)."""

from openline.features.notices.service import my_notices
from openline.features.people.types import Actor, Role
from openline.features.routing.service import channels, queue_pages
from tests.support.desk import Company


async def rounds(company: Company, after: int, to: str = "supervisors") -> None:
    changes = {"queue.escalate_after": after, "queue.escalate_to": to}
    await company.store.commit(channels.edit_settings, company.boss, int(company.channel.id), changes, None)


async def notices(company: Company, actor: Actor) -> list[tuple[str, object]]:
    page = await company.store.read(my_notices, actor, after=None, limit=50)
    found = [(notice.kind, notice.data.get("rounds")) for notice in page.items]
    return [each for each in found if each[0] == "session.escalated"]


async def test_supervisors_hear_of_it_once(company: Company) -> None:
    mai, chi = await company.hire("Mai"), await company.hire("Chi", role=Role.SUPERVISOR)
    await company.queue(mai)
    await company.come(mai)
    await rounds(company, 2)
    customer = await company.visitor()
    await company.write(customer, "Có ai không?")
    await company.wait(60)
    assert await notices(company, chi) == []
    await company.wait(60)
    await company.wait(60)
    for told in (chi, company.boss):
        assert await notices(company, told) == [("session.escalated", 2)]
    assert await notices(company, mai) == []
    assert (await company.session(customer)).phase == "offered"


async def test_who_accepts_in_the_last_moment_is_not_told_on(company: Company) -> None:
    mai = await company.hire("Mai")
    await company.queue(mai)
    await company.come(mai)
    await rounds(company, 1)
    customer = await company.visitor()
    await company.write(customer, "Có ai không?")
    await company.skip(mai, customer)
    await company.accept(mai, customer)
    await company.settle()
    assert await notices(company, company.boss) == []


async def test_it_moves_to_another_channel(company: Company) -> None:
    mai, linh = await company.hire("Mai"), await company.hire("Linh")
    await company.queue(mai)
    other = await company.store.commit(channels.create_channel, company.boss, "Overflow", "Overflow {number}")
    await company.store.commit(queue_pages.replace_queue, company.boss, int(other.id), (linh.person_id,), None)
    await company.come(mai, linh)
    await rounds(company, 1, other.id)
    customer = await company.visitor()
    await company.write(customer, "Có ai không?")
    await company.wait(60)
    thread = await company.thread(customer)
    assert (thread.channel_id, thread.offered_to) == (int(other.id), linh.person_id)
    assert await notices(company, company.boss) == []


async def test_a_channel_that_is_gone_gets_nothing(company: Company) -> None:
    mai = await company.hire("Mai")
    await company.queue(mai)
    other = await company.store.commit(channels.create_channel, company.boss, "Overflow", "Overflow {number}")
    await company.come(mai)
    await rounds(company, 1, other.id)
    await company.store.commit(channels.close_channel, company.boss, int(other.id))
    customer = await company.visitor()
    await company.write(customer, "Có ai không?")
    await company.wait(60)
    assert (await company.thread(customer)).channel_id == int(company.channel.id)
    assert await notices(company, company.boss) == [("session.escalated", 1)]


async def test_channels_that_overflow_into_each_other_play_no_ping_pong(company: Company) -> None:
    mai, linh = await company.hire("Mai"), await company.hire("Linh")
    await company.queue(mai)
    other = await company.store.commit(channels.create_channel, company.boss, "Overflow", "Overflow {number}")
    await company.store.commit(queue_pages.replace_queue, company.boss, int(other.id), (linh.person_id,), None)
    await company.come(mai, linh)
    await rounds(company, 1, other.id)
    back = {"queue.escalate_after": 1, "queue.escalate_to": company.channel.id}
    await company.store.commit(channels.edit_settings, company.boss, int(other.id), back, None)
    customer = await company.visitor()
    await company.write(customer, "Có ai không?")
    for _ in range(6):
        await company.wait(60)
    assert (await company.thread(customer)).channel_id == int(other.id)
    assert await notices(company, company.boss) == [("session.escalated", 1)]
