"""What a customer would see of a channel, on the wire (ADR 0104)."""

from typing import Any, Literal

import msgspec

from openline.kit.wire import Answer, Request

Scene = Literal["opening", "off_hours", "no_answer", "closing", "timeout", "rated"]


class AskPreview(Request, frozen=True, kw_only=True):
    """With `settings` that are not stored yet on top of the stored ones."""

    settings: dict[str, Any] = msgspec.field(default_factory=dict)


class Line(Answer, frozen=True, kw_only=True):
    """Something that is said; what customer and agent say is made up."""

    author: Literal["customer", "agent", "system"]
    text: str


class Asking(Answer, frozen=True, kw_only=True):
    """What stands at the widget's thumbs."""

    asked: bool
    vote: Literal["like", "dislike"] | None
    text: str
    like: str
    dislike: str


class Shown(Answer, frozen=True, kw_only=True):
    """A moment of a conversation: in the widget, and where there are no buttons."""

    scene: Scene
    phase: Literal["waiting", "active"]
    closing: bool
    widget: list[Line]
    rating: Asking | None
    messenger: list[Line]


class PreviewField(Answer, frozen=True, kw_only=True):
    """A question of the welcome form."""

    id: str
    kind: str
    label: str
    required: bool
    options: list[str]


class PreviewConsent(Answer, frozen=True, kw_only=True):
    """What the widget asks for before the first message."""

    text: str
    url: str


class PreviewForm(Answer, frozen=True, kw_only=True):
    """The welcome form of the widget; without questions where only `consent` is asked for."""

    before: bool
    title: str
    fields: list[PreviewField]
    consent_url: str
    consent: PreviewConsent | None


class Preview(Answer, frozen=True, kw_only=True):
    """The moments in the order in which they may come. `title` is the channel's own, if it has one."""

    language: str
    title: str | None
    live_typing: bool
    agent: str
    position: str | None
    form: PreviewForm | None
    scenes: list[Shown]
