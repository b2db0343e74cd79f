"""The example account of `serve --demo`, and what a newcomer is told about it."""

from random import Random

import httpx

from openline.bootstrap.base import Base
from openline.bootstrap.people import People
from openline.bootstrap.widget import Widget
from openline.features.people.types import DEMO_PASSWORD
from openline.kit.errors import NotFound
from openline.kit.wire import Secret
from openline.simulate.seed import Tools, find_demo, seed_demo
from openline.simulate.traffic import KeyOf, Traffic


def own_traffic(base: Base) -> Traffic:
    """Simulated customers of this very server."""

    async def key_of() -> str:
        demo = await find_demo(base.store)
        if demo is None:
            raise NotFound
        return demo.key

    return make_traffic(f"http://127.0.0.1:{base.config.port}", key_of)


def make_traffic(base_url: str, key_of: KeyOf) -> Traffic:
    """Simulated customers who come by the public API, as any widget does."""
    return Traffic(base_url, key_of, Random())  # noqa: S311 - a play


async def key_by_login(client: httpx.AsyncClient, email: str, password: str) -> str:
    """The key of the example's first widget, as its administrator finds it.

    Raises httpx.HTTPError.
    """
    (await client.post("/api/v1/login", json={"email": email, "password": password})).raise_for_status()
    found = await client.get("/api/v1/connections")
    found.raise_for_status()
    return str(found.json()["items"][0]["key"])


async def seed(base: Base, people: People, widget: Widget) -> str:
    """Make the example account if it is not there; returns the text to print."""
    demo = await find_demo(base.store)
    if demo is None:
        password_hash = await people.passwords.hash(Secret(DEMO_PASSWORD))
        tools = Tools(
            store=base.store, connections=widget.connections, keyring=base.keyring,
            password_hash=password_hash,
        )  # fmt: skip
        demo = await seed_demo(tools)
    logins = "\n".join(f"  {name:<12} {email:<20} {password}" for name, email, password in demo.people)
    return (
        f"Example logins (this computer only):\n{logins}\n"
        f"Try it: log in as Mai, then write to her as a customer on {base.public_url}/chat/{demo.key}"
    )
