"""Refusals of the conversations slice."""

from openline.kit.errors import NotFound


class ConversationNotFound(NotFound):
    code = "conversation_not_found"
