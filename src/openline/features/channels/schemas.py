"""Wire shapes of connections."""

from typing import Any, Literal

import msgspec

from openline.kit.wire import Answer, Page, Request


class Connection(Answer, frozen=True, kw_only=True):
    """A configured widget or messenger account. Of its secrets only the number is told."""

    id: str
    channel_id: str
    connector: str
    name: str
    key: str
    active: bool
    state: Literal["ok", "needs_attention"]
    config: dict[str, Any]
    snippet: str | None
    created_at: str
    version: int


class Connections(Page, frozen=True, kw_only=True):
    items: list[Connection]


class NewConnection(Request, frozen=True, kw_only=True):
    """Connect a channel. `config` holds the connector's own settings."""

    channel_id: str
    connector: str
    name: str | None = None
    config: dict[str, Any] = msgspec.field(default_factory=dict)


class EditConnection(Request, frozen=True, kw_only=True):
    """What is not named stays; in `config` too."""

    name: str | None = None
    active: bool | None = None
    config: dict[str, Any] | None = None
    version: int | None = None


class Check(Answer, frozen=True, kw_only=True):
    """How the connection fares, and a word for what is to be done."""

    state: Literal["ok", "degraded", "reauth", "down"]
    detail: str


class Secret(Answer, frozen=True, kw_only=True):
    """A secret that the server has made: shown once."""

    secret: str
