"""A small company told in a few lines: people, a channel, a widget, customers who write, agents who answer."""

from dataclasses import dataclass, field
from typing import Any

from openline.bootstrap.following import handlers
from openline.connectors import registry
from openline.features.accounts.service import NewAccount, add_account
from openline.features.channels import schemas as connections
from openline.features.channels.service import ConnectionDesk
from openline.features.conversations.service import Conversation
from openline.features.messages.service import Draft
from openline.features.people.service.rows import Newcomer, insert_person
from openline.features.people.types import Actor, Role
from openline.features.presence import service as presence
from openline.features.presence.types import Chosen
from openline.features.routing import schemas
from openline.features.routing.service import actions, channels, desk, lists, queue_pages
from openline.features.webchat import schemas as widget
from openline.features.webchat.service import visitors, writing
from openline.features.webchat.service.visitors import Hello
from openline.features.webchat.types import Visitor
from openline.kit.clock import Clock
from openline.kit.secrets import Keyring
from openline.store import Store, UnitOfWork, View, deadlines
from tests.support.plain import PLAIN

_HANDLERS = handlers(0)


@dataclass
class Company:
    """What a test talks to; every verb is a use case of the product on the store under test."""

    store: Store
    clock: Clock
    keyring: Keyring = field(default_factory=lambda: Keyring(b"k" * 32))
    account_id: int = 0
    boss: Any = None
    channel: Any = None
    connection: Any = None
    _seats: dict[int, presence.Seat] = field(default_factory=dict)

    @property
    def connections(self) -> ConnectionDesk:
        return ConnectionDesk(registry.load(), self.keyring, "http://127.0.0.1:8765")

    async def found(self, **settings: object) -> "Company":
        """An account with an administrator, a channel without members, and a widget."""
        account = await self.store.commit(add_account, NewAccount(name="Hoa Sen"))
        self.account_id = account.id
        self.boss = await self.hire("Boss", role=Role.ADMINISTRATOR)
        self.channel = await self.store.commit(channels.create_channel, self.boss, "Sales", "Sales {number}")
        await self.settle()
        new = connections.NewConnection(channel_id=self.channel.id, connector="webchat")
        self.connection = await self.store.commit(self.connections.connect, self.boss, new, int(self.channel.id))
        await self.set(**PLAIN, **{f"queue.{key}": value for key, value in settings.items()})
        return self

    async def set(self, **settings: object) -> None:
        """Change settings of the channel, by key; None goes back to the default."""
        await self.store.commit(channels.edit_settings, self.boss, int(self.channel.id), settings, None)

    async def hire(self, name: str, *, role: Role = Role.AGENT) -> Actor:
        """A person, who is not online yet."""
        new = Newcomer(name=name, email=f"{name.lower()}@example.com", role=role, password_hash="x")
        row = await self.store.commit(_insert, self.account_id, new)
        return Actor(account_id=self.account_id, person_id=row.id, role=role, locale="en")

    async def queue(self, *agents: Actor) -> None:
        """Let these people stand in the queue, in this order."""
        members = tuple(agent.person_id for agent in agents)
        await self.store.commit(queue_pages.replace_queue, self.boss, int(self.channel.id), members, None)

    async def come(self, *agents: Actor) -> None:
        """They open the desk."""
        for agent in agents:
            seat = presence.Seat(
                account_id=agent.account_id, person_id=agent.person_id, node="n1", socket_id=agent.person_id, ready_at=0
            )
            self._seats[agent.person_id] = seat
            await self.store.commit(presence.socket_opened, seat)
        await self.settle()

    async def away(self, agent: Actor) -> None:
        """He says that he is away."""
        await self.store.commit(presence.set_state, agent, Chosen.AWAY)
        await self.settle()

    async def visitor(self) -> Visitor:
        """Somebody opens the widget."""
        body = widget.NewVisitor(page=widget.SitePage(url="https://shop.example/"), locale="vi")
        return await self.store.commit(visitors.open_visitor, Hello(
            account_id=self.account_id, connection_id=int(self.connection.id), token=None, user_key=None,
            claimed_user=None, body=body,
        ))  # fmt: skip

    async def write(self, visitor: Visitor, text: str, client_id: str | None = None) -> widget.Message:
        """The customer writes."""
        client_id = client_id or f"{visitor.visitor_id}-{text}"
        return await self.store.commit(writing.write, visitor, Draft(text=text, client_id=client_id), self.keyring)

    async def thread(self, visitor: Visitor) -> Conversation:
        """His conversation as stored."""
        found = await self.store.read(visitors.thread_of, visitor)
        assert found is not None
        return found

    async def session(self, visitor: Visitor) -> schemas.Session:
        """His open or last session, as the administrator sees it."""
        conversation = await self.thread(visitor)
        assert conversation.session_id is not None
        return await self.store.read(lists.show_session, self.boss, conversation.session_id)

    async def accept(self, agent: Actor, visitor: Visitor) -> schemas.Session:
        conversation = await self.thread(visitor)
        return await self.store.commit(actions.accept, agent, conversation.session_id)

    async def skip(self, agent: Actor, visitor: Visitor) -> schemas.Session:
        conversation = await self.thread(visitor)
        return await self.store.commit(actions.skip, agent, conversation.session_id)

    async def finish(self, agent: Actor, visitor: Visitor) -> schemas.Session:
        conversation = await self.thread(visitor)
        return await self.store.commit(actions.finish, agent, conversation.session_id)

    async def requeue(self, agent: Actor, visitor: Visitor) -> schemas.Session:
        conversation = await self.thread(visitor)
        return await self.store.commit(actions.requeue, agent, conversation.session_id)

    async def reply(self, agent: Actor, visitor: Visitor, text: str, **more: Any) -> schemas.Message:
        conversation = await self.thread(visitor)
        return await self.store.commit(desk.send, agent, conversation.id, Draft(text=text, **more))

    async def settle(self) -> None:
        """Let every deadline that is due fire, as the loop of the server would."""
        while due := await self.store.read(_due):
            for deadline in due:
                await _HANDLERS[deadline.kind](self.store, deadline)

    async def wait(self, seconds: int) -> None:
        """Time passes."""
        self.clock.advance(seconds * 1_000)
        await self.settle()


async def _insert(uow: UnitOfWork, account_id: int, new: Newcomer) -> Any:
    return await insert_person(uow, account_id, new, by=None)


async def _due(view: View) -> list[deadlines.Deadline]:
    return await view.list(deadlines.DUE, now=view.now, limit=100)
