"""Settings by a client that knows what the API publishes of them: taken as they are up to the bounds, else refused."""

from itertools import zip_longest
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from openline.features.settings.types import CATALOGUE
from tests.features.settings.test_catalogue import allowed
from tests.support.product import Desk, Product

Item = dict[str, Any]
NO_JSON_OF_OURS: list[Any] = [{"": []}, [[]], [None], 1.5, {"a": -1}]
"""What no setting takes, whatever it is about."""
BESIDES: dict[str, list[Any]] = {
    "switch": ["true", 0, 1, []], "number": ["60", True, -1], "choice": ["", "no such word", 0],
    "text": [7, True],
    "people": ["7", [7], ["0"], ["7", "7"], ["12345"]], "reference": ["0", "-1", "007", "12345", 5],
    "references": ["7", [7], ["7", "7"], ["12345"]], "skills": [{"x": 0}, {"x": 6}, {"": 1}, ["x"]],
    "calendar": [{"zone": "Mars/Olympus"}, {"week": []}, {"lunch": []}, {"dates": ["1.5.2026"]}, []],
    "reminders": [[{"after_s": 59, "text": "?"}], [{"after_s": 60}], {}],
    "form": [[], [{"id": "a", "kind": "file"}], {}],
}  # fmt: skip
OWN = {"rating.text": ["Answer 1 or 2"], "consent.url": ["javascript:alert(1)", "example.org"]}


def wrong(item: Item) -> list[Any]:
    """What must be refused, by what is published of a setting."""
    found = [*NO_JSON_OF_OURS, *BESIDES[item["type"]], *OWN.get(item["key"], [])]
    if item["type"] == "number":
        below = [] if item["zero"] and item["ge"] == 1 else [item["ge"] - 1]
        found += [*below, item["le"] + 1]
    if item["type"] == "text":
        found += ["1" * item["le"] + "0"]
    return found


def edges(item: Item) -> list[Any]:
    """What must be taken just as well."""
    match item["type"]:
        case "switch":
            return [True, False]
        case "number":
            return [item["ge"], item["le"], *([0] if item["zero"] else [])]
        case "choice":
            return list(item["choices"])
        case "text" if item["key"] not in OWN:
            return ["x" * item["le"], "Tiếng Việt, по-русски, 🍵 <b>&amp;\n#NO_MACRO#"[: item["le"]]]
        case _:
            return []


@pytest.fixture
async def admin(product: Product) -> Desk:
    return await product.login("admin")


async def shop(admin: Desk) -> str:
    """The path of the settings of a new channel."""
    return f"/channels/{(await admin.must('POST', '/channels', {'name': 'Values'}))['id']}/settings"


async def values(admin: Desk, path: str) -> dict[str, Any]:
    return {item["key"]: item["value"] for item in (await admin.get(path))["items"]}


def rounds(of: dict[str, list[Any]]) -> list[dict[str, Any]]:
    """All of them, each time one of each setting."""
    missing = object()
    turns = zip_longest(*of.values(), fillvalue=missing)
    return [{key: value for key, value in zip(of, turn, strict=True) if value is not missing} for turn in turns]


async def test_every_wrong_value_is_named_alone_and_among_others_and_nothing_is_kept(admin: Desk) -> None:
    path = await shop(admin)
    before = await admin.get(path)
    for body in rounds({item["key"]: wrong(item) for item in before["items"]}):
        refused = await admin.call("PATCH", path, body)
        told = refused.json()
        assert (refused.status_code, told["code"]) == (422, "invalid_field")
        assert sorted(told["fields"]) == sorted(body), "taken all the same"
        assert told["field"] in body
        assert all(told["fields"].values()), "refused without a reason"
    for item in before["items"]:
        refused = await admin.call("PATCH", path, {"channel.title": "Kept?"} | {item["key"]: wrong(item)[-1]})
        assert (refused.status_code, refused.json()["field"]) == (422, item["key"])
    assert await admin.get(path) == before


