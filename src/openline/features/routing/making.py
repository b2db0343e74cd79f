"""Wire shapes of a channel's life: created, copied, switched off, deleted."""

from typing import Literal

from openline.kit.wire import Answer, Page, Request

PresetName = Literal["shop", "support_247", "office"]


class CopyFrom(Request, frozen=True, kw_only=True):
    """A channel whose settings are taken over; without `groups` all of them."""

    channel_id: str
    groups: list[str] | None = None


class NewChannel(Request, frozen=True, kw_only=True):
    """A channel to be made: as declared, with a preset, or like another one."""

    name: str | None = None
    preset: PresetName | None = None
    copy_from: CopyFrom | None = None


class CopySettings(Request, frozen=True, kw_only=True):
    """Which groups of settings go to which channels. `dry_run`: only say what would change."""

    to: list[str]
    groups: list[str]
    dry_run: bool = False


class Copied(Answer, frozen=True, kw_only=True):
    """What is different in a channel now, or would be."""

    channel_id: str
    name: str
    changed: list[str]


class CopiedTo(Page, frozen=True, kw_only=True):
    items: list[Copied]


class ConnectionBrief(Answer, frozen=True, kw_only=True):
    """Something that customers reach the channel by."""

    id: str
    connector: str
    name: str
    active: bool


class ChannelBrief(Answer, frozen=True, kw_only=True):
    id: str
    name: str


class BotImpact(Answer, frozen=True, kw_only=True):
    """What a bot means to others now: the channels in which it answers first, by number, also those switched off."""

    channels: list[ChannelBrief]


class Impact(Answer, frozen=True, kw_only=True):
    """What a channel means to others now: whoever switches it off or deletes it should know.

    `overflowing` are channels that send here what nobody accepts.
    """

    open: int
    waiting: int
    connections: list[ConnectionBrief]
    overflowing: list[ChannelBrief]
