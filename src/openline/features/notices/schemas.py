"""Wire shapes of notices."""

import msgspec

from openline.features.notices.repository import NoticeRow
from openline.kit.wire import Answer, Page, Request, instant

Value = str | int | bool | None


class Notice(Answer, frozen=True, kw_only=True):
    """A notice; its text is made where it is shown, from kind and data."""

    id: str
    kind: str
    data: dict[str, Value]
    at: str
    read: bool

    @classmethod
    def of(cls, row: NoticeRow) -> "Notice":
        data: dict[str, Value] = msgspec.json.decode(row.data)
        return cls(id=str(row.id), kind=row.kind, data=data, at=instant(row.at), read=row.read_at is not None)


class NoticePage(Page, frozen=True, kw_only=True):
    """My notices, newest first; `unread` counts all of them, not this page's."""

    items: list[Notice]
    unread: int


class ReadUpTo(Request, frozen=True, kw_only=True):
    """The newest notice that was seen."""

    up_to: str
