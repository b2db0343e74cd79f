"""Wire shapes of connections."""

from typing import Any, Literal

import msgspec

from openline.features.channels.types import Abilities
from openline.kit.wire import Answer, Page, Request


class SettingField(Answer, frozen=True, kw_only=True):
    """One setting of a connector. `ge` and `le` bound a number, the length of a text, or how many there are."""

    key: str
    type: str
    required: bool
    default: Any
    ge: int | None
    le: int | None
    choices: list[str]
    made_here: bool


class Connector(Answer, frozen=True, kw_only=True):
    """A platform that can be connected. `texts` name and explain it, its settings and the words it answers with.

    `transport_field` is the setting that chooses between `transports`, where there is a choice.
    """

    id: str
    icon: str
    version: str
    maturity: Literal["proven", "vendor_spec", "documentation"]
    delivery: Literal["stream", "send"]
    transports: list[str]
    transport_field: str | None
    fields: list[SettingField]
    capabilities: Abilities
    texts: dict[str, str]


class Connectors(Page, frozen=True, kw_only=True):
    """What can be connected; platforms reach this server at `public_url`, most of them only by https."""

    items: list[Connector]
    public_url: str
    https: bool


class PlatformAccount(Answer, frozen=True, kw_only=True):
    """Whose credentials a connection has, as the platform names it."""

    id: str
    name: str
    url: str | None


class Paste(Answer, frozen=True, kw_only=True):
    """Something a person has to carry to the platform."""

    kind: str
    text: str


class Installed(Answer, frozen=True, kw_only=True):
    """What setting up did on the platform, as words that the connector's texts explain, and what is left to do."""

    url: str
    at: str
    done: list[str]
    missing: list[str]
    paste: list[Paste]


class Connection(Answer, frozen=True, kw_only=True):
    """A configured widget or messenger account. Of its secrets only the number is told.

    `state_detail` is a word that the connector's texts explain, `state_field` the setting to be mended. `new` is a
    platform that has not reached us yet: `first_event_at` tells when it did. `left` names what could not be taken back.
    `expires_at` is when its credentials will no longer work, where the platform says so.
    """

    id: str
    channel_id: str
    connector: str
    name: str
    key: str
    active: bool
    state: Literal["new", "ok", "reauth", "degraded", "down"]
    state_detail: str | None
    state_field: str | None
    state_at: str | None
    first_event_at: str | None
    account: PlatformAccount | None
    installed: Installed | None
    left: list[str]
    config: dict[str, Any]
    snippet: str | None
    hook_url: str | None
    expires_at: str | None
    created_at: str
    version: int


class Connections(Page, frozen=True, kw_only=True):
    items: list[Connection]


class NewConnection(Request, frozen=True, kw_only=True):
    """Connect a channel. `config` holds the connector's own settings.

    `new_channel`: this channel has such a connection already, so make another channel for it.
    """

    channel_id: str
    connector: str
    name: str | None = None
    config: dict[str, Any] = msgspec.field(default_factory=dict)
    new_channel: bool = False


class EditConnection(Request, frozen=True, kw_only=True):
    """What is not named stays; in `config` too."""

    name: str | None = None
    active: bool | None = None
    config: dict[str, Any] | None = None
    version: int | None = None


class Refusal(Answer, frozen=True, kw_only=True):
    """Something reached our address that the platform did not make, or that is signed with another secret."""

    reason: str
    at: str
    count: int


class Check(Answer, frozen=True, kw_only=True):
    """How the connection fares, and a word for what is to be done."""

    state: Literal["ok", "degraded", "reauth", "down"]
    detail: str
    field: str | None = None
    account: PlatformAccount | None = None
    refused: Refusal | None = None


class Removal(Answer, frozen=True, kw_only=True):
    """What could not be taken back on the platform, as words: nothing, as a rule."""

    left: list[str]


class NewTest(Request, frozen=True, kw_only=True):
    """A test reply to a customer of the connection."""

    conversation_id: str
    text: str


class Test(Answer, frozen=True, kw_only=True):
    """The test reply as a message: how it fares is told like of any other."""

    conversation_id: str
    message_id: str


class Secret(Answer, frozen=True, kw_only=True):
    """A secret that the server has made: shown once."""

    secret: str
