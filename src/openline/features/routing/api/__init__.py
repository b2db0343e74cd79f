"""Routes of routing."""

from openline.features.routing.api import board, channels, contacts, conversations, mine, sessions

HANDLERS = [
    *channels.HANDLERS,
    *conversations.HANDLERS,
    *sessions.HANDLERS,
    *contacts.HANDLERS,
    *board.HANDLERS,
    *mine.HANDLERS,
]
