"""All SQL of visitors."""

import msgspec

from openline.features.webchat.tables import VISITORS as TABLE
from openline.store import Records


class VisitorRow(msgspec.Struct, frozen=True):
    """A visitor as stored."""

    id: int
    account_id: int
    connection_id: int
    user_key: str | None
    claimed_user: str | None
    name: str | None
    email: str | None
    locale: str | None
    time_zone: str | None
    page_url: str | None
    page_title: str | None
    created_at: int
    phone: str | None = None
    form: str | None = None
    form_at: int | None = None
    consent: str | None = None
    consent_at: int | None = None


VISITORS = Records(TABLE, VisitorRow, rank=5, kept=True)
VISITOR_BY_USER = VISITORS.lookup("connection_id", "user_key")
