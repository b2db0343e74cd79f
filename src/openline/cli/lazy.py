"""A click group that imports a command when it is called for, and the error every command shares."""

import importlib
from typing import IO, Any

import click


class Failure(click.ClickException):
    """One clear sentence on standard error."""

    def show(self, file: IO[Any] | None = None) -> None:
        click.echo(f"openline: {self.message}", file=file, err=file is None)


class BadSetting(Failure):
    """The command cannot start with these settings or arguments."""

    exit_code = 2


class LazyGroup(click.Group):
    """Commands as `module:name`, each with its line in the list of commands; without a line it is for developers."""

    def __init__(self, *args: Any, commands: dict[str, tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._lazy = commands

    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        return list(self._lazy)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        del ctx
        if cmd_name not in self._lazy:
            return None
        module, _, name = self._lazy[cmd_name][0].partition(":")
        command: click.Command = getattr(importlib.import_module(module), name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list from the table: importing every command to ask it would take seconds."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in self._lazy.items() if line])
