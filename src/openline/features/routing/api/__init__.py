"""Routes of routing."""

from openline.features.routing.api import (
    board,
    bots,
    channel_life,
    channels,
    contacts,
    conversations,
    hours,
    mine,
    queue,
    sessions,
    settings,
)

HANDLERS = [
    *channels.HANDLERS,
    *channel_life.HANDLERS,
    *queue.HANDLERS,
    *settings.HANDLERS,
    *hours.HANDLERS,
    *conversations.HANDLERS,
    *sessions.HANDLERS,
    *contacts.HANDLERS,
    *board.HANDLERS,
    *mine.HANDLERS,
    *bots.HANDLERS,
]
