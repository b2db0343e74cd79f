"""A customer with a messenger and his agent, for tests of what is said around a session."""

from dataclasses import dataclass, field
from typing import Any

from openline.features.contacts.service import IdentityKey, Profile
from openline.features.conversations.service import Conversation, access_conversation
from openline.features.messages.service import Draft, Message, before_id
from openline.features.messages.types import Content
from openline.features.people.types import Actor
from openline.features.routing import schemas
from openline.features.routing.service import actions, desk, hands, lists
from openline.features.routing.service.inbound import Inbound, receive
from tests.support.desk import Company

LAST = 1 << 62


@dataclass
class Talk:
    """What a test of a session's life says; the customer writes from a platform that has to be called."""

    company: Company
    agent: Actor
    thread: str = "77"
    name: str | None = "Lan"
    conversation_id: int = 0
    seen: int = field(default=0, repr=False)

    async def write(self, text: str, content: Content | None = None) -> schemas.Session:
        """The customer writes; the session that it belongs to."""
        inbound = Inbound(
            account_id=self.company.account_id, connection_id=int(self.company.connection.id), thread=self.thread,
            identities=(IdentityKey("parrot", "", self.thread),), profile=Profile(name=self.name),
            draft=Draft(text=text, content=content), route='{"thread_ref":"77","recipient":{}}',
        )  # fmt: skip
        conversation, _ = await self.company.store.commit(receive, inbound)
        self.conversation_id = conversation.id
        return await self.session()

    async def row(self) -> Conversation:
        return await self.company.store.read(access_conversation, self.company.boss, self.conversation_id)

    async def session(self) -> schemas.Session:
        session_id = (await self.row()).session_id
        assert session_id is not None
        return await self.company.store.read(lists.show_session, self.company.boss, session_id)

    async def status(self) -> int:
        return (await self.session()).status

    async def accept(self) -> None:
        await self.company.store.commit(actions.accept, self.agent, int((await self.session()).id))

    async def reply(self, text: str) -> None:
        await self.company.store.commit(desk.send, self.agent, self.conversation_id, Draft(text=text))

    async def finish(self, by: Actor | None = None) -> schemas.Session:
        return await self.company.store.commit(actions.finish, by or self.agent, int((await self.session()).id))

    async def requeue(self) -> None:
        await self.company.store.commit(actions.requeue, self.agent, int((await self.session()).id))

    async def end(self) -> None:
        """Whatever it is, it is over."""
        await self.company.store.commit(hands.stop, self.company.boss, int((await self.session()).id))

    async def hand(self, verb: Any) -> schemas.Session:
        """Pin, unpin, stop, spam …"""
        return await self.company.store.commit(getattr(hands, verb), self.agent, int((await self.session()).id))

    async def served(self) -> "Talk":
        """He asked, and was answered."""
        await self.write("Còn hàng không?")
        await self.accept()
        await self.reply("Dạ còn ạ")
        await self.news()
        return self

    async def messages(self) -> list[Message]:
        return await self.company.store.read(before_id, self.conversation_id, LAST, 100)

    async def news(self) -> list[str]:
        """What was said since the last call, by whom: `customer: …`, `system: …`; notes as `note: …`."""
        found = [message for message in await self.messages() if message.id > self.seen]
        self.seen = found[-1].id if found else self.seen
        return [f"{'note' if message.note else message.author}: {message.text}" for message in found]


async def a_talk(company: Company, **settings: object) -> Talk:
    """Mai is there, and the channel has these settings."""
    mai = await company.hire("Mai")
    await company.queue(mai)
    await company.come(mai)
    await company.set(**settings)
    return Talk(company, mai)
