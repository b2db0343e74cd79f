"""The example account of `serve --demo`, and what a newcomer is told about it."""

from openline.bootstrap import Application
from openline.features.people.types import DEMO_PASSWORD
from openline.kit.wire import Secret
from openline.simulate.seed import Tools, find_demo, seed_demo


async def seed(application: Application) -> str:
    """Make the example account if it is not there; returns the text to print."""
    base = application.base
    demo = await find_demo(base.store)
    if demo is None:
        password_hash = await application.people.passwords.hash(Secret(DEMO_PASSWORD))
        tools = Tools(
            store=base.store, connections=application.widget.connections, keyring=base.keyring,
            password_hash=password_hash,
        )  # fmt: skip
        demo = await seed_demo(tools)
    logins = "\n".join(f"  {name:<12} {email:<20} {password}" for name, email, password in demo.people)
    return (
        f"Example logins (this computer only):\n{logins}\n"
        f"Try it: log in as Mai, then write to her as a customer on {base.public_url}/chat/{demo.key}"
    )
