"""A message of ours made ready for its platform: read, looked through, rendered into calls. Nobody is called here."""

from collections.abc import Callable
from dataclasses import dataclass

import msgspec

from openline.connectors.base import (
    Blame,
    Button,
    Connector,
    Context,
    Lost,
    MediaKind,
    OutFile,
    OutMessage,
    Permanent,
    Retry,
    Route,
    Scope,
    SendResult,
    Sent,
    WireCall,
)
from openline.features.channels.service import CHANNELS, CONNECTIONS, Connection
from openline.features.conversations.service import CONVERSATIONS, Conversation
from openline.features.files.service import FILES, FileRow
from openline.features.files.types import FileState
from openline.features.messages.service import MESSAGES, Message
from openline.features.messages.types import ButtonsPart, LostPart
from openline.features.platforms.repository import links_of
from openline.features.routing.service.cards import author_seen
from openline.kit.clock import SECOND
from openline.store import View
from openline.store.outbox import FILE_NOT_READY, Outgoing

FILE_WAIT_MS = 5 * SECOND
CALL_S = 60.0
UPLOAD_S = 330.0  # beyond the patience of the way out for a whole file
Url = Callable[[int], str]
_LATER = frozenset({FileState.FETCHING, FileState.SCANNING, FileState.UPLOADING})
_READY = frozenset({FileState.READY, FileState.ATTACHED})


class Draught(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that a message needs on its way, as of one moment."""

    message: Message
    conversation: Conversation
    connection: Connection
    files: list[FileRow]
    reply_to: str | None
    author: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """The calls of a message, and what of it gets lost."""

    connector: Connector
    context: Context
    parts: tuple[WireCall, ...]
    lost: tuple[LostPart, ...]

    @property
    def calls(self) -> int:
        """How many calls it is."""
        return len(self.parts)

    def seconds(self, part: int) -> float:
        """How long a call may take: files take their time."""
        return UPLOAD_S if part < self.calls and self.parts[part].form else CALL_S

    async def send(self, part: int) -> SendResult:
        """Make one of the calls. Of what nothing can be sent, that is said."""
        if not self.parts:
            return Permanent("nothing_left", "", Blame.CONTENT)
        if part >= self.calls:
            return Sent((), self.context.now())
        return await self.connector.send(self.context, self.parts[part])


async def read_draught(view: View, outgoing: Outgoing) -> Draught | Permanent:
    """What is to be sent, unless it must not go out any more (docs/behaviour/sending.md, O3)."""
    message = await MESSAGES.get(view, outgoing.message_id)
    conversation = await CONVERSATIONS.get(view, outgoing.conversation_id)
    connection = await CONNECTIONS.get(view, outgoing.connection_id)
    if message is None or conversation is None or connection is None:
        return _closed("gone", Blame.CONTENT)
    channel = await CHANNELS.get(view, conversation.channel_id)
    if channel is None or not channel.active or channel.deleted_at:
        return _closed("channel_inactive")
    if not connection.active or connection.deleted_at:
        return _closed("connection_inactive")
    if conversation.blocked:
        return _closed("customer_blocked", Blame.RECIPIENT)
    if not conversation.route:
        return _closed("no_route", Blame.RECIPIENT)
    quoted = await links_of(view, message.reply_to) if message.reply_to else []
    return Draught(
        message=message, conversation=conversation, connection=connection, files=await _files(view, message),
        reply_to=quoted[0].external_id if quoted else None,
        author=await author_seen(view, conversation.channel_id, message),
    )  # fmt: skip


def _closed(code: str, blame: Blame = Blame.POLICY) -> Permanent:
    return Permanent(code, "", blame)


async def _files(view: View, message: Message) -> list[FileRow]:
    await view.prefetch(FILES.load, [(file_id,) for file_id in message.file_ids])
    rows = [await FILES.get(view, file_id) for file_id in message.file_ids]
    return [row for row in rows if row is not None and row.account_id == message.account_id]


def waits_for_files(draught: Draught) -> Retry | None:
    """A file that is still looked at is waited for: a virus goes to nobody."""
    if any(row.state in _LATER for row in draught.files):
        return Retry(FILE_WAIT_MS, FILE_NOT_READY, Scope.MESSAGE)
    return None


def out_message(draught: Draught, url: Url) -> tuple[OutMessage, list[LostPart]]:
    """The message in the connectors' words, and what of it is lost already."""
    message = draught.message
    buttons = [part.buttons for part in message.contents.parts if isinstance(part, ButtonsPart)]
    out = OutMessage(
        key=str(message.id),
        text=message.text,
        files=tuple(_out_file(row, url) for row in draught.files if row.state in _READY),
        reply_to=draught.reply_to,
        buttons=tuple(Button(button.label, button.payload) for each in buttons for button in each),
        author=draught.author,
    )
    held_back = [LostPart(loss=f"file_{row.state}", name=row.name) for row in draught.files if row.state not in _READY]
    return out, held_back


def _out_file(row: FileRow, url: Url) -> OutFile:
    return OutFile(
        id=str(row.id), kind=MediaKind(row.kind), name=row.name, mime_type=row.type, size=row.size, url=url(row.id)
    )


def lost_parts(lost: tuple[Lost, ...]) -> list[LostPart]:
    """What the platform does not take, as it stands with the message."""
    return [LostPart(loss=one.loss.value, name=one.name) for one in lost]


def route_of(conversation: Conversation) -> Route:
    """Where the conversation goes on, in its connector's words."""
    return msgspec.json.decode(conversation.route, type=Route)
