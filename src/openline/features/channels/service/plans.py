"""What an account's plan means for its channels: no more are switched on than it allows (A11)."""

from collections.abc import Awaitable, Callable, Mapping

from openline.features.accounts.service import Account, account_row, all_accounts, hold_account, put_on_plan
from openline.features.channels.errors import PlanLimit
from openline.features.channels.events import ChannelChanged
from openline.features.channels.repository import CHANNELS, Channel, channels_of
from openline.kit.limits import Limits
from openline.store import UnitOfWork

_AT_ONCE = 20


async def check_room(uow: UnitOfWork, account_id: int) -> None:
    """Whether one more channel may be switched on.

    Raises PlanLimit.
    """
    if (await account_row(uow, account_id)).allowed.channels is None:
        return
    account = await hold_account(uow, account_id)  # two at once are counted one after the other
    limit = account.allowed.channels
    if limit is not None and len(await _switched_on(uow, account_id)) >= limit:
        raise PlanLimit(plan=account.plan, limit=limit)


async def use_plan(
    uow: UnitOfWork, account_id: int, plan: str | None, limits: Limits
) -> tuple[Account, list[Channel]]:  # fmt: skip
    """Put an account on a plan; says which channels that switched off.

    Raises AccountNotFound.
    """
    surplus: list[Channel] = []
    if plan is not None and limits.channels is not None:
        surplus = (await _switched_on(uow, account_id))[limits.channels :]
    off = [await _switch_off(uow, channel) for channel in surplus]
    return await put_on_plan(uow, account_id, plan, limits), off


def renewing(plans: Mapping[str, Limits]) -> Callable[[UnitOfWork], Awaitable[int]]:
    """A use case that lets accounts have what their plans are configured to allow now; says how many it changed.

    A plan that is not configured any more leaves its accounts what they have.
    """

    async def renew(uow: UnitOfWork) -> int:
        on_plans = [(account, plans.get(account.plan or "")) for account in await all_accounts(uow)]
        stale = [(account, limits) for account, limits in on_plans if limits not in (None, account.allowed)][:_AT_ONCE]
        for account, limits in stale:
            assert limits is not None
            await use_plan(uow, account.id, account.plan, limits)
        return len(stale)

    return renew


async def _switched_on(uow: UnitOfWork, account_id: int) -> list[Channel]:
    """In the order in which they were made: the oldest stay on."""
    return sorted((one for one in await channels_of(uow, account_id) if one.active), key=lambda one: one.id)


async def _switch_off(uow: UnitOfWork, channel: Channel) -> Channel:
    held = await CHANNELS.hold(uow, channel.id)
    assert held is not None, "channels are marked, never removed"
    off = CHANNELS.change(uow, held, active=0, version=held.version + 1)
    uow.log(
        ChannelChanged(
            account_id=off.account_id, channel_id=off.id, actor_id=None, version=off.version, audience=None
        )
    )  # fmt: skip
    return off
