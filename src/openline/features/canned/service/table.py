"""A list as a table (CSV): given out, and taken in as a whole or not at all. Taking in removes nothing (CR16, CR17)."""

import csv
import io
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from openline.features.canned import schemas
from openline.features.canned.repository import RESPONSES, CannedList, Folder, Response, folders_of, responses_of
from openline.features.canned.service.doors import access_list, hold_list, id_of, may_read
from openline.features.canned.service.lists import add_folder, tell
from openline.features.canned.service.responses import Words, make, written
from openline.features.canned.types import (
    MAX_FOLDERS,
    MAX_NAME,
    MAX_PROBLEMS,
    MAX_RESPONSES,
    MAX_ROWS,
    MAX_TABLE,
    MAX_TEXT,
    Ground,
)
from openline.features.people.types import Actor
from openline.kit.errors import InvalidField, TooLarge
from openline.kit.text import clean, preview
from openline.store import UnitOfWork, View

COLUMNS = ("folder", "name", "text")
SEPARATORS = ",;\t"
FORMULA = ("=", "+", "-", "@", "\t", "'")
"""What a spreadsheet takes for a formula; given out behind a `'`, which is taken off again."""
Column = Literal["folder", "name", "text"]


class Row(NamedTuple):
    """A row of the table as it stands in the text."""

    line: int
    folder: str
    name: str
    text: str


@dataclass
class Plan:
    """What a table comes to."""

    folders: dict[str, Folder]
    known: dict[tuple[str, str], Response]
    """What the list holds, by folder and name."""
    size: int
    new_folders: dict[str, str] = field(default_factory=dict)
    added: list[Row] = field(default_factory=list)
    changed: list[tuple[Response, Row]] = field(default_factory=list)
    seen: set[tuple[str, str]] = field(default_factory=set)
    problems: list[schemas.CannedProblem] = field(default_factory=list)

    def take(self, raw: Row) -> None:
        """Plan a row, or note what is wrong with it."""
        text = clean(raw.text)
        name = " ".join(clean(raw.name).split()) or preview(text, MAX_NAME)
        row = Row(raw.line, " ".join(clean(raw.folder).split()), name, text)
        place = (row.folder.casefold(), row.name.casefold())
        found = self._wrong_with(row, place)
        if found is not None:
            column, problem = found
            self.problems.append(schemas.CannedProblem(
                line=row.line, column=column, problem=problem, value=preview(getattr(raw, column), 200)
            ))  # fmt: skip
            return
        self.seen.add(place)
        if row.folder and place[0] not in self.folders:
            self.new_folders.setdefault(place[0], row.folder)
        old = self.known.get(place)
        if old is None:
            self.added.append(row)
        elif old.text != row.text:
            self.changed.append((old, row))

    def _wrong_with(self, row: Row, place: tuple[str, str]) -> tuple[Column, schemas.RowProblem] | None:
        if not row.text:
            return "text", "no_text"
        if len(row.text) > MAX_TEXT:
            return "text", "long_text"
        if len(row.name) > MAX_NAME:
            return "name", "long_name"
        if len(row.folder) > MAX_NAME:
            return "folder", "long_folder"
        if place in self.seen:
            return "name", "twice"
        if self.size + len(self.added) >= MAX_RESPONSES and place not in self.known:
            return "name", "too_many"
        fresh = {place[0], *self.new_folders} - self.folders.keys() - {""}
        return ("folder", "too_many_folders") if len(self.folders) + len(fresh) > MAX_FOLDERS else None


async def give_table(view: View, actor: Actor, list_id: str, ground: Ground) -> schemas.CannedGiven:
    """All responses of a list as a table, in the order of its folders.

    Raises NotAllowed, ListNotFound.
    """
    may_read(actor)
    known = await id_of(view, actor, list_id)
    row = (await access_list(view, actor, known, ground)).row if known is not None else None
    folders = {folder.id: folder for folder in await folders_of(view, row.id)} if row else {}
    responses = await responses_of(view, row.id) if row else []
    order = {folder_id: at for at, folder_id in enumerate(folders, 1)}
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for one in sorted(responses, key=lambda one: (order.get(one.folder_id or 0, 0), one.name.casefold())):
        folder = folders.get(one.folder_id or 0)
        writer.writerow([_guarded(cell) for cell in (folder.name if folder else "", one.name, one.text)])
    return schemas.CannedGiven(table=out.getvalue())


