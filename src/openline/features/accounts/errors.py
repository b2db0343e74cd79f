"""Refusals of the accounts slice."""

from openline.kit.errors import AppError, NotFound


class AccountNotFound(NotFound):
    """No account at this host name, or none with this id."""

    code = "account_not_found"


class DomainTaken(AppError):
    """A host name leads to one account."""

    code = "domain_taken"
    status = 409
