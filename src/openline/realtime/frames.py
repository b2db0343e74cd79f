"""What people see of a fact: its frame's data, from today's rows. One way for live streams and for resuming."""

from typing import Any, ClassVar, Literal

from openline.features.channels.events import ChannelChanged, ConnectionChanged
from openline.features.channels.service import CHANNELS
from openline.features.channels.types import AbilitiesOf
from openline.features.contacts import schemas as contacts
from openline.features.contacts.events import ContactChanged
from openline.features.contacts.service import CONTACTS, show
from openline.features.conversations.events import ConversationChanged, ConversationRead, CustomerRead
from openline.features.conversations.service import CONVERSATIONS, Conversation
from openline.features.files.events import FileChanged
from openline.features.files.schemas import File
from openline.features.files.service import files_of
from openline.features.messages.events import MessageAdded, MessageChanged
from openline.features.messages.service import MESSAGES
from openline.features.notices import schemas as notices
from openline.features.notices.events import NoticeAdded, NoticesRead
from openline.features.notices.service import NOTICES, wire_notice
from openline.features.people import schemas as people
from openline.features.people.events import PersonChanged
from openline.features.people.service.rows import person_row, wire_person
from openline.features.presence.service import presence_of_person
from openline.features.routing import events as sessions
from openline.features.routing import schemas as desk
from openline.features.routing.service.access import session_of
from openline.features.routing.service.channels import channel_view
from openline.features.routing.service.views import conversation_view, message_view, session_view
from openline.features.webchat import schemas as widget
from openline.features.webchat.service import views as widget_views
from openline.kit.secrets import Keyring
from openline.kit.wire import Answer
from openline.store import Fact, Logged, View


class MessageFrame(Answer, frozen=True, kw_only=True):
    """Data of `message.added`, and of `message.changed`: the whole message as it is now."""

    conversation: desk.Conversation
    message: desk.Message


class ConversationFrame(Answer, frozen=True, kw_only=True):
    """Data of `conversation.changed`."""

    conversation: desk.Conversation


class ReadFrame(Answer, frozen=True, kw_only=True):
    """Data of `conversation.read` (an agent's mark, by number) and `conversation.seen` (the customer's)."""

    conversation_id: str
    by: Literal["agent", "customer"]
    state: str
    up_to: int
    agent_read_up_to: str | None
    unread: int


class SessionFrame(Answer, frozen=True, kw_only=True):
    """Data of everything that happens to a session; whoever gains access finds all he needs in it. `by`: whose hand it
    was, if it was anybody's; `how` says transferred or intercepted, or for a move manual, auto or bot.
    """

    session: desk.Session
    conversation: desk.Conversation
    agent_id: str | None
    outcome: str | None
    reason: str | None
    by: str | None = None
    how: str | None = None
    from_channel_id: str | None = None


class FileFrame(Answer, frozen=True, kw_only=True):
    """Data of `file.changed`: the whole file as it is now, to be shown in place of what had its id."""

    conversation_id: str
    file: File


class ChannelFrame(Answer, frozen=True, kw_only=True):
    """Data of `channel.changed`; without a channel it was deleted."""

    id: str
    channel: desk.Channel | None


class ConnectionFrame(Answer, frozen=True, kw_only=True):
    """Data of `connection.changed`: what is to be read again."""

    id: str
    channel_id: str


class ContactFrame(Answer, frozen=True, kw_only=True):
    """Data of `contact.changed`."""

    contact: contacts.Contact


class PersonFrame(Answer, frozen=True, kw_only=True):
    """Data of `person.changed`."""

    person: people.Person


class NoticeFrame(Answer, frozen=True, kw_only=True):
    """Data of `notice.added`: for its reader alone."""

    notice: notices.Notice


class NoticesReadFrame(Answer, frozen=True, kw_only=True):
    """Data of `notices.read`: another screen of the same person has shown them."""

    up_to: str


class CustomerMessageFrame(Answer, frozen=True, kw_only=True):
    """Data of the customer's `message.added`."""

    message: widget.Message


class CustomerReadFrame(Answer, frozen=True, kw_only=True):
    """Data of the customer's `conversation.read`: the agent has read up to this number."""

    up_to: int


class CustomerSessionFrame(Answer, frozen=True, kw_only=True):
    """Data of the customer's `session.changed`."""

    frame_type: ClassVar[str] = "session.changed"
    phase: Literal["waiting", "active", "closed"]
    agent: widget.Agent | None
    closing: bool = False
    rating: widget.Rating | None = None


AGENT_FRAMES: dict[str, type[Answer]] = {
    MessageAdded.kind: MessageFrame,
    MessageChanged.kind: MessageFrame,
    FileChanged.kind: FileFrame,
    ConversationChanged.kind: ConversationFrame,
    ConversationRead.kind: ReadFrame,
    CustomerRead.kind: ReadFrame,
    **{fact.kind: SessionFrame for fact in sessions.SHOWN},
    ChannelChanged.kind: ChannelFrame,
    ConnectionChanged.kind: ConnectionFrame,
    ContactChanged.kind: ContactFrame,
    PersonChanged.kind: PersonFrame,
    NoticeAdded.kind: NoticeFrame,
    NoticesRead.kind: NoticesReadFrame,
}
CUSTOMER_FRAMES: dict[str, type[Answer]] = {
    MessageAdded.kind: CustomerMessageFrame,
    ConversationRead.kind: CustomerReadFrame,
    CustomerSessionFrame.frame_type: CustomerSessionFrame,
}


