"""Who works where, out of a table: tried first, stored as a whole or not at all. It adds and never takes away."""

import csv
import io
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from openline.features.company import schemas
from openline.features.company.repository import DEPARTMENTS, STAFF, DepartmentRow, StaffRow
from openline.features.company.service.departments import hold_tree, may_change, tell
from openline.features.company.service.tree import Tree
from openline.features.company.types import (
    MAX_DEPARTMENTS,
    MAX_DEPARTMENTS_OF_PERSON,
    MAX_DEPTH,
    MAX_PROBLEMS,
    MAX_ROWS,
    MAX_TABLE,
    STEP,
    checked_department,
)
from openline.features.people.service import people_of_account
from openline.features.people.types import Actor, folded_email
from openline.kit.errors import InvalidField, TooLarge
from openline.store import UnitOfWork

_YES = frozenset({"yes", "y", "1", "true", "x", "head"})
_NO = frozenset({"", "no", "n", "0", "false", "-"})
_SEPARATORS = ",;\t"
Path = tuple[str, ...]


class Row(NamedTuple):
    """A row of the table as it stands in the text."""

    line: int
    department: str
    email: str
    head: str


@dataclass
class Plan:
    """What a table comes to: departments by their folded path, in the order in which they are needed."""

    people: dict[str, int]
    known: dict[Path, int]
    staff: dict[tuple[Path, int], bool]
    """Who works where, as stored: path and person, and whether he leads there."""
    counts: Counter[int]
    """In how many departments everybody works."""
    new: dict[Path, Path] = field(default_factory=dict)
    placed: dict[tuple[Path, int], bool] = field(default_factory=dict)
    seen: set[tuple[Path, int]] = field(default_factory=set)
    problems: list[schemas.TableProblem] = field(default_factory=list)

    def take(self, row: Row) -> None:
        """Plan a row, or note what is wrong with it."""
        path = self._path(row)
        person_id = self.people.get(folded_email(row.email))
        head = row.head.strip().casefold()
        if person_id is None:
            self._refuse(row, "email", "no_person", row.email)
        elif head not in _YES | _NO:
            self._refuse(row, "head", "bad_head", row.head)
        elif path is not None:
            self._place(row, path, person_id, leads=head in _YES)

    def _path(self, row: Row) -> Path | None:
        names = [name.strip() for name in row.department.split(STEP)]
        problem: schemas.RowProblem = "bad_department"
        if not any(names):
            problem = "no_department"
        elif len(names) > MAX_DEPTH:
            problem = "too_deep"
        else:
            with suppress(InvalidField):
                return tuple(checked_department(name) for name in names)
        self._refuse(row, "department", problem, row.department)
        return None

    def _place(self, row: Row, path: Path, person_id: int, *, leads: bool) -> None:
        place = (_folded(path), person_id)
        if place in self.seen:
            self._refuse(row, "email", "twice", row.email)
            return
        self.seen.add(place)
        missing = [path[:length] for length in range(1, len(path) + 1)]
        missing = [one for one in missing if _folded(one) not in self.known and _folded(one) not in self.new]
        if len(self.known) + len(self.new) + len(missing) > MAX_DEPARTMENTS:
            self._refuse(row, "department", "too_many_departments", row.department)
            return
        if self.staff.get(place) == leads:
            return
        if place not in self.staff:
            if self.counts[person_id] >= MAX_DEPARTMENTS_OF_PERSON:
                self._refuse(row, "email", "in_too_many_departments", row.email)
                return
            self.counts[person_id] += 1
        self.new.update({_folded(one): one for one in missing})
        self.placed[place] = leads

    def _refuse(
        self, row: Row, column: Literal["department", "email", "head"], problem: schemas.RowProblem, value: str
    ) -> None:
        self.problems.append(
            schemas.TableProblem(line=row.line, column=column, problem=problem, value=value.strip()[:200])
        )


async def take_table(uow: UnitOfWork, actor: Actor, given: schemas.StaffTable) -> schemas.TableReport:
    """Say what a table would do, and unless it is a trial or has problems, do it.

    Raises NotAllowed, InvalidField, TooLarge.
    """
    may_change(actor)
    rows = read_table(given.table)
    tree = await hold_tree(uow, actor.account_id)
    plan = _plan(tree, {person.email: person.id for person in await people_of_account(uow, actor.account_id)})
    for row in rows:
        plan.take(row)
    stored = not given.trial and not plan.problems
    if stored and plan.placed:
        _store(uow, actor, plan)
    return schemas.TableReport(
        rows=len(rows), stored=stored, departments=[STEP.join(path) for path in plan.new.values()],
        placed=len(plan.placed), unchanged=len(plan.seen) - len(plan.placed), problems=plan.problems[:MAX_PROBLEMS],
    )  # fmt: skip


def read_table(text: str) -> list[Row]:
    """The rows of a table whose first line names its columns; comma, semicolon and tab are understood.

    Raises InvalidField, TooLarge.
    """
    if len(text) > MAX_TABLE:
        raise TooLarge(limit=MAX_TABLE)
    text = text.removeprefix("\ufeff")
    first = text.lstrip().partition("\n")[0]
    reader = csv.reader(io.StringIO(text), delimiter=max(_SEPARATORS, key=first.count))
    names: dict[str, int] = {}
    rows: list[Row] = []
    try:
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            if not names:
                names = {cell.strip().casefold(): at for at, cell in enumerate(cells)}
                continue
            if len(rows) >= MAX_ROWS:
                raise TooLarge(limit=MAX_ROWS)
            rows.append(Row(reader.line_num, *(_cell(cells, names, name) for name in Row._fields[1:])))
    except csv.Error:
        raise InvalidField(field="table", reason="a table of text, separated by commas") from None
    if "department" not in names or "email" not in names:
        raise InvalidField(field="table", reason="a first line with the columns department and email")
    return rows


def _cell(cells: list[str], names: dict[str, int], name: str) -> str:
    at = names.get(name)
    return cells[at] if at is not None and at < len(cells) else ""


def _plan(tree: Tree, people: dict[str, int]) -> Plan:
    paths: dict[int, Path] = {}
    for row, _ in tree.walk():
        paths[row.id] = (*(paths[row.parent_id] if row.parent_id else ()), row.name)
    known = {_folded(path): department_id for department_id, path in paths.items()}
    staff = {
        (_folded(paths[member.department_id]), member.person_id): bool(member.head)
        for members in tree.staff.values()
        for member in members
    }
    return Plan(people=people, known=known, staff=staff, counts=Counter(person_id for _, person_id in staff))


def _folded(path: Path) -> Path:
    return tuple(name.casefold() for name in path)


def _store(uow: UnitOfWork, actor: Actor, plan: Plan) -> None:
    ids = dict(plan.known)
    for folded, path in plan.new.items():
        parent_id = ids[folded[:-1]] if len(folded) > 1 else None
        row = DepartmentRow(uow.new_id(), actor.account_id, parent_id, path[-1], uow.now, 1)
        ids[folded] = DEPARTMENTS.add(uow, row).id
    for (folded, person_id), leads in plan.placed.items():
        STAFF.save(uow, StaffRow(ids[folded], person_id, actor.account_id, int(leads)))
    tell(uow, actor, None)
