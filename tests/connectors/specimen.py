"""What the conformance kit has to know about a connector to try it: one `Specimen` in specimens/<id>.py each."""

import importlib
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from typing import Any, Protocol

from openline.connectors.base import Connector, InboundEvent, Invalid, RawRequest, Route, Settings, WireCall


@asynccontextmanager
async def _nobody() -> AsyncIterator[Mapping[str, Any]]:
    """For connectors that ask their platform nothing when they are connected."""
    yield {}


class Signing(Protocol):
    """How requests prove where they come from. Signatures are handled as bytes, so that bits can flip."""

    @property
    def setting(self) -> str:
        """The setting with the secret or secrets."""
        ...

    @property
    def covers_body(self) -> bool:
        """False for platforms that only repeat a token."""
        ...

    @property
    def may_be_missing(self) -> bool:
        """Whether a request without a signature is let in, claiming something at most and proving nothing."""
        ...

    def sign(self, body: bytes, secret: str) -> RawRequest:
        """A genuine request."""
        ...

    def signature(self, request: RawRequest) -> bytes:
        """The signature of a request."""
        ...

    def with_signature(self, request: RawRequest, signature: bytes | None) -> RawRequest:
        """The request with another signature, or without one."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Payload:
    """A recorded body, and the events in it."""

    name: str
    body: bytes
    events: tuple[InboundEvent, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Specimen:
    """A connector with everything needed to try it."""

    connector: Connector
    # Values that pass the schema; every secret is long and occurs nowhere else.
    settings: Mapping[str, Any]
    signing: Signing
    # A body that `signing` signs.
    signed_body: bytes
    # A verified request with this body, for `parse`.
    request: Callable[[bytes], RawRequest]
    payloads: Sequence[Payload]
    # Bodies of kinds that the connector does not know.
    unknown: Sequence[bytes]
    route: Route
    # What the customer reads of a call, and which of our files are in it.
    text_of: Callable[[WireCall], str]
    files_of: Callable[[WireCall], Sequence[str]]
    # How the platform says yes, and which ids it gives; empty where it gives none.
    accepted: bytes
    external_ids: tuple[str, ...]
    # Somebody who plays the platform while the product is connected, and the settings that lead to him.
    platform: Callable[[], AbstractAsyncContextManager[Mapping[str, Any]]] = _nobody

    @property
    def id(self) -> str:
        return self.connector.manifest.id

    def checked(self, **changes: Any) -> Settings:
        """The settings, checked."""
        read = self.connector.schema.read({**self.settings, **changes})
        assert not isinstance(read, Invalid), read
        return read

    def secrets(self) -> list[str]:
        """All secrets in the settings."""
        return [secret.reveal() for secret in self.checked().all_secrets()]


def specimen_of(connector_id: str) -> Specimen:
    """The specimen of a connector; a connector without one is not tested, so this fails."""
    module = importlib.import_module(f"tests.connectors.specimens.{connector_id}")
    specimen: Specimen = module.SPECIMEN
    assert specimen.id == connector_id
    return specimen