class AgentFrames:
    """What agents see of a fact; needs to know what each platform can do."""

    def __init__(self, abilities: AbilitiesOf) -> None:
        self._abilities = abilities

    async def frame(self, view: View, logged: Logged) -> Answer | None:
        """The data of their frame; None when the fact is not for screens."""
        fact = logged.fact
        match fact:
            case MessageAdded() | MessageChanged():
                return await self._message(view, fact)
            case FileChanged(account_id=account_id, conversation_id=conversation_id, file_id=file_id):
                found = await files_of(view, account_id, [file_id])
                return FileFrame(conversation_id=str(conversation_id), file=found[0]) if found else None
            case ConversationChanged():
                conversation = await _conversation(view, fact)
                return ConversationFrame(conversation=await conversation_view(view, conversation, self._abilities))
            case ConversationRead() | CustomerRead():
                return await _read(view, fact)
            case ChannelChanged():
                return await _channel(view, fact)
            case ConnectionChanged(connection_id=connection_id, channel_id=channel_id):
                return ConnectionFrame(id=str(connection_id), channel_id=str(channel_id))
            case ContactChanged(contact_id=contact_id):
                contact = await CONTACTS.get(view, contact_id)
                return ContactFrame(contact=await show(view, contact)) if contact else None
            case PersonChanged() | NoticeAdded() | NoticesRead():
                return await _of_people(view, fact)
            case _:
                return await self._session(view, fact) if isinstance(fact, sessions.SHOWN) else None

    async def _message(self, view: View, fact: MessageAdded | MessageChanged) -> MessageFrame | None:
        conversation = await _conversation(view, fact)
        message = await MESSAGES.get(view, fact.message_id)
        if message is None:
            return None
        return MessageFrame(
            conversation=await conversation_view(view, conversation, self._abilities),
            message=await message_view(view, conversation, message),
        )

    async def _session(self, view: View, fact: Fact) -> SessionFrame | None:
        session = await session_of(view, fact.session_id or 0)
        if session is None:
            return None
        extra: dict[str, Any] = {"outcome": getattr(fact, "outcome", None), "reason": getattr(fact, "reason", None)}
        if isinstance(fact, sessions.SessionHanded):
            extra["how"] = fact.how
        elif isinstance(fact, sessions.SessionMoved):
            extra |= {"how": fact.mode, "from_channel_id": str(fact.from_channel)}
        return SessionFrame(
            session=await session_view(view, session),
            conversation=await conversation_view(view, await _conversation(view, fact), self._abilities),
            agent_id=str(fact.person_id) if fact.person_id else None,
            by=str(fact.actor_id) if fact.actor_id else None, **extra,
        )  # fmt: skip


async def _of_people(view: View, fact: PersonChanged | NoticeAdded | NoticesRead) -> Answer | None:
    """What concerns colleagues, not customers."""
    match fact:
        case NoticeAdded(notice_id=notice_id):
            notice = await NOTICES.get(view, notice_id)
            return NoticeFrame(notice=wire_notice(notice)) if notice else None
        case NoticesRead(up_to=up_to):
            return NoticesReadFrame(up_to=str(up_to))
        case PersonChanged(account_id=account_id, person_id=int(person_id)):
            presence = await presence_of_person(view, account_id, person_id)
            row = await person_row(view, account_id, person_id)
            return PersonFrame(person=people.without_reason(wire_person(row, presence.state.value)))
        case _:
            return None


async def _conversation(view: View, fact: Fact) -> Conversation:
    conversation = await CONVERSATIONS.get(view, fact.conversation_id)
    assert conversation is not None
    return conversation


async def _read(view: View, fact: ConversationRead | CustomerRead) -> ReadFrame:
    conversation = await _conversation(view, fact)
    by_customer = isinstance(fact, CustomerRead)
    return ReadFrame(
        conversation_id=str(conversation.id), by="customer" if by_customer else "agent",
        state=fact.state if isinstance(fact, CustomerRead) else "read", up_to=fact.up_to,
        agent_read_up_to=str(conversation.agent_read) if conversation.agent_read else None, unread=conversation.unread,
    )  # fmt: skip


async def _channel(view: View, fact: ChannelChanged) -> ChannelFrame:
    channel = await CHANNELS.get(view, fact.channel_id)
    gone = channel is None or channel.deleted_at is not None
    shown = None if gone or channel is None else await channel_view(view, channel)
    return ChannelFrame(id=str(fact.channel_id), channel=shown)


class CustomerFrames:
    """What the customer sees of a fact that has a number; needs the key that signs the addresses of files."""

    def __init__(self, keyring: Keyring) -> None:
        self._keyring = keyring

    async def frame(self, view: View, logged: Logged) -> Answer | None:
        """The data of his frame; nothing of the account is in it."""
        fact = logged.fact
        match fact:
            case MessageAdded(message_id=message_id):
                message = await MESSAGES.get(view, message_id)
                if message is None:
                    return None
                conversation = await _conversation(view, fact)
                shown = await widget_views.message_view(view, conversation, message, self._keyring)
                return CustomerMessageFrame(message=shown)
            case ConversationRead(up_to=up_to):
                return CustomerReadFrame(up_to=up_to)
            case (
                sessions.SessionOpened()
                | sessions.SessionAccepted()
                | sessions.SessionReturned()
                | sessions.SessionHanded()
                | sessions.SessionMoved()
                | sessions.BotLeft()
                | sessions.SessionClosing()
                | sessions.SessionRated()
                | sessions.SessionReopened()
                | sessions.SessionClosed()
            ):
                episode = await widget_views.episode_of(view, await _conversation(view, fact))
                if episode is None:
                    return None
                return CustomerSessionFrame(
                    phase=episode.phase, agent=episode.agent, closing=episode.closing, rating=episode.rating
                )
            case _:
                return None
