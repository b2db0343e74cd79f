"""Every bound of the streams, by name; and the codes a socket is closed with (docs/behaviour/streams.md S6)."""

from enum import IntEnum

from openline.kit.clock import MINUTE, SECOND

# What waits for a slow listener: numbered frames until it is told to resync, others only while it keeps up.
MAX_QUEUED = 1_000
MAX_QUEUED_BYTES = 4_000_000
MAX_QUEUED_LOOSE = 64
# What comes live while a socket is still being told what it missed. Frames are shared, so this is a list of pointers.
MAX_HELD = 4_000

# A resume reads at most so many facts of the log; beyond that a snapshot is cheaper.
MAX_RESUME = 2_000
MAX_CUSTOMER_RESUME = 500
RESUMES_AT_ONCE = 2
LOG_PAGE = 250
# A node that is so far behind the log (it was cut off) tells everybody to resync instead of catching up.
MAX_CATCH_UP = 5_000
MAX_PENDING_BATCHES = 200

MAX_SOCKETS_PER_PERSON = 20
MAX_AGENT_SOCKETS_PER_ACCOUNT = 10_000
MAX_SOCKETS_PER_VISITOR = 6
MAX_CUSTOMER_SOCKETS_PER_ACCOUNT = 50_000

MAX_CLIENT_FRAME = 8_192
MAX_TAB = 64
FRAMES_BURST = 60
FRAMES_PER_SECOND = 10
IDLE_CLOSE_MS = 3 * MINUTE
CLOSE_S = 5.0

MAX_POLL_WAIT_S = 25

TYPING_LIFE_MS = 6 * SECOND
TYPING_EVERY_MS = 2 * SECOND
# Half of what the widget keeps to, so that a frame which was held up on its way is not lost.
LIVE_TYPING_EVERY_MS = 150
MAX_TYPING_TEXT = 2_000
# Escaped it has to fit in one signal to the other nodes.
MAX_TYPING_BYTES = 5_000
MAX_TYPERS = 20_000

MAX_SIGNAL_BYTES = 7_000
MAX_SIGNALS_WAITING = 2_000


class Close(IntEnum):
    """Why a socket ends."""

    DONE = 1000
    JUNK = 1007
    TOO_BIG = 1009
    FAILED = 1011
    RESTART = 1012
    LOGIN_NEEDED = 4401
    FORBIDDEN = 4403
    IDLE = 4408
    REPLACED = 4409
    TOO_SLOW = 4413
    TOO_MANY = 4429
