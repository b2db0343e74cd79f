"""Messages from customers to agents, end to end: `python -m benchmarks.inbound [--quick] [--store sqlite|postgres]`.

The real server with ten agents listening, beside a bare floor in the same minute (docs/performance.md).
"""

import argparse
import contextlib
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec
from benchmarks.load.driver import Act, Figures, Target

from tests.support import postgres
from tests.support.processes import serve

ROOT = Path(__file__).resolve().parent.parent
RESULTS = ROOT / "benchmarks" / "results"
STORES = ("sqlite", "postgres")
SIDES = ("openline", "floor")
FULL = (
    Act("closed 8", 8, customers=8), Act("closed 32", 8, customers=32),
    Act("open 5/s", 60, rate=5), Act("open 250/s", 15, rate=250),
)  # fmt: skip
QUICK = (
    Act("closed 8", 3, customers=8), Act("closed 32", 3, customers=32),
    Act("open 5/s", 10, rate=5), Act("open 250/s", 4, rate=250),
)  # fmt: skip
ROUNDS = 3


@dataclass(frozen=True, slots=True)
class Plan:
    """What to measure."""

    stores: Sequence[str]
    acts: Sequence[Act]
    rounds: int


class Run(msgspec.Struct):
    """One act on one store and side."""

    store: str
    side: str
    act: str
    round: int
    figures: Figures


@dataclass(slots=True)
class Driver:
    """The process that makes the load."""

    process: "subprocess.Popen[str]"

    def play(self, act: Act) -> Figures:
        assert self.process.stdin
        self.process.stdin.write(msgspec.json.encode(act).decode() + "\n")
        self.process.stdin.flush()
        return msgspec.json.decode(self._line(), type=Figures)

    def _line(self) -> str:
        assert self.process.stdout
        line = self.process.stdout.readline()
        if not line:
            raise SystemExit("the driver has ended; what it said is above")
        return line

    def wait(self) -> None:
        assert self._line() == "ready\n"


def _python(*arguments: str) -> list[str]:
    return [sys.executable, "-m", *arguments]


@contextlib.contextmanager
def _piped(*arguments: str) -> Iterator["subprocess.Popen[str]"]:
    pipe = subprocess.PIPE
    process = subprocess.Popen(_python(*arguments), cwd=ROOT, stdin=pipe, stdout=pipe, text=True)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


@contextlib.contextmanager
def _driver(target: Target) -> Iterator[Driver]:
    with _piped("benchmarks.load.driver", msgspec.json.encode(target).decode()) as process:
        driver = Driver(process)
        driver.wait()
        yield driver


@contextlib.contextmanager
def _side(side: str, folder: Path, database: postgres.Server | None) -> Iterator[Driver]:
    """A server on an empty store, with its driver."""
    url = database.fresh_database() if database else ""
    keeper = database.keeper if database else None
    folder.mkdir()
    if side == "floor":
        with _piped("benchmarks.load.floor", url or str(folder)) as process:
            assert process.stdout
            address = f"127.0.0.1:{int(process.stdout.readline())}"
            with _driver(Target(address, True, process.pid, keeper)) as driver:
                yield driver
        return
    env = {"OPENLINE_DATABASE_URL": url} if url else {}
    with serve(folder, "--demo", env=env) as server:
        address = f"127.0.0.1:{server.port}"
        with _driver(Target(address, False, server.process.pid, keeper)) as driver:
            yield driver


def _round(store: str, number: int, acts: Sequence[Act], folder: Path) -> Iterator[Run]:
    with contextlib.ExitStack() as stack:
        database = None
        if store == "postgres":
            database = postgres.start_postgres(folder / "server", owner=os.getpid())
            stack.callback(database.stop)
        drivers = {side: stack.enter_context(_side(side, folder / side, database)) for side in SIDES}
        for act in acts:
            for side in SIDES if number % 2 else SIDES[::-1]:
                run = Run(store, side, act.name, number, drivers[side].play(act))
                print(_line(run), file=sys.stderr, flush=True)
                yield run


def measure(plan: Plan) -> list[Run]:
    """All rounds; stores and sides take turns, so that a bad minute of the machine hits all alike."""
    runs: list[Run] = []
    for number in range(1, plan.rounds + 1):
        for store in plan.stores:
            with tempfile.TemporaryDirectory(prefix="openline-bench-") as folder:
                runs += _round(store, number, plan.acts, Path(folder))
    return runs


