"""Who changed which settings of a channel, and when; and the way back (docs/behaviour/settings.md SV1 to SV4)."""

from collections.abc import Mapping
from typing import Any, NamedTuple

import msgspec

from openline.features.settings.errors import ChangeNotFound
from openline.features.settings.repository import SETTING_CHANGES, SettingChange, changes_before, changes_since, trim
from openline.features.settings.types import Settings
from openline.kit.errors import VersionConflict
from openline.kit.wire import instant
from openline.store import UnitOfWork, View

_LAST = (1 << 63) - 1


class Place(NamedTuple):
    """A channel of an account, and who is at it."""

    account_id: int
    channel_id: int
    person_id: int


async def remember(uow: UnitOfWork, place: Place, version: int, before: Settings, after: Settings) -> None:
    """Keep what became different; nothing if nothing did."""
    old, new = before.changed, after.changed
    changes = {
        key: (old.get(key), new.get(key)) for key in sorted(old.keys() | new.keys()) if old.get(key) != new.get(key)
    }
    if not changes:
        return
    SETTING_CHANGES.add(
        uow,
        SettingChange(
            id=uow.new_id(), account_id=place.account_id, channel_id=place.channel_id, version=version, at=uow.now,
            person_id=place.person_id, changes=msgspec.json.encode(changes).decode(),
        ),
    )  # fmt: skip
    await trim(uow, place.account_id, place.channel_id)


async def conflict(view: View, place: Place, *, seen: int, stored: int) -> VersionConflict | None:
    """The refusal of a change that was made on an older version, with who changed what since.

    None: nothing of the settings changed since; a new name or queue is no reason to refuse.
    """
    since = await changes_since(view, place.account_id, place.channel_id, seen) if seen != stored else []
    if not since:
        return None
    return VersionConflict(version=stored, changes=[
        {"id": str(one.id), "at": instant(one.at), "person_id": str(one.person_id), "keys": sorted(one.by_key)}
        for one in since
    ])  # fmt: skip


async def past_of(
    view: View, account_id: int, channel_id: int, *, before: int | None, limit: int
) -> list[SettingChange]:  # fmt: skip
    """The changes of a channel's settings, newest first."""
    at = _LAST if before is None else before
    return await changes_before(view, account_id, channel_id, before=at, limit=limit)


async def restoring(view: View, account_id: int, channel_id: int, change_id: int) -> Mapping[str, Any]:
    """What has to be changed so that settings are as they were before a change: that one and all later ones undone.

    Raises ChangeNotFound.
    """
    found = await SETTING_CHANGES.get(view, change_id)
    if found is None or (found.account_id, found.channel_id) != (account_id, channel_id):
        raise ChangeNotFound(number=change_id)
    undone: dict[str, Any] = {}
    for one in await changes_since(view, account_id, channel_id, found.version - 1):
        undone.update({key: old for key, (old, _) in one.by_key.items()})
    return undone
