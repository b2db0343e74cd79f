"""`openline serve`."""

import asyncio
import gc
import socket
import threading
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor

import click
import msgspec
import uvloop

from openline import bootstrap
from openline.bootstrap.operator import join_operator
from openline.cli.lazy import BadSetting, Failure
from openline.cli.setup import settings
from openline.config import Config, Role
from openline.kit import processors
from openline.kit.errors import NotAllowed
from openline.server import logs, serving
from openline.server.admin.commands import Commands
from openline.server.admin.socket import AdminSocket
from openline.store.nodes import NoNodeLeft
from openline.store.port import Broken
from openline.store.sqlite import WRITER, AffectedSqlite, AlreadyOpen

Greet = Callable[[bootstrap.Application, Commands], Awaitable[str | None]]
YOUNG_OBJECTS = 20_000
_CANNOT_START = (AffectedSqlite, AlreadyOpen, Broken, NoNodeLeft)


@click.command()
@click.option("--demo", is_flag=True, help="Make an example account with logins and channels.")
@click.option(
    "--role",
    type=click.Choice([role.value for role in Role]),
    default=Role.ALL.value,
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
    run_server(_with_example if demo else _with_welcome, Role(role))


def run_server(greet: Greet, role: Role) -> None:
    """Serve until a signal; `greet` prepares the application and says what to print."""
    config = settings()
    if role is not Role.ALL and not config.database_url:
        raise BadSetting("--role needs OPENLINE_DATABASE_URL: one process owns an SQLite file.")
    logs.configure(config.log_level)
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(_work(config) if role is Role.WORKER else _serve(config, greet, role))


async def _serve(config: Config, greet: Greet, role: Role) -> None:
    # The port first: a taken one is said before anything is made, and port 0 becomes the one that we got.
    listener = _listen(config)
    config = msgspec.structs.replace(config, port=listener.getsockname()[1])
    application = await _start(config, role)
    commands = join_operator(application, serving=True)
    admin = AdminSocket(config.admin_socket, commands.run)
    try:
        await admin.start()
        greeting = await greet(application, commands)
        _keep_what_is_there()
        _take_turns()
        await serving.serve(application.asgi, listener, lambda: _say(config, greeting))
    finally:
        await admin.stop()
        await application.stop()


async def _work(config: Config) -> None:
    """Deadlines, sending, retention; no port is opened."""
    application = await _start(config, Role.WORKER)
    try:
        _keep_what_is_there()
        click.echo("Openline works in the background.")
        await serving.until_signal()
    finally:
        await application.stop()


async def _start(config: Config, role: Role) -> bootstrap.Application:
    try:
        changed = await asyncio.to_thread(bootstrap.migrate, config)
        application = bootstrap.build(config)
        await application.start(role)
    except _CANNOT_START as error:
        raise Failure(str(error)) from error
    if changed and config.database_url:
        click.echo("The database was brought to this version's tables.")
    return application


def _keep_what_is_there() -> None:
    """Modules, routes, tables live as long as the process: a full collection would stop everybody to look at them.

    Hardly anything here is a cycle, so looking for some after each 700 new objects is mostly in vain.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG_OBJECTS)


def _take_turns() -> None:
    """The loop and the writer of SQLite never run at the same time: one interpreter, one lock. On one processor the
    lock changes hands without waking another. What computes elsewhere, passwords and files, is let go.
    """
    turns = [thread for thread in threading.enumerate() if thread.name == WRITER]
    if turns:
        processors.share([threading.main_thread(), *turns])
        others = ThreadPoolExecutor(thread_name_prefix="work", initializer=processors.spread)
        asyncio.get_running_loop().set_default_executor(others)


async def example(application: bootstrap.Application) -> str:
    """The example account, and what to tell a newcomer.

    Raises Failure where the account is a real one.
    """
    try:
        return await application.seed_demo()
    except NotAllowed as error:
        raise Failure(
            "this data folder holds a real account, and no example is put beside it. "
            "Set OPENLINE_DATA to another folder."
        ) from error


async def _with_example(application: bootstrap.Application, _: Commands) -> str | None:
    return await example(application)


async def _with_welcome(_: bootstrap.Application, commands: Commands) -> str | None:
    link = await commands.first_link()
    return link and f"Nobody is here yet. Create the first administrator, by this link that works once:\n  {link}"


def _listen(config: Config) -> socket.socket:
    try:
        return serving.listen(config.host, config.port)
    except serving.AddressTaken as error:
        raise Failure(
            f"cannot listen on {error}. Stop what listens there, or set OPENLINE_PORT to another port."
        ) from error


def _say(config: Config, greeting: str | None) -> None:
    click.echo(f"Openline listens on {config.own_url}")
    if greeting:
        click.echo(greeting)
