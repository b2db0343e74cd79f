"""Events written down and read again, and texts that stores can keep."""

import dataclasses
from typing import get_args

import pytest

from openline.connectors.base import (
    AccountAlert,
    Card,
    ContactCard,
    Identity,
    IdentityChanged,
    IdentitySet,
    InboundEvent,
    Location,
    Media,
    MediaKind,
    MediaRef,
    Membership,
    MembershipState,
    Message,
    Order,
    OrderLine,
    Profile,
    Receipt,
    ReceiptState,
    Text,
    events,
    identity,
    parts,
)
from openline.features.platforms.service.kept import event_of, event_text, storable
from tests.features.platforms.inbound.parrot import head, message, person

ALL_PARTS = (
    Text("Xin chào 👋"),
    Media(kind=MediaKind.VOICE, ref=MediaRef(id="f", url="https://x.test/f", expires_at=7), size=3),
    Location(latitude=1.5, longitude=-2.0), ContactCard(name="A", phones=("1", "2")), Card(title="t"),
    Order((OrderLine(product_id="p", quantity=2),)),
)  # fmt: skip
EVENTS = (
    message("ann", 1, *ALL_PARTS, profile=Profile(name="Ann", avatar=MediaRef(id="face")), reply_to="x"),
    Receipt(**head("ann", "r"), state=ReceiptState.READ, external_ids=("a", "b"), up_to="c"),
    Membership(**head("ann", "m"), state=MembershipState.LEFT),
    IdentityChanged(**head("ann", "i"), old=person("a"), new=IdentitySet((Identity("b", "2", "ns", verified=False),))),
    AccountAlert(**head("", "a", sender=IdentitySet()), code="c", text=""),
)


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: type(event).__name__)
def test_an_event_is_read_again_as_it_was(event: InboundEvent) -> None:
    assert event_of(event_text(event)) == event


def test_whatever_an_event_may_hold_is_known() -> None:
    """A class that was forgotten would be noticed only when somebody replays what failed."""
    made = {
        found
        for module in (events, identity, parts)
        for found in vars(module).values()
        if dataclasses.is_dataclass(found) and isinstance(found, type) and found is not events.Head
    }
    for found in made:
        with pytest.raises((TypeError, KeyError)) as refused:
            event_of(f'{{"_": "{found.__name__}"}}')
        assert not isinstance(refused.value, KeyError), f"{found.__name__} is not known"
    assert set(get_args(InboundEvent)) <= made


@pytest.mark.parametrize("text", ['{"_": "Nobody"}', '{"_": "Text", "text": "x"}', '"x"', "[]", '{"_": "Message"}'])
def test_what_is_no_event_is_refused(text: str) -> None:
    with pytest.raises((KeyError, TypeError)):
        event_of(text)


def test_only_what_cannot_be_kept_is_changed() -> None:
    sound = message("ann", 1, "Xin chào 👋", profile=Profile(name="Ann"))
    assert storable(sound) is sound
    broken = message("ann", 1, "a\0b\ud800", profile=Profile(name="A\0nn"), album="\udfff")
    mended = storable(broken)
    assert isinstance(mended, Message)
    assert mended.parts == (Text("ab\ufffd"),)
    assert (mended.profile, mended.album) == (Profile(name="Ann"), "\ufffd")
    assert mended.event_key == broken.event_key
