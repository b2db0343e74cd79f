"""The `openline` command. Each command imports what it needs when it runs, so that `--help` is instant."""

import click

from openline.cli.lazy import LazyGroup

COMMANDS = {
    "serve": ("openline.cli.serve:serve", "Run the server."),
    "demo": ("openline.cli.demo:demo", "Let simulated customers write to the example account."),
    "doctor": ("openline.cli.checks:doctor", "Look what is wrong with this server."),
    "user": ("openline.cli.people:user", "Create and list people, make reset links."),
    "token": ("openline.cli.people:token", "Create, list and revoke API tokens."),
    "account": ("openline.cli.people:account", "Create and list accounts."),
    "settings": ("openline.cli.ascode:settings", "Settings as code: export, diff, apply, roll back."),
    "backup": ("openline.cli.backup:backup", "Write a backup, while the server works too."),
    "restore": ("openline.cli.store:restore", "Put a backup into an empty data folder."),
    "check-log": ("openline.cli.checks:check_log", "Prove that nothing was lost or doubled."),
    "migrate": ("openline.cli.store:migrate", "Bring the store to this version's tables."),
    "new-revision": ("openline.cli.revision:new_revision", ""),
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
