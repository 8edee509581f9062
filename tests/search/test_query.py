import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.search import QueryError, parse
from newscrawl.search.terms import words

SIGNS = st.text(alphabet="آبمی‌شود۱2aZ \"«»“”-*()'،.:_^\n\u200cكيَ\0", max_size=20)


def ways(text: str) -> list[set[str]]:
    return [{" ".join(way) for way in term.ways} for term in parse(text).terms]


def test_words_are_folded() -> None:
    assert ways("كتابِ‌ ۱۴۰۲") == [{"کتاب"}, {"1402"}]
    assert ways("COVID-19") == [{"covid 19"}]


def test_a_half_space_may_be_a_space_or_nothing() -> None:
    assert ways("می‌شود") == [{"می شود", "میشود"}]
    assert ways("می شود") == [{"می", "میشود"}, {"شود", "میشود"}]
    assert ways("میشود") == [{"میشود"}]


def test_neighbours_are_not_joined_across_what_is_between_them() -> None:
    assert ways('الف "ب" پ') == [{"الف"}, {"ب"}, {"پ"}]
    assert ways("الف -ب پ")[0] == {"الف", "الفپ"}  # what is left out stands nowhere
    assert ways("سال 1402") == [{"سال"}, {"1402"}]


@pytest.mark.parametrize("phrase", ['"فضای مجازی"', "«فضای مجازی»", "“فضاي  مجازي”"])
def test_phrases(phrase: str) -> None:
    assert ways(phrase) == [{"فضای مجازی", "فضایمجازی"}]


def test_what_is_left_out() -> None:
    query = parse('ویچت -تنسنت -"فضای مجازی"')
    assert len(query.terms) == 1
    assert [term.ways[0] for term in query.excluded] == [("تنسنت",), ("فضای", "مجازی")]


def test_beginnings() -> None:
    (term,) = parse("فیلتر*").terms
    assert (term.ways, term.is_prefix) == ((("فیلتر",),), True)


@pytest.mark.parametrize(
    ("text", "groups"),
    [
        ("حافظ AND شعر", [["حافظ"], ["شعر"]]),
        ("الف ب OR پ ت", [["الف"], ["ب", "پ"], ["ت"]]),
        ("الف -ب پ OR ت", [["الف"], ["پ", "ت"]]),
        ('"OR"', [["or"]]),
        (
            "حافظ (شیرازی)",
            [
                [
                    "حافظ",
                ],
                ["شیرازی"],
            ],
        ),
        ("title:حافظ", [["title:حافظ"]]),
        ("http://a.ir/x 10:30", [["http a ir x"], ["10 30"]]),
        ("حافظ: شعر", [["حافظ"], ["شعر"]]),
    ],
)
def test_operators_and_fields(text: str, groups: list[list[str]]) -> None:
    assert [
        [f"{t.field}:" * bool(t.field) + " ".join(t.ways[0]) for t in group]
        for group in parse(text).groups
    ] == groups


def test_other_forms() -> None:
    assert ("دانشجویان",) in parse("دانشجو").terms[0].forms
    assert parse('"دانشجو"').terms[0].forms == parse("دانشج*").terms[0].forms == ()
    assert ("خانه",) in parse("خانه‌ی").terms[0].forms
    assert ("دانش", "آموزان") in parse("دانش‌آموز").terms[0].forms
    assert ("دانش", "آموز") in parse("دانش‌آموزان").terms[0].forms
    assert parse("1,250,000").terms[0].forms == (("1250000",),)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "expected words to look for"),
        ("،؛ !", "expected words to look for"),
        ("*", "expected words to look for"),
        ("-ویچت", "not only words to leave out"),
        ('"ویچت', 'quotation mark " is not closed'),
        ("«ویچت", "quotation mark « is not closed"),
        ("ویچت»", "quotation mark » was not opened"),
        ("الف " * 33, "at most 32 words"),
        ("OR", "OR stands between two words"),
        ("حافظ OR", "OR stands between two words"),
        ("OR حافظ", "OR stands between two words"),
        ("حافظ AND", "AND stands between two words"),
        ("حافظ OR OR شعر", "OR stands between two words"),
        ("حافظ OR -شعر", "OR stands between two words"),
        ("-شعر OR حافظ", "OR stands between two words"),
        ("حافظ NOT شعر", "NOT is no operator: -word"),
        ("(حافظ شعر) OR تبریز", "without brackets"),
        ("title:", "title: stands right before a word"),
        ("titel:حافظ", "titel: is no field"),
        ("حا*فظ", "at the end of a word"),
        ("*فظ", "at the end of a word"),
        ("حافظ -حافظ", "is to be there and not to be there"),
        ("title:حافظ -حافظ", "is to be there and not to be there"),
    ],
)
def test_what_cannot_be_looked_for(text: str, says: str) -> None:
    with pytest.raises(QueryError, match=says) as error:
        parse(text)
    assert "\n" not in str(error.value)


@given(SIGNS | st.text(max_size=20))
def test_any_text_is_a_query_or_refused(text: str) -> None:
    try:
        query = parse(text)
    except QueryError:
        return
    assert query.terms
    for term in (*query.terms, *query.excluded):
        for way in term.ways:
            assert way
            assert words(" ".join(way)) == list(way)