async def take_table(
    uow: UnitOfWork, actor: Actor, list_id: str, given: schemas.CannedTable, ground: Ground
) -> schemas.CannedReport:
    """Say what a table would do, and unless it is a trial or has problems, do it.

    Raises NotAllowed, ListNotFound, InvalidField, TooLarge.
    """
    rows = read_table(given.table)
    row = await hold_list(uow, actor, list_id, ground)
    plan = _plan(await folders_of(uow, row.id), await responses_of(uow, row.id))
    for one in rows:
        plan.take(one)
    stored = not given.trial and not plan.problems
    if stored and (plan.added or plan.changed):
        await _store(uow, actor, row, plan)
    return schemas.CannedReport(
        rows=len(rows), stored=stored, folders=list(plan.new_folders.values()), added=len(plan.added),
        changed=len(plan.changed), unchanged=len(plan.seen) - len(plan.added) - len(plan.changed),
        problems=plan.problems[:MAX_PROBLEMS],
    )  # fmt: skip


def read_table(text: str) -> list[Row]:
    """The rows of a table whose first line names its columns; comma, semicolon and tab are understood.

    Raises InvalidField, TooLarge.
    """
    if len(text) > MAX_TABLE:
        raise TooLarge(field="table", limit=MAX_TABLE)
    text = text.removeprefix("\ufeff").replace("\x00", "")
    first = text.lstrip().partition("\n")[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(SEPARATORS, key=first.count), strict=True)
    names: dict[str, int] = {}
    rows: list[Row] = []
    try:
        end = 0
        for cells in reader:
            line, end = end + 1, reader.line_num
            if not any(cell.strip() for cell in cells):
                continue
            if not names:
                names = {cell.strip().casefold(): at for at, cell in enumerate(cells)}
                continue
            if len(rows) >= MAX_ROWS:
                raise TooLarge(field="table", limit=MAX_ROWS)
            rows.append(Row(line, *(_cell(cells, names, name) for name in COLUMNS)))
    except csv.Error:
        raise InvalidField(field="table", reason="a table of text, separated by commas") from None
    if "text" not in names:
        raise InvalidField(field="table", reason="a first line with the column text, and perhaps folder and name")
    return rows


def _cell(cells: list[str], names: dict[str, int], name: str) -> str:
    at = names.get(name)
    cell = cells[at] if at is not None and at < len(cells) else ""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(FORMULA) else cell


def _guarded(cell: str) -> str:
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def _plan(folders: list[Folder], responses: list[Response]) -> Plan:
    names = {folder.id: folder.name.casefold() for folder in folders}
    known = {(names.get(one.folder_id or 0, ""), one.name.casefold()): one for one in responses}
    return Plan(folders={folder.name.casefold(): folder for folder in folders}, known=known, size=len(responses))


async def _store(uow: UnitOfWork, actor: Actor, row: CannedList, plan: Plan) -> None:
    folders = dict(plan.folders)
    for folded, name in plan.new_folders.items():
        folders[folded] = add_folder(uow, row, list(folders.values()), name)
    for one in plan.added:
        folder = folders.get(one.folder.casefold())
        words = Words(name=one.name, text=one.text, file_ids=(), folder_id=folder.id if folder else None)
        make(uow, actor, row, words)
    await uow.prefetch(RESPONSES.held, [(old.id,) for old, _ in plan.changed])
    for old, one in plan.changed:
        words = Words(name=old.name, text=one.text, file_ids=old.file_ids)
        await RESPONSES.hold(uow, old.id)
        RESPONSES.change(uow, old, **written(words), changed_at=uow.now, version=old.version + 1)
    tell(uow, actor, row)
