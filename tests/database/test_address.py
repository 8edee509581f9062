"""Addresses of databases, and that nobody sees their passwords."""

import pytest

from newscrawl.database.address import DatabaseError, is_postgresql, parse, shown

MALFORMED = [
    "postgres://u:secret@host/news",
    "postgresql://u:secret@host:port/news",
    "mysql://u:secret@host/news",
    "nonsense://u:secret@host/news",
    "u:secret@host",
    "//u:sec/ret@ho@st/news",
    "postgresql+pg8000://u:secret@host/news?password=secret",
    "postgres://u:sec?ret=&secret@host",
]


@pytest.mark.parametrize("url", MALFORMED)
def test_a_malformed_address_is_told_without_its_password(url: str) -> None:
    with pytest.raises(DatabaseError) as error:
        parse(url)
    assert "\n" not in str(error.value)
    if "//" in url:
        assert "secret" not in str(error.value)
        assert "ret@" not in str(error.value)


def test_the_old_name_of_postgresql_has_a_hint() -> None:
    with pytest.raises(DatabaseError, match=r"write postgresql:// instead of postgres://"):
        parse("postgres://u:secret@host/news")


@pytest.mark.parametrize(
    ("url", "people"),
    [
        ("sqlite:///data/news.db", "sqlite:///data/news.db"),
        ("postgresql://host/news", "postgresql://host/news"),
        ("postgresql://u@host/news", "postgresql://u@host/news"),
        ("postgresql://u:p@s:s@host/news", "postgresql://u:***@host/news"),
        ("postgresql://h/n?sslpassword=a&PASSWORD=b", "postgresql://h/n?sslpassword=***&PASSWORD=***"),
        ("", ""),
    ],
)  # fmt: skip
def test_what_people_see(url: str, people: str) -> None:
    assert shown(url) == people


def test_kinds() -> None:
    assert is_postgresql("postgresql://u@host/news")
    assert not is_postgresql("sqlite:///news.db")
