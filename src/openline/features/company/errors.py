"""Refusals about departments."""

from openline.kit.errors import AppError, NotFound


class DepartmentNotFound(NotFound):
    """No such department in this account."""

    code = "department_not_found"


class Conflict(AppError):
    """Base of what is refused because of how things stand now."""

    status = 409


class DepartmentExists(Conflict):
    """Its parent has a department of this name; data has the `name`."""

    code = "department_exists"


class DepartmentInItself(Conflict):
    """It would stand below itself."""

    code = "department_in_itself"


class DepartmentTooDeep(Conflict):
    """The tree would have more levels than `limit`."""

    code = "department_too_deep"


class TooManyDepartments(Conflict):
    """The account, or the person `name`, has as many as allowed; data has the `limit`."""

    code = "too_many_departments"


class InTooManyDepartments(Conflict):
    """Somebody works in as many departments as allowed; data has his `name` and the `limit`."""

    code = "in_too_many_departments"
