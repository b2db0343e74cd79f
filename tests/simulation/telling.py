"""Tells a story on a store and judges it: for the tests, and for `make simulate`."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pysqlite3

from openline.bootstrap import gather_tables
from tests.simulation import checks
from tests.simulation.story import Profile, Story
from tests.simulation.world import Ground, World

gather_tables()


@dataclass(frozen=True)
class Told:
    """A story's end; `broken` holds every promise that was not kept, as a sentence."""

    broken: tuple[str, ...]
    ending: Any
    happened: dict[str, int]
    batches: int
    deaths: int


async def tell(ground: Ground, seed: int, profile: Profile, *, nodes: int = 1, look_every: int = 1) -> Told:
    """Tell it to the end, or to the first moment at which something is broken."""
    world = World(ground, seed, nodes=nodes)
    story = Story(world, seed, profile)
    turns = 0

    async def look() -> None:
        nonlocal turns
        turns += 1
        if turns % look_every == 0:
            _must(await world.read(checks.of_now, story.channels))

    broken: Iterable[str] = ()
    try:
        await story.tell(look)
        broken = (
            *await world.read(checks.of_now, story.channels),
            *await world.read(checks.once_each, story.acknowledged),
            *[
                text
                for channel_id in story.channels
                for text in await world.read(checks.replayed, channel_id, transitions=look_every == 1)
            ],
        )
    except Wrong as wrong:
        broken = [f"turn {turns}: {text}" for text in wrong.args]
    ending = await world.read(checks.story)
    await world.stop()
    return Told(tuple(broken), ending, dict(sorted(story.happened.items())), world.batches, world.deaths)


class Wrong(Exception):
    """A promise is not kept at this moment."""


def _must(broken: list[str]) -> None:
    if broken:
        raise Wrong(*broken)


def bits(path: Path) -> str:
    """A fingerprint of everything in the file."""
    digest = hashlib.sha256()
    db = pysqlite3.connect(str(path))
    for (table,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall():
        digest.update(table.encode())
        for row in sorted(map(repr, db.execute(f'SELECT * FROM "{table}"'))):
            digest.update(row.encode())
    db.close()
    return digest.hexdigest()
