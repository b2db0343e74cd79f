"""Facts about contacts."""

from openline.store import Fact


class ContactChanged(Fact, frozen=True, kw_only=True):
    """A name, an address or an identity of the customer changed."""

    kind = "contact.changed"
    contact_id: int
