"""How many channels an account's plan lets be switched on (docs/behaviour/channels.md, A11)."""

import pytest

from openline.config import ConfigError, load
from openline.features.channels.errors import PlanLimit
from openline.features.channels.service import channels_of, renewing, use_plan
from openline.features.routing import schemas
from openline.features.routing.service import channels
from openline.kit.limits import Limits
from tests.support.desk import Company

TWO = Limits(channels=2)


async def make(company: Company, name: str) -> str:
    made = await company.store.commit(channels.create_channel, company.boss, name, "{number}")
    return made.id


async def switch(company: Company, channel_id: str, *, active: bool) -> None:
    await company.store.commit(channels.edit_channel, company.boss, int(channel_id), schemas.EditChannel(active=active))


async def names_on(company: Company) -> list[str]:
    return [one.name for one in await company.store.read(channels_of, company.account_id) if one.active]


async def test_no_more_are_switched_on_than_the_plan_allows(company: Company) -> None:
    await company.store.commit(use_plan, company.account_id, "small", TWO)
    second = await make(company, "Second")
    with pytest.raises(PlanLimit) as refusal:
        await make(company, "Third")
    assert refusal.value.data == {"plan": "small", "limit": 2}
    await switch(company, second, active=False)
    await make(company, "Third")
    with pytest.raises(PlanLimit):
        await switch(company, second, active=True)
    assert await names_on(company) == ["Sales", "Third"]


async def test_a_smaller_plan_switches_off_the_youngest_and_deletes_nothing(company: Company) -> None:
    for name in ("Second", "Third"):
        await make(company, name)
    _, off = await company.store.commit(use_plan, company.account_id, "tiny", Limits(channels=1))
    assert [one.name for one in off] == ["Second", "Third"]
    assert await names_on(company) == ["Sales"]
    await company.store.commit(use_plan, company.account_id, None, Limits())
    for one in off:
        await switch(company, str(one.id), active=True)
    assert await names_on(company) == ["Sales", "Second", "Third"]


async def test_what_a_plan_is_configured_to_allow_reaches_its_accounts(company: Company) -> None:
    await make(company, "Second")
    await company.store.commit(use_plan, company.account_id, "small", TWO)
    assert await company.store.commit(renewing({"small": TWO})) == 0
    assert await company.store.commit(renewing({"small": Limits(channels=1)})) == 1
    assert await names_on(company) == ["Sales"]
    assert await company.store.commit(renewing({})) == 0
    with pytest.raises(PlanLimit):
        await make(company, "Third")


def test_plans_are_read_from_the_environment(tmp_path_factory: pytest.TempPathFactory) -> None:
    home = {"OPENLINE_DATA": str(tmp_path_factory.mktemp("data"))}
    assert load(home | {"OPENLINE_PLANS": '{"free": {"channels": 1}}'}).plans == {"free": Limits(channels=1)}
    for wrong in ("free", '{"free": {"rooms": 1}}', '{"free": {"channels": -1}}', '{"Free plan": {}}'):
        with pytest.raises(ConfigError, match="OPENLINE_PLANS"):
            load(home | {"OPENLINE_PLANS": wrong})
