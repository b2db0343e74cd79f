"""Routes of files: people with their login, customers with their token to send and with signed links to read."""

import dataclasses
from collections.abc import Mapping
from typing import Any

from litestar import Request, Response, get, post
from litestar.exceptions import HTTPException
from litestar.openapi.spec import OpenAPIMediaType, Operation, RequestBody, Schema
from litestar.openapi.spec.enums import OpenAPIFormat, OpenAPIType
from litestar.response import Stream

from openline.features.files.errors import FileNotFound, UploadMalformed
from openline.features.files.schemas import File
from openline.features.files.service import Delivery, Files, NotModified, OutOfRange, Owner, OwnerKind
from openline.features.files.service.deliver import Asked
from openline.features.files.service.files import Look
from openline.features.files.service.links import Link
from openline.features.files.types import Body, Visitor
from openline.features.people.types import Actor

AnyRequest = Request[Any, Any, Any]


@dataclasses.dataclass
class UploadOperation(Operation):
    """Says in the API's description what the body is: it is read as it comes, so no parameter does."""

    def __post_init__(self) -> None:
        file = Schema(type=OpenAPIType.STRING, format=OpenAPIFormat.BINARY)
        form = Schema(type=OpenAPIType.OBJECT, properties={"file": file}, required=["file"])
        self.request_body = RequestBody(content={"multipart/form-data": OpenAPIMediaType(form)}, required=True)


# The limit is counted while reading, by its own error: the framework's would not know the number.
@post("/api/v1/files", status_code=201, request_max_body_size=None, operation_class=UploadOperation)
async def upload_file(request: AnyRequest, actor: Actor, files: Files) -> File:
    """Upload a file to attach to a message."""
    return await files.upload_as(actor, _body(request), request.headers.get("content-type", ""))


@post("/widget/v1/files", status_code=201, request_max_body_size=None, operation_class=UploadOperation)
async def upload_customer_file(request: AnyRequest, uploader: Visitor, files: Files) -> File:
    """Upload a file to attach to a message, as a customer who may write."""
    owner = Owner(uploader.account_id, OwnerKind.VISITOR, uploader.visitor_id)
    return await files.upload(owner, _body(request), request.headers.get("content-type", ""))


@get("/api/v1/files/{file_id:str}")
async def download_file(request: AnyRequest, actor: Actor, files: Files, file_id: str) -> Response[Any]:
    """A file, shown or saved."""
    return _answer(await files.for_agent(actor, file_id, _asked(request)))


@get("/api/v1/files/{file_id:str}/{look:str}")
async def download_look(request: AnyRequest, actor: Actor, files: Files, file_id: str, look: str) -> Response[Any]:
    """A small picture of a file: `thumb` (at most 320 pixels) or `preview` (at most 1280), both webp."""
    return _answer(await files.for_agent(actor, file_id, _asked(request), _look(look)))


@get("/files/{file_id:str}/{mark:str}")
async def download_by_link(request: AnyRequest, files: Files, file_id: str, mark: str) -> Response[Any]:
    """A file for whoever has its signed link."""
    return _answer(await files.for_link(Link(file_id, mark), _asked(request)))


@get("/files/{file_id:str}/{mark:str}/{look:str}")
async def download_look_by_link(request: AnyRequest, files: Files, file_id: str, mark: str, look: str) -> Response[Any]:
    """A small picture of a file for whoever has the file's signed link."""
    return _answer(await files.for_link(Link(file_id, mark), _asked(request), _look(look)))


def _look(named: str) -> Look:
    match named:
        case "thumb" | "preview":
            return named
        case _:
            raise FileNotFound


async def _body(request: AnyRequest) -> Body:
    try:
        async for chunk in request.stream():
            yield chunk
    except HTTPException as error:
        # The caller hung up in the middle.
        raise UploadMalformed from error


def _asked(request: AnyRequest) -> Asked:
    headers = request.headers
    return Asked(
        range=headers.get("range"), if_range=headers.get("if-range"), if_none_match=headers.get("if-none-match")
    )


def _answer(found: Delivery | NotModified | OutOfRange) -> Response[Any]:
    match found:
        case Delivery():
            kind = found.headers["content-type"]
            return Stream(found.chunks, status_code=found.status, headers=dict(found.headers), media_type=kind)
        case NotModified():
            return _bare(304, found.headers)
        case OutOfRange():
            return _bare(416, found.headers)


def _bare(status: int, headers: Mapping[str, str]) -> Response[Any]:
    return Response(b"", status_code=status, headers=dict(headers), media_type=headers["content-type"])


HANDLERS = [
    upload_file, upload_customer_file, download_file, download_look, download_by_link, download_look_by_link,
]  # fmt: skip
