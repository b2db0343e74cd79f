"""Facts about accounts."""

from openline.store import Fact


class AccountChanged(Fact, frozen=True, kw_only=True):
    """Created, renamed, moved to another domain."""

    kind = "account.changed"
    version: int
