"""Refusals about documents of settings."""

from openline.kit.errors import AppError, NotFound


class ApplyNotFound(NotFound):
    """No such application of a document in this account."""

    code = "settings_apply_not_found"


class PlanOutdated(AppError):
    """Applying would not change what the plan said; something changed meanwhile."""

    code = "settings_plan_outdated"
    status = 409


class ChangedSince(AppError):
    """What was applied was changed again; data has the `fields` with what they are now."""

    code = "settings_changed_since"
    status = 409


class RolledBack(AppError):
    """It was rolled back already."""

    code = "settings_rolled_back"
    status = 409