def _line(run: Run) -> str:
    f = run.figures
    return (
        f"{run.round} {run.store:<9}{run.side:<9}{run.act:<11}{f.messages:>7} "
        f"{f.accepted_per_s:>7.0f}/s ack {f.ack_p50:.1f}/{f.ack_p99:.1f} seen {f.seen_p50:.1f}/{f.seen_p99:.1f} ms "
        f"cpu {f.server_us:.0f}+{f.postgres_us:.0f} (driver {f.driver_us:.0f}) µs {f.void}"
    )


def _median(runs: Sequence[Run], name: str) -> float:
    return float(statistics.median(getattr(run.figures, name) for run in runs))


def table(runs: Sequence[Run], acts: Sequence[Act]) -> str:
    """Medians by store, act and side, in Markdown; void runs are left out and counted."""
    head = (
        "store", "act", "side", "accepted/s", "delivered/s", "ack p50 · p99 ms", "delivery p50 · p99 ms",
        "server µs", "postgres µs", "void",
    )  # fmt: skip
    rows = [head, ("---",) * len(head)]
    for store in dict.fromkeys(run.store for run in runs):
        for act in acts:
            sides = {side: _of(runs, store, act.name, side) for side in SIDES}
            rows += [_row(store, act.name, side, found) for side, found in sides.items()]
            rows.append(_ratio(sides, len(head)))
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _of(runs: Sequence[Run], store: str, act: str, side: str) -> list[Run]:
    return [run for run in runs if (run.store, run.act, run.side) == (store, act, side)]


def _row(store: str, act: str, side: str, found: Sequence[Run]) -> tuple[str, ...]:
    good = [run for run in found if not run.figures.void]
    void = str(len(found) - len(good))
    if not good:
        return (store, act, side, *["-"] * 6, void)
    whole = {
        name: f"{_median(good, name):,.0f}"
        for name in ("accepted_per_s", "delivered_per_s", "server_us", "postgres_us")
    }
    ms = {name: f"{_median(good, name):.1f}" for name in ("ack_p50", "ack_p99", "seen_p50", "seen_p99")}
    return (
        store, act, side, whole["accepted_per_s"], whole["delivered_per_s"], f"{ms['ack_p50']} · {ms['ack_p99']}",
        f"{ms['seen_p50']} · {ms['seen_p99']}", whole["server_us"], whole["postgres_us"], void,
    )  # fmt: skip


def _ratio(sides: dict[str, list[Run]], width: int) -> tuple[str, ...]:
    """Openline against the floor of the same round: median of the ratios."""
    pairs = [
        (run.figures, floor.figures)
        for run in sides["openline"]
        for floor in sides["floor"]
        if run.round == floor.round and not run.figures.void and not floor.figures.void
    ]
    if not pairs:
        return ("",) * width
    rate, cpu = (
        statistics.median(getattr(a, name) / max(1e-9, getattr(b, name)) for a, b in pairs)
        for name in ("delivered_per_s", "server_us")
    )
    return ("", "", "*to the floor*", "", f"*{rate:.2f}*", "", "", f"*{cpu:.1f}*", "", "")


def main() -> None:
    parser = argparse.ArgumentParser(description="Messages from customers to agents, beside a bare floor.")
    parser.add_argument("--quick", action="store_true", help="one short round")
    parser.add_argument("--store", choices=STORES, help="only this one")
    parser.add_argument("--act", action="append", help="only this act, e.g. 'closed 8'; may be repeated")
    parser.add_argument("--rounds", type=int, help=f"instead of {ROUNDS}, or 1 with --quick")
    given = parser.parse_args()
    acts = [act for act in (QUICK if given.quick else FULL) if not given.act or act.name in given.act]
    rounds = given.rounds or (1 if given.quick else ROUNDS)
    runs = measure(Plan([given.store] if given.store else STORES, acts, rounds))
    RESULTS.mkdir(exist_ok=True)
    result = RESULTS / f"inbound-{time.strftime('%Y%m%d-%H%M%S')}.json"
    result.write_text(json.dumps(msgspec.to_builtins(runs), indent=1))
    print(f"{table(runs, acts)}\n\n{result.relative_to(ROOT)}")
    if any(run.figures.void for run in runs):
        raise SystemExit("a run is void: its counts do not match")


if __name__ == "__main__":
    main()
