"""Refusals of the settings slice."""

from openline.kit.errors import NotFound


class ChangeNotFound(NotFound):
    code = "setting_change_not_found"
