"""Channels begun with a preset or like another one, settings copied, and what a channel means to others."""

import pytest

from openline.features.people.types import Actor
from openline.features.routing import making
from openline.features.routing.service import channels
from openline.features.routing.service.copying import begin_channel, copy_settings
from openline.features.routing.service.impact import show_impact
from openline.features.routing.service.presets import PRESETS
from openline.kit.errors import InvalidField, NotAllowed
from tests.support.desk import Company


async def changed(company: Company, channel_id: str) -> dict[str, object]:
    shown = await company.store.read(channels.show_settings, company.boss, int(channel_id))
    return {item.key: item.value for item in shown.items if item.changed}


async def begin(company: Company, new: making.NewChannel) -> str:
    made = await company.store.commit(begin_channel, company.boss, new, "Hoa Sen {number}")
    assert [member.id for member in made.queue] == [str(company.boss.person_id)]
    return made.id


async def copy(company: Company, *to: str, groups: list[str], dry_run: bool = False) -> dict[str, list[str]]:
    wanted = making.CopySettings(to=list(to), groups=groups, dry_run=dry_run)
    done = await company.store.commit(copy_settings, company.boss, int(company.channel.id), wanted)
    return {item.channel_id: item.changed for item in done.items}


@pytest.mark.parametrize("preset", PRESETS)
async def test_a_preset_is_made_of_settings_that_can_be_changed(company: Company, preset: making.PresetName) -> None:
    found = await changed(company, await begin(company, making.NewChannel(preset=preset)))
    assert "auto.no_answer_rule" in found
    if "hours.calendar" in found:
        assert found["hours.calendar"]["zone"] == "UTC"  # type: ignore[index]


async def test_a_channel_like_another_one_has_its_settings_and_its_own_queue(company: Company) -> None:
    await company.set(**{"rating.ask": False, "queue.max_sessions": 3})
    like = making.NewChannel(copy_from=making.CopyFrom(channel_id=company.channel.id))
    assert await changed(company, await begin(company, like)) == await changed(company, company.channel.id)


async def test_copying_takes_whole_groups_and_goes_back_to_defaults_too(company: Company) -> None:
    other = await company.store.commit(channels.create_channel, company.boss, "Other", "{number}")
    edits = {"queue.distribution": "all", "auto.close_delay": 30, "channel.confirm_close": True}
    await company.store.commit(channels.edit_settings, company.boss, int(other.id), edits, None)
    await company.set(**{"queue.max_sessions": 3, "queue.idle_time": None})
    told = await copy(company, other.id, groups=["queue"], dry_run=True)
    assert {"queue.distribution", "queue.max_sessions"} <= set(told[other.id])
    assert (await changed(company, other.id))["queue.distribution"] == "all"
    assert await copy(company, other.id, groups=["queue"]) == told
    found = await changed(company, other.id)
    assert found["queue.max_sessions"] == 3
    assert "queue.distribution" not in found
    assert found["auto.close_delay"] == 30  # of another group
    assert await copy(company, other.id, groups=["queue"]) == {other.id: []}


async def test_nothing_overflows_into_itself_by_copying(company: Company) -> None:
    other = await company.store.commit(channels.create_channel, company.boss, "Other", "{number}")
    await company.set(**{"queue.escalate_after": 2, "queue.escalate_to": other.id})
    assert "queue.escalate_to" not in (await copy(company, other.id, groups=["queue"]))[other.id]
    impact = await company.store.read(show_impact, company.boss, int(other.id))
    assert [one.name for one in impact.overflowing] == ["Sales"]


@pytest.mark.parametrize(
    ("field", "to", "groups"),
    [("to", [], ["queue"]), ("to", ["itself"], ["queue"]), ("groups", ["7"], ["everything"]), ("groups", ["7"], [])],
)
async def test_what_cannot_be_copied_is_named(company: Company, field: str, to: list[str], groups: list[str]) -> None:
    body = making.CopySettings(to=[company.channel.id if one == "itself" else one for one in to], groups=groups)
    with pytest.raises(InvalidField) as refusal:
        await company.store.commit(copy_settings, company.boss, int(company.channel.id), body)
    assert refusal.value.data["field"] == field


async def test_impact_counts_who_is_served_and_names_what_customers_reach_it_by(company: Company) -> None:
    await company.write(await company.visitor(), "Có ai không?")
    impact = await company.store.read(show_impact, company.boss, int(company.channel.id))
    assert (impact.open, impact.waiting) == (1, 1)
    assert [(one.connector, one.active) for one in impact.connections] == [("webchat", True)]
    (shown,) = (await company.store.read(channels.list_channels, company.boss)).items
    assert (shown.open, shown.waiting) == (1, 1)


async def test_agents_neither_copy_nor_ask(company: Company) -> None:
    agent: Actor = await company.hire("Mai")
    wanted = making.CopySettings(to=["5"], groups=["queue"])
    with pytest.raises(NotAllowed):
        await company.store.commit(copy_settings, agent, int(company.channel.id), wanted)
    with pytest.raises(NotAllowed):
        await company.store.read(show_impact, agent, int(company.channel.id))
