"""What the example's customers and agents say. Lines alternate, the customer begins."""

import msgspec


class Talk(msgspec.Struct, frozen=True, kw_only=True):
    """A customer with his lines."""

    name: str
    locale: str
    url: str = "https://lotus.example/tea"
    title: str = "Green tea"
    lines: tuple[str, ...]


FINISHED = (
    Talk(
        name="Trần Minh", locale="vi", title="Trà sen Tây Hồ",
        lines=(
            "Chào shop, trà sen còn hàng không ạ?",
            "Dạ chào anh Minh, trà sen Tây Hồ còn 12 hộp ạ. Anh cần mấy hộp ạ?",
            "Cho mình 2 hộp, giao về Đà Nẵng nhé.",
            "Dạ em đã ghi nhận, khoảng 2 ngày hàng tới nơi. Cảm ơn anh!",
            "Cảm ơn bạn nhiều!",
        ),
    ),
    Talk(
        name="Olga", locale="ru", title="Чайные наборы",
        lines=(
            "Здравствуйте! Можно вернуть набор, если он не подойдёт?",
            "Здравствуйте, Ольга! Да, в течение 14 дней, если упаковка не вскрыта.",
            "Отлично, спасибо!",
        ),
    ),
)  # fmt: skip

WAITING = (
    Talk(name="James Carter", locale="en", lines=("Hi! Do you ship to Singapore?",)),
    Talk(
        name="Lê Thu Hà", locale="vi", lines=("Mình đặt hàng hôm qua mà chưa thấy xác nhận, shop kiểm tra giúp nhé.",)
    ),
)

LIVE = (
    Talk(
        name="Phạm Quang Huy", locale="vi", title="Ấm trà Bát Tràng",
        lines=(
            "Cho mình hỏi ấm trà Bát Tràng dung tích bao nhiêu ạ?", "Loại 500 ml có màu xanh không shop?",
            "Vậy mình lấy một bộ nhé, có gói quà không?", "Tuyệt quá, cảm ơn shop!",
        ),
    ),
    Talk(
        name="Emma Wilson", locale="en", title="Jasmine tea",
        lines=(
            "Hello, my parcel says delivered but I can't find it.", "The order number is 4471.",
            "No, nobody at home took it either.", "Great, thank you for looking into it!",
        ),
    ),
    Talk(
        name="Дмитрий", locale="ru", title="Доставка",
        lines=(
            "Добрый день! Сколько стоит доставка в Казань?", "Самовывоз тоже есть?",
            "Понятно, тогда закажу доставку. Спасибо!",
        ),
    ),
    Talk(
        name="Nguyễn Bảo Anh", locale="vi", title="Bánh cốm",
        lines=(
            "Shop ơi bánh cốm hạn dùng mấy ngày?", "Mình ở Hải Phòng, mai có kịp không?", "Ok shop, mình đặt 3 hộp.",
        ),
    ),
    Talk(
        name="Liam O'Brien", locale="en", title="Tea of the month",
        lines=("Can I pause my subscription for August?", "Just that one month, please.", "Perfect, cheers!"),
    ),
    Talk(
        name="Sophie", locale="en", title="Gift cards",
        lines=("Do gift cards expire?", "And can I use one twice?", "Thanks!"),
    ),
)  # fmt: skip

# Folder, name and text of what agents of the shop can choose after a slash.
SAID_OFTEN = (
    ("Greeting", "Hello", "Hello, #CUSTOMER_NAME#! I am #OPERATOR#, how can I help?"),
    ("Greeting", "Chào", "Chào #CUSTOMER_NAME#, mình là #OPERATOR#. Mình giúp gì được cho bạn?"),
    ("Greeting", "Здравствуйте", "Здравствуйте, #CUSTOMER_NAME#! Меня зовут #OPERATOR#. Чем могу помочь?"),
    ("Delivery", "Shipping abroad", "We ship abroad in 5 to 8 days. Postage is 12 USD, from 100 USD on it is ours."),
    (
        "Payment",
        "Bank transfer",
        "You can pay by card, on delivery, or by bank transfer with the number of your order.",
    ),
)
