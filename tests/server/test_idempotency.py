"""A request repeated with its Idempotency-Key happens once and is answered as the first time, on both stores."""

import asyncio
from typing import Any

import httpx
import pytest
from litestar import post

from openline.features.accounts.service import Account, NewAccount, add_account
from openline.features.people.types import Actor, Role
from openline.kit.clock import DAY, Clock
from openline.kit.errors import NotAllowed
from openline.kit.secrets import Keyring
from openline.kit.wire import Request
from openline.server.idempotency import ANSWERS, Idempotency
from openline.store import Commit, Store, UnitOfWork
from tests.server.conftest import MakeClient
from tests.support.product import Product

KEYS = Keyring(b"k" * 32)


class New(Request, frozen=True):
    name: str


async def create(uow: UnitOfWork, name: str) -> dict[str, Any]:
    if name == "refused":
        raise NotAllowed
    account: Account = await add_account(uow, NewAccount(name=name))
    return {"id": str(account.id), "secret": "shown once"}


@post("/api/v1/things")
async def make_thing(actor: Actor, commit: Commit, data: New) -> dict[str, Any]:
    return await commit(create, data.name)


async def actor_of(connection: Any, _: dict[str, Any]) -> Actor:
    person_id = int(connection.headers.get("x-person", "1"))
    return Actor(account_id=1, person_id=person_id, role=Role.AGENT, locale="en")


@pytest.fixture
def client(make_client: MakeClient, store: Store) -> httpx.AsyncClient:
    providers = {"actor": actor_of, "commit": Idempotency(store, KEYS).provide}
    return make_client(make_thing, constant={"store": store}, per_request=providers)


async def send(client: httpx.AsyncClient, name: str, **headers: str) -> httpx.Response:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return await client.post("/api/v1/things", json={"name": name}, headers=named)


async def test_without_a_key_it_happens_each_time(client: httpx.AsyncClient) -> None:
    first, second = await send(client, "a"), await send(client, "a")
    assert first.json() != second.json()


async def test_the_same_key_gives_the_same_answer(client: httpx.AsyncClient) -> None:
    first, second = await send(client, "a", idempotency_key="k1"), await send(client, "a", idempotency_key="k1")
    assert (first.status_code, first.json()) == (second.status_code, second.json())
    assert "idempotency-replay" not in first.headers
    assert second.headers["idempotency-replay"] == "true"


async def test_two_at_once_happen_once(client: httpx.AsyncClient) -> None:
    answers = await asyncio.gather(*[send(client, "a", idempotency_key="k1") for _ in range(8)])
    assert len({answer.text for answer in answers}) == 1


async def test_the_same_key_for_something_else_is_a_conflict(client: httpx.AsyncClient) -> None:
    await send(client, "a", idempotency_key="k1")
    other = await send(client, "b", idempotency_key="k1")
    assert (other.status_code, other.json()["code"]) == (409, "idempotency_conflict")


async def test_keys_are_each_persons_own(client: httpx.AsyncClient) -> None:
    first = await send(client, "a", idempotency_key="k1", x_person="1")
    second = await send(client, "a", idempotency_key="k1", x_person="2")
    assert first.json() != second.json()


async def test_what_was_refused_can_be_tried_again_with_the_key(client: httpx.AsyncClient) -> None:
    assert (await send(client, "refused", idempotency_key="k1")).status_code == 403
    again = await send(client, "refused", idempotency_key="k1")
    assert (again.status_code, again.headers.get("idempotency-replay")) == (403, None)


async def test_a_key_is_forgotten_after_a_day(client: httpx.AsyncClient, clock: Clock) -> None:
    first = await send(client, "a", idempotency_key="k1")
    clock.advance(DAY)
    second = await send(client, "b", idempotency_key="k1")
    assert second.status_code == 201
    assert first.json() != second.json()


@pytest.mark.parametrize("key", [" ", "x" * 201, "a\tb"])
async def test_a_key_that_cannot_be_one_is_named(client: httpx.AsyncClient, key: str) -> None:
    answer = await send(client, "a", idempotency_key=key)
    assert (answer.status_code, answer.json()["field"]) == (422, "Idempotency-Key")


async def test_kept_answers_cannot_be_read_in_the_store(client: httpx.AsyncClient, store: Store) -> None:
    await send(client, "a", idempotency_key="k1")

    async def kept(view: Any) -> Any:
        return await view.get(ANSWERS.load, "person:1", "k1")

    assert "shown once" not in (await store.read(kept)).answer


async def test_a_token_made_twice_with_a_key_is_one_token(product: Product) -> None:
    boss = await product.login("admin")
    new = {"name": "CRM", "scopes": ["conversations:read"]}
    first = await boss.call("POST", "/tokens", new, **{"idempotency-key": "once"})
    second = await boss.call("POST", "/tokens", new, **{"idempotency-key": "once"})
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json() == second.json()
    assert second.headers["idempotency-replay"] == "true"
    assert len((await boss.get("/tokens"))["items"]) == 1


async def test_a_reply_repeated_with_a_key_is_said_once(product: Product) -> None:
    boss = await product.login("admin")
    conversation = (await boss.get("/conversations", view="all"))["items"][0]["id"]
    path, note = f"/conversations/{conversation}/messages", {"text": "Ask the warehouse", "note": True}
    answers = [await boss.call("POST", path, note, **{"idempotency-key": "once"}) for _ in range(2)]
    assert len({answer.json()["id"] for answer in answers}) == 1
    other = await boss.call("POST", path, {**note, "text": "Another"}, **{"idempotency-key": "once"})
    assert (other.status_code, other.json()["code"]) == (409, "idempotency_conflict")
