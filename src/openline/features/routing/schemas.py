"""Wire shapes of sessions, conversations, messages, channels and queues, as agents and administrators see them."""

from collections.abc import Sequence
from typing import Any, Literal

import msgspec

from openline.features.channels.types import Abilities
from openline.features.contacts.schemas import ContactBrief
from openline.features.files.schemas import File
from openline.features.messages.types import Part
from openline.kit.wire import Answer, Page, Request


class Offer(Answer, frozen=True, kw_only=True):
    """A session proposed to one agent until a deadline, or (`to_all`, without an agent) to everybody in the queue.

    Without `expires_at` it is proposed to whoever is responsible for the contact, and has no end.
    """

    agent_id: str | None
    offered_at: str
    expires_at: str | None
    to_all: bool = False


class Review(Answer, frozen=True, kw_only=True):
    """What somebody who sees everything thinks of how a session went: 1 to 5."""

    rating: int
    comment: str
    by: str | None
    by_name: str | None
    at: str


class Figures(Answer, frozen=True, kw_only=True):
    """How long a customer waited for answers, in ms: at first, all together, on average, and at most."""

    initial: int
    total: int
    average: int
    maximum: int


class ResponseTimes(Answer, frozen=True, kw_only=True):
    """By the clock, and in working hours."""

    clock: Figures
    open: Figures


class BotBrief(Answer, frozen=True, kw_only=True):
    """The bot that answered a session first."""

    id: str
    name: str


class Session(Answer, frozen=True, kw_only=True):
    """One service episode. `mode` says who began it; `worktime`, whether the channel was open then; `first`, whether it
    is the first with this customer. `speaker` says who may answer, `bot` which one did first. While it is closing,
    `closing_until` says until when he may go on. `responses` and `contact` are there in lists only.
    """

    id: str
    number: int
    channel_id: str
    channel_name: str
    conversation_id: str
    status: int
    phase: Literal["waiting", "offered", "active", "bot", "closed"]
    owner_id: str | None
    owner_name: str | None
    offer: Offer | None
    opened_at: str
    queued_at: str
    accepted_at: str | None
    first_answer_at: str | None
    closed_at: str | None
    message_count: int
    source: str | None = None
    pinned: bool = False
    mode: Literal["input", "output"] = "input"
    worktime: bool = True
    first: bool = False
    unanswered: bool = False
    closing_until: str | None = None
    asks_rating: bool = False
    vote: Literal["like", "dislike"] | None = None
    vote_until: str | None = None
    review: Review | None = None
    parent_id: str | None = None
    responses: ResponseTimes | None = None
    contact: ContactBrief | None = None
    speaker: Literal["bot", "human", "nobody"] = "nobody"
    bot: BotBrief | None = None


class LastMessage(Answer, frozen=True, kw_only=True):
    """The latest thing that both sides can see, as a list row shows it."""

    text: str
    author: str
    at: str
    has_files: bool
    part: str | None = None


class PageOfSite(Answer, frozen=True, kw_only=True):
    """Where the customer was when he first wrote."""

    url: str
    title: str | None


class Participant(Answer, frozen=True, kw_only=True):
    """Somebody who takes part in a session without owning it."""

    id: str
    name: str | None


class Conversation(Answer, frozen=True, kw_only=True):
    """A thread with its customer and its open or last session. While `whisper`, what the team writes is a note."""

    id: str
    number: int
    connection_id: str
    connector: str
    channel_id: str
    channel_name: str
    contact: ContactBrief
    session: Session | None
    last_message: LastMessage | None
    last_message_at: str | None
    unread: int
    agent_read_up_to: str | None
    customer_read_up_to: int
    customer_delivered_up_to: int
    page: PageOfSite | None
    created_at: str
    capabilities: Abilities = Abilities()
    blocked: bool = False
    source: str | None = None
    participants: Sequence[Participant] = ()
    whisper: bool = False


class Reaction(Answer, frozen=True, kw_only=True):
    """What a side thinks of a message."""

    emoji: str
    by: Literal["customer", "agent"]


class Lost(Answer, frozen=True, kw_only=True):
    """A part that the platform did not take: a word for why, and the file's or button's name."""

    loss: str
    name: str


class Failure(Answer, frozen=True, kw_only=True):
    """Why a message did not get through, or (`code` is `partly`) not all of it. `text` is the platform's sentence."""

    code: str
    text: str
    blame: Literal["content", "recipient", "window", "auth", "quota", "policy"]
    lost: list[Lost]


