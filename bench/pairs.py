"""Pairs of texts, of which it is known whether they are one story: made of the demo newspaper's
sentences and of reports of weather and prices, always the same."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random
from typing import Final

from newscrawl.demo.newspaper import Newspaper
from newscrawl.demo.story import Story

#: Pairs of each kind.
EACH: Final = 60
#: Texts of the newspaper that have fewer words are not taken.
LEAST: Final = 60
AGENCIES: Final = ("ایسنا", "ایرنا", "مهر", "فارس", "تسنیم", "ایلنا")
SITES: Final = ("شهر امروز", "دیدبان خبر", "صدای استان", "روزآنلاین", "خبر یک", "پیام مردم")
CITIES: Final = (
    "تهران", "تبریز", "شیراز", "اصفهان", "مشهد", "اهواز", "رشت", "کرمان", "یزد", "سنندج", "بیرجند",
    "اراک", "قزوین", "ساری", "همدان",
)  # fmt: skip
GOODS: Final = (
    "دلار", "یورو", "درهم امارات", "لیر ترکیه", "سکه امامی", "نیم‌سکه", "ربع‌سکه", "طلای ۱۸ عیار",
    "مثقال طلا", "انس جهانی",
)  # fmt: skip
DAYS: Final = ("شنبه", "یکشنبه", "دوشنبه", "سه‌شنبه", "چهارشنبه", "پنجشنبه", "جمعه")
MONTHS: Final = ("فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور")
#: Words that editors write for one another.
OTHER_WORDS: Final = {
    "گفت": "اظهار کرد", "افزود": "ادامه داد", "همچنین": "افزون بر این", "است": "می‌باشد",
    "شد": "گردید", "مردم": "شهروندان", "امروز": "روز جاری", "اما": "ولی", "سال": "سال جاری",
    "شهر": "شهرستان", "گزارش": "خبر", "کرد": "نمود", "بسیار": "خیلی", "برای": "به منظور",
}  # fmt: skip
_PERSIAN: Final = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts, paragraphs joined by a newline."""

    kind: str
    is_same: bool
    first: str
    second: str


