"""Words of the slice."""

FORMAT = 1
"""What a document says first, so that a later version can read an older one."""
MAX_BYTES = 256_000
MAX_EVENTS = 60_000  # marks and scalars of a document
MAX_DEPTH = 12
MAX_CHANNELS = 200
MAX_APPLIES = 100  # kept of an account; the oldest go first

NAME, ACTIVE, QUEUE = "name", "active", "queue"
SETTINGS = "settings"