class Quote(Answer, frozen=True, kw_only=True):
    """What a message replies to."""

    id: str
    author: str
    text: str


class Message(Answer, frozen=True, kw_only=True):
    """Something that was said, or a note.

    `external`: written by our side in the platform's own app. What the customer took back (`deleted_at`) stays.
    """

    id: str
    conversation_id: str
    session_id: str | None
    number: int | None
    author: Literal["customer", "agent", "bot", "system"]
    author_id: str | None
    author_name: str | None
    text: str
    files: list[File]
    reply_to: Quote | None
    note: bool
    state: Literal["sending", "sent", "delivered", "read", "failed", "unknown"]
    client_id: str | None
    at: str
    parts: list[Part] = msgspec.field(default_factory=list)
    forwarded_from: str | None = None
    album: str | None = None
    external: bool = False
    edited_at: str | None = None
    deleted_at: str | None = None
    reactions: list[Reaction] = msgspec.field(default_factory=list)
    failure: Failure | None = None
    may_send_again: bool = False


class ConversationPage(Page, frozen=True, kw_only=True):
    items: list[Conversation]


class MessagePage(Page, frozen=True, kw_only=True):
    """Messages, oldest first; `next` leads to the older ones."""

    items: list[Message]


class SessionPage(Page, frozen=True, kw_only=True):
    items: list[Session]


class QueueMember(Answer, frozen=True, kw_only=True):
    """A member of a queue in brief."""

    kind: Literal["user"]
    id: str
    name: str
    presence: str


class Channel(Answer, frozen=True, kw_only=True):
    """A channel with what a list shows of it. `open` counts the sessions that are not closed, `waiting` is of them.

    `confirm_close`: ask before a session is finished. `priority`: its sessions are listed as if they were so many
    seconds more urgent.
    """

    id: str
    number: int
    name: str
    active: bool
    queue: list[QueueMember]
    waiting: int
    open: int
    connections: int
    version: int
    created_at: str
    confirm_close: bool
    priority: int


class Channels(Page, frozen=True, kw_only=True):
    items: list[Channel]


class EditChannel(Request, frozen=True, kw_only=True):
    name: str | None = None
    active: bool | None = None
    version: int | None = None


class Needed(Answer, frozen=True, kw_only=True):
    """The setting that must be on, or have one of the words `among`, before another one does anything."""

    key: str
    among: list[str]


class SettingItem(Answer, frozen=True, kw_only=True):
    """A setting with its declaration and its value in this channel. Texts stand in the catalogues, by key.

    Not `in_effect`: what it is for is not built yet. `danger`: a change acts at once on sessions that are open.
    """

    key: str
    group: str
    type: Literal[
        "switch", "number", "choice", "text", "people", "reference", "references", "skills", "calendar", "reminders",
        "form",
    ]  # fmt: skip
    unit: str | None
    default: Any
    value: Any
    changed: bool
    ge: int | None
    le: int | None
    zero: str | None
    choices: list[str] | None
    in_effect: bool
    rest: str | None
    basic: bool
    needs: Needed | None
    danger: bool
    since: str


class Settings(Answer, frozen=True, kw_only=True):
    items: list[SettingItem]
    version: int


class ChannelRouting(Answer, frozen=True, kw_only=True):
    """Whether I may be offered something in a channel of mine; `reason` says why not.

    `load` of `capacity` slots of the channel are taken; `held` are my open sessions in all channels, of which nobody is
    offered more than `cap`.
    """

    channel_id: str
    channel_name: str
    ready: bool
    reason: str | None
    load: int
    capacity: int
    waiting: int
    held: int
    cap: int


class MyRouting(Page, frozen=True, kw_only=True):
    """The channels whose queues I stand in."""

    items: list[ChannelRouting]


class Counts(Answer, frozen=True, kw_only=True):
    """How many conversations each list has."""

    new: int
    mine: int
    all: int
    unread: int


class ContactConversations(Page, frozen=True, kw_only=True):
    items: list[Conversation]


class Consent(Answer, frozen=True, kw_only=True):
    """What a customer was asked to agree to, as it was shown; without `given_at` he has not agreed."""

    id: str
    conversation_id: str
    channel_id: str
    text: str
    url: str
    asked_at: str
    given_at: str | None


class Consents(Answer, frozen=True, kw_only=True):
    items: list[Consent]


class Changed(Answer, frozen=True, kw_only=True):
    """The sessions that an action on all of them has changed."""

    sessions: list[Session]
