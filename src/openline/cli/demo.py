"""`openline demo`: simulated customers for the server that runs here, or for one that it starts."""

import asyncio

import click
import httpx

from openline import bootstrap
from openline.bootstrap.demo import key_by_login, make_traffic
from openline.cli.lazy import Failure
from openline.cli.serve import Greet, example, run_server
from openline.cli.setup import settings
from openline.config import Role
from openline.server.admin.commands import Commands
from openline.simulate.api import DEFAULT_CUSTOMERS
from openline.simulate.traffic import MAX_CUSTOMERS


@click.command()
@click.option(
    "--customers",
    type=click.IntRange(1, MAX_CUSTOMERS),
    default=DEFAULT_CUSTOMERS,
    show_default=True,
    help="How many are there at a time.",
)
def demo(*, customers: int) -> None:
    """Let simulated customers write at a human pace, over the public API.

    They write to the example account of the server that runs here; where none runs, one is started.

    \b
    openline demo                  a living desk within a minute
    openline demo --customers 12   a busy one
    """
    config = settings()
    base_url = f"http://127.0.0.1:{config.port}"
    key = asyncio.run(_key_of_running(base_url))
    if key is None:
        run_server(_with_customers(customers), Role.ALL)
        return
    click.echo(f"{customers} customers come to {base_url}. Ctrl-C sends them home.")
    try:
        asyncio.run(_drive(base_url, key, customers))
    except KeyboardInterrupt:
        click.echo("They are gone.")


async def _key_of_running(base_url: str) -> str | None:
    """The key of the example's widget, if a server with an example account answers; None if nobody does.

    Raises Failure when the server has no example account.
    """
    async with httpx.AsyncClient(base_url=base_url, timeout=5, trust_env=False) as client:
        try:
            setup = (await client.get("/api/v1/setup")).json()
        except httpx.TransportError:
            return None
        except ValueError as error:
            raise Failure(f"{base_url} answers, but it is no Openline. Set OPENLINE_PORT.") from error
        logins = setup.get("demo_logins") or []
        if not logins:
            raise Failure(f"the server at {base_url} has no example account: simulated customers only write to one")
        return await key_by_login(client, logins[0]["email"], logins[0]["password"])


async def _drive(base_url: str, key: str, customers: int) -> None:
    async def key_of() -> str:
        return key

    traffic = make_traffic(base_url, key_of)
    traffic.start(customers)
    try:
        await asyncio.Event().wait()
    finally:
        await traffic.stop()


def _with_customers(customers: int) -> Greet:
    async def greet(application: bootstrap.Application, _: Commands) -> str | None:
        greeting = await example(application)
        application.traffic.start(customers)
        return f"{greeting}\n{customers} simulated customers are on their way."

    return greet