async def test_values_at_their_bounds_are_taken_as_they_are(admin: Desk) -> None:
    path = await shop(admin)
    for body in rounds({item["key"]: edges(item) for item in (await admin.get(path))["items"]}):
        taken = await admin.must("PATCH", path, body)
        assert {item["key"]: item["value"] for item in taken["items"] if item["key"] in body} == body


@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
async def test_whatever_is_taken_comes_back_by_the_api_and_by_a_document(admin: Desk, data: st.DataObject) -> None:
    path = await shop(admin)
    there = await named(admin)
    drawn = {
        key: data.draw(there.get(setting.to, st.just(setting.initial)) if setting.to else allowed(setting), label=key)
        for key, setting in CATALOGUE.items()
    }
    body = {key: [value] if CATALOGUE[key].type in {"people", "references"} else value for key, value in drawn.items()}
    await admin.must("PATCH", path, body)
    stored = await values(admin, path)
    assert stored == body
    channel_id = path.split("/")[2]
    document = (await admin.get("/settings/export", channel_id=channel_id))["document"]
    assert (await admin.must("POST", "/settings/plan", {"document": document}))["channels"] == []
    await admin.must("PATCH", path, dict.fromkeys(body))
    assert await values(admin, path) != stored
    await admin.must("POST", "/settings/applies", {"document": document})
    assert await values(admin, path) == stored
    await admin.must("DELETE", f"/channels/{channel_id}", {"name": "Values"})


async def named(admin: Desk) -> dict[str, st.SearchStrategy[Any]]:
    """What settings may name, by what it is."""
    bot = await admin.must("POST", "/bots", {"name": f"Hoa {len((await admin.get('/bots'))['items'])}"})
    new = {"name": f"Words {len((await admin.get('/canned/lists'))['items'])}"}
    canned = await admin.must("POST", "/canned/lists", new)
    (channel, *_) = (await admin.get("/channels"))["items"]
    ids = {"person": admin.id, "bot": bot["id"], "canned_list": canned["id"], "channel": channel["id"]}
    return {what: st.just(known) for what, known in ids.items()}


async def test_of_two_administrators_the_slower_is_told_who_changed_what_and_loses_nothing(
    admin: Desk, product: Product
) -> None:
    path = await shop(admin)
    mai = await product.login("mai")
    await admin.must("PATCH", f"/people/{mai.id}", {"role": "administrator"})
    seen = (await admin.get(path))["version"]
    saved = await mai.must("PATCH", path, {"auto.close_delay": 3, "channel.title": "Tea", "version": seen})
    slower = {"channel.title": "Coffee", "rating.ask": False, "version": seen}
    refused = await admin.call("PATCH", path, slower)
    told = refused.json()
    assert (refused.status_code, told["code"], told["version"]) == (409, "version_conflict", saved["version"])
    (change,) = told["changes"]
    assert (change["person_id"], change["keys"]) == (mai.id, ["auto.close_delay", "channel.title"])
    assert (await values(admin, path))["channel.title"] == "Tea"
    await admin.must("PATCH", path, slower | {"version": told["version"]})
    now = await values(admin, path)
    assert (now["channel.title"], now["auto.close_delay"], now["rating.ask"]) == ("Coffee", 3, False)


async def test_the_version_may_stand_in_a_header(admin: Desk) -> None:
    path = await shop(admin)
    tag = (await admin.call("GET", path)).headers["etag"]
    saved = await admin.call("PATCH", path, {"channel.title": "Tea"}, **{"if-match": tag})
    assert saved.headers["etag"] != tag
    refused = await admin.call("PATCH", path, {"channel.title": "Coffee"}, **{"if-match": tag})
    assert (refused.status_code, refused.json()["code"]) == (409, "version_conflict")
    assert (await values(admin, path))["channel.title"] == "Tea"
