"""What platforms only name: files and people."""

from openline.connectors.base import Edited, Media, MediaKind, MediaRef, Profile, Text
from openline.jobs.fetching import FetchLoop
from tests.features.platforms.inbound.parrot import START, Aviary, head, message
from tests.support.waiting import until_async

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360000000000500"
    "01a5f645400000000049454e44ae426082"
)


def picture(name: str) -> Media:
    return Media(kind=MediaKind.IMAGE, ref=MediaRef(id=name), name=f"{name}.png", mime_type="image/png", size=len(PNG))


def loop_of(aviary: Aviary, name: str) -> FetchLoop:
    loops = aviary.product.application.platforms.loops
    return next(loop for loop in loops if isinstance(loop, FetchLoop) and loop.name == name)


async def test_a_file_is_fetched_at_once(aviary: Aviary) -> None:
    aviary.parrot.media["f1"] = PNG
    await aviary.say(message("ann", 1, "look", picture("f1")))
    file = await aviary.file("ready")
    assert (file["kind"], file["name"], file["type"]) == ("image", "f1.png", "image/png")
    answer = await aviary.boss.http.get(file["url"])
    assert answer.content == PNG


async def test_what_the_platform_does_not_give_is_said(aviary: Aviary) -> None:
    aviary.parrot.media["f1"] = "too_large"
    await aviary.say(message("ann", 1, picture("f1")))
    assert (await aviary.file("refused"))["reason"] == "too_large"
    assert aviary.parrot.asked == ["f1"]


async def test_a_platform_in_trouble_is_asked_three_times(aviary: Aviary) -> None:
    aviary.parrot.media["f1"] = "not_connected"
    await aviary.say(message("ann", 1, picture("f1")))

    async def asked() -> bool:
        aviary.product.clock.advance(60_000)
        loop_of(aviary, "media").wake()
        return len(aviary.parrot.asked) == 3

    await until_async(asked, "third try")
    assert (await aviary.file("refused"))["reason"] == "not_fetched"


async def test_a_file_that_was_not_fetched_is_fetched_after_a_restart(aviary: Aviary) -> None:
    await loop_of(aviary, "media").stop()
    aviary.parrot.media["f1"] = PNG
    await aviary.say(message("ann", 1, picture("f1")))
    assert (await aviary.file("fetching"))["state"] == "fetching"
    await aviary.restart()
    await aviary.file("ready")


async def test_many_files_are_fetched_a_few_at_a_time(aviary: Aviary) -> None:
    names = [f"f{number}" for number in range(10)]
    aviary.parrot.media = dict.fromkeys(names, PNG)
    await aviary.say(message("ann", 1, *map(picture, names), picture("one too many")))

    async def there() -> bool:
        (said,) = await aviary.messages()
        return [file["state"] for file in said["files"]] == ["ready"] * 10

    await until_async(there, "ten files")
    (said,) = await aviary.messages()
    assert said["parts"] == [{"type": "unsupported", "kind": "too_many_files"}]


async def test_who_a_new_customer_is_the_platform_is_asked(aviary: Aviary) -> None:
    aviary.parrot.media["face"] = PNG
    aviary.parrot.profiles["ann"] = Profile(name="Ann\0", locale="vi", avatar=MediaRef(id="face"))
    await aviary.say(message("ann", 1, "hello"))

    async def there() -> str | None:
        contact = (await aviary.conversation())["contact"]
        return contact["avatar_url"] if contact["name"] == "Ann" else None

    url = await until_async(there, "face")

    async def shown() -> bool:
        answer = await aviary.boss.http.get(url, follow_redirects=True)
        return answer.status_code == 200 and answer.headers["content-type"].startswith("image/")

    await until_async(shown, "picture")


async def test_the_picture_is_for_whoever_knows_the_customer(aviary: Aviary) -> None:
    aviary.parrot.media["face"] = PNG
    aviary.parrot.profiles["ann"] = Profile(avatar=MediaRef(id="face"))
    await aviary.say(message("ann", 1, "hello"))

    async def known() -> str | None:
        found: str | None = (await aviary.conversation())["contact"]["avatar_url"]
        return found

    url = await until_async(known, "face")
    mai = await aviary.product.login("mai")
    assert (await aviary.boss.http.get(url)).status_code == 302
    assert (await mai.http.get(url)).status_code == 404
    assert (await aviary.product.client().get(url)).status_code == 401
    await aviary.say(message("bob", 1, "no face"))
    bob = next(one for one in await aviary.conversations() if one["last_message"]["text"] == "no face")
    assert bob["contact"]["avatar_url"] is None
    assert (await aviary.boss.http.get(f"/api/v1/contacts/{bob['contact']['id']}/avatar")).status_code == 404


async def test_a_platform_that_knows_nobody_is_asked_once(aviary: Aviary) -> None:
    await aviary.say(message("ann", 1, "hello"), message("ann", 2, "again"))
    await loop_of(aviary, "profiles").idle()
    assert (await aviary.conversation())["contact"]["name"] is None


async def test_an_edit_keeps_the_files_it_has_and_fetches_new_ones(aviary: Aviary) -> None:
    aviary.parrot.media = {"f1": PNG, "f2": PNG}
    await aviary.say(message("ann", 1, "look", picture("f1")))
    before = await aviary.file("ready")
    caption = Edited(**head("ann", "e1", START + 10), external_id="ann-1", parts=(Text("see"), picture("f1")))
    await aviary.say(caption)
    after = await aviary.file("ready")
    assert (after["id"], aviary.parrot.asked) == (before["id"], ["f1"])
    other = Edited(**head("ann", "e2", START + 20), external_id="ann-1", parts=(Text("see"), picture("f2")))
    await aviary.say(other)
    assert (await aviary.file("ready"))["name"] == "f2.png"
    assert aviary.parrot.asked == ["f1", "f2"]
