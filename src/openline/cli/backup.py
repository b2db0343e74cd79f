"""`openline backup`."""

from pathlib import Path

import click

from openline.cli.order import order


@click.command()
@click.argument("target", type=click.Path(path_type=Path))
def backup(target: Path) -> None:
    """Write everything that cannot be made again to a new folder, or to a .tar or .tar.gz.

    Safe while the server works. It holds the secret key: keep it where nobody else can read it.

    \b
    openline backup /backups/openline-2026-11-22.tar.gz
    """
    made = order("backup", target=str(target.absolute()))
    click.echo(f"{made['target']} holds {len(made['parts'])} files.")
    if made["files_elsewhere"]:
        click.echo("Uploads are in their bucket: back it up with the tools of its service.")
