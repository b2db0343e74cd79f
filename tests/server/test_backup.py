"""A backup taken beside a working server brings everything back; a restore overwrites nothing."""

import asyncio
import json
import os
import shutil
import stat
from pathlib import Path

import pytest

from openline import bootstrap
from openline.bootstrap.operator import backup_source, join_operator
from openline.config import load, load_before_restore
from openline.features.accounts.service import NewAccount, add_account, all_accounts
from openline.server.admin.backup import BackupFailed, Manifest, restore
from openline.server.admin.socket import Refused
from openline.store.migrations import head
from tests.server.conftest import running
from tests.support.postgres import Server


async def make(data: Path, target: Path) -> None:
    """A server with an account and an upload, backed up while it commits."""
    async with running(data) as application:
        store = application.base.store
        await store.commit(add_account, NewAccount(name="Shop"))
        _upload(data)
        commands = join_operator(application, serving=False)
        busy = [store.commit(add_account, NewAccount(name=f"Other {n}", domain=f"o{n}.example")) for n in range(20)]
        await asyncio.gather(commands.run("backup", {"target": str(target)}), *busy)


def _upload(data: Path) -> None:
    (data / "files" / "1").mkdir(parents=True)
    (data / "files" / "1" / "2").write_bytes(b"upload")


def _left_over(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir() if path.name.startswith(".")]


def put_back(target: Path, data: Path) -> Manifest:
    return restore(target, backup_source(load_before_restore({"OPENLINE_DATA": str(data)})))


@pytest.mark.parametrize("name", ["folder", "all.tar", "all.tar.gz"])
async def test_what_was_backed_up_comes_back(tmp_path: Path, name: str) -> None:
    old, new, target = tmp_path / "old", tmp_path / "new", tmp_path / name
    await make(old, target)
    manifest = put_back(target, new)
    assert manifest.revision == head()
    assert (new / "files" / "1" / "2").read_bytes() == b"upload"
    assert (new / "secret.key").read_text() == (old / "secret.key").read_text()
    assert stat.S_IMODE((new / "secret.key").stat().st_mode) == 0o600
    async with running(new) as application:
        names = [account.name for account in await application.base.store.read(all_accounts)]
        assert names[0] == "Shop"
        report = await join_operator(application, serving=False).run("check-log", {})
        assert report["sound"], report


async def test_a_backup_is_for_its_owner_only(tmp_path: Path) -> None:
    await make(tmp_path / "old", tmp_path / "all.tar.gz")
    assert stat.S_IMODE((tmp_path / "all.tar.gz").stat().st_mode) == 0o600
    assert _left_over(tmp_path) == []


async def test_nothing_is_overwritten(tmp_path: Path) -> None:
    target = tmp_path / "backup"
    await make(tmp_path / "old", target)
    with pytest.raises(Refused, match="exists already"):
        await make(tmp_path / "other", target)
    before = (tmp_path / "old" / "openline.db").read_bytes()
    with pytest.raises(BackupFailed, match="OPENLINE_DATA to an empty folder"):
        put_back(target, tmp_path / "old")
    assert (tmp_path / "old" / "openline.db").read_bytes() == before


async def test_a_changed_backup_is_not_restored(tmp_path: Path) -> None:
    target = tmp_path / "backup"
    await make(tmp_path / "old", target)
    (target / "files" / "1" / "2").write_bytes(b"other")
    with pytest.raises(BackupFailed, match="was changed"):
        put_back(target, tmp_path / "new")
    assert not (tmp_path / "new" / "openline.db").exists()


def test_what_is_no_backup_is_said(tmp_path: Path) -> None:
    (tmp_path / "thing").mkdir()
    (tmp_path / "thing.tar").write_bytes(b"no archive")
    for name, said in (("thing", "no readable manifest"), ("thing.tar", "cannot be unpacked"), ("none", "not there")):
        with pytest.raises(BackupFailed, match=said):
            put_back(tmp_path / name, tmp_path / "new")


async def test_a_backup_of_the_other_store_is_refused(tmp_path: Path) -> None:
    await make(tmp_path / "old", tmp_path / "backup")
    settings = {"OPENLINE_DATA": str(tmp_path / "new"), "OPENLINE_DATABASE_URL": "postgresql://h/d"}
    with pytest.raises(BackupFailed, match="backup of SQLite"):
        restore(tmp_path / "backup", backup_source(load_before_restore(settings)))


@pytest.mark.postgres
async def test_postgres_goes_through_its_own_tools(
    tmp_path: Path, postgres: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", f"{postgres.binaries}{os.pathsep}{os.environ['PATH']}")
    first, second = postgres.fresh_database(), postgres.fresh_database()
    with_password = first.replace("openline@", "openline:se%3Acret@")
    config = load({"OPENLINE_DATA": str(tmp_path / "old"), "OPENLINE_DATABASE_URL": with_password})
    await asyncio.to_thread(bootstrap.migrate, config)
    application = bootstrap.build(config)
    await application.start()
    await application.base.store.commit(add_account, NewAccount(name="Shop"))
    await join_operator(application, serving=False).run("backup", {"target": str(tmp_path / "all.tar")})
    await application.stop()
    into = {"OPENLINE_DATA": str(tmp_path / "new"), "OPENLINE_DATABASE_URL": second}
    await asyncio.to_thread(restore, tmp_path / "all.tar", backup_source(load_before_restore(into)))
    again = bootstrap.build(load(into))
    await again.start()
    assert [account.name for account in await again.base.store.read(all_accounts)] == ["Shop"]
    await again.stop()


@pytest.mark.postgres
async def test_without_the_tools_it_says_what_to_install(
    tmp_path: Path, postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = load({"OPENLINE_DATA": str(tmp_path / "old"), "OPENLINE_DATABASE_URL": postgres_url})
    await asyncio.to_thread(bootstrap.migrate, config)
    application = bootstrap.build(config)
    await application.start()
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Refused, match="pg_dump is not installed"):
        await join_operator(application, serving=False).run("backup", {"target": str(tmp_path / "all.tar")})
    await application.stop()


def test_the_manifest_can_be_read_by_people(tmp_path: Path) -> None:
    asyncio.run(make(tmp_path / "old", tmp_path / "backup"))
    manifest = json.loads((tmp_path / "backup" / "manifest.json").read_text())
    assert set(manifest["parts"]) == {"openline.db", "secret.key", "files/1/2"}
    shutil.rmtree(tmp_path / "backup")
