"""Refusals about canned responses."""

from openline.kit.errors import AppError, NotFound


class ListNotFound(NotFound):
    """No such list that the caller sees."""

    code = "canned_list_not_found"


class FolderNotFound(NotFound):
    """No such folder in this list."""

    code = "canned_folder_not_found"


class ResponseNotFound(NotFound):
    """No such response that the caller sees."""

    code = "canned_not_found"


class Conflict(AppError):
    """Base of what is refused because of how things stand now."""

    status = 409


class ListExists(Conflict):
    """The account has a list of this name; data has the `name`."""

    code = "canned_list_exists"


class TooManyLists(Conflict):
    """The account has as many lists as allowed; data has the `limit`."""

    code = "too_many_canned_lists"


class TooManyResponses(Conflict):
    """The list holds as many responses as allowed; data has the `limit`."""

    code = "too_many_canned"


class TooManyListFiles(Conflict):
    """The files of a list's responses are as many as allowed; data has the `limit`."""

    code = "too_many_canned_files"


class NothingToSave(Conflict):
    """The message has neither text nor files to make a response of."""

    code = "nothing_to_save"
