"""From sections to topics: the rule, the spellings, and the file of words."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.demo.reporter import PARTS, SECTIONS
from newscrawl.topics import parse_topic, topic_of, topics, unmapped
from newscrawl.topics.mapping import ANY, NONE, key
from newscrawl.topics.names import UnknownTopic, data
from tests.conftest import ROOT

NAMES = {topic: data()[topic]["sections"] for topic in topics()}
WITHOUT = [name for table in data()["none"] for name in table["sections"]]
PAIRS = [(name, topic) for topic, names in NAMES.items() for name in names]


@pytest.mark.parametrize(
    ("sections", "topic"),
    [
        (["سیاسی"], "politics"),
        (["سیاست خارجی"], "politics"),
        (["اقتصاد کلان"], "economy"),
        (["لیگ برتر"], "sport"),
        (["حوادث"], "disaster"),
        (["قضایی"], "crime"),
        (["آموزش و پرورش"], "education"),
        (["آب و هوا"], "weather"),
        (["دفاع مقدس"], "conflict"),
        (["کارگری"], "labour"),
        (["اجتماعی", "محیط زیست"], "environment"),  # the last one is the special one
        (["ورزش", "عکس"], "sport"),  # «عکس» says nothing
        (["ورزش", "ستون پنجم"], "sport"),  # and an unknown one does not, either
        (["سیاسی > سیاست خارجی"], "politics"),  # a path in one section
        (["جامعه/حوادث"], "disaster"),
        (["اخبار اقتصادی"], "economy"),
        (["اخبار بورس و بانک"], "economy"),
        (["فوتبال، والیبال"], "sport"),
        (["اقتصاد ایران و جهان"], "economy"),  # «جهان» is no other topic
        (["سینمای ایران و جهان"], "arts"),
        (["انتخابات ۹۶"], "politics"),
        (["سال ۹۶"], None),
        (["بازی فوتبال"], None),  # a game, and a sport
        (["Sports"], "sport"),
        (["استان‌ها"], None),
        (["استان یزد"], None),
        (["عکس", "فیلم", "چندرسانه‌ای"], None),
        (["فوتبال و سینما"], None),  # which of both is nowhere said
        (["ستون پنجم"], None),
        (["", " ", "—", "و", ">"], None),
        ([], None),
    ],
)
def test_the_topic_of_sections(sections: list[str], topic: str | None) -> None:
    assert topic_of(sections) == topic


def test_what_is_unmapped() -> None:
    assert unmapped(["عکس", "استان یزد", "اقتصاد", "ستون پنجم", "فوتبال و سینما"]) == [
        "ستون پنجم",
        "فوتبال و سینما",
    ]
    assert unmapped(["ورزش > ستون پنجم"]) == []  # a part of it is known


def test_words_of_a_site_count_there_only() -> None:
    assert topic_of(["ایران"], "varzesh3") == topic_of([], "varzesh3") == "sport"
    assert topic_of(["سینما"], "varzesh3") == "arts"  # what a section says counts for more
    assert topic_of(["فیلم"], "digiato") == "arts"
    assert topic_of(["فیلم"]) is topic_of(["فیلم"], "yjc") is topic_of([], "digiato") is None
    assert unmapped(["ستون پنجم"], "varzesh3") == ["ستون پنجم"]


SPELLINGS = {"ی": "يى", "ک": "ك", " ": "\u200c", "\u200c": " ", "ه": "ة", "۲": "2٢", "و": ["وَ"]}


@given(st.sampled_from(PAIRS), st.randoms(use_true_random=False))
def test_spellings_do_not_matter(pair: tuple[str, str], chance: object) -> None:
    name, topic = pair
    choice = chance.choice  # type: ignore[attr-defined]
    written = "".join(choice([sign, *SPELLINGS.get(sign, ())]) for sign in name)
    assert topic_of([f" {written} "]) == topic, written


@given(st.lists(st.text(alphabet="ورزشیاقتصدعکسم >،/-\u200c", max_size=20), max_size=4))
def test_a_topic_is_one_of_those_or_unknown(sections: list[str]) -> None:
    assert topic_of(sections) in {*topics(), None}
    assert set(unmapped(sections)) <= set(sections)


# -- the file ----------------------------------------------------------------------------


def test_the_topics_are_the_17_of_iptc() -> None:
    codes = [topic.qcode for topic in topics().values()]
    assert codes == [f"medtop:{number:02}000000" for number in range(1, 18)]
    for name, topic in topics().items():
        assert name == topic.name
        assert re.fullmatch(r"[a-z]+(-[a-z]+)?", name)
        assert topic.english.startswith(name.replace("-", " ")) or name in topic.english
        assert re.search(r"[آ-ی]", topic.persian)
    assert len({topic.persian for topic in topics().values()}) == 17


def test_every_name_stands_once_and_many_do() -> None:
    found = Counter(key(name) for name in [*(name for name, _ in PAIRS), *WITHOUT])
    assert [name for name, count in found.items() if count > 1 or not name] == []
    assert len(PAIRS) >= 1000
    assert all(len(names) >= 10 for names in NAMES.values())


def test_every_name_leads_to_its_topic() -> None:
    assert [pair for pair in PAIRS if topic_of([pair[0]]) != pair[1]] == []
    assert [name for name in WITHOUT if topic_of([name]) or unmapped([name])] == []


def test_the_exceptions_are_of_known_sites_and_topics() -> None:
    sites = data()["sites"]
    spiders = {file.stem for file in (ROOT / "newscrawl" / "spiders").glob("*.py")}
    assert set(sites) <= spiders
    for words in sites.values():
        assert set(words.values()) <= {*topics(), NONE}
        assert ANY in words or words


def test_the_sections_of_the_demo_are_known() -> None:
    titles = [section.title for section in (*SECTIONS, *PARTS)]
    assert unmapped(titles) == ["زمین"]
    assert {topic_of([title]) for title in titles} >= {"sport", "economy", "arts"}


def test_it_is_read_when_it_is_asked_for() -> None:
    program = (
        "import sys; from newscrawl.topics import names, topic_of; "
        "assert names.data.cache_info().currsize == 0; topic_of(['ورزش']); "
        "assert names.data.cache_info().currsize == 1; assert 'scrapy' not in sys.modules"
    )
    subprocess.run([sys.executable, "-X", "utf8", "-c", program], check=True, timeout=100)


# -- names -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text", ["sport", " SPORT ", "medtop:15000000", "15000000", "۱۵۰۰۰۰۰۰", "ورزش"]
)
def test_a_topic_has_several_names(text: str) -> None:
    assert parse_topic(text) == "sport"
    assert parse_topic("lifestyle and leisure") == "lifestyle"
    assert parse_topic("فرهنگ و هنر") == "arts"


@pytest.mark.parametrize("text", ["", "sports", "medtop:99000000", "فوتبال", "none"])
def test_an_unknown_topic_is_one_line_with_all_names(text: str) -> None:
    with pytest.raises(UnknownTopic) as error:
        parse_topic(text)
    said = str(error.value)
    assert "\n" not in said
    assert said.startswith("expected arts, crime, ") and f"or weather, got {text!r}" in said
