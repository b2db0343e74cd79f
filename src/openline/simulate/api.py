"""Routes of the example's customers: they come and go at the push of a button, in example accounts only."""

from litestar import delete, get, post

from openline.features.accounts.service import Account
from openline.features.people.types import Actor, Need
from openline.kit.errors import NotAllowed, NotFound
from openline.kit.wire import Answer, Request
from openline.simulate.traffic import Traffic

DEFAULT_CUSTOMERS = 4


class DemoStatus(Answer, frozen=True, kw_only=True):
    """How many simulated customers are there, and how many messages they have written."""

    running: int
    written: int


class StartDemo(Request, frozen=True, kw_only=True):
    """How many customers are to come."""

    count: int = DEFAULT_CUSTOMERS


def _check(account: Account, actor: Actor) -> None:
    if not account.demo:
        raise NotFound
    if not actor.may(Need.CONVERSATIONS_WRITE):
        raise NotAllowed(need=Need.CONVERSATIONS_WRITE)


@get("/api/v1/demo/customers")
async def show_customers(account: Account, actor: Actor, traffic: Traffic) -> DemoStatus:
    """Whether simulated customers are there."""
    _check(account, actor)
    return DemoStatus(running=traffic.running, written=traffic.written)


@post("/api/v1/demo/customers", status_code=200)
async def start_customers(
    account: Account, actor: Actor, traffic: Traffic, data: StartDemo | None = None
) -> DemoStatus:
    """Let simulated customers come, in place of those who are there."""
    _check(account, actor)
    await traffic.stop()
    traffic.start((data or StartDemo()).count)
    return DemoStatus(running=traffic.running, written=traffic.written)


@delete("/api/v1/demo/customers", status_code=200)
async def stop_customers(account: Account, actor: Actor, traffic: Traffic) -> DemoStatus:
    """Send them home."""
    _check(account, actor)
    await traffic.stop()
    return DemoStatus(running=traffic.running, written=traffic.written)


HANDLERS = [show_customers, start_customers, stop_customers]
