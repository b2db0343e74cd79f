"""Facts about canned responses."""

from openline.store import Fact


class CannedChanged(Fact, frozen=True, kw_only=True):
    """A list came, went, was renamed, or holds other responses than before."""

    kind = "canned.changed"
    list_id: int
