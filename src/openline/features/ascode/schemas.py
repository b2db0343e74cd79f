"""Bodies of documents of settings."""

from typing import Annotated, Any, Literal

import msgspec

from openline.kit.wire import Answer, Page, Request

Text = Annotated[str, msgspec.Meta(max_length=256_000)]


class Exported(Answer, frozen=True, kw_only=True):
    """Channels as a document (YAML)."""

    document: str


class GivenDocument(Request, frozen=True, kw_only=True):
    """A document to be compared with what is."""

    document: Text


class ApplyDocument(Request, frozen=True, kw_only=True):
    """A document to be applied; with the `fingerprint` of a plan only if that still says what happens."""

    document: Text
    fingerprint: str | None = None


class PlannedPart(Answer, frozen=True, kw_only=True):
    """A part of a channel that becomes different: its name, whether it is on, its queue, or a setting by key.

    `old` and `new` are written as in a document; null: by default. `danger`: open sessions feel it at once.
    """

    part: str
    old: Any
    new: Any
    danger: bool


class PlannedChannel(Answer, frozen=True, kw_only=True):
    """What becomes different in a channel. One that is made has no `channel_id` before."""

    action: Literal["create", "change"]
    channel_id: str | None
    name: str
    parts: list[PlannedPart]


class Plan(Answer, frozen=True, kw_only=True):
    """All that applying a document would change; empty: everything is so already."""

    channels: list[PlannedChannel]
    fingerprint: str


class Applier(Answer, frozen=True, kw_only=True):
    """Whose change it was; without a name he is not known any more."""

    id: str
    name: str | None


class Applied(Answer, frozen=True, kw_only=True):
    """A document that was applied. `id` is null where there was nothing to change.

    `undoes`: it rolled that one back; `undone_by`: it was rolled back by that one.
    """

    id: str | None
    at: str
    person: Applier
    channels: list[PlannedChannel]
    undoes: str | None = None
    undone_by: str | None = None


class Applies(Page, frozen=True, kw_only=True):
    """What was applied, newest first."""

    items: list[Applied]
