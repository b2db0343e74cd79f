"""What the settings of the queue do, seen by agents and customers."""

from tests.features.settings.effects.world import MINUTE, Agent, Channel, World, on_both_stores, shows


@shows("queue.distribution")
async def test_one_after_the_other_or_all_at_once(world: World) -> None:
    mai, linh = await world.team("Mai", "Linh")
    channel = await world.channel(mai, linh)
    first = await channel.customer()
    assert await first.offered() in {mai.id, linh.id}
    await channel.change({"queue.distribution": "all"})
    second = await channel.customer()
    assert await second.offered() is None
    assert (await second.session())["phase"] == "offered"
    await linh.does("accept", second)
    assert (await second.session())["owner_id"] == linh.id


@shows("queue.distribution")
async def test_strictly_the_first_of_the_queue_gets_all(world: World) -> None:
    mai, linh = await world.team("Mai", "Linh")
    channel = await world.channel(mai, linh)
    evenly = [await (await channel.customer()).offered() for _ in range(2)]
    assert set(evenly) == {mai.id, linh.id}
    await channel.change({"queue.distribution": "strictly"})
    assert [await (await channel.customer()).offered() for _ in range(2)] == [mai.id, mai.id]


@shows("queue.heads")
async def test_heads_of_a_department_stand_in_its_queue_or_not(world: World) -> None:
    mai, ivan = await world.hire("Mai"), await world.hire("Ivan")
    boss = world.office.boss
    made = await boss.must("POST", "/departments", {"name": f"Sales {mai.id}"})
    staff = [{"id": mai.id, "head": False}, {"id": ivan.id, "head": True}]
    await boss.must("PUT", f"/departments/{made['id']}/people", {"people": staff})
    channel = await world.channel()
    await channel.queue(made["id"])
    assert [one["id"] for one in (await boss.get(f"{channel.path}/queue"))["effective"]] == [ivan.id, mai.id]
    await channel.change({"queue.heads": False})
    assert [one["id"] for one in (await boss.get(f"{channel.path}/queue"))["effective"]] == [mai.id]


@on_both_stores
@shows("queue.skills", "queue.skills_relax_after")
async def test_the_able_are_asked_and_later_everybody(world: World) -> None:
    mai, linh = await world.team("Mai", "Linh")
    boss = world.office.boss
    await boss.must("PUT", f"/people/{linh.id}/skills", {"skills": {"russian": 1}})
    slow, quick = await world.channel(mai, linh), await world.channel(mai, linh)
    for channel, relaxes in ((slow, 5 * MINUTE), (quick, 2 * MINUTE)):
        rules = {"queue.distribution": "skills", "queue.skills": {"russian": 1}, "queue.skills_relax_after": relaxes}
        await channel.change(rules)
        assert [await (await channel.customer()).offered() for _ in range(2)] == [linh.id, linh.id]
    await boss.must("PUT", f"/people/{linh.id}/skills", {"skills": {}})
    waits, goes = await slow.customer(), await quick.customer()
    assert [await waits.offered(), await goes.offered()] == [None, None]
    world.wait(2 * MINUTE + 1)
    await goes.until(phase="offered")
    assert await waits.offered() is None
    world.wait(3 * MINUTE)
    await waits.until(phase="offered")


@shows("queue.idle_time")
async def test_an_offer_has_its_time(world: World) -> None:
    mai, linh, nam = await world.team("Mai", "Linh", "Nam")
    slow, quick = await world.channel(mai, linh), await world.channel(mai, nam)
    for channel in (slow, quick):
        await channel.change({"queue.distribution": "strictly"})
    await slow.change({"queue.idle_time": 5 * MINUTE})
    waits, goes_on = await slow.customer(), await quick.customer()
    assert [await waits.offered(), await goes_on.offered()] == [mai.id, mai.id]
    world.wait(MINUTE + 1)
    await goes_on.until_offered(nam)
    assert await waits.offered() == mai.id
    world.wait(4 * MINUTE)
    await waits.until_offered(linh)


@shows("queue.check_available")
async def test_whoever_is_away_is_asked_only_where_nobody_looks(world: World) -> None:
    mai = await world.hire("Mai")
    channel = await world.channel(mai)
    customer = await channel.customer()
    assert await customer.offered() is None
    await channel.change({"queue.check_available": False})
    await customer.until_offered(mai)


async def _on_break(world: World, agent: Agent) -> None:
    """His working time is managed, and he pauses his day."""
    await world.office.boss.must("PUT", f"/people/{agent.id}/working-time", {"managed": True})
    await agent.who.api.must("PUT", "/me/workday", {"state": "started"})


@on_both_stores
@shows("queue.on_break")
async def test_a_break_keeps_or_gives_back_what_was_accepted(world: World) -> None:
    mai, linh = await world.team("Mai", "Linh")
    await _on_break(world, mai)
    keeps, gives, later = [await world.channel(mai, linh) for _ in range(3)]
    for channel, rule in ((keeps, "keep"), (gives, "at_once")):
        await channel.change({"queue.on_break": rule})
    customers = []
    for channel in (keeps, gives, later):
        await channel.change({"queue.distribution": "strictly"})
        customers.append(await channel.customer())
        await mai.does("accept", customers[-1])
    kept, given, delayed = customers
    await mai.who.api.must("PUT", "/me/workday", {"state": "on_break"})
    await given.until_offered(linh)
    assert [(await one.session())["owner_id"] for one in (kept, delayed)] == [mai.id, mai.id]
    world.wait(MINUTE + 1)
    await delayed.until_offered(linh)
    assert (await kept.session())["owner_id"] == mai.id


