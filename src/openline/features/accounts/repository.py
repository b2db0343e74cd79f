"""All SQL of accounts."""

import msgspec

from openline.features.accounts.tables import ACCOUNTS as TABLE
from openline.features.accounts.types import MAX_ACCOUNTS
from openline.kit.limits import Limits
from openline.store import Records, View


class Account(msgspec.Struct, frozen=True):
    """A company; `demo` accounts hold example people whose passwords are known."""

    id: int
    name: str
    domain: str | None
    locale: str
    time_zone: str
    demo: int
    created_at: int
    version: int
    plan: str | None = None
    limits: str | None = None

    @property
    def allowed(self) -> Limits:
        """How much it may have of what plans limit."""
        return msgspec.json.decode(self.limits, type=Limits) if self.limits else Limits()


ACCOUNTS = Records(TABLE, Account, rank=70, releases=True)
_ALL = ACCOUNTS.where("all", order=TABLE.c.id, limit=MAX_ACCOUNTS)


async def all_accounts(view: View) -> list[Account]:
    """Every account of this server, oldest first."""
    return await view.list(_ALL)
