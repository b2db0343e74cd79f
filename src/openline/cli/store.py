"""`openline migrate` and `openline restore`."""

from pathlib import Path

import click

from openline import bootstrap
from openline.bootstrap.operator import backup_source
from openline.cli.lazy import Failure
from openline.cli.setup import settings
from openline.config import load_before_restore
from openline.server.admin.backup import BackupFailed
from openline.server.admin.backup import restore as put_back
from openline.store.port import Broken
from openline.store.sqlite import AlreadyOpen


@click.command()
def migrate() -> None:
    """Bring the store to this version's tables.

    `serve` does it by itself; use this to do it before the servers of a new version start.
    """
    try:
        changed = bootstrap.migrate(settings())
    except (AlreadyOpen, Broken) as error:
        raise Failure(str(error)) from error
    click.echo("The store is up to date now." if changed else "The store was up to date.")


@click.command()
@click.argument("source", type=click.Path(path_type=Path))
def restore(source: Path) -> None:
    """Put a backup into an empty data folder. Nothing that is there is overwritten.

    \b
    OPENLINE_DATA=/srv/openline openline restore /backups/openline-2026-11-22.tar.gz
    """
    try:
        manifest = put_back(source, backup_source(settings(load_before_restore)))
    except BackupFailed as error:
        raise Failure(str(error)) from error
    click.echo(f"The backup of {manifest.made_at} is restored. Start it with `openline serve`.")
