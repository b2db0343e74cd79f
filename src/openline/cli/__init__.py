"""The `openline` command. Each command imports what it needs when it runs, so that `--help` is instant."""

import click

from openline.cli.lazy import LazyGroup

COMMANDS = {
    "serve": ("openline.cli.serve:serve", "Run the server."),
    "migrate": ("openline.cli.store:migrate", "Bring the store to this version's tables."),
    "version": ("openline.cli.about:version", "Print the version."),
}


@click.group(cls=LazyGroup, commands=COMMANDS, context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Openline, a contact centre you run yourself.

    \b
    Try it with example data:   openline serve --demo
    Run it for real:            openline serve
    What is wrong with it?      openline doctor
    """
