"""Every screen of the console, one after the other, as an administrator with a busy desk sees it, in any language."""

import json
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

from playwright.async_api import Page, expect

from tests.browser.cast import Office, Shop, http_of
from tests.support.browser import Stage
from tests.support.product import WidgetClient

CATALOGUES = Path(__file__).parents[2] / "web" / "apps" / "console" / "src" / "i18n"
ASKED = "Chào shop, trà sen còn hàng không ạ? https://example.com/tra-sen"
OFFERED = "Здравствуйте! Можно вернуть набор?"
PATIENT = {"queue.check_available": False, "queue.idle_time": 43_200}
# Ends with what is in motion; what turns for ever has no end.
STILL = """Promise.all(document.getAnimations()
  .filter((animation) => animation.effect.getComputedTiming().endTime !== Infinity)
  .map((animation) => animation.finished.catch(() => null)))"""


def words(locale: str) -> dict[str, str]:
    """The console's texts by key."""
    parts = sorted(CATALOGUES.glob(f"*/{locale}.json"))
    return {key: text for part in parts for key, text in json.loads(part.read_text(encoding="utf-8")).items()}


@dataclass(frozen=True, slots=True)
class Scene:
    """A shop whose one agent is an administrator with a talk under way, and is offered another."""

    shop: Shop
    talk: str


async def busy_shop(office: Office) -> Scene:
    """Made by the API."""
    boss = await office.hire("Anna Nowak", "administrator")
    shop = await office.shop(boss, settings=PATIENT)
    sales = await boss.api.must("POST", "/departments", {"name": f"Sales {shop.channel['number']}"})
    await boss.api.must("PUT", f"/departments/{sales['id']}/people", {"people": [{"id": boss.id, "head": True}]})
    await boss.api.must("POST", "/canned", {"text": "Dạ, #CUSTOMER_NAME# ơi! #NOBODY#", "name": "Dạ"})
    async with http_of(office.server) as first, http_of(office.server) as second:
        customer = await WidgetClient(first, shop.key).open()
        await customer.write(ASKED)
        row = (await boss.api.get("/conversations", view="new"))["items"][0]
        await boss.api.must("POST", f"/sessions/{row['session']['id']}/accept")
        for body in ({"text": "He asked yesterday, too.", "note": True}, {"text": "Dạ còn ạ!"}):
            await boss.api.must("POST", f"/conversations/{row['id']}/messages", body)
        await customer.write("Tuyệt quá!")
        await (await WidgetClient(second, shop.key).open()).write(OFFERED)
    return Scene(shop, row["id"])


