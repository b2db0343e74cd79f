"""All SQL of the company's structure."""

import msgspec
import sqlalchemy as sa

from openline.features.company import tables
from openline.features.company.types import MAX_DEPARTMENTS, MAX_DEPARTMENTS_OF_PERSON
from openline.features.people.service import MAX_PEOPLE
from openline.store import Records, View


class DepartmentRow(msgspec.Struct, frozen=True):
    """A department; without a parent it stands at the top."""

    id: int
    account_id: int
    parent_id: int | None
    name: str
    created_at: int
    version: int


class StaffRow(msgspec.Struct, frozen=True):
    """Somebody works in a department, perhaps as a head of it."""

    department_id: int
    person_id: int
    account_id: int
    head: int


DEPARTMENTS = Records(tables.DEPARTMENTS, DepartmentRow, guarded=True)
STAFF = Records(tables.STAFF, StaffRow, guarded=True)
_ACCOUNT = sa.bindparam("account_id", type_=sa.BigInteger)
_ALL = DEPARTMENTS.where(
    "of account", tables.DEPARTMENTS.c.account_id == _ACCOUNT, order=tables.DEPARTMENTS.c.id, limit=MAX_DEPARTMENTS
)
_STAFF = STAFF.where(
    "of account", tables.STAFF.c.account_id == _ACCOUNT,
    order=(tables.STAFF.c.department_id, tables.STAFF.c.person_id), limit=MAX_PEOPLE * MAX_DEPARTMENTS_OF_PERSON,
)  # fmt: skip


async def departments_of(view: View, account_id: int) -> list[DepartmentRow]:
    """The departments of an account."""
    return await view.list(_ALL, account_id=account_id)


async def staff_of(view: View, account_id: int) -> list[StaffRow]:
    """Who works where, in the whole account."""
    return await view.list(_STAFF, account_id=account_id)
