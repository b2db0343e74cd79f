"""Settings that name people, channels and bots: what is named is there, and what goes later does no harm (SV5)."""

from typing import Any

import pytest

from openline.features.bots import schemas as bots
from openline.features.bots.service import add_bot, change_bot, remove_bot
from openline.features.people import schemas as people
from openline.features.people.service import NobodyThere, change_person
from openline.features.routing import making
from openline.features.routing.service import channels
from openline.features.routing.service.copying import copy_settings
from openline.features.routing.service.past import restore, show_past
from openline.features.routing.service.references import LOOKS
from openline.features.settings.schemas import RestoreSettings
from openline.features.settings.types import CATALOGUE
from openline.kit.errors import InvalidField
from tests.support.desk import Company


@pytest.fixture
async def other(company: Company) -> int:
    """Another channel of the same company."""
    made = await company.store.commit(channels.create_channel, company.boss, "Other", "{number}")
    return int(made.id)


async def refused(company: Company, **changes: Any) -> dict[str, str]:
    """Why each of these is refused, by key."""
    with pytest.raises(InvalidField) as refusal:
        await company.set(**changes)
    found: dict[str, str] = refusal.value.data["fields"]
    assert (refusal.value.data["field"], refusal.value.data["reason"]) == next(iter(found.items()))
    return found


async def value(company: Company, key: str, channel_id: int | None = None) -> object:
    channel_id = channel_id or int(company.channel.id)
    shown = await company.store.read(channels.show_settings, company.boss, channel_id)
    return next(item.value for item in shown.items if item.key == key)


async def dismiss(company: Company, person_id: int) -> None:
    await company.store.commit(change_person, company.boss, NobodyThere(), person_id, people.EditPerson(active=False))


async def back(company: Company) -> None:
    """Undo the last change."""
    last = (await company.store.read(show_past, company.boss, int(company.channel.id), after=None, limit=1)).items[0]
    wanted = RestoreSettings(change_id=last.id)
    await company.store.commit(restore, company.boss, int(company.channel.id), wanted)


def test_whatever_a_setting_may_name_is_looked_for() -> None:
    assert {setting.to for setting in CATALOGUE.values() if setting.type in {"people", "reference"} or setting.to} <= {
        *LOOKS
    }  # fmt: skip


@pytest.mark.parametrize(
    ("key", "reason"),
    [
        ("queue.escalate_to", "no such channel"), ("bot.id", "no such bot"), ("kpi.first_people", "no such person"),
        ("kpi.further_people", "no such person"), ("kpi.escalate_people", "no such person"),
    ],
)  # fmt: skip
async def test_what_is_nowhere_cannot_be_named(company: Company, key: str, reason: str) -> None:
    named = ["999"] if CATALOGUE[key].type == "people" else "999"
    assert await refused(company, **{key: named}) == {key: f"999: {reason}"}


async def test_another_company_is_nowhere(company: Company) -> None:
    theirs = await Company(company.store, company.clock).found()
    found = await refused(
        company, **{"queue.escalate_to": theirs.channel.id, "kpi.first_people": [str(theirs.boss.person_id)]}
    )
    assert list(found) == ["queue.escalate_to", "kpi.first_people"]


async def test_all_that_is_wrong_is_told_at_once_and_nothing_is_stored(company: Company) -> None:
    changes = {"rating.closes": "yes", "queue.escalate_to": company.channel.id, "auto.close_delay": 30, "no.such": 1}
    found = await refused(company, **changes)
    assert list(found) == ["rating.closes", "queue.escalate_to", "no.such"]
    assert found["queue.escalate_to"].endswith("this very channel")
    assert await value(company, "auto.close_delay") == 10


async def test_who_was_named_before_he_left_may_stay_named(company: Company) -> None:
    mai, linh = [str((await company.hire(name)).person_id) for name in ("Mai", "Linh")]
    await company.set(**{"kpi.first_people": [mai]})
    await dismiss(company, int(mai))
    await company.set(**{"kpi.first_people": [mai, linh]})
    assert await value(company, "kpi.first_people") == [mai, linh]
    assert (
        "does not work here any more" in (await refused(company, **{"kpi.further_people": [mai]}))["kpi.further_people"]
    )


async def test_going_back_leaves_out_what_is_gone_by_then(company: Company, other: int) -> None:
    mai, linh = [str((await company.hire(name)).person_id) for name in ("Mai", "Linh")]
    bot = await company.store.commit(add_bot, company.boss, bots.NewBot(name="Hoa"))
    names = {"kpi.first_people": [mai, linh], "kpi.further_people": [mai], "queue.escalate_to": str(other)}
    await company.set(**names, **{"bot.id": bot.id, "auto.close_delay": 30})
    await company.set(**dict.fromkeys([*names, "bot.id", "auto.close_delay"]))
    await dismiss(company, int(mai))
    await company.store.commit(channels.close_channel, company.boss, other)
    await company.store.commit(remove_bot, company.boss, int(bot.id))
    await back(company)
    assert [await value(company, key) for key in names] == [[linh], [], "supervisors"]
    assert (await value(company, "bot.id"), await value(company, "auto.close_delay")) == ("", 30)


async def test_copies_leave_out_what_is_gone(company: Company, other: int) -> None:
    bot = await company.store.commit(add_bot, company.boss, bots.NewBot(name="Hoa"))
    await company.set(**{"bot.id": bot.id, "bot.time": 60})
    await company.store.commit(change_bot, company.boss, int(bot.id), bots.EditBot(in_channels=False))
    wanted = making.CopySettings(to=[str(other)], groups=["bot"])
    told = await company.store.commit(copy_settings, company.boss, int(company.channel.id), wanted)
    assert told.items[0].changed == ["bot.time"]
    assert await value(company, "bot.id", other) == ""
