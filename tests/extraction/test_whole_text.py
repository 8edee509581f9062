"""That no paragraph of a page of unknown design is lost, and nothing else becomes one."""

import pytest

from newscrawl import extraction
from newscrawl.cms.generic import Generic
from newscrawl.extraction import Page, RawArticle

URL = "https://x.ir/news/123456/a"
TITLE = "آغاز کاشت درخت در همه بوستان‌های شهر"
HEADLINE = f"<h1>{TITLE}</h1><span class=date>۲۹ بهمن ۱۳۹۸ - ۰۶:۵۵</span>"
TEXT = [
    "شهردار در نشست خبری امروز گفت که کاشت هزار درخت تازه در همه بوستان‌های شهر آغاز می‌شود.",
    "وی افزود: هزینه این کار از درآمد پارکینگ‌ها تامین می‌شود و مردم می‌توانند نهال بگیرند.",
    "این مقام در پایان یادآور شد که هیچ‌یک از محله‌ها فراموش نمی‌شود و کار تا پایان سال می‌پاید.",
    "گفتنی است نگهداری درختان پیشین بیش از ده سال به درازا کشید و شورا از کندی کار گلایه داشت.",
]
SHORT = "این نشست صبح امروز در ساختمان شهرداری برگزار شد."
OTHER = "این هم سخنی دیگر است که با این خبر هیچ پیوندی ندارد و در جای دیگری از برگه ایستاده است."


def ps(*lines: str) -> str:
    return "".join(f"<p>{line}</p>" for line in lines)


def read(html: str) -> RawArticle:
    head = f'<title>{TITLE}</title><meta property="og:type" content="article">'
    source = f"<html><head>{head}</head><body>{html}</body></html>"
    return extraction.read(Generic(), Page.of(source, URL))


ALL, FIRST, REST = ps(*TEXT), ps(TEXT[0]), ps(*TEXT[1:])
UP_TO_LAST, LAST = ps(*TEXT[:3]), ps(TEXT[3])
WHOLE = {
    "short one first": (f"<div class=body>{ps(SHORT)}<div>{ALL}</div></div>", [SHORT, *TEXT]),
    "short one last": (f"<div class=body><div>{ALL}</div>{ps(SHORT)}</div>", [*TEXT, SHORT]),
    "few words first": (f"<div>{ps('به نام خدا')}<div>{ALL}</div></div>", ["به نام خدا", *TEXT]),
    "heading first": (f"<div><h3>مردم و باغ</h3><div>{ALL}</div></div>", ["مردم و باغ", *TEXT]),
    "line": (
        f"<div><div><b>اصل دهم :<br><br>{SHORT}<br></b></div><hr><div>{ALL}</div></div>",
        ["اصل دهم :", SHORT, *TEXT],
    ),
    "levels": (
        f"<div><div><div>{ps(SHORT)}</div></div><div><div>{ALL}</div></div></div>",
        [SHORT, *TEXT],
    ),
    "article": (f"<article>{ps(SHORT)}<section>{ALL}</section></article>", [SHORT, *TEXT]),
    "breaks": (
        f"<div>{SHORT}<br><br><div>{'<br>'.join(TEXT)}</div></div>",
        [SHORT, *TEXT],
    ),
    "columns": (
        f"<div class=row><div class=c>{UP_TO_LAST}</div><div class=c>{LAST}</div></div>",
        TEXT,
    ),
    "columns without a row": (f"<div class=c>{UP_TO_LAST}</div><div class=c>{LAST}</div>", TEXT),
    "cells": (f"<table><tr><td>{UP_TO_LAST}</td><td>{LAST}</td></tr></table>", TEXT),
    "first outside": (f"{FIRST}<div>{REST}</div>", TEXT),
    "last outside": (f"<div>{UP_TO_LAST}</div>{LAST}", TEXT),
    "last behind an advertisement": (
        f"<div>{UP_TO_LAST}</div><div class=ad><a href=/x>خرید</a></div>{LAST}",
        TEXT,
    ),
    "sections": ("".join(f"<section>{ps(line)}</section>" for line in TEXT), TEXT),
    "poem": (f"<div>{FIRST}{ps('بنی آدم', 'اعضای یکدیگرند')}{REST}</div>",
             [TEXT[0], "بنی آدم", "اعضای یکدیگرند", *TEXT[1:]]),
}  # fmt: skip


