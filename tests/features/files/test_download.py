"""Downloads: two doors, headers that keep a file from acting, parts of a file."""

from pathlib import Path
from urllib.parse import unquote

import httpx
import pytest

from openline.features.files.service import Owner, OwnerKind, attach, customer_urls
from openline.kit.clock import HOUR, Clock
from openline.kit.secrets import Keyring
from openline.store import Store
from tests.features.files.conftest import ACCOUNT, CONVERSATION, Sight, as_person, kept, picture

ALICE = Owner(ACCOUNT, OwnerKind.PERSON, 1)


async def uploaded(client: httpx.AsyncClient, name: str, content: bytes, **headers: str) -> dict[str, str]:
    answer = await client.post("/api/v1/files", files={"file": (name, content)}, headers=headers)
    assert answer.status_code == 201, answer.text
    return answer.json()  # type: ignore[no-any-return]


async def from_customer(client: httpx.AsyncClient, name: str, content: bytes) -> dict[str, str]:
    answer = await client.post("/widget/v1/files", files={"file": (name, content)})
    assert answer.status_code == 201, answer.text
    return answer.json()  # type: ignore[no-any-return]


async def sent(store: Store, file: dict[str, str], owner: Owner = ALICE) -> None:
    await store.commit(attach, ACCOUNT, [int(file["id"])], owner, CONVERSATION)


async def test_a_file_comes_back_as_it_was(client: httpx.AsyncClient) -> None:
    content = picture(20, 10)
    file = await uploaded(client, "a.png", content)
    answer = await client.get(file["url"])
    assert (answer.status_code, answer.content) == (200, content)
    assert answer.headers["content-type"] == "image/png"
    assert answer.headers["content-length"] == str(len(content))


async def test_only_the_uploader_sees_a_file_before_it_is_sent(client: httpx.AsyncClient) -> None:
    file = await uploaded(client, "a.txt", b"a")
    assert (await client.get(file["url"], headers=as_person(1))).status_code == 200
    assert (await client.get(file["url"], headers=as_person(2))).status_code == 404


async def test_a_sent_file_is_seen_by_who_sees_the_conversation(
    client: httpx.AsyncClient, store: Store, sight: Sight
) -> None:
    file = await uploaded(client, "a.txt", b"a")
    await sent(store, file)
    assert (await client.get(file["url"], headers=as_person(1))).status_code == 404
    sight.allowed.add((2, CONVERSATION))
    assert (await client.get(file["url"], headers=as_person(2))).status_code == 200


async def test_another_account_sees_nothing(client: httpx.AsyncClient, store: Store, sight: Sight) -> None:
    file = await uploaded(client, "a.txt", b"a")
    await sent(store, file)
    sight.allowed.add((1, CONVERSATION))
    refused = await client.get(file["url"], headers=as_person(1, account_id=2))
    assert (refused.status_code, refused.json()["code"]) == (404, "file_not_found")


@pytest.mark.parametrize("junk", ["0", "x", "9" * 30, "-1", "1e3"])
async def test_junk_ids_look_like_missing_files(client: httpx.AsyncClient, junk: str) -> None:
    assert (await client.get(f"/api/v1/files/{junk}")).status_code == 404


async def test_a_customers_link_opens_that_file_without_a_login(client: httpx.AsyncClient) -> None:
    file = await from_customer(client, "a.txt", "xin chào".encode())
    answer = await client.get(file["url"])
    assert (answer.status_code, answer.text) == (200, "xin chào")
    assert file["url"].startswith(f"/files/{file['id']}/")


async def test_a_changed_link_opens_nothing(client: httpx.AsyncClient) -> None:
    file = await from_customer(client, "a.txt", b"a")
    other = await from_customer(client, "b.txt", b"b")
    mark = file["url"].rpartition("/")[2]
    expires, _, signature = mark.partition(".")
    for url in (
        f"/files/{other['id']}/{mark}",
        f"/files/{file['id']}/{int(expires) + HOUR}.{signature}",
        f"/files/{file['id']}/{expires}.{signature[:-1]}{'A' if signature[-1] != 'A' else 'B'}",
        f"/files/{file['id']}/{expires}.",
        f"/files/{file['id']}/{expires}",
        f"/files/0{file['id']}/{mark}",
    ):
        assert (await client.get(url)).status_code == 404, url


