"""`openline serve` and `openline demo`."""

import asyncio
import socket

import click
import msgspec
import uvloop

from openline import bootstrap
from openline.bootstrap.operator import join_operator
from openline.cli.lazy import BadSetting, Failure
from openline.cli.setup import settings
from openline.config import Config
from openline.server import logs, serving
from openline.server.admin.commands import Commands
from openline.server.admin.socket import AdminSocket
from openline.store.nodes import NoNodeLeft
from openline.store.port import Broken
from openline.store.sqlite import AffectedSqlite, AlreadyOpen

EVERYWHERE = ("0.0.0.0", "::")  # noqa: S104 - recognised, not bound here
_CANNOT_START = (AffectedSqlite, AlreadyOpen, Broken, NoNodeLeft)


@click.command()
@click.option("--demo", is_flag=True, help="Make an example account with logins and channels.")
@click.option(
    "--role",
    type=click.Choice(["web", "worker", "all"]),
    default="all",
    show_default=True,
    help="What this process does, where several share a PostgreSQL.",
)
def serve(*, demo: bool, role: str) -> None:
    """Run the server.

    \b
    openline serve --demo               try it: example account, no set-up
    openline serve                      for real: prints a link for the first administrator
    OPENLINE_PORT=9000 openline serve   on another port
    """
    run(demo=demo, role=role)


@click.command()
def demo() -> None:
    """Run the server with an example account: the same as `openline serve --demo`."""
    run(demo=True, role="all")


def run(*, demo: bool, role: str) -> None:
    """Serve until a signal comes."""
    config = settings()
    if role != "all" and not config.database_url:
        raise BadSetting("--role needs OPENLINE_DATABASE_URL: one process owns an SQLite file.")
    logs.configure(config.log_level)
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(_serve(config, demo=demo))


async def _serve(config: Config, *, demo: bool) -> None:
    # The port first: a taken one is said before anything is made, and port 0 becomes the one that we got.
    listener = _listen(config)
    config = msgspec.structs.replace(config, port=listener.getsockname()[1])
    try:
        changed = await asyncio.to_thread(bootstrap.migrate, config)
        application = bootstrap.build(config)
        await application.start()
    except _CANNOT_START as error:
        raise Failure(str(error)) from error
    if changed and config.database_url:
        click.echo("The database was brought to this version's tables.")
    commands = join_operator(application, serving=True)
    admin = AdminSocket(config.admin_socket, commands.run)
    try:
        await admin.start()
        welcome = await application.seed_demo() if demo else await _welcome(commands)
        await serving.serve(application.asgi, listener, lambda: _say(config, welcome))
    finally:
        await admin.stop()
        await application.stop()


async def _welcome(commands: Commands) -> str | None:
    link = await commands.first_link()
    return link and f"Nobody is here yet. Create the first administrator, by this link that works once:\n  {link}"


def _listen(config: Config) -> socket.socket:
    try:
        return serving.listen(config.host, config.port)
    except serving.AddressTaken as error:
        raise Failure(
            f"cannot listen on {error}. Stop what listens there, or set OPENLINE_PORT to another port."
        ) from error


def _say(config: Config, welcome: str | None) -> None:
    host = "127.0.0.1" if config.host in EVERYWHERE else config.host
    click.echo(f"Openline listens on http://{host}:{config.port}")
    if welcome:
        click.echo(welcome)
