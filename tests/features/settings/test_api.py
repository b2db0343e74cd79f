"""Settings, hours and holidays by HTTP."""

from tests.support.product import Product


async def test_a_refused_value_names_its_field_and_nothing_is_stored(product: Product) -> None:
    admin = await product.login("admin")
    (channel, *_) = (await admin.get("/channels"))["items"]
    path = f"/channels/{channel['id']}/settings"
    before = await admin.get(path)
    body = {"auto.close_text": "Tạm biệt", "rating.text": "Rate us", "version": before["version"]}
    refused = await admin.call("PATCH", path, body)
    assert (refused.status_code, refused.json()["code"], refused.json()["field"]) == (
        422,
        "invalid_field",
        "rating.text",
    )
    assert await admin.get(path) == before
    taken = await admin.must("PATCH", path, body | {"rating.text": "1 👍 0 👎"})
    values = {item["key"]: (item["value"], item["changed"]) for item in taken["items"]}
    assert values["auto.close_text"] == ("Tạm biệt", True)
    assert values["rating.text"] == ("1 👍 0 👎", True)


async def test_texts_follow_the_language_of_the_channel(product: Product) -> None:
    admin = await product.login("admin")
    (channel, *_) = (await admin.get("/channels"))["items"]
    taken = await admin.must("PATCH", f"/channels/{channel['id']}/settings", {"channel.language": "vi"})
    welcome = next(item for item in taken["items"] if item["key"] == "auto.welcome_text")
    assert welcome["value"] == welcome["default"]
    assert welcome["value"].startswith("Xin chào!")
    assert not welcome["changed"]


async def test_hours_holidays_and_waits_have_routes(product: Product) -> None:
    admin = await product.login("admin")
    (channel, *_) = (await admin.get("/channels"))["items"]
    hours = await admin.get(f"/channels/{channel['id']}/hours", at="2027-03-01T05:15:00Z")
    assert (hours["open"], hours["zone"]) == (True, None)
    holidays = await admin.get("/holidays", country="VN", year=2027, locale="vi")
    assert {"date": "2027-09-02", "name": "Quốc khánh"} in holidays["items"]
    (session, *_) = (await admin.get("/sessions"))["items"]
    waits = await admin.get(f"/sessions/{session['id']}/responses")
    assert (waits["times"] is None) == (session["responses"] is None)
    assert len(waits["waits"]) == waits["count"]
