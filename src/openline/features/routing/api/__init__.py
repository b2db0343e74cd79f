"""Routes of routing."""

from openline.features.routing.api import board, channels, contacts, conversations, sessions

HANDLERS = [*channels.HANDLERS, *conversations.HANDLERS, *sessions.HANDLERS, *contacts.HANDLERS, *board.HANDLERS]
