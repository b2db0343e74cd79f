"""Exceptions to RFC 9457 problem details, in the caller's language. The only place that does it."""

from collections.abc import Callable, Mapping
from typing import Any

import msgspec
import structlog
from litestar import Request, Response
from litestar.exceptions import HTTPException, MethodNotAllowedException, NotFoundException, ValidationException
from litestar.handlers import HTTPRouteHandler

from openline.kit.errors import AppError, TooLarge
from openline.kit.i18n import Texts, negotiate
from openline.server.body import MAX_BYTES
from openline.server.passage import Passage, passage_of

PROBLEM = "application/problem+json"
_CODES = {
    400: "bad_request",
    401: "login_needed",
    403: "not_allowed",
    404: "not_found",
    405: "method_not_allowed",
    413: "too_large",
    415: "unsupported_media_type",
    429: "too_many",
    503: "unavailable",
}
INTERNAL = "internal"

log = structlog.get_logger(__name__)
AnyRequest = Request[Any, Any, Any]


class Replayed(Exception):
    """Not an error: the answer of an earlier request with the same Idempotency-Key."""

    def __init__(self, status: int, answer: bytes) -> None:
        super().__init__(status)
        self.status = status
        self.answer = answer


class Problems:
    """Exception handlers for the application."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts

    def handlers(self) -> dict[Any, Callable[[AnyRequest, Any], Response[bytes]]]:
        """For Litestar, by type."""
        return {
            AppError: self._expected,
            HTTPException: self._of_framework,
            Replayed: _replay,
            Exception: self._bug,
        }

    def answer(self, request: AnyRequest, error: Exception) -> Response[bytes]:
        """What is answered to a request that came to this."""
        handlers = self.handlers()
        return next(handlers[kind] for kind in type(error).__mro__ if kind in handlers)(request, error)

    def problem(self, request: AnyRequest, code: str, status: int, data: Mapping[str, Any]) -> Response[bytes]:
        """One problem document. `data` is shown to the caller."""
        passage = passage_of(request.scope)
        locale = passage.locale or negotiate(request.headers.get("accept-language"))
        title = self._texts.say(locale, f"error.{code}", **data)
        body = {
            "type": f"/errors/{code}",
            "title": title,
            "status": status,
            "detail": title,
            "code": code,
            "request_id": passage.request_id,
            **data,
        }
        headers = {"content-language": locale}
        if "retry_after" in data:
            headers["retry-after"] = str(data["retry_after"])
        return Response(
            msgspec.json.encode(body, enc_hook=str),
            status_code=status,
            media_type=PROBLEM,
            headers=headers,
        )

    def _expected(self, request: AnyRequest, error: AppError) -> Response[bytes]:
        return self.problem(request, error.code, error.status, error.data)

    def _of_framework(self, request: AnyRequest, error: HTTPException) -> Response[bytes]:
        match error:
            case ValidationException():
                return self.problem(request, "invalid_field", 422, _field_of(error))
            case HTTPException(status_code=413):
                return self.problem(request, TooLarge.code, 413, {"limit": _limit_of(request)})
            case MethodNotAllowedException() | NotFoundException():
                answer = self.problem(request, _CODES[error.status_code], error.status_code, {})
            case HTTPException(status_code=status) if status >= 500:
                return self._bug(request, error)
            case _:
                code = _CODES.get(error.status_code, "bad_request")
                answer = self.problem(request, code, error.status_code, {})
        for name, value in (error.headers or {}).items():
            answer.headers[name.lower()] = value
        return answer

    def _bug(self, request: AnyRequest, error: Exception) -> Response[bytes]:
        """Something nobody expected: logged with all there is, told with nothing but the request's id."""
        passage: Passage = passage_of(request.scope)
        log.error(
            "request failed",
            request_id=passage.request_id,
            method=request.method,
            route=request.scope.get("path_template"),
            exc_info=error,
        )
        return self.problem(request, INTERNAL, 500, {})


def _replay(_: AnyRequest, replayed: Replayed) -> Response[bytes]:
    return Response(
        replayed.answer,
        status_code=replayed.status,
        media_type="application/json",
        headers={"idempotency-replay": "true"},
    )


def _field_of(error: ValidationException) -> dict[str, str]:
    """What Litestar says about a parameter of the path or the query."""
    first = error.extra[0] if isinstance(error.extra, list) and error.extra else {}
    return {"field": first.get("key", "query"), "reason": first.get("message", error.detail)}


def _limit_of(request: AnyRequest) -> int:
    handler = request.scope["route_handler"]
    limit = handler.resolve_request_max_body_size() if isinstance(handler, HTTPRouteHandler) else 0
    return limit or MAX_BYTES
