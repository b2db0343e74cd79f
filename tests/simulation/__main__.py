"""`python -m tests.simulation --seed 1 --days 1`: a company's days, told in minutes, judged to the end."""

import argparse
import asyncio
import sys
import tempfile
import time
from pathlib import Path

from tests.simulation.story import Profile
from tests.simulation.telling import bits, tell
from tests.simulation.world import SqliteGround
from tests.support.store import create_sqlite


def main() -> int:
    """0 if every promise was kept."""
    parser = argparse.ArgumentParser(prog="simulate", description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--days", type=int, default=1)
    parser.add_argument("--agents", type=int, default=200)
    parser.add_argument("--sessions", type=int, default=20_000, help="of a day")
    parser.add_argument("--hours", type=int, default=10, help="of a day")
    parser.add_argument("--ideas", type=int, default=36, help="changes of the settings and of the bot in a day")
    parser.add_argument("--look-every", type=int, default=500, help="turns between two looks at everything")
    given = parser.parse_args()
    profile = Profile(
        agents=given.agents, sessions=given.sessions, hours=given.hours, days=given.days, deaths_per_mille=2,
        ideas=given.ideas,
    )  # fmt: skip
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "story.db"
        create_sqlite(path)
        told = asyncio.run(tell(SqliteGround(path), given.seed, profile, look_every=given.look_every))
        _say(f"seed {given.seed}: {told.batches} batches, {told.deaths} deaths, {time.monotonic() - began:.0f} s")
        for what, count in told.happened.items():
            _say(f"  {count:8} {what}")
        _say(f"fingerprint {bits(path)}")
    for text in told.broken:
        _say(f"BROKEN: {text}")
    _say("every promise was kept" if not told.broken else f"{len(told.broken)} promises were broken")
    return int(bool(told.broken))


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")


if __name__ == "__main__":
    sys.exit(main())
