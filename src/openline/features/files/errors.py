"""What the files slice refuses."""

from openline.kit.errors import AppError, TooLarge, TooMany


class FileNotFound(AppError):
    """No such file, not for this caller, or already deleted: all look the same."""

    code = "file_not_found"
    status = 404


class FileLinkExpired(AppError):
    """A customer's link was good once."""

    code = "file_link_expired"
    status = 410


class FileTooLarge(TooLarge):
    """More bytes than `limit`; known while reading, whatever the caller announced."""

    code = "file_too_large"


class FileEmpty(AppError):
    """No bytes at all."""

    code = "file_empty"
    status = 422


class FileBlocked(AppError):
    """A program, by its content or by its name: customers may not send those."""

    code = "file_blocked"
    status = 422


class FileInfected(AppError):
    """The virus scanner knows it as `virus`."""

    code = "file_infected"
    status = 422


class FileNotReady(AppError):
    """Still being fetched or scanned: the same request later may be answered."""

    code = "file_not_ready"
    status = 409


class FileWithheld(AppError):
    """It was blocked or refused, or its time is over: only its name is left."""

    code = "file_withheld"
    status = 410


class FilesFull(AppError):
    """The account's files take all the room it has."""

    code = "files_full"
    status = 409


class FileTaken(AppError):
    """The file belongs to another message already."""

    code = "file_taken"
    status = 409


class TooManyFiles(AppError):
    """More files in one message than `limit`."""

    code = "too_many_files"
    status = 422
    field = "files"


class UploadMalformed(AppError):
    """The body is not one form with one file, or it ended early."""

    code = "upload_malformed"
    status = 400


class UploadsExhausted(TooMany):
    """This uploader has sent as much as one may for now."""

    code = "uploads_exhausted"
