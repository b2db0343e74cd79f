"""Settings that go from one channel to others, and channels that begin with settings (ADR 0102)."""

from collections.abc import Sequence
from typing import Any

from openline.features.channels.service import Channel, access_channel
from openline.features.people.types import Actor, Need
from openline.features.routing import making, schemas
from openline.features.routing.service.channels import channel_view
from openline.features.routing.service.presets import PRESETS
from openline.features.routing.service.queues import change_settings, open_channel
from openline.features.routing.service.references import Place, still_there
from openline.features.settings.types import CATALOGUE, ESCALATE_TO, Group
from openline.kit.errors import InvalidField, about
from openline.kit.ids import id_in, ids_in
from openline.store import UnitOfWork, View

MAX_TARGETS = 50
_NOTHING = object()


async def begin_channel(
    uow: UnitOfWork, actor: Actor, new: making.NewChannel, default_name: str
) -> schemas.Channel:  # fmt: skip
    """A new channel whose first queue member is its creator: as declared, with a preset, or like another one.

    Raises NotAllowed, ChannelNotFound, InvalidField, and what creating a channel raises.
    """
    if new.preset is not None and new.copy_from is not None:
        raise InvalidField(field="preset", reason="a preset or another channel's settings, not both")
    channel = await open_channel(uow, actor, name=new.name, default_name=default_name)
    changes: dict[str, Any] = {}
    if new.preset is not None:
        changes = PRESETS[new.preset](channel.effective)
    elif new.copy_from is not None:
        source_id = id_in("copy_from.channel_id", new.copy_from.channel_id)
        with about("copy_from.channel_id"):
            source = await access_channel(uow, actor, source_id, need=Need.CHANNELS_WRITE)
        changes = await _changes(uow, source, channel, _groups(new.copy_from.groups))
    if changes:
        channel = await change_settings(uow, actor, channel.id, changes, None)
    return await channel_view(uow, channel)


async def copy_settings(uow: UnitOfWork, actor: Actor, channel_id: int, wanted: making.CopySettings) -> making.CopiedTo:
    """Make settings of other channels the same as this one's, all of them or none; or say what would change.

    Raises NotAllowed, ChannelNotFound, InvalidField.
    """
    source = await access_channel(uow, actor, channel_id, need=Need.CHANNELS_WRITE)
    groups = _groups(wanted.groups)
    targets = sorted(set(ids_in("to", wanted.to)))  # the order in which queues are locked
    if not 0 < len(targets) <= MAX_TARGETS or channel_id in targets:
        raise InvalidField(field="to", reason=f"1…{MAX_TARGETS} other channels")
    items = []
    for target_id in targets:
        with about("to"):
            target = await access_channel(uow, actor, target_id, need=Need.CHANNELS_WRITE)
        changes = await _changes(uow, source, target, groups)
        if changes and not wanted.dry_run:
            await change_settings(uow, actor, target_id, changes, None)
        items.append(making.Copied(channel_id=str(target_id), name=target.name, changed=list(changes)))
    return making.CopiedTo(items=items)


def _groups(names: Sequence[str] | None) -> frozenset[str]:
    known = frozenset(group.value for group in Group)
    chosen = known if names is None else frozenset(names)
    if not chosen or not chosen <= known:
        raise InvalidField(field="groups", reason=f"one or more of {', '.join(group.value for group in Group)}")
    return chosen


async def _changes(view: View, source: Channel, target: Channel, groups: frozenset[str]) -> dict[str, Any]:
    """What has to change in the target; None is the way back to the default, which the source has not left."""
    place = Place(target.account_id, target.id)
    kept, ours = await still_there(view, place, source.effective.changed), target.effective.changed
    theirs = {key: value for key, value in kept.items() if value is not None}
    changes = {
        key: theirs.get(key)
        for key, setting in CATALOGUE.items()
        if setting.group.value in groups and theirs.get(key, _NOTHING) != ours.get(key, _NOTHING)
    }
    if source.effective.value(ESCALATE_TO) == str(target.id):
        changes.pop(ESCALATE_TO.key, None)  # nothing overflows into itself
    return changes
