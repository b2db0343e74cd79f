"""Wire shapes of the widget. Nothing of the account is in them but what its customer may know."""

from typing import Any, Literal

import msgspec

from openline.features.files.schemas import File
from openline.kit.wire import Answer, Page, Request


class Limits(Answer, frozen=True, kw_only=True):
    """What one message may hold: characters, bytes of a file, files."""

    text: int
    file: int
    files: int


class FormField(Answer, frozen=True, kw_only=True):
    """A question of the form. Without a label, the widget's own word for its kind."""

    id: str
    kind: Literal["name", "phone", "email", "text", "choice", "consent"]
    label: str
    required: bool
    options: list[str]


class AskedConsent(Answer, frozen=True, kw_only=True):
    """What a customer has to agree to before he can write, and where it can be read in full."""

    text: str
    url: str


class Agreement(Request, frozen=True, kw_only=True):
    """What the customer has agreed to, word for word as he was shown it."""

    text: str
    url: str = ""


class Form(Answer, frozen=True, kw_only=True):
    """What a customer is asked of himself before he can write, or after his first message.

    Before all else he has to agree to `consent`, if there is one; there may be no questions besides.
    """

    before: bool
    title: str
    fields: list[FormField]
    consent_url: str
    consent: AskedConsent | None = None


class FilledForm(Request, frozen=True, kw_only=True):
    """Answers by the id of the question; a tick is "yes". Without any he would rather not say."""

    answers: dict[str, str] = msgspec.field(default_factory=dict)


class Config(Answer, frozen=True, kw_only=True):
    """How the widget looks and what it may do. `form`: what is still to be asked of this visitor."""

    key: str
    title: str
    color: str
    locale: str
    locales: list[str]
    side: str
    offset: int
    live_typing: bool
    agents_online: bool
    origin_ok: bool
    limits: Limits
    form: Form | None = None


class Profile(Request, frozen=True, kw_only=True):
    """What the visitor or his site says of him."""

    name: str | None = None
    email: str | None = None


class Identity(Request, frozen=True, kw_only=True):
    """The site's user; the signature is the HMAC-SHA256 of the id in hex, made with the connection's secret."""

    id: str | int
    signature: str | None = None
    name: str | None = None
    email: str | None = None


class SitePage(Request, frozen=True, kw_only=True):
    """Where the visitor is."""

    url: str | None = None
    title: str | None = None
    referrer: str | None = None


class NewVisitor(Request, frozen=True, kw_only=True):
    """A browser opens the widget."""

    profile: Profile | None = None
    identity: Identity | None = None
    page: SitePage | None = None
    locale: str | None = None
    time_zone: str | None = None


class Agent(Answer, frozen=True, kw_only=True):
    """The agent as the customer sees him."""

    name: str
    avatar_url: str | None = None
    position: str | None = None


class Rating(Answer, frozen=True, kw_only=True):
    """Whether he may rate the session, what the channel says at the thumbs and after each of them."""

    asked: bool
    vote: Literal["like", "dislike"] | None
    until: str | None
    text: str
    like: str
    dislike: str


class Episode(Answer, frozen=True, kw_only=True):
    """Where the customer's session stands."""

    phase: Literal["waiting", "active", "closed"]
    agent: Agent | None
    waiting: bool
    closing: bool = False
    rating: Rating | None = None


class Conversation(Answer, frozen=True, kw_only=True):
    """The visitor's thread. `number` is the last of his stream; `read_up_to` how far the agent has read."""

    number: int
    session: Episode | None
    unread: int
    read_up_to: int


class Quote(Answer, frozen=True, kw_only=True):
    """What a message replies to."""

    number: int | None
    text: str


class Button(Answer, frozen=True, kw_only=True):
    """A button under a message; pressing it is writing its label with `pressed`."""

    label: str
    payload: str


class Message(Answer, frozen=True, kw_only=True):
    """A message as the customer sees it."""

    number: int
    id: str
    author: Literal["customer", "agent", "system"]
    name: str | None
    avatar_url: str | None
    text: str
    files: list[File]
    reply_to: Quote | None
    client_id: str | None
    state: str
    at: str
    buttons: list[Button] = msgspec.field(default_factory=list)


class Opened(Answer, frozen=True, kw_only=True):
    """A visitor with his token and what was said last."""

    token: str
    visitor_id: str
    conversation: Conversation | None
    number: int
    messages: list[Message]


class NewMessage(Request, frozen=True, kw_only=True):
    """What the customer sends; the same `client_id` gives the same answer."""

    client_id: str
    text: str = ""
    files: list[str] = msgspec.field(default_factory=list)
    reply_to: str | None = None
    pressed: str | None = None


class MessagePage(Page, frozen=True, kw_only=True):
    items: list[Message]


class TypingNow(Request, frozen=True, kw_only=True):
    """Whether the customer is typing; the text goes to the owner where live typing is on."""

    on: bool = True
    text: str | None = None


class ReadUpTo(Request, frozen=True, kw_only=True):
    up_to: int


class MessageFrame(Answer, frozen=True, kw_only=True):
    """Data of `message.added`."""

    message: Message


class ReadFrame(Answer, frozen=True, kw_only=True):
    """Data of `conversation.read`: the agent has read up to this number."""

    up_to: int


class SessionFrame(Answer, frozen=True, kw_only=True):
    """Data of `session.changed`."""

    phase: Literal["waiting", "active", "closed"]
    agent: Agent | None


class Vote(Request, frozen=True, kw_only=True):
    """The thumb that the customer pressed."""

    like: bool


def raw(value: Any) -> bytes:
    """The JSON of a body, for the connector that verifies it."""
    return msgspec.json.encode(value)
