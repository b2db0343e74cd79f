"""Wire shapes of the company's structure."""

from typing import Literal

from openline.kit.wire import Answer, Page, Request


class StaffMember(Answer, frozen=True, kw_only=True):
    """Somebody in a department."""

    id: str
    name: str
    active: bool
    head: bool


class Department(Answer, frozen=True, kw_only=True):
    """A department with those who work in it itself, heads first; `depth` is 0 at the top of the tree."""

    id: str
    parent_id: str | None
    name: str
    depth: int
    people: list[StaffMember]
    version: int


class Departments(Page, frozen=True, kw_only=True):
    """All departments, each followed by those below it."""

    items: list[Department]


class NewDepartment(Request, frozen=True, kw_only=True):
    """A department to be made."""

    name: str
    parent_id: str | None = None


class EditDepartment(Request, frozen=True, kw_only=True):
    """How a department is to be; without a parent it goes to the top."""

    name: str
    parent_id: str | None
    version: int | None = None


class StaffRef(Request, frozen=True, kw_only=True):
    """Who is to work there."""

    id: str
    head: bool = False


class NewStaff(Request, frozen=True, kw_only=True):
    """All who are to work in a department."""

    people: list[StaffRef]
    version: int | None = None


class StaffTable(Request, frozen=True, kw_only=True):
    """A table as text with the columns `department` (`Sales/Retail`), `email`, `head`. A trial stores nothing."""

    table: str
    trial: bool = True


RowProblem = Literal[
    "no_department", "bad_department", "too_deep", "too_many_departments", "no_person", "twice", "bad_head",
    "in_too_many_departments",
]  # fmt: skip


class TableProblem(Answer, frozen=True, kw_only=True):
    """A row that cannot be taken: its line in the text, the column, what is wrong with it, and what stands there."""

    line: int
    column: Literal["department", "email", "head"]
    problem: RowProblem
    value: str


class TableReport(Answer, frozen=True, kw_only=True):
    """What a table does or would do. Of a table with problems nothing is stored."""

    rows: int
    stored: bool
    departments: list[str]
    placed: int
    unchanged: int
    problems: list[TableProblem]
