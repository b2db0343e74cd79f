"""Facts about notices: each is its reader's business alone."""

from typing import ClassVar

from openline.store import Fact


class NoticeAdded(Fact, frozen=True, kw_only=True):
    """A person got a notice."""

    kind = "notice.added"
    private: ClassVar[bool] = True
    notice_id: int


class NoticesRead(Fact, frozen=True, kw_only=True):
    """A person has seen his notices up to one; his other screens hear of it."""

    kind = "notices.read"
    private: ClassVar[bool] = True
    up_to: int
