"""`openline serve`."""

import asyncio
import socket

import click
import msgspec
import uvloop

from openline import bootstrap
from openline.cli.lazy import BadSetting, Failure
from openline.cli.setup import settings
from openline.config import Config
from openline.server import logs, serving
from openline.store.port import Broken
from openline.store.sqlite import AffectedSqlite, AlreadyOpen

EVERYWHERE = ("0.0.0.0", "::")  # noqa: S104 - recognised, not bound here


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
    OPENLINE_PORT=9000 openline serve   on another port
    """
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
        await asyncio.to_thread(bootstrap.migrate, config)
        application = bootstrap.build(config)
        await application.start()
    except (AffectedSqlite, AlreadyOpen, Broken) as error:
        raise Failure(str(error)) from error
    try:
        example = await application.seed_demo() if demo else None
        await serving.serve(application.asgi, listener, lambda: _say(config, example))
    finally:
        await application.stop()


def _listen(config: Config) -> socket.socket:
    try:
        return serving.listen(config.host, config.port)
    except serving.AddressTaken as error:
        raise Failure(f"cannot listen on {error}. Set OPENLINE_PORT to another port.") from error


def _say(config: Config, example: str | None) -> None:
    host = "127.0.0.1" if config.host in EVERYWHERE else config.host
    click.echo(f"Openline listens on http://{host}:{config.port}")
    if example:
        click.echo(example)
