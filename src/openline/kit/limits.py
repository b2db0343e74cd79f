"""What a plan allows: named by the operator of the server in its configuration, kept with the account."""

from typing import Annotated

import msgspec

MOST = 1_000_000


class Limits(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """None: no limit. `channels` counts those that are switched on, `members` the people in one queue."""

    channels: Annotated[int, msgspec.Meta(ge=0, le=MOST)] | None = None
    members: Annotated[int, msgspec.Meta(ge=1, le=MOST)] | None = None
