"""Settings as code over the public API: what is exported can be compared, applied as a whole, and rolled back."""

from typing import Any

import pytest

from openline.features.ascode.document import read
from openline.features.channels.service import connections_of
from openline.features.settings.types import CATALOGUE
from tests.support.product import Desk, Product


@pytest.fixture
async def admin(product: Product) -> Desk:
    return await product.login("admin")


async def exported(admin: Desk, *channels: str) -> str:
    params: dict[str, Any] = {"channel_id": list(channels)} if channels else {}
    return str((await admin.get("/settings/export", **params))["document"])


async def applied(admin: Desk, document: str) -> dict[str, Any]:
    found: dict[str, Any] = await admin.must("POST", "/settings/applies", {"document": document})
    return found


async def planned(admin: Desk, document: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = (await admin.must("POST", "/settings/plan", {"document": document}))["channels"]
    return found


def parts(channels: list[dict[str, Any]]) -> dict[str, Any]:
    return {one["part"]: (one["old"], one["new"]) for channel in channels for one in channel["parts"]}


SHOP = """
openline: 1
channels:
- name: Night shift
- name: Tết shop
  active: true
  queue:
  - person: ivan@example.com
  - person: mai@example.com
  settings:
    queue.distribution: strictly
    queue.idle_time: 90
    queue.escalate_to: Night shift
    queue.escalate_after: 3
    kpi.first_people: [mai@example.com]
    auto.welcome_text: |-
      Chào mừng!
      Hello: yes
"""


async def test_what_is_there_already_changes_nothing(admin: Desk) -> None:
    document = await exported(admin)
    assert await planned(admin, document) == []
    assert (await applied(admin, document))["id"] is None
    assert (await admin.get("/settings/applies"))["items"] == []


async def test_a_plan_says_what_an_application_does_and_changes_nothing(admin: Desk) -> None:
    before = await exported(admin)
    plan = await planned(admin, SHOP)
    assert [(one["action"], one["name"]) for one in plan] == [("create", "Night shift"), ("create", "Tết shop")]
    assert await exported(admin) == before
    made = await applied(admin, SHOP)
    assert [one["parts"] for one in made["channels"]] == [one["parts"] for one in plan]
    assert parts(made["channels"][1:])["queue.escalate_to"] == (None, "Night shift")
    assert await planned(admin, SHOP) == []


async def test_a_document_says_it_all_in_words(admin: Desk, product: Product) -> None:
    await applied(admin, SHOP)
    document = await exported(admin)
    assert "queue.escalate_to: Night shift" in document
    assert "- person: ivan@example.com" in document
    assert admin.id not in document


async def test_nothing_of_connections_and_their_secrets_is_in_it(admin: Desk, product: Product) -> None:
    connections = (await admin.get("/connections"))["items"]
    rows = await product.application.base.store.read(connections_of, 1)
    document = await exported(admin)
    assert rows
    for row in rows:
        assert row.key not in document
    assert not any(one["id"] in document for one in connections)
    # What it can say at all is what reading knows: names, queues and settings, of which none is a secret.
    assert {key for one in read(document).channels for key in one.settings or {}} <= CATALOGUE.keys()


async def test_what_is_exported_makes_the_same_where_it_is_not(admin: Desk) -> None:
    await applied(admin, SHOP)
    shops = [one["id"] for one in (await admin.get("/channels"))["items"] if one["name"] in ("Tết shop", "Night shift")]
    document = await exported(admin, *shops)
    for shop in shops:
        name = (await admin.get(f"/channels/{shop}"))["name"]
        assert (await admin.call("DELETE", f"/channels/{shop}", {"name": name})).is_success
    await applied(admin, document)
    again = [one["id"] for one in (await admin.get("/channels"))["items"] if one["name"] in ("Tết shop", "Night shift")]
    assert not set(again) & set(shops)
    assert await exported(admin, *again) == document


async def test_what_is_not_named_goes_back_to_its_default_and_parts_that_are_not_there_stay(admin: Desk) -> None:
    await applied(admin, SHOP)
    changed = await applied(admin, "openline: 1\nchannels: [{name: Tết shop, settings: {queue.idle_time: 60}}]")
    found = parts(changed["channels"])
    assert found["queue.idle_time"] == (90, 60)
    assert found["queue.escalate_to"] == ("Night shift", None)
    assert {"name", "active", "queue"} & found.keys() == set()


async def test_what_is_wrong_is_named_with_its_line_and_nothing_is_kept(admin: Desk) -> None:
    before = await exported(admin)
    document = """openline: 1
channels:
- name: New one
  queue:
  - person: nobody@example.com
  settings:
    queue.idle_time: soon
    queue.escalate_to: Nowhere
    kpi.first_people: mai@example.com
    queue.nonsense: 1
"""
    for path in ("plan", "applies"):
        refused = await admin.call("POST", f"/settings/{path}", {"document": document})
        assert refused.status_code == 422, refused.text
        fields = refused.json()["fields"]
        at = "channels[0].settings."
        assert fields[f"{at}queue.idle_time"] == "line 7: a whole number"
        assert fields[f"{at}queue.escalate_to"] == "line 8: there is no Nowhere among the channels"
        assert fields[f"{at}kpi.first_people"].startswith("line 9: ")
        assert fields[f"{at}queue.nonsense"] == "line 10: no such setting"
        assert fields["channels[0].queue[0]"] == "line 5: there is no nobody@example.com among the people"
    assert await exported(admin) == before


@pytest.mark.parametrize(
    ("document", "said"),
    [
        ("", "openline: 1"),
        ("openline: 2", "openline: 1"),
        ("openline: true\nchannels: [{name: a}]", "openline: 1"),
        ("openline: 1\nchannels: []", "1…200"),
        ("openline: 1\nchannels: [{name: a}, {name: a}]", "twice"),
        ("openline: 1\nchannels: [{name: a, name: b}]", "second time"),
        ("openline: 1\nchannels: [{name: 7}]", "text"),
        ("openline: 1\nchannels: [{name: a, number: 99}]", "no channel of this number"),
        ("openline: 1\nchannels: [&x {name: a}, *x]", "anchors"),
        ("openline: 1\nchannels: !!python/object:os.system [a]", "tag"),
        ("openline: 1\nchannels: [" + "[" * 40 + "]" * 40 + "]", "more than"),
        ("openline: 1\nchannels: [{name: a, secret: x}]", "unknown"),
        ("openline: [", "line 2"),
        ("\x00", "line"),
    ],
)
async def test_traps_of_the_language_are_refused_in_words(admin: Desk, document: str, said: str) -> None:
    refused = await admin.call("POST", "/settings/applies", {"document": document})
    assert refused.status_code == 422, refused.text
    assert said in refused.text


async def test_an_application_is_rolled_back_whole_or_not_at_all(admin: Desk) -> None:
    await applied(admin, SHOP)
    before = await exported(admin)
    one = await applied(admin, "openline: 1\nchannels: [{name: Tết shop, active: false, queue: [], settings: {}}]")
    shop = next(c["id"] for c in (await admin.get("/channels"))["items"] if c["name"] == "Tết shop")
    await admin.must("PATCH", f"/channels/{shop}/settings", {"queue.idle_time": 77})
    refused = await admin.call("POST", f"/settings/applies/{one['id']}/roll-back")
    assert refused.status_code == 409
    assert refused.json()["fields"] == {"Tết shop: queue.idle_time": 77}
    await admin.must("PATCH", f"/channels/{shop}/settings", {"queue.idle_time": None})
    back = await admin.must("POST", f"/settings/applies/{one['id']}/roll-back")
    assert back["undoes"] == one["id"]
    assert await exported(admin) == before
    again = await admin.call("POST", f"/settings/applies/{one['id']}/roll-back")
    assert (again.status_code, again.json()["code"]) == (409, "settings_rolled_back")
    # What was rolled back can be had again: the way back is an application itself.
    await admin.must("POST", f"/settings/applies/{back['id']}/roll-back")
    assert await exported(admin) != before
    past = (await admin.get("/settings/applies"))["items"]
    assert [row["undone_by"] is None for row in past] == [True, False, False, True]


async def test_channels_that_were_made_are_switched_off_by_the_way_back(admin: Desk) -> None:
    made = await applied(admin, SHOP)
    await admin.must("POST", f"/settings/applies/{made['id']}/roll-back")
    active = {one["name"]: one["active"] for one in (await admin.get("/channels"))["items"]}
    assert (active["Tết shop"], active["Night shift"]) == (False, False)


async def test_a_channel_that_was_made_and_then_used_is_not_switched_off_behind_anybody(admin: Desk) -> None:
    made = await applied(admin, SHOP)
    shop = next(c["id"] for c in (await admin.get("/channels"))["items"] if c["name"] == "Tết shop")
    await admin.must("PATCH", f"/channels/{shop}/settings", {"queue.idle_time": 77})
    refused = await admin.call("POST", f"/settings/applies/{made['id']}/roll-back")
    assert (refused.status_code, refused.json()["code"]) == (409, "settings_changed_since")
    assert refused.json()["fields"] == {"Tết shop: queue.idle_time": 77}
    assert all(one["active"] for one in (await admin.get("/channels"))["items"])


async def test_a_plan_that_is_outdated_is_not_applied(admin: Desk) -> None:
    await applied(admin, SHOP)
    document = "openline: 1\nchannels: [{name: Tết shop, settings: {}}]"
    plan = await admin.must("POST", "/settings/plan", {"document": document})
    shop = next(c["id"] for c in (await admin.get("/channels"))["items"] if c["name"] == "Tết shop")
    await admin.must("PATCH", f"/channels/{shop}/settings", {"queue.idle_time": 77})
    body = {"document": document, "fingerprint": plan["fingerprint"]}
    refused = await admin.call("POST", "/settings/applies", body)
    assert (refused.status_code, refused.json()["code"]) == (409, "settings_plan_outdated")


async def test_agents_have_no_part_in_it(admin: Desk, product: Product) -> None:
    mai = await product.login("mai")
    assert (await mai.http.get("/api/v1/settings/export")).status_code == 403
    assert (await mai.call("POST", "/settings/applies", {"document": SHOP})).status_code == 403
    assert (await mai.call("POST", "/settings/plan", {"document": SHOP})).status_code == 403
    made = await applied(admin, SHOP)
    assert (await mai.call("POST", f"/settings/applies/{made['id']}/roll-back")).status_code == 403
    assert (await admin.call("POST", "/settings/applies/77/roll-back")).status_code == 404
