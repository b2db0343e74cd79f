"""What people need to know of presence, which is another slice's matter: bootstrap passes it in."""

from collections.abc import Mapping
from typing import Protocol

from openline.features.people.schemas import MyPresence
from openline.features.people.types import Actor
from openline.store import View


class Presences(Protocol):
    """Who is there."""

    async def states(self, view: View, account_id: int) -> Mapping[int, str]:
        """`online` or `away` by person id; who is not in it is offline."""
        ...

    async def mine(self, view: View, actor: Actor) -> MyPresence:
        """The presence of who asks."""
        ...


class NobodyThere:
    """For tools and tests without presence: everybody is offline."""

    async def states(self, view: View, account_id: int) -> Mapping[int, str]:  # noqa: ARG002
        return {}

    async def mine(self, view: View, actor: Actor) -> MyPresence:  # noqa: ARG002
        return MyPresence()
