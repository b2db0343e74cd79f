"""What is said in the pictures of the README."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Line:
    """`after` so many minutes; with a picture if it is the customer's."""

    who: Literal["customer", "agent", "note"]
    text: str
    after: float = 1.0
    picture: bool = False


@dataclass(frozen=True, slots=True)
class Scene:
    """A customer, where he writes from, and the talk; the customer begins."""

    name: str
    email: str | None
    locale: str
    page: str
    lines: tuple[Line, ...]


MORNING = (
    Scene(
        "Hana Kim", None, "en", "Gift cards",
        (Line("customer", "Do gift cards expire?"), Line("agent", "They never do.")),
    ),
    Scene(
        "Liam O'Brien", "liam@example.org", "en", "Tea of the month",
        (
            Line("customer", "Can I pause my subscription for August?"),
            Line("agent", "Of course, Liam. Only August?", 2),
            Line("customer", "Just that one month, please."),
            Line("agent", "Done. The next box leaves on 1 September.", 3),
            Line("customer", "Perfect, cheers!"),
            Line("agent", "Any time. Enjoy your tea!"),
        ),
    ),
    Scene(
        "Дмитрий", None, "ru", "Доставка",
        (
            Line("customer", "Добрый день! Сколько стоит доставка в Казань?", 4),
            Line("agent", "Здравствуйте, Дмитрий! Бесплатно от 3000 ₽, иначе 350 ₽. Обычно два-три дня.", 2),
        ),
    ),
    Scene(
        "Nguyễn Bảo Anh", "baoanh@example.org", "vi", "Bánh cốm",
        (
            Line("customer", "Shop ơi bánh cốm hạn dùng mấy ngày?", 3),
            Line("agent", "Dạ 5 ngày ạ, chị để ngăn mát giúp em nhé."),
            Line("customer", "Mình ở Hải Phòng, mai có kịp không?", 2),
        ),
    ),
)  # fmt: skip

PARCEL = Scene(
    "Emma Wilson", "emma.wilson@example.org", "en", "Jasmine tea",
    (
        Line("customer", "Hello, my parcel says delivered but I can't find it.", 4),
        Line("agent", "Good morning, Emma! I am sorry to hear that. May I have the order number?"),
        Line("customer", "It is 4471."),
        Line("note", "Courier left it at number 12, signed by T. Baker. Asking them for a photo.", 2),
        Line("agent", "Thank you. The courier says a neighbour at number 12 took it in. Could that be?"),
        Line("customer", "Yes! She just brought it over, all is well.", 4, picture=True),
        Line("agent", "What a relief. The blue tin is this year's first harvest, I hope you like it.", 0.5),
        Line("customer", "Thank you so much, Mai. One more thing: how long should it brew?", 0.6),
    ),
)  # fmt: skip

RINGING = Scene(
    "Phạm Quang Huy", None, "vi", "Ấm trà Bát Tràng",
    (Line("customer", "Cho mình hỏi ấm trà Bát Tràng dung tích bao nhiêu ạ?", 0),),
)  # fmt: skip

# Begun by the agent while the other one rings.
TYPED = "Two minutes at 75 degrees, Emma. The second"

# Names of further channels with the people of their queues, by first name.
CHANNELS = (("Wholesale", ("ivan", "mai")), ("Orders and delivery", ("mai",)), ("Tea school", ()))

PARCEL_DRAWING = """
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 220" width="320" height="220">
  <path fill="#e9dfcf" d="M0 0h320v220H0z"/><path fill="#b98d5e" d="M0 150h320v70H0z"/>
  <path fill="#c89b67" d="M52 74h150v102H52z"/><path fill="#dcb98d" d="M115 74h24v102h-24z"/>
  <path fill="#f6efe3" d="M66 130h38v28H66z"/>
  <path stroke="#8b8174" stroke-width="2" d="M71 138h28M71 145h28M71 151h17"/>
  <rect fill="#274c77" x="216" y="92" width="62" height="88" rx="6"/>
  <rect fill="#1d3a5c" x="212" y="84" width="70" height="18" rx="6"/>
  <circle fill="#f4e9d0" cx="247" cy="140" r="19"/><path fill="#6a994e" d="M247 152c-13-8-13-21 0-27 13 6 13 19 0 27z"/>
  <path stroke="#386641" stroke-width="2" d="M247 150v-22"/>
</svg>
"""
