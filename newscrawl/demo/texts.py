"""The pages of the site that are neither lists nor articles."""

from random import Random
from typing import Any

from newscrawl.demo.rendering import Pages, persian
from newscrawl.demo.sentences import read_bank

ABOUT = (
    "«چکاوک» روزنامه‌ای است که وجود ندارد. برای آزمودن خزنده‌های خبری نوشته شده است "
    "تا کسی ناچار نباشد برای آموختن، سایت‌های واقعی را به زحمت بیندازد.",
    "نشانه‌گذاری صفحه‌ها همان است که در بسیاری از سایت‌های خبری فارسی دیده می‌شود؛ با همهٔ آشفتگی‌هایش.",
)
# path, below the prefix of the site: (title, what the page shows)
TEXTS: dict[str, tuple[str, dict[str, Any]]] = {
    "/about": ("دربارهٔ ما", {"paragraphs": ABOUT}),
    "/contacts": (
        "تماس با ما",
        {
            "paragraphs": ("نشانی: خیابان خیال، کوچهٔ چکاوک، پلاک ۱۲. تلفن ۰۲۱-۰۰۰۰۰۰۰۰.",),
            "fields": ("نام", "رایانامه", "پیام"),
        },
    ),
    "/newsletter": ("خبرنامه", {"fields": ("رایانامه",)}),
    "/prayer": (
        "اوقات شرعی",
        {"rows": (("اذان صبح", "۰۵:۱۲"), ("اذان ظهر", "۱۱:۵۱"), ("اذان مغرب", "۱۷:۱۵"))},
    ),
    "/polls/archive": (
        "بایگانی نظرسنجی",
        {"rows": (("خبر را از کجا می‌خوانید؟", "کاغذ ۱۲٪", "وب ۸۸٪"),)},
    ),
    "/search": ("جست‌وجو", {"fields": ("واژه",)}),
    "/ads": ("سفارش آگهی", {"paragraphs": ("جای آگهی شما همین‌جاست.",)}),
}


FORMS: dict[str, tuple[str, dict[str, Any]]] = {
    "/send/": ("ارسال به دوستان", {"fields": ("نشانی گیرنده", "نام شما")}),
    "/save/": ("ذخیره شد", {"paragraphs": ("خبر در فهرست شما ذخیره شد.",)}),
}
FOREIGN = {
    "/en": ("en", "Chakavak", "This newspaper appears in Persian only."),
    "/ar": ("ar", "تشكاوك", "هذه الصحيفة تصدر بالفارسية فقط."),
}
PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\n"
    b"trailer<</Root 1 0 R>>\n%%EOF\n"
)


def page(pages: Pages, path: str) -> str | None:
    """The page at ``path``; None if there is no such page."""
    prefix = pages.addresses.prefix
    name = path.removeprefix(prefix)
    if path != prefix + name:
        name = ""
    if name in TEXTS:
        title, context = TEXTS[name]
        return pages.simple(title, **context)
    if name == "/links":
        items = (("دربارهٔ ما", f"{prefix}/about"), ("خوراک", pages.addresses.feed_index))
        return pages.simple("پیوندها", items=items)
    if name == "/weather":
        return pages.simple("آب‌وهوا", rows=weather(pages.paper.seed))
    if path in FOREIGN:
        lang, title, text = FOREIGN[path]
        return pages.render("plain.html", lang=lang, title=title, text=text)
    for start, (title, context) in FORMS.items():
        if name.startswith(start) and name.removeprefix(start).isdecimal():
            return pages.simple(title, **context)
    return None


def weather(seed: int) -> list[tuple[str, str]]:
    rng = Random(seed)
    cities = read_bank("common").lists["city"][:12]
    return [(city, f"{persian(rng.randint(-3, 31))} درجه") for city in cities]
