"""Refusals of the contacts slice."""

from openline.kit.errors import NotFound


class ContactNotFound(NotFound):
    code = "contact_not_found"
