"""The kit finds what it is there to find: faults planted in a good connector, each caught by the check named for it."""

import logging
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from openline.connectors.base import (
    Field,
    FieldType,
    Form,
    InboundEvent,
    Loss,
    Lost,
    OutFile,
    OutMessage,
    RawRequest,
    Rejected,
    Rendered,
    Retry,
    Route,
    Schema,
    Scope,
    SendResult,
    Sent,
    Settings,
    TextLimit,
    Unknown,
    Upload,
    Verified,
    WireCall,
    WireFailure,
    WireOutcome,
    WireResponse,
    signature,
    split_text,
)
from openline.kit.wire import Secret
from tests.connectors.contract import CHECKS
from tests.support.fake_connector import HEADER, PREFIX, Pigeon, specimen

log = logging.getLogger(__name__)


class TakesAnySignature(Pigeon):
    def verify(self, request: RawRequest, settings: Settings) -> Verified | Rejected:
        return Verified()


class TakesTheStartOfASignature(Pigeon):
    def verify(self, request: RawRequest, settings: Settings) -> Verified | Rejected:
        given = request.headers.get(HEADER, "").removeprefix(PREFIX)
        marks = [signature(secret, request.body).hex() for secret in settings.secrets("signing_secrets")]
        return Verified() if given and any(mark.startswith(given) for mark in marks) else Rejected("no")


class OpensToAnEmptySecret(Pigeon):
    def verify(self, request: RawRequest, settings: Settings) -> Verified | Rejected:
        secrets = settings.secrets("signing_secrets") or (Secret(""),)
        mark = request.headers.get(HEADER, "").removeprefix(PREFIX)
        return Verified() if mark in [signature(s, request.body).hex() for s in secrets] else Rejected("no")


class KnowsOnlyTheNewestSecret(Pigeon):
    def verify(self, request: RawRequest, settings: Settings) -> Verified | Rejected:
        (first, *_) = settings.secrets("signing_secrets") or (None,)
        one = replace(settings, values={**settings.values, "signing_secrets": (first,) if first else ()})
        return super().verify(request, one)


class SignsTheIdOnly(Pigeon):
    """Believes a body because its first bytes are signed."""

    def verify(self, request: RawRequest, settings: Settings) -> Verified | Rejected:
        known = super().verify(replace(request, body=specimen().signed_body), settings)
        return known if request.body[:10] == specimen().signed_body[:10] else Rejected("no")


class StumblesOverHeaders(Pigeon):
    def verify(self, request: RawRequest, settings: Settings) -> Verified | Rejected:
        request.headers.get(HEADER, "").encode("ascii")
        return super().verify(request, settings)


class StumblesOverTheUnknown(Pigeon):
    def event(self, body: Any, request: RawRequest) -> InboundEvent:
        if not body["message"]["text"]:
            raise ValueError
        return super().event(body, request)


class IsSilentAboutTheUnknown(Pigeon):
    def parse(self, request: RawRequest, settings: Settings) -> list[InboundEvent]:
        return [event for event in super().parse(request, settings) if not hasattr(event, "raw")]


class KeysByArrival(Pigeon):
    def parse(self, request: RawRequest, settings: Settings) -> list[InboundEvent]:
        return [replace(e, event_key=f"{e.event_key}:{request.received_at}") for e in super().parse(request, settings)]


class KeysByChat(Pigeon):
    def parse(self, request: RawRequest, settings: Settings) -> list[InboundEvent]:
        return [replace(event, event_key=event.thread_ref or "x") for event in super().parse(request, settings)]


class CutsByCharacter(Pigeon):
    def split(self, text: str) -> list[str]:
        size = self.capabilities.text.most // 2
        return [text[place : place + size] for place in range(0, len(text), size)]


class CountsCharactersNotUnits(Pigeon):
    def split(self, text: str) -> list[str]:
        return split_text(text, TextLimit(most=self.capabilities.text.most))


class StripsPieces(Pigeon):
    def split(self, text: str) -> list[str]:
        return [piece.strip() for piece in super().split(text)]


class CutsOff(Pigeon):
    def split(self, text: str) -> list[str]:
        return super().split(text)[:1]


class SendsLargeFiles(Pigeon):
    def fitting(self, files: Sequence[OutFile]) -> tuple[list[OutFile], list[Lost]]:
        return list(files), []


class DropsFilesSilently(Pigeon):
    def fitting(self, files: Sequence[OutFile]) -> tuple[list[OutFile], list[Lost]]:
        return super().fitting(files)[0], []


class NamesNoFile(Pigeon):
    def fitting(self, files: Sequence[OutFile]) -> tuple[list[OutFile], list[Lost]]:
        taken, lost = super().fitting(files)
        return taken, [Lost(Loss.FILE_TOO_LARGE) for _ in lost]


class DropsButtonsSilently(Pigeon):
    def render(self, message: OutMessage, route: Route, settings: Settings) -> Rendered:
        return super().render(replace(message, buttons=()), route, settings)


class CountsItsCalls(Pigeon):
    calls = 0

    def call(self, settings: Settings, body: Any) -> WireCall:
        self.calls += 1
        return super().call(settings, {**body, "n": self.calls})


class CallsElsewhere(Pigeon):
    def call(self, settings: Settings, body: Any) -> WireCall:
        return replace(super().call(settings, body), url="https://collector.test/v1")


class GivesUpOnTheirFaults(Pigeon):
    def classify(self, outcome: WireOutcome) -> SendResult:
        if isinstance(outcome, WireResponse) and outcome.status == 500:
            return Sent((), 0)
        return super().classify(outcome)