def pairs(each: int = EACH) -> list[Pair]:
    """So many pairs of each kind, no text in two of them."""
    rng = Random("stories")
    texts = iter(_texts(each))
    found = []
    for kind, change in COPIES.items():
        for _ in range(each):
            text = next(texts)
            found.append(Pair(kind, True, text, change(rng, text)))
    for write in (weather, prices):
        for _ in range(each // 2):
            text = write(rng)
            found.append(Pair("report, signed by a site", True, text, signed(rng, text)))
    found += [
        Pair("unrelated, the same vocabulary", False, one, other) for one, other in _siblings(each)
    ]
    for kind, write in (("weather, other numbers", weather), ("prices, other numbers", prices)):
        for _ in range(each):
            seed = rng.random()
            # The same words in the same order, but for the numbers.
            one, other = (write(Random(seed), Random(rng.random())) for _ in range(2))
            found.append(Pair(kind, False, one, other))
    return found


# -- copies --------------------------------------------------------------------------------


def respelt(rng: Random, text: str) -> str:
    """The same words, as another system writes them."""
    spellings: list[tuple[str, str]] = [("ی", "ي"), ("ک", "ك"), ("\u200c", " "), (". ", ".\u00a0")]
    for old, new in rng.sample(spellings, 2):
        text = text.replace(old, new)
    return text


def reworded(rng: Random, text: str) -> str:
    """About one word in twenty is another one, or left out."""
    words = text.split(" ")
    for place, word in enumerate(words):
        if word in OTHER_WORDS and rng.random() < 0.4:
            words[place] = OTHER_WORDS[word]
        elif rng.random() < 0.03 and not word.translate(_PERSIAN).isdigit():
            words[place] = ""
    return " ".join(filter(None, words))


def edited(rng: Random, text: str) -> str:
    """Reworded, a sentence left out, and one added."""
    sentences = re.split(r"(?<=[.؟»])\s+", reworded(rng, text))
    if len(sentences) > 4:
        del sentences[rng.randrange(1, len(sentences) - 1)]
    sentences.insert(rng.randrange(1, len(sentences) + 1), _more(rng))
    return " ".join(sentences)


def shortened(rng: Random, text: str) -> str:
    """The first 35 to 65 % of it; of one in four, sentences from anywhere."""
    words = text.split(" ")
    share = rng.uniform(0.35, 0.65)
    sentences = re.split(r"(?<=[.؟»])\s+", text)
    if len(sentences) < 4 or rng.random() < 0.75:
        return f"{' '.join(words[: round(len(words) * share)])}."
    kept = sorted(rng.sample(range(len(sentences)), max(2, round(len(sentences) * share))))
    return " ".join(sentences[place] for place in kept)


def signed(rng: Random, text: str) -> str:
    """With a site's own lines before and behind it."""
    site, agency = rng.choice(SITES), rng.choice(AGENCIES)
    before = rng.choice((
        f"به گزارش {site} به نقل از {agency}، ",
        f"به گزارش سرویس خبر پایگاه خبری {site}؛ ",
        f"گروه خبر {site} - {agency} نوشت: ",
    ))  # fmt: skip
    behind = rng.choice((
        f"\nانتهای پیام/ {rng.randint(100, 9999)}".translate(_PERSIAN),
        f"\nبرای دریافت آخرین خبرها به کانال {site} بپیوندید.",
        f"\nمنبع: {agency}",
    ))  # fmt: skip
    return f"{before}{text}{behind}"


COPIES: Final[dict[str, Callable[[Random, str], str]]] = {
    "exact, other spellings": respelt,
    "edited": edited,
    "shortened": shortened,
    "signed by a site": signed,
    "signed, reworded and shortened": lambda rng, text: signed(
        rng, reworded(rng, shortened(rng, text))
    ),
}


def _more(rng: Random) -> str:
    return (
        f"{rng.choice(SITES)} پیش‌تر نیز در این باره گزارش داده بود و خوانندگان "
        f"{rng.choice(CITIES)} دیدگاه‌های گوناگونی فرستاده بودند."
    )


# -- others --------------------------------------------------------------------------------


def weather(rng: Random, numbers: Random | None = None) -> str:
    """A weather report; its numbers by another generator, if there is one."""
    numbers = numbers or rng
    cities = rng.sample(CITIES, 6)

    def degrees() -> int:
        return numbers.randint(8, 42)

    lines = [
        f"مدیرکل پیش‌بینی هواشناسی از وزش باد و گردوخاک در {cities[0]} و {cities[1]} خبر داد و گفت: "
        f"دمای هوا تا {numbers.randint(2, 9)} درجه تغییر می‌کند. این وضعیت از {rng.choice(DAYS)} "
        f"{numbers.randint(1, 31)} {rng.choice(MONTHS)} آغاز می‌شود و تا {numbers.randint(2, 5)} "
        "روز ادامه دارد.",
        *(
            f"کمینه دما در {city} {degrees()} و بیشینه آن {degrees()} درجه خواهد بود."
            for city in cities
        ),
        f"سرعت باد در {cities[2]} به {numbers.randint(20, 95)} کیلومتر در ساعت می‌رسد و احتمال بارش "
        f"{numbers.randint(5, 95)} درصد است. به رانندگان در جاده‌های {cities[3]} سفارش می‌شود "
        "با احتیاط برانند و زنجیر چرخ همراه داشته باشند.",
    ]
    return "\n".join(lines).translate(_PERSIAN)


def prices(rng: Random, numbers: Random | None = None) -> str:
    """A report of prices."""
    numbers = numbers or rng
    goods = rng.sample(GOODS, 6)

    def price() -> str:
        return f"{numbers.randint(20, 99_999) * 1000:,}".replace(",", "٬")

    lines = [
        f"نرخ ارز و طلا در بازار {rng.choice(CITIES)} امروز {rng.choice(DAYS)} "
        f"{numbers.randint(1, 31)} {rng.choice(MONTHS)} اعلام شد و بر پایه آن {goods[0]} با "
        f"{numbers.randint(1, 9)} درصد تغییر به {price()} تومان رسید.",
        *(f"هر {good} {price()} تومان خرید و {price()} تومان فروش داشت." for good in goods),
        f"فعالان بازار می‌گویند شاخص کل بورس نیز با {numbers.randint(100, 9999)} واحد جابه‌جایی "
        f"در تراز {price()} ایستاد و معامله‌گران چشم به راه نشست هفته آینده بانک مرکزی هستند.",
    ]
    return "\n".join(lines).translate(_PERSIAN)


def _texts(each: int) -> Iterator[str]:
    for story in _news(each):
        yield story.body


def _siblings(each: int) -> Iterator[tuple[str, str]]:
    """Bodies of different stories of the same desk, after those of :func:`_texts`."""
    by_section: dict[str, list[Story]] = {}
    count = 0
    for story in _news(each)[each * len(COPIES) :]:
        waiting = by_section.setdefault(story.section.key, [])
        waiting.append(story)
        if len(waiting) == 2 and count < each:
            count += 1
            yield waiting[0].body, waiting[1].body
            waiting.clear()


def _news(each: int) -> list[Story]:
    stories = Newspaper(each * 20).stories
    return [story for story in stories if len(story.body.split()) >= LEAST]
