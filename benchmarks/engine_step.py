"""Steps per second at 500 agents and 5,000 waiting sessions, by event. `python benchmarks/engine_step.py`."""

import gc
import statistics
import sys
import time
from collections.abc import Callable

from openline.engine.events import (
    AgentChanged,
    AgentReplied,
    CustomerWrote,
    Event,
    OfferAccepted,
    OfferExpired,
    SessionFinished,
    SessionQueued,
    Ticked,
)
from openline.engine.model import Active, AgentFacts, Member, Offered, QueueRows, QueueSettings, QueueState
from openline.engine.step import Step, step

AGENTS, WAITING, SLOTS = 500, 5_000, 5
ROUNDS = 4_000
START = 1_700_000_000_000
ID_STEP = 4_099  # ids of a busy node: rising, with gaps


class Bench:
    """A busy queue: everybody full, thousands waiting, sessions closed as fast as they come."""

    def __init__(self, agents: int, waiting: int) -> None:
        self.at = START
        self.last_id = START << 20
        self.state = QueueState.build(
            QueueRows(
                channel_id=1,
                version=0,
                at=START,
                settings=QueueSettings(max_sessions=SLOTS),
                members=[Member(number, number) for number in range(agents)],
                agents=[AgentFacts(number, active=True, online=True) for number in range(agents)],
                sessions=[],
            )
        )
        self.took: dict[str, list[float]] = {}
        for _ in range(agents * SLOTS + waiting):
            self.happens(SessionQueued(self.at, self.new_id()))
        self.busy = [session.id for session in self.state.sessions if session.holder is not None]
        self.took.clear()

    def new_id(self) -> int:
        self.last_id += ID_STEP
        return self.last_id

    def happens(self, event: Event) -> Step:
        begun = time.perf_counter()
        outcome = step(self.state, event)
        self.took.setdefault(event.kind, []).append(time.perf_counter() - begun)
        assert isinstance(outcome, Step), f"{event}: {outcome}"
        self.state = outcome.state
        self.at += 1
        return outcome

    def one_customer(self, number: int) -> None:
        """Somebody is answered, asks again, is done; the oldest waiting one gets the slot, a new one joins the line."""
        at = number % len(self.busy)
        session = self.state.session(self.busy[at])
        assert session is not None
        assert session.holder is not None
        if isinstance(session.phase, Offered):
            self.happens(OfferAccepted(self.at, session.id, session.holder))
        session = self.state.session(session.id)
        assert session is not None
        assert isinstance(session.phase, Active)
        owner = session.phase.agent_id
        self.happens(CustomerWrote(self.at, session.id))
        replied = self.happens(AgentReplied(self.at, session.id, owner))
        self.busy += [changed for changed in replied.changed if changed != session.id]
        self.happens(SessionQueued(self.at, self.new_id()))
        self.happens(SessionFinished(self.at, session.id))
        self.busy[at] = self.busy[-1]
        self.busy.pop()

    def one_agent(self, number: int) -> None:
        """Somebody is away for a moment; a timer fires; a retry is due."""
        agent_id = number % AGENTS
        for online in (False, True):
            self.happens(AgentChanged(self.at, AgentFacts(agent_id, active=True, online=online)))
        self.busy = [session.id for session in self.state.sessions if session.holder is not None]
        self.happens(Ticked(self.at, next(self.state.waiting)))
        offer = next(s for s in self.state.sessions if isinstance(s.phase, Offered))
        assert isinstance(offer.phase, Offered)
        self.at = max(self.at, offer.phase.expires_at)
        self.happens(OfferExpired(self.at, offer.id))


def measure(bench: Bench, rounds: int, play: Callable[[int], None]) -> float:
    """Seconds inside the engine per event, over all kinds."""
    bench.took.clear()
    gc.collect()
    for number in range(rounds):
        play(number)
    times = [took for kind in bench.took.values() for took in kind]
    return sum(times) / len(times)


def main() -> None:
    out = sys.stdout.write
    bench = Bench(AGENTS, WAITING)
    out(f"{AGENTS} agents, {WAITING:,} waiting, {len(bench.busy):,} with agents\n\n")
    first = measure(bench, ROUNDS, bench.one_customer)
    out(f"{'event':<18}{'count':>8}{'mean µs':>10}{'p50 µs':>9}{'p99 µs':>9}\n")
    report(bench, out)
    out(f"\nall of it: {1 / first:,.0f} steps/s\n")
    again = measure(bench, ROUNDS, bench.one_customer)
    out(f"after {2 * ROUNDS:,} closed sessions: {1 / again:,.0f} steps/s\n\n")
    measure(bench, ROUNDS // 40, bench.one_agent)
    report(bench, out)
    begun = time.perf_counter()
    QueueState.build(bench.state.rows)
    out(f"\nbuilding this state from rows: {(time.perf_counter() - begun) * 1_000:.0f} ms\n")


def report(bench: Bench, out: Callable[[str], int]) -> None:
    for kind, times in bench.took.items():
        times.sort()
        p99 = times[len(times) * 99 // 100]
        figures = (statistics.fmean(times), times[len(times) // 2], p99)
        out(f"{kind:<18}{len(times):>8,}" + "".join(f"{figure * 1e6:>9.1f}" for figure in figures) + "\n")


if __name__ == "__main__":
    main()
