"""Which lists of canned responses agents are offered in a channel."""

from openline.features.settings.kinds import Choice, Group
from openline.features.settings.shapes import References

MAX_CANNED_LISTS = 20

CANNED_FROM = Choice(key="canned.from", group=Group.CANNED, basic=True, default="all", choices=("all", "chosen"))
CANNED_LISTS = References(
    key="canned.lists",
    rest="QUICK_ANSWERS_IBLOCK_ID",
    group=Group.CANNED,
    basic=True,
    needs=CANNED_FROM,
    among=("chosen",),
    to="canned_list",
    le=MAX_CANNED_LISTS,
)

ALL = (CANNED_FROM, CANNED_LISTS)
