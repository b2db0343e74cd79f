"""The tree of departments in memory: its order, its paths, and whom a part of it holds. Reads nothing itself."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from openline.features.company.repository import DepartmentRow, StaffRow
from openline.features.company.types import MAX_DEPTH


@dataclass
class Tree:
    """All departments of an account by id, below each parent, with their staff."""

    rows: dict[int, DepartmentRow]
    below: dict[int | None, list[DepartmentRow]] = field(default_factory=dict)
    staff: dict[int, list[StaffRow]] = field(default_factory=dict)

    @classmethod
    def of(cls, departments: Iterable[DepartmentRow], staff: Iterable[StaffRow]) -> "Tree":
        """Siblings stand by name, in a department its heads first; people by their age in the company."""
        tree = cls({row.id: row for row in departments})
        for row in sorted(tree.rows.values(), key=lambda row: (row.name.casefold(), row.id)):
            tree.below.setdefault(row.parent_id, []).append(row)
        for member in sorted(staff, key=lambda member: (not member.head, member.person_id)):
            tree.staff.setdefault(member.department_id, []).append(member)
        return tree

    def walk(self, top: int | None = None, depth: int = 0) -> Iterator[tuple[DepartmentRow, int]]:
        """Everything below a department, each followed by what is below it, with its depth."""
        for row in self.below.get(top, []):
            yield row, depth
            yield from self.walk(row.id, depth + 1)

    def within(self, department_id: int) -> Iterator[DepartmentRow]:
        """A department and everything below it."""
        row = self.rows.get(department_id)
        if row is not None:
            yield row
            yield from (below for below, _ in self.walk(department_id))

    def people(self, department_id: int, *, heads: bool) -> list[int]:
        """Who works in a department or below it, everybody once; without `heads` those who only lead in it."""
        members = (member for row in self.within(department_id) for member in self.staff.get(row.id, []))
        return list(dict.fromkeys(member.person_id for member in members if heads or not member.head))

    def depth(self, department_id: int | None) -> int:
        """How many levels there are down to it, itself included."""
        levels = 0
        while department_id is not None and levels <= MAX_DEPTH:
            levels, department_id = levels + 1, self.rows[department_id].parent_id
        return levels

    def height(self, department_id: int) -> int:
        """How many levels there are from it downwards, itself included."""
        return 1 + max((depth + 1 for _, depth in self.walk(department_id)), default=0)

    def named(self, parent_id: int | None, name: str) -> DepartmentRow | None:
        """The child of this name, in whatever case it is written."""
        return next((row for row in self.below.get(parent_id, []) if row.name.casefold() == name.casefold()), None)