@pytest.mark.parametrize("around", ["{}", "<div id=page>{}</div>", "<main><div>{}</div></main>"])
@pytest.mark.parametrize(("html", "text"), WHOLE.values(), ids=WHOLE)
def test_no_paragraph_is_lost(html: str, text: list[str], around: str) -> None:
    raw = read(around.format(HEADLINE + html))
    assert raw.body == text
    assert raw.published_text == "۲۹ بهمن ۱۳۹۸ - ۰۶:۵۵"


LINKS = "<a href=/n/5>یک گزارش دیگر از شهر</a>", "<a href=/n/6>دو گزارش دیگر از شهر</a>"
LIST = f"<ul><li>{LINKS[0]}</li><li>{LINKS[1]}</li></ul>"
EXTRAS = {
    "inner aside": (FIRST, "<aside>آگهی</aside>", REST),
    "a line to read more": (FIRST, "<p>بیشتر بخوانید: <a href=/n/3>گزارش دیگر</a></p>", REST),
    "another such line": (FIRST, "<p>این را هم ببینید: گزارشی دیگر از شهر</p>", REST),
    "list of related": (FIRST, f"<div><strong>مرتبط</strong>{LIST}</div>", REST),
    "list of related with a heading": (FIRST, f"<div><h4>خبرهای دیگر</h4>{LIST}</div>", REST),
    "related by its class": (FIRST, f"<div class=related><p>{OTHER}</p></div>", REST),
    "short link of the page itself": (ALL, "<p>http://fna.example/dx3k</p>", ""),
    "short link with its label": (ALL, "<div>لینک کوتاه خبر: <a href=x>b2n.ir/x3k</a></div>", ""),
    "same address with another number": (FIRST, "<p><a href=/news/9/x>خبری دیگر</a></p>", REST),
}


@pytest.mark.parametrize(("before", "extra", "after"), EXTRAS.values(), ids=EXTRAS)
def test_what_is_no_text_stays_out(before: str, extra: str, after: str) -> None:
    assert read(f"{HEADLINE}<div class=body>{before}{extra}{after}</div>").body == TEXT


OUTSIDE = {
    "comment": f"<div class=nazarat><p>{OTHER}</p></div>",
    "footer": f"<footer><p>{OTHER}</p></footer>",
    "rights": f"<p>تمامی حقوق این سایت برای روزنامه شهر محفوظ است و {OTHER}</p>",
    "column": f"<div class=sidebar><p>{OTHER}</p></div>",
    "teaser": f"<div><h3><a href=/news/99999/x>خبری دیگر</a></h3><p>{OTHER}</p></div>",
    "short link": "<div class=tools><span>http://fna.example/</span></div>",
}


@pytest.mark.parametrize("outside", OUTSIDE.values(), ids=OUTSIDE)
def test_what_stands_below_the_article_is_no_text(outside: str) -> None:
    assert read(f"{HEADLINE}<div>{ALL}</div>{outside}").body == TEXT


def test_raised_numbers_are_no_digits_of_the_number_before() -> None:
    line = "جرم این سنگ 10{} کیلوگرم است و روی آن H{}O روان است، همچنان که گفته بودند."
    html = ps(line.format("<sup><b>3</b></sup>", "<sub>2</sub>"))
    assert read(f"{HEADLINE}<div>{FIRST}{html}{REST}</div>").body[1] == line.format("³", "₂")
