"""Backup and restore: the store, uploads and the secret key, with a manifest that says what belongs to it."""

import contextlib
import hashlib
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urlsplit, urlunsplit

import msgspec

from openline.store.migrations import head
from openline.store.sqlite import connect

MANIFEST = "manifest.json"
DATABASE = "openline.db"
DUMP = "openline.dump"
FILES = "files"
SECRET = "secret.key"  # noqa: S105 - the name of a file
FORMAT = 1
TAR = (".tar", ".tar.gz", ".tgz")


class BackupFailed(Exception):
    """A sentence for the operator: what stands in the way and what to do."""


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """Where the data is. One of `sqlite` and `postgres`; no `files`: they are in a bucket of their own."""

    data: Path
    secret_key: str
    sqlite: Path | None = None
    postgres: str | None = None
    files: Path | None = None


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """What a backup is; `parts` are SHA-256 sums by name."""

    format: int
    version: str
    revision: str
    made_at: str
    parts: dict[str, str]
    files_elsewhere: bool


def backup(source: Source, target: Path, now: str) -> Manifest:
    """Write a backup to a folder that does not exist yet, or to a .tar / .tar.gz; safe while the server runs.

    Raises BackupFailed.
    """
    if target.exists():
        raise BackupFailed(f"{target} exists already. Name a new folder or archive.")
    if not target.parent.is_dir():
        raise BackupFailed(f"{target.parent} is no folder. Make it first.")
    with tempfile.TemporaryDirectory(prefix=".openline-backup-", dir=target.parent) as room:
        folder = Path(room) / "openline"
        folder.mkdir(mode=0o700)
        manifest = _fill(folder, source, now)
        if target.name.endswith(TAR):
            _pack(folder, target)
        else:
            folder.rename(target)
    return manifest


def _fill(folder: Path, source: Source, now: str) -> Manifest:
    # The store first: each upload it knows is there when the files are copied afterwards.
    if source.sqlite:
        copy_sqlite(source.sqlite, folder / DATABASE)
    elif source.postgres:
        with _address(source.postgres) as address:
            _run("pg_dump", "--format=custom", "--no-owner", "--file", str(folder / DUMP), address)
    secret = folder / SECRET
    secret.touch(mode=0o600)
    secret.write_text(source.secret_key + "\n")
    if source.files and source.files.is_dir():
        shutil.copytree(source.files, folder / FILES)
    manifest = Manifest(
        format=FORMAT,
        version=version("openline"),
        revision=head() or "",
        made_at=now,
        parts={str(path.relative_to(folder)): _digest(path) for path in _files_in(folder)},
        files_elsewhere=source.files is None,
    )
    (folder / MANIFEST).write_bytes(msgspec.json.format(msgspec.json.encode(manifest)))
    return manifest


def copy_sqlite(source: Path, target: Path) -> None:
    """A consistent copy while others write, and a look whether it is whole.

    Raises BackupFailed.
    """
    old, new = connect(source, read_only=True), connect(target)
    try:
        old.backup(new)
        found = new.execute("PRAGMA quick_check").fetchone()[0]
        new.execute("PRAGMA journal_mode=DELETE")
    finally:
        old.close()
        new.close()
    if found != "ok":
        raise BackupFailed(f"the store is damaged: {found}. Keep the data folder as it is and ask for help.")


def _pack(folder: Path, target: Path) -> None:
    mode: Any = "w:" if target.suffix == ".tar" else "w:gz"
    unfinished = folder.parent / target.name
    with tarfile.open(unfinished, mode) as archive:
        archive.add(folder, arcname="openline")
    unfinished.chmod(0o600)
    unfinished.rename(target)


def restore(place: Path, target: Source) -> Manifest:
    """Put a backup into an empty data folder (and an empty database).

    Raises BackupFailed, with nothing written unless the disk or the database fails in the middle.
    """
    taken = [path for path in (target.data / DATABASE, target.data / SECRET, target.data / FILES) if _holds(path)]
    if taken:
        raise BackupFailed(
            f"{taken[0]} is there already, and nothing is overwritten. Set OPENLINE_DATA to an empty folder."
        )
    with _opened(place) as folder:
        manifest = _checked(folder)
        if (folder / DUMP).exists() != (target.postgres is not None):
            kind = "PostgreSQL" if (folder / DUMP).exists() else "SQLite"
            raise BackupFailed(f"this is a backup of {kind}: set or unset OPENLINE_DATABASE_URL to match.")
        if target.postgres:
            with _address(target.postgres) as address:
                how = ("--no-owner", "--exit-on-error", "--single-transaction")
                _run("pg_restore", *how, "--dbname", address, str(folder / DUMP))
        for path in _files_in(folder):
            if path.name in {MANIFEST, DUMP} and path.parent == folder:
                continue
            into = target.data / path.relative_to(folder)
            into.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            shutil.copy2(path, into)
    return manifest


def _holds(path: Path) -> bool:
    return any(path.iterdir()) if path.is_dir() else path.exists()


@contextlib.contextmanager
def _opened(place: Path) -> Iterator[Path]:
    """The folder of a backup, unpacked if need be."""
    if place.is_dir():
        yield place
        return
    if not place.is_file():
        raise BackupFailed(f"{place} is not there.")
    with tempfile.TemporaryDirectory(prefix="openline-restore-") as room:
        try:
            with tarfile.open(place) as archive:
                archive.extractall(room, filter="data")
        except (tarfile.TarError, OSError) as error:
            raise BackupFailed(f"{place} cannot be unpacked: {error}.") from error
        yield Path(room) / "openline"


def _checked(folder: Path) -> Manifest:
    try:
        manifest = msgspec.json.decode((folder / MANIFEST).read_bytes(), type=Manifest)
    except (OSError, msgspec.MsgspecError) as error:
        raise BackupFailed(f"{folder} is no backup of Openline: it has no readable {MANIFEST}.") from error
    if manifest.format != FORMAT:
        raise BackupFailed(f"this backup has format {manifest.format}; this version reads {FORMAT}.")
    for name, digest in manifest.parts.items():
        path = folder / name
        if not path.is_file() or _digest(path) != digest:
            raise BackupFailed(f"{name} is missing from the backup or was changed. Use another backup.")
    return manifest


def _files_in(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file() and path.name != MANIFEST)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@contextlib.contextmanager
def _address(url: str) -> Iterator[str]:
    """The address without its password, which anybody on this machine could read in the list of processes."""
    parts = urlsplit(url)
    password = unquote(parts.password or "")
    with tempfile.TemporaryDirectory(prefix="openline-") as room:
        passfile = Path(room) / "pgpass"
        passfile.touch(mode=0o600)
        escaped = password.replace("\\", "\\\\").replace(":", "\\:")
        passfile.write_text(f"*:*:*:*:{escaped}\n")
        user, _, host = parts.netloc.rpartition("@")
        netloc = f"{user.partition(':')[0]}@{host}" if user else host
        query = "&".join(filter(None, (parts.query, f"passfile={quote(str(passfile))}")))
        yield urlunsplit(parts._replace(netloc=netloc, query=query))


def _run(tool: str, *arguments: str) -> None:
    """PostgreSQL's own tools know its formats."""
    if shutil.which(tool) is None:
        raise BackupFailed(
            f"{tool} is not installed here. Install PostgreSQL's client programs, or back the database up with "
            "your own tools, and the data folder beside it."
        )
    done = subprocess.run([tool, *arguments], capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode != 0:
        raise BackupFailed(
            f"{tool} failed: {done.stderr.strip().splitlines()[-1] if done.stderr else 'no reason given'}"
        )
