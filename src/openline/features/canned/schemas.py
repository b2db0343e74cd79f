"""Wire shapes of canned responses."""

from typing import Literal

import msgspec

from openline.features.files.schemas import File
from openline.kit.wire import Answer, Page, Request

EditedBy = Literal["queue", "nobody"]


class CannedFolder(Answer, frozen=True, kw_only=True):
    """A folder of a list."""

    id: str
    name: str


class UsedBy(Answer, frozen=True, kw_only=True):
    """A channel whose agents are offered the list."""

    id: str
    name: str


class CannedList(Answer, frozen=True, kw_only=True):
    """A list. One's own has the id `mine` and no name. `editors`: who changes it besides those who may change all.

    `size` counts its responses. The caller may change what is in it (`may_edit`), and itself (`may_manage`).
    """

    id: str
    name: str
    personal: bool
    editors: EditedBy
    folders: list[CannedFolder]
    channels: list[UsedBy]
    size: int
    may_edit: bool
    may_manage: bool
    version: int


class CannedLists(Page, frozen=True, kw_only=True):
    """The lists that the caller sees, his own first. `may_add`: he may make shared ones."""

    items: list[CannedList]
    may_add: bool


class NewList(Request, frozen=True, kw_only=True):
    """A shared list to be made; without `folders` it gets four usual ones."""

    name: str
    editors: EditedBy = "queue"
    folders: list[str] | None = None


class EditList(Request, frozen=True, kw_only=True):
    """How a shared list is to be."""

    name: str
    editors: EditedBy
    version: int | None = None


class FolderRef(Request, frozen=True, kw_only=True):
    """A folder as it is to be; without an id it is new."""

    name: str
    id: str | None = None


class NewFolders(Request, frozen=True, kw_only=True):
    """All folders of a list in their order. What was in one that is missing stands in none."""

    folders: list[FolderRef]
    version: int | None = None


class Canned(Answer, frozen=True, kw_only=True):
    """A response. `uses` counts everybody, `my_uses` the caller; `unknown` are macros that we do not know."""

    id: str
    list_id: str
    folder_id: str | None
    name: str
    text: str
    files: list[File]
    uses: int
    my_uses: int
    unknown: list[str]
    changed_at: str
    version: int


class CannedPage(Page, frozen=True, kw_only=True):
    """Responses of a list, most used first."""

    items: list[Canned]


class NewCanned(Request, frozen=True, kw_only=True):
    """A response to be made, in the caller's own list unless another is named. `files` were uploaded before.

    Without a name it is called after the beginning of its text.
    """

    text: str = ""
    name: str = ""
    list_id: str = "mine"
    folder_id: str | None = None
    files: list[str] = msgspec.field(default_factory=list)


class EditCanned(Request, frozen=True, kw_only=True):
    """How a response is to be; with another list it moves there. `files` are those that stay, and new ones."""

    text: str
    name: str = ""
    list_id: str
    folder_id: str | None = None
    files: list[str] = msgspec.field(default_factory=list)
    version: int | None = None


class SaveMessage(Request, frozen=True, kw_only=True):
    """Where a message that was sent becomes a response."""

    list_id: str = "mine"
    folder_id: str | None = None
    name: str = ""


class SavedCanned(Answer, frozen=True, kw_only=True):
    """What came of saving a message: a new response, an older one of the same message changed, or one found."""

    outcome: Literal["made", "changed", "there_already"]
    response: Canned


class OfferedCanned(Answer, frozen=True, kw_only=True):
    """A response for a conversation, its macros filled. `empty` came out empty, `unknown` stay as they are written."""

    id: str
    name: str
    text: str
    files: list[str]
    personal: bool
    folder: str | None
    empty: list[str]
    unknown: list[str]


class OfferedPage(Page, frozen=True, kw_only=True):
    """What can be chosen in a conversation: names that begin so, then what the caller uses most."""

    items: list[OfferedCanned]


class FilledCanned(Answer, frozen=True, kw_only=True):
    """A response for the composer: its text filled, and copies of its files to be sent with a message."""

    text: str
    files: list[File]
    empty: list[str]
    unknown: list[str]


class CannedTable(Request, frozen=True, kw_only=True):
    """A table as text with the columns `folder`, `name`, `text`. A trial stores nothing."""

    table: str
    trial: bool = True


RowProblem = Literal["no_text", "long_text", "long_name", "long_folder", "twice", "too_many", "too_many_folders"]


class CannedProblem(Answer, frozen=True, kw_only=True):
    """A row that cannot be taken: its line in the text, the column, what is wrong with it, and what stands there."""

    line: int
    column: Literal["folder", "name", "text"]
    problem: RowProblem
    value: str


class CannedReport(Answer, frozen=True, kw_only=True):
    """What a table does or would do. Of a table with problems nothing is stored."""

    rows: int
    stored: bool
    folders: list[str]
    added: int
    changed: int
    unchanged: int
    problems: list[CannedProblem]


class CannedGiven(Answer, frozen=True, kw_only=True):
    """A list as a table (CSV), which the same address takes; files are not in it."""

    table: str
