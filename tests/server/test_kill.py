"""Whatever was acknowledged survives kill -9: once in the store, once in the log, once on the agent's stream."""

import asyncio
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from random import Random

import pytest

from tests.support.load import AgentClient, CustomerClient
from tests.support.postgres import Server
from tests.support.processes import ServerProcess, environment, serve

KILLS = 10
CUSTOMERS = 6
MESSAGES_EACH = 60
SEED = 20261122


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def store_env(request: pytest.FixtureRequest) -> Iterator[Mapping[str, str]]:
    """The environment of a server on each store."""
    if request.param == "sqlite":
        yield {}
        return
    server: Server = request.getfixturevalue("postgres")
    url = server.fresh_database()
    yield {"OPENLINE_DATABASE_URL": url}
    server.drop_database(url)


class Power:
    """Cuts the power after certain counts of acknowledged messages, and switches it on again."""

    def __init__(self, data: Path, env: Mapping[str, str], moments: list[int]) -> None:
        self.data = data
        self.env = dict(env)
        self.moments = moments
        self.acknowledged = 0
        self.cuts = 0
        self.server = serve(data, "--demo", env=self.env)
        self.env["OPENLINE_PORT"] = str(self.server.port)
        self._work = asyncio.Lock()

    async def count(self) -> None:
        """One more was acknowledged."""
        self.acknowledged += 1
        if self.moments and self.acknowledged >= self.moments[0]:
            self.moments.pop(0)
            async with self._work:
                await asyncio.to_thread(self._cut)

    def _cut(self) -> None:
        self.server.kill()
        self.cuts += 1
        self.server = serve(self.data, "--demo", env=self.env)


@pytest.mark.timeout(600)  # eleven starts of a server, perhaps on a busy machine
async def test_ten_kills_lose_and_double_nothing(tmp_path: Path, store_env: Mapping[str, str]) -> None:
    chance = Random(SEED)
    total = CUSTOMERS * MESSAGES_EACH
    power = Power(tmp_path / "data", store_env, sorted(chance.sample(range(5, total - 5), KILLS)))
    try:
        await _load(power, chance)
    finally:
        power.server.kill()
    assert power.cuts == KILLS
    said = _check_log(power)
    assert "gaps 0" in said, said
    assert "doubles 0" in said, said


async def _load(power: Power, chance: Random) -> None:
    url = power.server.url
    boss = await AgentClient(url).login("admin@example.com")
    key = (await boss.get("/connections"))["items"][0]["key"]
    await boss.watch()
    customers = [await CustomerClient(url, key).open() for _ in range(CUSTOMERS)]
    tempers = [Random(chance.random()) for _ in customers]
    await asyncio.gather(*[_write(power, *pair) for pair in zip(customers, tempers, strict=True)])
    wanted = [answer["id"] for customer in customers for answer in customer.acknowledged.values()]
    assert len(wanted) == CUSTOMERS * MESSAGES_EACH
    await boss.until(lambda: set(wanted) <= set(boss.message_ids()), "every acknowledged message")
    assert boss.gaps == []
    assert {i: n for i, n in Counter(boss.message_ids()).items() if n > 1} == {}
    for customer in customers:
        history = [one["client_id"] for one in await customer.history() if one["author"] == "customer"]
        assert history == list(customer.acknowledged)
        await customer.close()
    await boss.close()


async def _write(power: Power, customer: CustomerClient, temper: Random) -> None:
    for turn in range(MESSAGES_EACH):
        message = customer.write(f"m{turn}", f"Tin nhắn số {turn} 🌸")
        if temper.random() < 0.1:  # an impatient client sends twice
            await asyncio.gather(message, customer.write(f"m{turn}", f"Tin nhắn số {turn} 🌸"))
        else:
            await message
        await power.count()


def _check_log(power: Power) -> str:
    command = [sys.executable, "-m", "openline.cli", "check-log"]
    own = environment(power.data) | power.env
    done = subprocess.run(command, env=own, capture_output=True, text=True, timeout=120, check=False)
    return done.stdout + done.stderr


def test_a_server_that_was_killed_starts_again_at_once(tmp_path: Path) -> None:
    first: ServerProcess = serve(tmp_path / "data", "--demo")
    first.kill()
    with serve(tmp_path / "data", "--demo") as second:
        assert second.port