class HurriesAfter429(Pigeon):
    def classify(self, outcome: WireOutcome) -> SendResult:
        if isinstance(outcome, WireResponse) and outcome.status == 429:
            return Retry(1_000, "slow down", Scope.THREAD)
        return super().classify(outcome)


class TriesABadTokenAgain(Pigeon):
    def classify(self, outcome: WireOutcome) -> SendResult:
        if isinstance(outcome, WireResponse) and outcome.status == 401:
            return Retry(1_000, "token", Scope.CONNECTION)
        return super().classify(outcome)


class SendsTwiceAfterATimeout(Pigeon):
    def classify(self, outcome: WireOutcome) -> SendResult:
        if isinstance(outcome, WireFailure):
            return Retry(1_000, outcome.kind, Scope.MESSAGE)
        return super().classify(outcome)


class DoubtsEverything(Pigeon):
    def classify(self, outcome: WireOutcome) -> SendResult:
        return Unknown("?") if isinstance(outcome, WireFailure) else super().classify(outcome)


class StumblesOverAnswers(Pigeon):
    def classify(self, outcome: WireOutcome) -> SendResult:
        if isinstance(outcome, WireResponse) and outcome.status == 200:
            return Sent((outcome.json()["id"],), 0)
        return super().classify(outcome)


class UploadsTheWrongFile(Pigeon):
    """Says another size than the file has."""

    def render(self, message: OutMessage, route: Route, settings: Settings) -> Rendered:
        (call, *_) = super().render(OutMessage(key="1", text="x"), route, settings).calls
        uploads = tuple(
            Upload(field="file", file_id=file.id, name=file.name, mime_type=file.mime_type, size=file.size - 1)
            for file in message.files
        )
        return Rendered((replace(call, body=b"", form=Form(files=uploads)),))


class LogsItsToken(Pigeon):
    def call(self, settings: Settings, body: Any) -> WireCall:
        log.debug("calling with %s", settings.secrets("token")[0].reveal())
        return super().call(settings, body)


class ShowsItsToken(Pigeon):
    def call(self, settings: Settings, body: Any) -> WireCall:
        return replace(super().call(settings, body), name=f"send as {settings.secrets('token')[0].reveal()}")


class KeepsItsTokenInTheOpen(Pigeon):
    schema = Schema(
        (
            Field(key="token", type=FieldType.TEXT, required=True, ge=10),
            Field(key="signing_secrets", type=FieldType.SECRETS, required=True),
        )
    )


PLANTED = [
    (TakesAnySignature, "flipped_bit_in_the_signature_is_refused"),
    (TakesAnySignature, "another_body_is_refused"),
    (TakesTheStartOfASignature, "signature_of_another_length_is_refused"),
    (OpensToAnEmptySecret, "empty_secret_proves_nothing"),
    (KnowsOnlyTheNewestSecret, "every_secret_of_several_counts"),
    (SignsTheIdOnly, "another_body_is_refused"),
    (StumblesOverHeaders, "verify_and_sync_reply_never_raise"),
    (StumblesOverTheUnknown, "parse_never_raises"),
    (StumblesOverTheUnknown, "unknown_kinds_survive"),
    (IsSilentAboutTheUnknown, "unknown_kinds_survive"),
    (KeysByArrival, "repeats_have_the_same_key"),
    (KeysByChat, "different_events_have_different_keys"),
    (CutsByCharacter, "clusters_stay_whole"),
    (CountsCharactersNotUnits, "texts_of_every_kind_fit_and_rejoin"),
    (StripsPieces, "texts_of_every_kind_fit_and_rejoin"),
    (CutsOff, "texts_of_every_kind_fit_and_rejoin"),
    (SendsLargeFiles, "files_over_the_limit_are_named"),
    (SendsLargeFiles, "rendering_stays_within_the_limits"),
    (DropsFilesSilently, "files_over_the_limit_are_named"),
    (NamesNoFile, "files_over_the_limit_are_named"),
    (NamesNoFile, "files_of_no_accepted_kind_are_named"),
    (DropsButtonsSilently, "rendering_stays_within_the_limits"),
    (CountsItsCalls, "rendering_is_pure"),
    (CallsElsewhere, "only_hosts_of_the_platform_are_called"),
    (GivesUpOnTheirFaults, "answers_are_understood"),
    (HurriesAfter429, "slowing_down_is_obeyed"),
    (TriesABadTokenAgain, "answers_are_understood"),
    (SendsTwiceAfterATimeout, "doubt_is_never_called_failure"),
    (DoubtsEverything, "doubt_is_never_called_failure"),
    (StumblesOverAnswers, "classify_never_raises"),
    (StumblesOverAnswers, "sending_gives_a_value"),
    (GivesUpOnTheirFaults, "troubles_on_the_way_have_their_names"),
    (SendsTwiceAfterATimeout, "troubles_on_the_way_have_their_names"),
    (HurriesAfter429, "troubles_on_the_way_have_their_names"),
    (UploadsTheWrongFile, "files_go_out_whole"),
    (LogsItsToken, "secrets_stay_out_of_logs_whatever_happens"),
    (LogsItsToken, "secrets_are_never_shown"),
    (ShowsItsToken, "secrets_are_never_shown"),
    (KeepsItsTokenInTheOpen, "secrets_are_settings_of_a_secret_kind"),
]


@pytest.mark.parametrize(("faulty", "check"), PLANTED, ids=[f"{f.__name__}-{c}" for f, c in PLANTED])
def test_a_planted_fault_is_found(faulty: type[Pigeon], check: str) -> None:
    (found,) = [one for one in CHECKS if one.__name__ == check]
    with pytest.raises(Exception):  # noqa: B017, PT011 - a failed assertion, or what the fault itself raises
        found(specimen(faulty()))
