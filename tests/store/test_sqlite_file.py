"""The file of the embedded store: one owner, a fixed library, and a full disk that loses nothing."""

import asyncio
import subprocess
import sys
from pathlib import Path

import pytest

from openline.kit.clock import Clock
from openline.store.batch import Runner
from openline.store.sqlite import AffectedSqlite, AlreadyOpen, FileLock, SqliteStore, check_version
from tests.support.store import Published


@pytest.mark.parametrize("version", [(3, 7, 0), (3, 40, 1), (3, 51, 2)])
def test_a_library_that_can_corrupt_the_file_is_refused(version: tuple[int, ...]) -> None:
    with pytest.raises(AffectedSqlite, match=r"3\.51\.3"):
        check_version(version)


@pytest.mark.parametrize("version", [(3, 51, 3), (3, 53, 4), (4, 0, 0)])
def test_a_fixed_library_is_taken(version: tuple[int, ...]) -> None:
    check_version(version)


async def test_a_second_writer_is_refused_and_told_who_has_it(
    tmp_path: Path, runner: Runner, published: Published, clock: Clock
) -> None:
    first = SqliteStore(tmp_path / "x.db", runner, published, clock.now)
    second = SqliteStore(tmp_path / "x.db", runner, published, clock.now)
    await first.start()
    with pytest.raises(AlreadyOpen, match=r"in use by process \d+"):
        await second.start()
    await first.stop()
    await second.start()
    await second.stop()


def test_the_right_to_write_ends_with_its_process(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    script = (
        "import sys, os, signal; from pathlib import Path; from openline.store.sqlite import FileLock; "
        "FileLock(Path(sys.argv[1])).take(); print('mine', flush=True); os.kill(os.getpid(), signal.SIGKILL)"
    )
    done = subprocess.run([sys.executable, "-c", script, str(path)], capture_output=True, timeout=60, check=False)
    assert done.stdout.strip() == b"mine"
    lock = FileLock(path)
    lock.take()
    lock.release()


FULL_DISK = """
import asyncio, resource, signal, sys
from pathlib import Path
from openline.kit.clock import Clock
from openline.kit.errors import Unavailable
from openline.kit.ids import IdSource
from openline.store.batch import Runner
from openline.store.sqlite import SqliteStore
from tests.support import store as harness, things

async def main(path):
    harness.create_sqlite(path)
    things.add_table(str(path))
    clock = Clock()
    store = SqliteStore(path, Runner(clock.now, IdSource(1, clock).new), lambda _: None, clock.now)
    await store.start()
    for n in range(50):
        await store.commit(things.make, f"before {n}")
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    limit = max(p.stat().st_size for p in path.parent.iterdir()) + 8_192
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, hard))
    kept, refused = 50, 0
    for n in range(2_000):
        try:
            await store.commit(things.make, f"while {n} " + "x" * 2_000)
            kept += 1
        except Unavailable:
            refused += 1
            if refused > 5:
                break
    resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    await store.commit(things.make, "after")
    found = len(await store.read(things.all_things))
    await store.stop()
    print(refused, kept + 1, found)

asyncio.run(main(Path(sys.argv[1])))
"""


async def test_a_full_disk_refuses_loses_nothing_and_recovers(tmp_path: Path) -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", FULL_DISK, str(tmp_path / "x.db"),
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE, cwd=Path(__file__).parents[2],
    )  # fmt: skip
    said, errors = await process.communicate()
    assert process.returncode == 0, errors.decode()
    refused, acknowledged, found = map(int, said.split()[-3:])
    assert refused > 5
    assert found == acknowledged
