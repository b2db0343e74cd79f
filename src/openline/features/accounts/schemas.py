"""Wire shapes of accounts."""

from openline.features.accounts.repository import Account as Row
from openline.kit.wire import Answer


class Account(Answer, frozen=True, kw_only=True):
    """The account as its people see it."""

    id: str
    name: str
    demo: bool

    @classmethod
    def of(cls, row: Row) -> "Account":
        return cls(id=str(row.id), name=row.name, demo=bool(row.demo))
