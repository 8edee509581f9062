"""Guessing patterns from addresses."""

import pytest

from newscrawl.check.addresses import fits, guess_patterns

HOST = "https://a.ir"


@pytest.mark.parametrize(
    ("paths", "patterns"),
    [
        (["/news/123456/slug"] * 5, ["/news/{code}/{slug}"]),
        ([f"/news/{n}/خبر-{n}" for n in range(5)], ["/news/{code}/{slug}"]),
        (["/2024/01/02/slug"], ["/{year}/{month}/{day}/{slug}"]),
        (["/1403/2/پایان-کار"], ["/{year}/{month}/{slug}"]),
        (["/news.aspx?nId=5", "/news.aspx?lang=fa&nId=6"], ["/news.aspx?nId={code}"]),
        (["/fa/page.php?id=12&rid=3"], ["/fa/page.php?id={code}"]),
        (["/66346-خبر", "/70000-خبر-2"], ["/{code}-{slug}"]),
        (["/news/باران-آمد-66346.html"], ["/news/{slug}-{code}.html"]),
        (["/news/66346.html"], ["/news/{code}.html"]),
        (["/report/12/66346/خبر"], ["/report/{number}/{code}/{slug}"]),
        (["/باران-در-تهران", "/برف-در-تبریز-آمد"], ["/{headline}"]),
        (["/news/1/a", "/news/2/b", "/sport/3/c"],
         ["/news/{code}/{slug}", "/sport/{code}/{slug}"]),
        ([f"/s{n}/{n}/a" for n in range(4)], ["/{section}/{code}/{slug}"]),
        ([f"/s{n}/t{n}/{n}/a" for n in range(4)], ["/{section}/{word}/{code}/{slug}"]),
        (["/about", "/contact/us", "/", "", "/list?page=2", "/a{b}/1"], []),
        (["/news/1234567890123456789"], []),  # too long for a code
    ],
)  # fmt: skip
def test_patterns_of_addresses(paths: list[str], patterns: list[str]) -> None:
    found = guess_patterns([HOST + path for path in paths])
    assert list(found) == patterns
    if patterns:
        assert all(any(fits(text, HOST + path) for text in found) for path in paths)


def test_patterns_of_most_addresses_come_first() -> None:
    found = guess_patterns(["/photo/7/a", *(f"/khabar/{n}/b" for n in range(3))])
    assert found == ("/khabar/{code}/{slug}", "/photo/{code}/{slug}")


def test_percent_encoded_addresses_are_those_of_their_words() -> None:
    url = "https://a.ir/%D8%AE%D8%A8%D8%B1/1234"
    assert guess_patterns([url]) == ("/خبر/{code}",)
    assert fits("/خبر/{code}", url)
    assert not fits("/خبر/{code}", "https://a.ir/%D8%AE%D8%A8%D8%B1")
