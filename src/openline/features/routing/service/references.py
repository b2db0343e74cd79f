"""Settings that name something by id: it has to be there (docs/behaviour/settings.md SV5)."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, NamedTuple

from openline.features.bots.service import bot_of, works
from openline.features.canned.service import named_list
from openline.features.channels.service import CHANNELS
from openline.features.people.service import PEOPLE
from openline.features.settings.types import CATALOGUE, Settings
from openline.kit.errors import InvalidField
from openline.store import View


class Place(NamedTuple):
    """The channel whose settings they are."""

    account_id: int
    channel_id: int


Look = Callable[[View, Place, int], Awaitable[str | None]]
"""Why something cannot be named; None if it can."""


async def _person(view: View, place: Place, person_id: int) -> str | None:
    row = await PEOPLE.get(view, person_id)
    if row is None or row.account_id != place.account_id:
        return "no such person"
    return None if row.active else "somebody who does not work here any more"


async def _channel(view: View, place: Place, channel_id: int) -> str | None:
    row = await CHANNELS.get(view, channel_id)
    if row is None or row.account_id != place.account_id or row.deleted_at:
        return "no such channel"
    return "this very channel" if channel_id == place.channel_id else None


async def _bot(view: View, place: Place, bot_id: int) -> str | None:
    row = await bot_of(view, place.account_id, bot_id)
    if row is None:
        return "no such bot"
    return None if works(row) else "this bot is not let into channels"


async def _canned_list(view: View, place: Place, list_id: int) -> str | None:
    return None if await named_list(view, place.account_id, list_id) else "no such list of canned responses"


LOOKS: Mapping[str, Look] = {"person": _person, "channel": _channel, "bot": _bot, "canned_list": _canned_list}
"""By what a declaration says in `to`."""


async def check_named(view: View, place: Place, before: Settings, changes: Mapping[str, Any]) -> None:
    """Whatever changes name for the first time has to be there; what a setting names already may stay.

    Raises InvalidField, like `Settings.with_changes`, which refuses values that are wrong by themselves.
    """
    refused: dict[str, str] = {}
    try:
        before.with_changes(changes)
    except InvalidField as refusal:
        refused = refusal.data["fields"]
    for key, value in changes.items():
        if key in refused or value is None:
            continue
        known = CATALOGUE[key].named(before.value(CATALOGUE[key]))
        for one, reason in (await _refusals(view, place, key, value)).items():
            if one not in known:
                refused[key] = f"{one}: {reason}"
                break
    if refused:
        fields = {key: refused[key] for key in changes if key in refused}
        first = next(iter(fields))
        raise InvalidField(field=first, reason=fields[first], fields=fields)


async def still_there(view: View, place: Place, changes: Mapping[str, Any]) -> dict[str, Any]:
    """Values of another time or another channel, without what they name and could not be named here today.

    None where nothing is left but the initial value.
    """
    kept = dict(changes)
    for key, value in changes.items():
        if value is not None and (gone := await _refusals(view, place, key, value)):
            kept[key] = CATALOGUE[key].without(value, gone)
    return kept


async def _refusals(view: View, place: Place, key: str, value: object) -> dict[str, str]:
    setting = CATALOGUE[key]
    found = {one: await LOOKS[setting.to](view, place, int(one)) for one in setting.named(value)}
    return {one: reason for one, reason in found.items() if reason is not None}
