"""A channel in parts, as it is stored: its name, whether it is on, its queue, each setting that was changed."""

from typing import Any

from openline.features.ascode import schemas
from openline.features.ascode.repository import Parted
from openline.features.ascode.service.words import Vocabulary
from openline.features.ascode.types import ACTIVE, NAME, QUEUE, SETTINGS
from openline.features.channels.service import Channel
from openline.features.routing.service.lineup import entries_of
from openline.features.settings.types import CALENDAR, CATALOGUE, LANGUAGE
from openline.store import View

Parts = dict[str, Any]
_ALWAYS = (LANGUAGE, CALENDAR)
"""Another account may have something else by default, so these are parts of every channel."""


async def parts_of(view: View, channel: Channel) -> Parts:
    """The parts of a channel."""
    entries = await entries_of(view, channel.id)
    settings = {setting.key: setting.initial for setting in _ALWAYS} | channel.effective.changed
    known = {f"{SETTINGS}.{key}": value for key, value in settings.items() if key in CATALOGUE}
    queue = [[entry.kind, entry.id] for entry in entries]
    return {NAME: channel.name, ACTIVE: bool(channel.active), QUEUE: queue} | known


def difference(channel_id: int, before: Parts | None, after: Parts) -> Parted | None:
    """What became different; None: nothing. Without a before everything is new."""
    old = before or {}
    parts = {part: (old.get(part), after.get(part)) for part in _in_order(old.keys() | after.keys())}
    parts = {part: (was, now) for part, (was, now) in parts.items() if was != now}
    return Parted(channel_id, before is None, parts) if parts else None


def told(changes: list[Parted], names: dict[int, str], words: Vocabulary) -> list[schemas.PlannedChannel]:
    """Changes as people read them."""
    return [
        schemas.PlannedChannel(
            action="create" if one.created else "change",
            channel_id=None if one.created else str(one.channel_id),
            name=names.get(one.channel_id, f"#{one.channel_id}"),
            parts=[
                schemas.PlannedPart(
                    part=part.removeprefix(f"{SETTINGS}."), old=words.said(part, old), new=words.said(part, new),
                    danger=not one.created and (part == ACTIVE or _danger(part)),
                )
                for part, (old, new) in one.parts.items()
            ],
        )
        for one in changes
    ]  # fmt: skip


def _in_order(parts: Any) -> list[str]:
    known = [NAME, ACTIVE, QUEUE, *(f"{SETTINGS}.{key}" for key in CATALOGUE)]
    return [part for part in known if part in parts]


def _danger(part: str) -> bool:
    setting = CATALOGUE.get(part.removeprefix(f"{SETTINGS}."))
    return setting is not None and setting.danger