@shows("queue.max_sessions")
async def test_no_more_at_once_than_the_channel_allows(world: World) -> None:
    (mai,) = await world.team("Mai")
    channel = await world.channel(mai)
    await channel.change({"queue.max_sessions": 1})
    first, second = await channel.customer(), await channel.customer()
    assert [await first.offered(), await second.offered()] == [mai.id, None]
    await channel.change({"queue.max_sessions": 2})
    await second.until_offered(mai)


@shows("queue.slot_rule")
async def test_when_a_slot_is_free_again(world: World) -> None:
    (mai,) = await world.team("Mai")

    async def waiting(rule: str) -> list[bool]:
        """Whether the next still waits after an acceptance, an answer, and the end."""
        channel = await world.channel(mai)
        await channel.change({"queue.max_sessions": 1, "queue.slot_rule": rule})
        first, second = await channel.customer(), await channel.customer()
        found = []
        for step in (mai.does("accept", first), mai.replies(first), mai.does("finish", first)):
            await step
            found.append(await second.offered() is None)
        return found

    assert await waiting("closed") == [True, True, False]
    assert await waiting("answered") == [True, False, False]
    assert await waiting("answered_new") == [True, False, False]


@shows("queue.slot_rule")
async def test_a_customer_who_writes_again_takes_a_slot_again_or_not(world: World) -> None:
    (mai,) = await world.team("Mai")

    async def third_waits(rule: str) -> bool:
        channel = await world.channel(mai)
        await channel.change({"queue.max_sessions": 1, "queue.slot_rule": rule})
        first = await channel.served(mai)
        await first.says("One more question")
        return await (await channel.customer()).offered() is None

    assert [await third_waits(rule) for rule in ("answered", "answered_new")] == [True, False]


async def _skipped(channel: Channel, mai: Agent, world: World) -> None:
    customer = await channel.customer()
    assert await customer.offered() == mai.id
    world.wait(MINUTE + 1)


@shows("queue.escalate_after", "queue.escalate_to")
async def test_after_rounds_in_vain_supervisors_hear_of_it_or_another_channel_gets_it(world: World) -> None:
    mai, linh = await world.team("Mai", "Linh")
    chi = await world.hire("Chi", "supervisor")
    overflow, tells, moves = await world.channel(linh), await world.channel(mai), await world.channel(mai)
    await tells.change({"queue.escalate_after": 1})
    await moves.change({"queue.escalate_after": 1, "queue.escalate_to": overflow.id})
    stays, moved = await tells.customer(), await moves.customer()
    world.wait(MINUTE + 1)
    await moved.until_offered(linh)
    assert (await moved.session())["channel_id"] == overflow.id
    assert (await stays.session())["channel_id"] == tells.id
    told = [one["session_id"] for one in await chi.notices("session.escalated")]
    assert told == [(await stays.session())["id"]]


@shows("queue.agent_card", "queue.agent_name")
async def test_customers_see_the_profile_the_card_or_nobody(world: World) -> None:
    (mai,) = await world.team("Mai")
    channel = await world.channel(mai)
    card = {"name": "Mai of Hoa Sen", "position": "Tea master"}
    await world.office.boss.must("PUT", f"{channel.path}/cards/{mai.id}", card)
    customer = await channel.served(mai)

    async def seen() -> tuple[str, str | None]:
        agent = (await customer.seen())["conversation"]["session"]["agent"]
        return agent["name"], agent["position"]

    assert await seen() == ("Mai", None)
    await channel.change({"queue.agent_card": "card"})
    assert await seen() == ("Mai of Hoa Sen", "Tea master")
    await channel.change({"queue.agent_card": "hidden"})
    assert await seen() == ("Agent", None)
    await channel.change({"queue.agent_name": "Hoa Sen"})
    assert await seen() == ("Hoa Sen", None)
    assert (await customer.messages())[-1]["name"] == "Hoa Sen"


@shows("crm.forward")
async def test_a_customer_comes_to_whom_he_is_assigned_or_to_the_queue(world: World) -> None:
    mai, linh = await world.team("Mai", "Linh")
    channel = await world.channel(mai)
    customer = await channel.customer()
    conversation = await world.office.boss.get(f"/conversations/{customer.conversation_id}")
    await world.office.boss.must(
        "PUT", f"/contacts/{conversation['contact']['id']}/responsible", {"person_id": linh.id}
    )
    for forward, expected in ((True, linh), (False, mai)):
        await mai.does("accept", customer) if forward else await linh.does("accept", customer)
        await (mai if forward else linh).does("finish", customer)
        await channel.change({"crm.forward": forward})
        await customer.says("Me again")
        await customer.until_offered(expected)
