"""Routes of routing."""

from openline.features.routing.api import board, channels, contacts, conversations, hours, mine, sessions

HANDLERS = [
    *channels.HANDLERS,
    *hours.HANDLERS,
    *conversations.HANDLERS,
    *sessions.HANDLERS,
    *contacts.HANDLERS,
    *board.HANDLERS,
    *mine.HANDLERS,
]
