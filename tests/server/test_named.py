"""A refusal of something in a body or a query says which field it is about."""

from typing import Any

from tests.support.product import Product

JUNK, NOBODY = "zz", "999"


async def test_every_id_that_is_wrong_is_named(product: Product) -> None:
    admin = await product.login("admin")
    visitor = await product.widget()
    await visitor.write("Có ai không?")
    channel = (await admin.get("/channels"))["items"][0]["id"]
    conversation = (await admin.get("/conversations"))["items"][0]
    thread, session = f"/conversations/{conversation['id']}", f"/sessions/{conversation['session']['id']}"
    contact = f"/contacts/{conversation['contact']['id']}"
    department = (await admin.must("POST", "/departments", {"name": "Care"}))["id"]
    place = {"kind": "user"}

    def bodies(one: str) -> list[tuple[str, str, dict[str, Any], str]]:
        return [
            ("POST", f"{session}/transfer", {"to": {"kind": "user", "id": one}}, "to.id"),
            ("POST", f"{session}/transfer", {"to": {"kind": "channel", "id": one}}, "to.id"),
            ("PUT", f"/channels/{channel}/queue", {"members": [{**place, "id": admin.id}, {**place, "id": one}]},
             "members"),
            ("POST", f"{thread}/messages", {"text": "a", "files": [one]}, "files"),
            ("POST", f"{thread}/messages", {"text": "a", "note": True, "reply_to": one}, "reply_to"),
            ("POST", "/channels", {"copy_from": {"channel_id": one}}, "copy_from.channel_id"),
            ("POST", f"/channels/{channel}/settings/copy", {"to": [one], "groups": ["queue"]}, "to"),
            ("POST", f"/channels/{channel}/settings/restore", {"change_id": one}, "change_id"),
            ("PUT", f"{contact}/responsible", {"person_id": one}, "person_id"),
            ("POST", "/connections", {"channel_id": one, "connector": "webchat", "config": {}}, "channel_id"),
            ("POST", "/departments", {"name": "New", "parent_id": one}, "parent_id"),
            ("PUT", f"/departments/{department}/people", {"people": [{"id": one, "head": False}]}, "people"),
        ]  # fmt: skip

    for wrong in (JUNK, NOBODY):
        for method, path, body, field in bodies(wrong):
            answer = await admin.call(method, path, body)
            problem = answer.json()
            assert 400 <= answer.status_code < 500, (path, problem)
            assert problem.get("field", "").partition("[")[0] == field, (path, wrong, problem)
            assert wrong == NOBODY or answer.status_code == 422
    for query in ("channel", "owner", "contact"):
        answer = await admin.http.get("/api/v1/sessions", params={query: JUNK})
        assert (answer.status_code, answer.json()["field"]) == (422, query)


async def test_texts_that_cannot_be_are_named(product: Product) -> None:
    admin = await product.login("admin")
    visitor = await product.widget()
    await visitor.write("Có ai không?")
    conversation = (await admin.get("/conversations"))["items"][0]
    thread, session = f"/conversations/{conversation['id']}", f"/sessions/{conversation['session']['id']}"
    long = {"comment": "a" * 20_001, "to": {"kind": "queue"}}
    for path, body, code, field in [
        (f"{thread}/messages", {"text": " "}, "text_empty", "text"),
        (f"{thread}/messages", {"text": "a" * 20_001}, "text_too_long", "text"),
        (f"{session}/transfer", long, "text_too_long", "comment"),
    ]:
        problem = (await admin.call("POST", path, body)).json()
        assert (problem["status"], problem["code"], problem["field"]) == (422, code, field)
    problem = (await visitor.call("POST", "/messages", {"client_id": "1", "text": ""})).json()
    assert (problem["code"], problem["field"]) == ("text_empty", "text")
