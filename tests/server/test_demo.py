"""The newcomer's first minute: one command, logins that work here only, customers who come at the push of a button."""

import os
from pathlib import Path

from tests.support.load import AgentClient
from tests.support.processes import serve


async def test_customers_come_and_go_at_the_push_of_a_button(tmp_path: Path) -> None:
    with serve(tmp_path / "data", "--demo") as server:
        assert "mai@example.com" in server.output()
        loop, *others = _bound(server.process.pid)
        assert others
        assert all(other == loop for other in others)
        boss = await AgentClient(server.url).login("admin@example.com")
        await boss.watch()
        started = await boss.post("/demo/customers", {"count": 2})
        assert started["running"] == 2
        await boss.until(lambda: len(boss.message_ids()) > 0, "a simulated customer's message")
        assert (await boss.get("/demo/customers"))["written"] >= 1
        stopped = await boss.send("DELETE", "/demo/customers")
        assert stopped.json()["running"] == 0
        await boss.close()


def _bound(process_id: int) -> list[set[int]]:
    """The processors of each thread that may run on one alone (docs/adr/0120)."""
    threads = [int(entry.name) for entry in Path(f"/proc/{process_id}/task").iterdir()]
    allowed = {thread: os.sched_getaffinity(thread) for thread in threads}
    assert len(allowed[process_id]) == 1
    return [one for one in allowed.values() if len(one) == 1]
