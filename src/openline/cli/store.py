"""`openline migrate`."""

import click

from openline import bootstrap
from openline.cli.setup import settings


@click.command()
def migrate() -> None:
    """Bring the store to this version's tables.

    `serve` does it by itself; use this to do it before the servers of a new version start.
    """
    changed = bootstrap.migrate(settings())
    click.echo("The store is up to date now." if changed else "The store was up to date.")