async def test_a_link_ends(client: httpx.AsyncClient, clock: Clock) -> None:
    file = await from_customer(client, "a.txt", b"a")
    clock.advance(HOUR)
    assert (await client.get(file["url"])).status_code == 200
    clock.advance(HOUR)
    expired = await client.get(file["url"])
    assert (expired.status_code, expired.json()["code"]) == (410, "file_link_expired")


def test_a_link_stays_the_same_for_a_while(keyring: Keyring) -> None:
    start = 500_000 * HOUR
    first, later, next_step = (customer_urls(keyring, start + ms)(7) for ms in (0, HOUR - 1, HOUR))
    assert first == later != next_step


async def test_a_file_is_walled_off_from_our_pages(client: httpx.AsyncClient) -> None:
    file = await from_customer(client, "a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>")
    headers = (await client.get(file["url"])).headers
    assert headers["content-disposition"].startswith("attachment;")
    assert headers["content-type"] == "application/octet-stream"
    assert headers.get_list("x-content-type-options") == ["nosniff"]
    assert headers.get_list("content-security-policy")[0].startswith("sandbox; default-src 'none'")


async def test_a_vietnamese_name_survives_the_header(client: httpx.AsyncClient) -> None:
    file = await from_customer(client, "Hợp đồng số 1.pdf", b"%PDF-1.7\n")
    header = (await client.get(file["url"])).headers["content-disposition"]
    assert 'filename="Hop dong so 1.pdf"' in header
    assert unquote(header.partition("filename*=UTF-8''")[2]) == "Hợp đồng số 1.pdf"


async def test_parts_are_served_to_players(client: httpx.AsyncClient) -> None:
    file = await from_customer(client, "a.txt", b"0123456789")
    part = await client.get(file["url"], headers={"range": "bytes=4-6"})
    assert (part.status_code, part.content, part.headers["content-range"]) == (206, b"456", "bytes 4-6/10")
    outside = await client.get(file["url"], headers={"range": "bytes=10-"})
    assert (outside.status_code, outside.content) == (416, b"")


async def test_what_the_browser_has_is_not_sent_again(client: httpx.AsyncClient) -> None:
    file = await from_customer(client, "a.txt", b"0123456789")
    etag = (await client.get(file["url"])).headers["etag"]
    answer = await client.get(file["url"], headers={"if-none-match": etag})
    assert (answer.status_code, answer.content) == (304, b"")


async def test_caches_of_others_keep_nothing(client: httpx.AsyncClient) -> None:
    mine = await client.get((await uploaded(client, "a.txt", b"a"))["url"])
    theirs = await client.get((await from_customer(client, "a.txt", b"a"))["url"])
    assert mine.headers["cache-control"] == "private, max-age=300"
    seconds = int(theirs.headers["cache-control"].removeprefix("private, max-age="))
    assert HOUR // 1_000 <= seconds <= 2 * HOUR // 1_000


async def test_the_chat_shows_pictures_in_pages_of_others_the_desk_does_not(client: httpx.AsyncClient) -> None:
    mine = await client.get((await uploaded(client, "a.png", picture()))["url"])
    theirs = await client.get((await from_customer(client, "a.png", picture()))["url"])
    assert mine.headers["cross-origin-resource-policy"] == "same-origin"
    assert theirs.headers["cross-origin-resource-policy"] == "cross-origin"


async def test_lost_bytes_are_a_missing_file(client: httpx.AsyncClient, folder: Path) -> None:
    file = await from_customer(client, "a.txt", b"a")
    for path in kept(folder):
        path.unlink()
    assert (await client.get(file["url"])).status_code == 404