@dataclass(slots=True)
class Tour:
    """A walk through the screens in one language."""

    page: Page
    scene: Scene
    text: dict[str, str]

    @classmethod
    async def begin(cls, stage: Stage, scene: Scene, locale: str, **options: object) -> "Tour":
        """In a browser of that language, not signed in yet."""
        context = await stage.context(base_url=scene.shop.server.url, locale=locale, **options)
        return cls(await context.new_page(), scene, words(locale[:2]))

    @property
    def shop(self) -> Shop:
        return self.scene.shop

    async def door(self) -> AsyncIterator[str]:
        """What strangers see."""
        for name, walk in (("sign in", self._sign_in), ("forgotten", self._forgotten), ("link", self._link)):
            yield await self._at(name, walk)

    async def inside(self) -> AsyncIterator[str]:
        """What fits on any screen; signs in first."""
        await self.page.context.add_cookies(self.shop.agents[0].cookies)
        pages = (
            ("offer", self._offer), ("talk", self._talk), ("slash", self._slash), ("all", self._all),
            ("board", self._board), ("sessions", self._sessions), ("columns", self._columns),
            ("contact center", self._center), ("channels", self._channels), ("queue", self._queue),
            ("settings", self._settings), ("connections", self._connections), ("edit a widget", self._edit_widget),
            ("connect", self._connect), ("connect a bot", self._connect_bot), ("people", self._people),
            ("invite", self._invite), ("company", self._company), ("canned", self._canned),
            ("new response", self._new_response), ("as code", self._as_code), ("bots", self._bots),
            ("tokens", self._tokens), ("new token", self._new_token), ("profile", self._profile),
            ("nowhere", self._nowhere),
        )  # fmt: skip
        for name, walk in pages:
            yield await self._at(name, walk)

    async def layers(self) -> AsyncIterator[str]:
        """What opens over the desk of a wide screen."""
        menus = (
            ("account", self._account),
            ("notices", self._notices),
            ("presence", self._presence),
            ("hands", self._hands),
            ("keys", self._keys),
            ("palette", self._palette),
        )
        for name, walk in menus:
            yield await self._at(name, walk)

    async def _at(self, name: str, walk: Callable[[], Awaitable[None]]) -> str:
        await walk()
        await self.page.evaluate(STILL)
        return name

    def _of(self, key: str, name: str) -> str:
        return self.text[key].format(name=name)

    async def _title(self, path: str, title: str) -> None:
        await self.page.goto(path)
        await expect(self.page.get_by_role("heading", name=title, level=1, exact=True)).to_be_visible()

    async def _sign_in(self) -> None:
        await self.page.goto("/login")
        await expect(self.page.get_by_role("button", name="Anna Admin")).to_be_visible()

    async def _forgotten(self) -> None:
        await self._title("/forgotten", self.text["forgotten.title"])

    async def _link(self) -> None:
        await self.page.goto("/link/nobody-has-this")
        await expect(self.page.get_by_text(self.text["link.gone"])).to_be_visible()

    async def _offer(self) -> None:
        await self.page.goto("/desk/new")
        await expect(self.page.get_by_role("region", name=self.text["offer.title"])).to_contain_text(OFFERED)

    async def _talk(self) -> None:
        await self.page.goto(f"/desk/mine/{self.scene.talk}")
        await expect(self.page.get_by_role("log").get_by_text("Tuyệt quá!")).to_be_visible()
        await expect(self.page.get_by_text(self.text["state.loading"])).to_have_count(0)

    async def _slash(self) -> None:
        await self.page.get_by_role("textbox", name=self.text["composer.write"]).fill("/")
        await expect(self.page.get_by_role("option").filter(has_text="#NOBODY#")).to_be_visible()

    async def _all(self) -> None:
        await self.page.get_by_role("textbox", name=self.text["composer.write"]).fill("")
        await self.page.goto("/desk/all")
        await expect(self.page.locator("[data-conversation]").nth(1)).to_be_visible()

    async def _board(self) -> None:
        title = self.text["board.of"].format(channel=self.shop.channel["name"])
        await self._title(f"/board/{self.shop.channel['id']}", title)
        await expect(self.page.get_by_role("button", name=self._of("board.agent_menu", "Anna Nowak"))).to_be_visible()

    async def _sessions(self) -> None:
        await self._title("/sessions", self.text["nav.sessions"])
        await expect(self.page.get_by_role("row").nth(1)).to_contain_text(self.shop.channel["name"])

    async def _columns(self) -> None:
        await self._sessions()
        await self.page.get_by_role("button", name=self.text["sessions.columns"]).click()
        await expect(self.page.get_by_role("checkbox", name=self.text["sessions.column.maximum"])).to_be_visible()

    async def _center(self) -> None:
        await self._title("/contact-center", self.text["nav.contact_center"])
        await expect(self.page.get_by_text(self.shop.channel["name"]).first).to_be_visible()

    async def _bots(self) -> None:
        await self._title("/bots", self.text["nav.bots"])

    async def _canned(self) -> None:
        await self._title("/canned", self.text["nav.canned"])
        await self.page.get_by_role("button", name=self.text["canned.mine"]).click()
        await expect(self.page.get_by_text("#NOBODY#").first).to_be_visible()

    async def _new_response(self) -> None:
        await self.page.get_by_role("button", name=self.text["canned.new"]).press("Enter")
        await expect(self.page.get_by_role("dialog").get_by_label(self.text["canned.text"])).to_be_visible()

    async def _channels(self) -> None:
        await self._title("/channels", self.text["nav.channels"])
        await expect(self.page.get_by_role("link", name=self.shop.channel["name"])).to_be_visible()

    async def _tab(self, tab: str) -> None:
        await self._title(f"/channels/{self.shop.channel['id']}/{tab}", self.shop.channel["name"])

    async def _queue(self) -> None:
        await self._tab("queue")
        await expect(self.page.get_by_role("listitem").filter(has_text="Anna Nowak")).to_be_visible()

    async def _settings(self) -> None:
        await self._tab("settings")
        await self.page.get_by_role("textbox", name=self.text["setting.queue.idle_time.label"]).fill("90")
        await expect(self.page.get_by_role("button", name=self.text["action.save"], exact=True)).to_be_visible()

    async def _connections(self) -> None:
        await self._tab("connections")
        await expect(self.page.get_by_role("button", name=self.text["copy.copy"])).to_be_visible()

    async def _edit_widget(self) -> None:
        await self.page.get_by_role("button", name=self.text["connections.edit"], exact=True).click()
        await expect(self.page.get_by_role("dialog").get_by_label(self.text["widget.title"])).to_be_visible()

    async def _connect(self) -> None:
        await self._tab("connections?setup=new")
        await expect(self.page.get_by_role("dialog", name=self.text["setup.pick"])).to_be_visible()
        await expect(self.page.get_by_role("button", name="Telegram")).to_be_visible()

    async def _connect_bot(self) -> None:
        await self.page.get_by_role("button", name="Telegram").click()
        await expect(self.page.get_by_role("button", name=self.text["setup.check"])).to_be_visible()

    async def _people(self) -> None:
        await self._title("/people", self.text["nav.people"])
        await expect(self.page.get_by_role("row", name="Anna Nowak").first).to_be_visible()

    async def _invite(self) -> None:
        await self.page.get_by_role("button", name=self.text["people.invite"]).click()
        await expect(self.page.get_by_role("dialog").get_by_label(self.text["field.email"])).to_be_visible()

    async def _company(self) -> None:
        await self._title("/company", self.text["nav.company"])
        sales = f"Sales {self.shop.channel['number']}"
        await expect(self.page.get_by_role("button", name=self._of("company.more", sales))).to_be_visible()

    async def _as_code(self) -> None:
        await self._title("/settings-as-code", self.text["ascode.title"])
        await self.page.get_by_role("button", name=self.text["ascode.show"], exact=True).click()
        await expect(self.page.get_by_role("button", name=self.text["ascode.download"])).to_be_visible()

    async def _tokens(self) -> None:
        await self._title("/tokens", self.text["nav.tokens"])
        await expect(self.page.get_by_text(self.text["tokens.none"], exact=True)).to_be_visible()

    async def _new_token(self) -> None:
        await self.page.get_by_role("button", name=self.text["tokens.create"]).click()
        await expect(self.page.get_by_role("dialog").get_by_label(self.text["tokens.name"])).to_be_visible()

    async def _profile(self) -> None:
        await self._title("/profile", self.text["nav.profile"])
        await expect(self.page.get_by_text(self.text["logins.current"], exact=True)).to_be_visible()

    async def _nowhere(self) -> None:
        await self.page.goto("/nowhere")
        await expect(self.page.get_by_text(self.text["error.not_found"], exact=True)).to_be_visible()

    async def _account(self) -> None:
        await self._offer()
        name = self.text["account.menu"].format(name="Anna Nowak")
        await self.page.get_by_role("button", name=name).click()
        await expect(self.page.get_by_role("menuitem", name=self.text["account.leave"])).to_be_visible()

    async def _notices(self) -> None:
        await self._offer()
        await self.page.get_by_role("button", name=self.text["notice.title"], exact=True).click()
        await expect(self.page.get_by_text(self.text["notice.none"], exact=True)).to_be_visible()

    async def _presence(self) -> None:
        await self._offer()
        name = self.text["presence.own"].format(state=self.text["presence.online"])
        await self.page.get_by_role("button", name=name).click()
        await expect(self.page.get_by_role("menuitemradio", name=self.text["presence.away"])).to_be_visible()
        await expect(self.page.get_by_role("menuitem", name=self.text["pause.begin"])).to_be_visible()

    async def _hands(self) -> None:
        await self._talk()
        await self.page.get_by_role("button", name=self.text["session.more"]).click()
        await expect(self.page.get_by_role("menuitem", name=self.text["hand.whisper"])).to_be_visible()

    async def _keys(self) -> None:
        await self._offer()
        await self.page.keyboard.press("?")
        keys = self.page.get_by_role("dialog", name=self.text["keys.title"])
        await expect(keys.get_by_text(self.text["keys.search"])).to_be_visible()

    async def _palette(self) -> None:
        await self._offer()
        await self.page.keyboard.press("Control+k")
        await expect(self.page.get_by_role("textbox", name=self.text["palette.search"])).to_be_focused()
