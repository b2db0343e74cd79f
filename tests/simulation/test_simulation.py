"""Simulated days on the real engine and the real store: customers' platforms repeat themselves, nodes die anywhere."""

from pathlib import Path

import pytest

from tests.simulation.story import Profile
from tests.simulation.telling import Told, bits, tell
from tests.simulation.world import PostgresGround, SqliteGround
from tests.support.postgres import Server
from tests.support.store import create_postgres, create_sqlite, schema_name

HOUR = Profile(agents=5, sessions=40, hours=1)
SEEDS = (1, 7)


async def _on_sqlite(path: Path, seed: int, profile: Profile = HOUR) -> Told:
    create_sqlite(path)
    return await tell(SqliteGround(path), seed, profile)


async def test_the_same_seed_gives_the_same_bits(tmp_path: Path) -> None:
    first, again, other = (tmp_path / f"{name}.db" for name in ("first", "again", "other"))
    told = await _on_sqlite(first, 3)
    assert not told.broken
    assert told.deaths > 3
    assert await _on_sqlite(again, 3) == told
    await _on_sqlite(other, 4)
    assert bits(first) == bits(again) != bits(other)


@pytest.mark.postgres
@pytest.mark.parametrize("seed", SEEDS)
async def test_three_dying_nodes_tell_the_story_of_one(seed: int, tmp_path: Path, postgres: Server) -> None:
    alone = await _on_sqlite(tmp_path / "one.db", seed)
    assert not alone.broken
    ground = PostgresGround(postgres.fresh_database(postgres.template(schema_name(), create_postgres)))
    together = await tell(ground, seed, HOUR, nodes=3)
    assert not together.broken
    assert together.deaths == alone.deaths > 3
    assert together.happened == alone.happened
    assert together.ending == alone.ending


async def test_a_queue_of_one_who_may_have_one(tmp_path: Path) -> None:
    """Everything contended: whatever is let go finds nobody else."""
    told = await _on_sqlite(tmp_path / "one.db", 5, Profile(agents=1, sessions=30, hours=1, deaths_per_mille=60))
    assert not told.broken
