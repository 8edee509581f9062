"""Sections, as breadcrumbs name them."""

import pytest

from newscrawl.extraction.crumbs import sections_of
from newscrawl.extraction.names import OwnNames
from tests.extraction.builders import ARTICLE, read

OWN = OwnNames(["خبرگزاری سپیدار | صفحه اصلی | Sepidar", "سپیدار"], "https://sepidar.ir/1")


@pytest.mark.parametrize(
    ("trail", "sections"),
    [
        (["سیاسی > سیاست خارجی"], ["سیاسی", "سیاست خارجی"]),
        (["سیاسی>سیاست خارجی"], ["سیاسی", "سیاست خارجی"]),
        (["خانه » سیاسی » ایران"], ["سیاسی", "ایران"]),
        (["صفحه نخست / سیاسی / مجلس"], ["سیاسی", "مجلس"]),
        (["خبرگزاری سپیدار | صفحه اصلی | Sepidar", "سیاسی"], ["سیاسی"]),
        (["HOME", "سپیدار", "اقتصادی"], ["اقتصادی"]),
        (["sepidar.ir", "صفحه‌ی اصلی", "اقتصاد"], ["اقتصاد"]),
        (["بانک، بیمه و بورس", "علمی/فناوری"], ["بانک، بیمه و بورس", "علمی/فناوری"]),
        (["سیاسی", "سیاسی", "خبر تازه از مجلس"], ["سیاسی"]),
        (["سیاسی", "خبر تازه…"], ["سیاسی"]),
        (["a<b", "<i>x</i>."], ["a<b", "<i>x</i>."]),
        (["»"], []),
        ([], []),
    ],
)
def test_sections(trail: list[str], sections: list[str]) -> None:
    assert sections_of(trail, "خبر تازه از مجلس", OWN) == sections


@pytest.mark.parametrize(
    ("href", "sections"), [("/", ["ورزش"]), ("/?cat=1", ["روز", "ورزش"]), ("#", ["روز", "ورزش"])]
)
def test_a_first_step_that_leads_home_is_no_section(href: str, sections: list[str]) -> None:
    path = f'<div class="news_path"><a href="{href}">روز</a><a href="/fa/a">ورزش</a></div>'
    assert read(path + ARTICLE).sections == sections
