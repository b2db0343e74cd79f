"""Facts about the company's structure."""

from openline.store import Fact


class CompanyChanged(Fact, frozen=True, kw_only=True):
    """A department came, went, moved, was renamed, or other people work in it; None: several, by a table."""

    kind = "company.changed"
    department_id: int | None
