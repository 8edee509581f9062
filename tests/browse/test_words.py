"""The page of words that stand out in ``scrapy browse``."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from parsel import Selector

pytest.importorskip("datasette")

from tests.browse.test_fleet import ask
from tests.builders import article, store

BAD = "<img src=x onerror=alert(1)>"


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    path = tmp_path / "news.db"
    store(
        path,
        *(
            article(
                n,
                "site000" if n % 4 else "other",
                title="بنزین گران" if n % 2 else f"باران سیل {BAD}",
                lead="سهمیه‌بندی سوخت آغاز شد" if n % 2 else "رودخانه‌ها طغیان کرد",
                published_at="2021-07-13T10:00:00+04:30",
            )
            for n in range(1, 41)
        ),
    )
    return path


def test_each_word_leads_to_its_articles(archive: Path) -> None:
    status, text = ask(archive, "/-/words?q=بنزین&from=1400/04/01")
    page = Selector(text)
    assert status == 200
    assert page.css("html").attrib["dir"] == "rtl"
    links = page.css(".two a")
    words = [link.css("bdi::text").get() for link in links]
    assert "سهمیه‌بندی" in words
    assert "سهمیه‌بندی سوخت" in words
    link = links[words.index("سهمیه‌بندی سوخت")].attrib["href"]
    asked = parse_qs(urlsplit(link).query)
    assert asked["_search"] == ['بنزین "سهمیه‌بندی سوخت"']
    status, text = ask(archive, link)
    assert status == 200
    assert len(Selector(text).css(".story")) == 20


def test_sites_apart(archive: Path) -> None:
    status, text = ask(archive, "/-/words?by=site")
    assert status == 200
    assert Selector(text).css("h2 bdi::text").getall() == ["باشگاه", "other"]


def test_texts_are_harmless(archive: Path) -> None:
    _, text = ask(archive, f"/-/words?q=%22{BAD}%22")
    assert BAD not in text
    _, text = ask(archive, "/-/words?q=باران")
    assert "<img" not in text


@pytest.mark.parametrize("query", ["q=%22", "from=1400/13/45", "topic=nothing"])
def test_wrong_arguments(archive: Path, query: str) -> None:
    assert ask(archive, f"/-/words?{query}")[0] == 400


def test_the_form_alone(archive: Path) -> None:
    status, text = ask(archive, "/-/words")
    page = Selector(text)
    assert status == 200
    assert page.css("form.fields button::text").get() == "نشان بده"
    assert not page.css(".two")
    assert page.css('nav a[href="/-/words"]::text').get() == "واژه‌ها"
