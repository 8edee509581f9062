"""What a site says that is no part of its text."""

from __future__ import annotations

import pytest

from newscrawl.cms.base import Family, FamilyError
from newscrawl.cms.generic import Generic
from newscrawl.cms.iransamaneh import IranSamaneh
from newscrawl.cms.wordpress import WordPress
from newscrawl.extraction import Page, read

FIRST = "باران از بامداد دوشنبه در بیشتر شهرهای شمالی آغاز شد و تا شب ادامه داشت."
LAST = "هواشناسی گفت از فردا هوا آرام می‌شود و دما کمی بالا می‌رود."
PAGE = f"""<html><body><div class="single-post"><article class="post type-post hentry">
<h1 class="title entry-title">باران شمال را فراگرفت</h1>
<div class="body entry-content"><p>{FIRST}</p>
<div class="qoqnoos-box"><p>این جعبه از آنِ پوستهٔ سایت است و نه از آنِ خبر.</p></div>
<p>{LAST}</p></div></article></div></body></html>"""


@pytest.mark.parametrize("kind", [IranSamaneh, WordPress, Generic])
@pytest.mark.parametrize("selectors", [(".qoqnoos-box",), (".nothing", "div.qoqnoos-box p")])
def test_it_is_left_out(kind: type[Family], selectors: tuple[str, ...]) -> None:
    url = "https://x.ir/fa/news/206356"
    usual = read(kind(), Page.of(PAGE, url)).body
    assert len(usual) == 3
    assert read(kind(boilerplate=selectors), Page.of(PAGE, url)).body == [FIRST, LAST]


def test_it_is_checked_like_every_selector() -> None:
    with pytest.raises(FamilyError, match="boilerplate"):
        IranSamaneh(boilerplate=".box")  # type: ignore[arg-type]


def test_a_box_of_a_plugin_is_known_on_every_wordpress() -> None:
    page = PAGE.replace("qoqnoos-box", "kk-star-ratings")
    assert read(WordPress(), Page.of(page, "https://x.ir/baran")).body == [FIRST, LAST]
