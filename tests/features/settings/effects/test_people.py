"""What bots and agents may do in a channel, and whom it tells of late answers."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import httpx

from tests.features.settings.effects.world import HOUR, MINUTE, Agent, Channel, Customer, World, on_both_stores, shows
from tests.support.waiting import until_async


@dataclass
class Program:
    """A bot at its own door."""

    http: httpx.AsyncClient
    id: str
    token: str

    async def asks(self, method: str, path: str, body: Any = None) -> Any:
        bearer = {"authorization": f"Bearer {self.token}"}
        answer = await self.http.request(method, f"/api/v1/bot{path}", json=body, headers=bearer)
        assert answer.is_success, answer.text
        return answer.json() if answer.content else None

    async def ends(self, customer: Customer) -> None:
        """It finishes a session."""
        await self.asks("POST", f"/sessions/{(await customer.session())['id']}/finish")


async def a_bot(world: World) -> Program:
    made = await world.office.boss.must("POST", "/bots", {"name": f"Hoa {len(world.office.clients)}"})
    return Program(world.client(), made["id"], made["token"])


@shows("bot.enabled", "bot.id", "bot.join")
async def test_the_chosen_bot_answers_first_each_time_or_once(world: World) -> None:
    (mai,) = await world.team("Mai")
    channel, bot = await world.channel(mai), await a_bot(world)
    await channel.change({"bot.id": bot.id})
    assert await (await channel.customer()).offered() == mai.id
    await channel.change({"bot.enabled": True})
    phases = []
    for join in ("always", "first"):
        await channel.change({"bot.join": join})
        customer = await channel.customer()
        first = (await customer.session())["phase"]
        await bot.ends(customer)
        await customer.says("Me again")
        phases.append((first, (await customer.session())["phase"]))
    assert phases == [("bot", "bot"), ("bot", "offered")]


@shows("bot.time")
async def test_people_come_when_the_time_of_the_bot_is_over(world: World) -> None:
    (mai,) = await world.team("Mai")
    short, endless, bot = await world.channel(mai), await world.channel(mai), await a_bot(world)
    for channel, limit in ((short, MINUTE), (endless, 0)):
        await channel.change({"bot.id": bot.id, "bot.enabled": True, "bot.time": limit})
    goes, stays = await short.customer(), await endless.customer()
    world.wait(HOUR)
    await goes.until_offered(mai)
    assert (await stays.session())["phase"] == "bot"


@shows("bot.leaves")
async def test_the_bot_goes_on_listening_or_not(world: World) -> None:
    (mai,) = await world.team("Mai")
    channel, bot = await world.channel(mai), await a_bot(world)
    await channel.change({"bot.id": bot.id, "bot.enabled": True})
    heard = []
    for leaves in ("queue", "close"):
        await channel.change({"bot.leaves": leaves})
        customer = await channel.customer()
        await customer.says("0")
        await mai.does("accept", customer)
        since = (await bot.asks("GET", "/events"))["next"]
        await customer.says("A person at last")
        page = await bot.asks("GET", f"/events?since={since}")
        heard.append([one["kind"] for one in page["items"]])
    assert heard == [[], ["message"]]


@shows("canned.from", "canned.lists")
async def test_agents_are_offered_the_lists_of_the_channel(world: World) -> None:
    (mai,) = await world.team("Mai")
    boss, channel = world.office.boss, await world.channel(mai)
    made = [await boss.must("POST", "/canned/lists", {"name": f"{name} {mai.id}"}) for name in ("Hue", "Other")]
    for one in made:
        await boss.must("POST", "/canned", {"list_id": one["id"], "text": f"qzx {one['name']}"})
    customer = await channel.served(mai)

    async def offered() -> set[str]:
        page = await mai.who.api.get(f"/conversations/{customer.conversation_id}/canned", q=f"qzx {mai.id}")
        return {one["text"] for one in page["items"]}

    both = {f"qzx {one['name']}" for one in made}
    await channel.change({"canned.lists": [made[0]["id"]]})
    assert await offered() == both
    await channel.change({"canned.from": "chosen"})
    assert await offered() == {f"qzx {made[0]['name']}"}


@shows("typing.live")
async def test_the_agent_reads_along_or_not(world: World) -> None:
    (mai,) = await world.team("Mai")
    channel = await world.channel(mai)
    assert (await channel.config())["live_typing"] is True
    await channel.change({"typing.live": False})
    assert (await channel.config())["live_typing"] is False
    customer = await channel.served(mai)
    assert mai.stream is not None
    hints = mai.stream.hints
    for text, live in (("secret", False), ("a question", True)):
        await channel.change({"typing.live": live})
        assert (await customer.call("POST", "/typing", {"on": True, "text": text})).status_code == 204
    await until_async(lambda: _heard(hints, "a question"), "what he types")
    assert not any("secret" in str(hint) for hint in hints)


async def _heard(hints: Iterable[Any], text: str) -> bool:
    return any(hint["type"] == "typing.live" and hint["data"]["text"] == text for hint in hints)


@shows("channel.confirm_close", "channel.priority")
async def test_agents_are_asked_first_and_see_what_is_urgent(world: World) -> None:
    (mai,) = await world.team("Mai")
    channel, plain = await world.channel(mai), await world.channel(mai)
    await channel.change({"channel.confirm_close": True, "channel.priority": 90})
    seen = [await mai.who.api.get(one.path) for one in (channel, plain)]
    assert [(one["confirm_close"], one["priority"]) for one in seen] == [(True, 90), (False, 0)]


async def overdue(agent: Agent) -> list[tuple[str, bool]]:
    """What he was told of late answers, oldest first, and whether it was of first ones."""
    return [(one["text"], one["initial"]) for one in reversed(await agent.notices("response.overdue"))]


async def until_overdue(agent: Agent, *told: tuple[str, bool]) -> None:
    async def so() -> bool:
        return await overdue(agent) == list(told)

    await until_async(so, f"{told} for {agent.name}")


@shows("kpi.first_limit", "kpi.first_alert", "kpi.first_people", "kpi.first_text")
async def test_somebody_is_told_of_a_late_first_answer(world: World) -> None:
    (mai,), lan, nam = await world.team("Mai"), await world.hire("Lan"), await world.hire("Nam")
    told, mute = await world.channel(mai), await world.channel(mai)
    text = {"kpi.first_limit": MINUTE, "kpi.first_text": "Somebody waits for #OPERATOR#"}
    await told.change({**text, "kpi.first_people": [lan.id], "kpi.first_alert": True})
    await mute.change({**text, "kpi.first_people": [nam.id]})
    customers = [await channel.customer() for channel in (told, mute)]
    for customer in customers:
        await mai.does("accept", customer)
    world.wait(30)
    assert [await overdue(one) for one in (lan, nam)] == [[], []]
    world.wait(31)
    await until_overdue(lan, ("Somebody waits for Mai", True))
    assert await overdue(nam) == []
    (wait,) = (await world.office.boss.get(f"/sessions/{(await customers[1].session())['id']}/responses"))["waits"]
    assert wait["overdue"] is True


async def _waits_again(channel: Channel, mai: Agent) -> Customer:
    customer = await channel.served(mai)
    return await customer.says("And one more thing")


@shows("kpi.further_limit", "kpi.further_alert", "kpi.further_people", "kpi.further_text")
async def test_somebody_is_told_of_a_late_further_answer(world: World) -> None:
    (mai,), lan, nam = await world.team("Mai"), await world.hire("Lan"), await world.hire("Nam")
    told, mute = await world.channel(mai), await world.channel(mai)
    text = {"kpi.further_limit": MINUTE, "kpi.further_text": "#OPERATOR# lets him wait again"}
    await told.change({**text, "kpi.further_people": [lan.id], "kpi.further_alert": True})
    await mute.change({**text, "kpi.further_people": [nam.id]})
    for channel in (told, mute):
        await _waits_again(channel, mai)
    world.wait(MINUTE + 1)
    await until_overdue(lan, ("Mai lets him wait again", False))
    assert await overdue(nam) == []


@on_both_stores
@shows("kpi.repeat_after", "kpi.escalate_after", "kpi.escalate_people")
async def test_it_is_said_again_and_then_to_superiors(world: World) -> None:
    (mai,), lan, chi = await world.team("Mai"), await world.hire("Lan"), await world.hire("Chi")
    channel = await world.channel(mai)
    await channel.change(
        {
            "kpi.first_limit": MINUTE, "kpi.first_alert": True, "kpi.first_people": [lan.id], "kpi.first_text": "Late",
            "kpi.repeat_after": 2 * MINUTE, "kpi.escalate_after": 4 * MINUTE, "kpi.escalate_people": [chi.id],
        }
    )  # fmt: skip
    await channel.customer()
    world.wait(MINUTE + 1)
    await until_overdue(lan, ("Late", True))
    world.wait(2 * MINUTE)
    await until_overdue(lan, ("Late", True), ("Late", True))
    assert await overdue(chi) == []
    world.wait(2 * MINUTE)
    await until_overdue(chi, ("Late", True))


def clock(at: datetime) -> str:
    return at.strftime("%H:%M")


@shows("kpi.stops_when_closed")
async def test_the_clock_stands_still_while_the_channel_is_closed(world: World) -> None:
    goes, stands = await world.channel(), await world.channel()
    now = datetime.fromisoformat((await (await goes.customer()).messages())[0]["at"])
    day = [(now - timedelta(hours=1), now + timedelta(minutes=2)), (now + timedelta(hours=1), now + timedelta(hours=2))]
    hours = {"zone": "UTC", "week": [[[clock(opens), clock(closes)] for opens, closes in day]] * 7}
    waits = []
    for channel, stops in ((goes, False), (stands, True)):
        await channel.change({"hours.enabled": True, "hours.calendar": hours, "kpi.stops_when_closed": stops})
        await channel.change({"kpi.first_limit": 5 * MINUTE})
        session = await (await channel.customer()).session()
        (wait,) = (await world.office.boss.get(f"/sessions/{session['id']}/responses"))["waits"]
        waits.append(datetime.fromisoformat(wait["due_at"]) - now)
    assert (waits[0] < timedelta(minutes=6), waits[1] > timedelta(hours=1)) == (True, True)
