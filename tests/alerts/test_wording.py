"""Texts of pages are harmless in messages."""

from __future__ import annotations

import email
import unicodedata
from email.header import decode_header, make_header
from email.utils import formataddr

from hypothesis import given
from hypothesis import strategies as st
from parsel import Selector

from newscrawl.alerts.feed import as_atom
from newscrawl.alerts.mail import as_html, as_mail
from newscrawl.alerts.payload import as_json
from newscrawl.alerts.text import LONGEST, as_text
from newscrawl.alerts.wording import headline, lines, one_line, open_address
from newscrawl.persian.labels import persian_number
from tests.alerts.news import TITLES, edited, new, telling

HARD = st.text(
    st.characters(exclude_categories=["Cs"])
    | st.sampled_from("<>&\"'\n\r\t\u202e\u2066\u200f\u200c\u2028*_[]()`#|~{}ارز ")
)
BIDI = {*"\u061c\u200e\u200f", *map(chr, range(0x202A, 0x202F)), *map(chr, range(0x2066, 0x206A))}


@given(title=HARD, body=HARD, url=HARD, author=HARD)
def test_no_text_of_a_page_is_markup_or_turns_a_message(
    title: str, body: str, url: str, author: str
) -> None:
    told = telling([new(title, body=body, url=url, author=author), edited("ارز", body + "x")])
    html = as_html(told, TITLES)
    page = Selector(html)
    allowed = {
        "html",
        "head",
        "meta",
        "title",
        "body",
        "div",
        "p",
        "bdi",
        "span",
        "h2",
        "a",
        "mark",
    }
    assert {element.root.tag for element in page.xpath("//*")} <= allowed | {"b", "ins", "del"}
    assert page.xpath("//@*[starts-with(name(), 'on')]").getall() == []
    assert all(
        href.startswith(("http://", "https://")) for href in page.css("a::attr(href)").getall()
    )
    assert not BIDI & set(html)
    mail = as_mail(told, TITLES, "news@example.ir", "a@example.org")
    assert mail.as_bytes().partition(b"\r\n\r\n")[0].count(b"\r\nTo:") == 1
    for line in as_text(told, TITLES).split("\n"):
        marks = [sign for sign in line if sign in BIDI]
        assert line[:1] in ("", "\u200f") or line.startswith("http")
        assert marks.count("\u2068") == marks.count("\u2069")
        assert set(marks) <= {"\u200f", "\u2068", "\u2069"} and marks.count("\u200f") <= 1


@given(st.lists(st.sampled_from(["گفت\u200cوگو", "دربارهٔ", "هند", "USD/IRR", "۶۴"]), min_size=1))
def test_the_headers_of_a_mail_keep_their_spaces(words: list[str]) -> None:
    text = " ".join(words)
    sender = formataddr((text, "news@example.ir"))
    mail = as_mail(telling([new(text)]), TITLES, sender, "a@example.org")
    arrived = email.message_from_bytes(mail.as_bytes())
    lines = {name: value.replace("\r\n", "") for name, value in arrived.items()}
    read = {name: str(make_header(decode_header(line))) for name, line in lines.items()}
    assert read["Subject"] == headline(telling([new(text)]))
    assert read["From"].replace('"', "") == f"{text} <news@example.ir>"
    assert max(map(len, mail.as_bytes().partition(b"\r\n\r\n")[0].split(b"\r\n"))) <= 100


def test_a_latin_name_of_a_site_does_not_turn_the_day_behind_it() -> None:
    told = telling([new(site="demo")])
    assert "\u2068demo\u2069 | ۲۲ تیر ۱۴۰۰" in as_text(told, {})
    assert "<bdi>demo</bdi> · ۲۲ تیر ۱۴۰۰" in as_html(told, {})
    assert b"&lt;bdi&gt;demo&lt;/bdi&gt;" in as_atom(told, {}, "http://x.ir/arz.atom")


@given(HARD)
def test_one_line_has_no_controls(text: str) -> None:
    line = one_line(text, 50)
    assert len(line) <= 50
    assert line == line.strip()
    assert all(unicodedata.category(sign) not in ("Cc", "Zl", "Zp") for sign in line)


def test_addresses_of_the_web_stay_and_others_go() -> None:
    for url in ("https://yjc.ir/fa/news/1/عنوان-خبر", "http://x.ir/?a=1&b=2"):
        assert open_address(url) == url
    for url in (
        None,
        "",
        "javascript:alert(1)",
        "https://x.ir/\u202eabc",
        "https://x.ir/a b",
        "//x.ir",
    ):
        assert open_address(url) == ""


def test_a_digest_says_how_many_there_are_and_how_to_find_them() -> None:
    told = telling(
        [new(f"نرخ ارز {n}", body="بازار آرام است. " * 20) for n in range(30)], more=1210
    )
    assert headline(told) == "arz: ۱٬۲۴۰ خبر"
    text = as_text(told, TITLES)
    assert len(text) < LONGEST + 300
    shown = text.count("\u2068نرخ ارز")
    assert 5 < shown < 30
    assert text.splitlines()[-2] == f"\u200fو {persian_number(1240 - shown)} خبر دیگر:"
    assert text.splitlines()[-1] == "scrapy search 'ارز' --site yjc"
    assert "و ۱٬۲۱۰ خبر دیگر:" in as_html(told, TITLES)
    assert as_json(told, TITLES)["more"] == 1210


def test_a_webhook_gets_no_megabytes() -> None:
    long = new("نرخ ارز " * 100_000, body="ارز" + "آ" * 500_000)
    (hit,) = as_json(telling([long]), TITLES)["hits"]
    assert len(hit["title"]) == len(hit["snippet"]) == 2000
    assert hit["title"].endswith("…")
    assert {hit["title"][start:end] for start, end in hit["title_marks"]} == {"ارز"}


def test_an_edit_shows_what_was_removed_and_added() -> None:
    before = "نرخ ارز امروز بالا رفت. " + "بازار آرام است و مردم خرید می‌کنند. " * 20 + "پایان"
    (line,) = lines(telling([edited(before, before.replace("بالا رفت", "پایین آمد"))]), TITLES)
    (change,) = line.changes
    assert change.label == "متن"
    assert [(kind, text.strip()) for kind, text in change.parts if kind != "same"] == [
        ("old", "بالا رفت"),
        ("new", "پایین آمد"),
    ]
    assert change.parts[0] == ("same", "نرخ ارز امروز ")
    assert change.parts[-1][1].startswith(". بازار آرام") and len(change.parts[-1][1]) < 80
    text = as_text(telling([edited("ارز بالا رفت", "ارز پایین آمد")]), TITLES)
    assert "⟦-بالا رفت-⟧⟦+پایین آمد+⟧" in text


def test_the_words_of_the_query_are_marked_and_moments_are_persian() -> None:
    (line,) = lines(telling([new("بهاي ارزها و نرخ ارز")]), TITLES)
    assert [text for text, is_marked in line.title_parts if is_marked] == ["ارزها", "ارز"]
    assert (line.site, line.moment) == ("باشگاه خبرنگاران جوان", "۲۲ تیر ۱۴۰۰، ۱۹:۰۸")
    (line,) = lines(telling([new(published_at=None)]), {})
    assert (line.site, line.moment) == ("yjc", "بی‌تاریخ")
