"""A real article of each site, by its address: tests/cms/addresses.tsv."""

import csv
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

import pytest

from newscrawl.cms import Family
from newscrawl.sites import all_sites, is_real
from newscrawl.spider import NewsSpider
from newscrawl.urls import Addresses, ArticleReference

with (Path(__file__).parent / "addresses.tsv").open(encoding="utf-8", newline="") as _file:
    ROWS = [tuple(row.values()) for row in csv.DictReader(_file, delimiter="\t")]
KNOWN = [(site, url) for site, url, why in ROWS if not why]
EXCEPTIONS = [(site, url) for site, url, why in ROWS if why]


@pytest.fixture(scope="module")
def sites() -> dict[str, type[NewsSpider]]:
    return {site.name: site for site in all_sites() if is_real(site)}


def addresses(site: type[NewsSpider]) -> Addresses:
    return Addresses(site.domain, None, site.family.scheme, site.family.hosts)


def reference(site: type[NewsSpider], url: str) -> ArticleReference | None:
    on_site = addresses(site).site_url(url)
    return on_site and site.family.reference(on_site)  # type: ignore[return-value]


def spellings(url: str) -> Iterator[str]:
    """The same article, as links to it may be written."""
    parts = urlsplit(url)
    bare = parts.netloc.removeprefix("www.")
    for scheme, host in (("http", bare), ("https", bare), ("https", f"www.{bare}")):
        yield parts._replace(scheme=scheme, netloc=host).geturl()
    if not parts.query:
        yield parts._replace(path=parts.path.rstrip("/") + "/").geturl()
        yield parts._replace(path=parts.path.rstrip("/"), fragment="comments").geturl()
    raw = unquote(parts.path)
    encoded = quote(raw)
    lower = re.sub("%[0-9A-F]{2}", lambda match: match[0].lower(), encoded)
    for path in (raw, encoded, lower):
        yield parts._replace(path=path).geturl()


def with_another_slug(url: str, code: str) -> str:
    """The address after an editor has changed the headline: what stands behind the code."""
    path = unquote(urlsplit(url).path)
    changed = re.sub(rf"(?<=[/0]{code})([/-])[^/]+/?$", r"\1تیتر-دیگری-برای-این-خبر", path)
    return urlsplit(url)._replace(path=changed).geturl()


def test_nearly_every_address_is_taken() -> None:
    assert len(ROWS) == 704
    assert len(EXCEPTIONS) <= len(ROWS) // 100


def test_a_site_knows_its_article(sites: dict[str, type[NewsSpider]]) -> None:
    unknown = [(name, url) for name, url in KNOWN if reference(sites[name], url) is None]
    assert unknown == []


def test_an_exception_is_one(sites: dict[str, type[NewsSpider]]) -> None:
    assert [url for name, url in EXCEPTIONS if reference(sites[name], url) is not None] == []


def test_an_article_has_one_key_however_its_address_is_written(
    sites: dict[str, type[NewsSpider]],
) -> None:
    several = []
    for name, url in KNOWN:
        keys = {
            found and found.key for found in (reference(sites[name], u) for u in spellings(url))
        }
        if len(keys) != 1 or None in keys:
            several.append((url, keys))
    assert several == []


def test_the_headline_in_an_address_does_not_matter(sites: dict[str, type[NewsSpider]]) -> None:
    different, changed = [], 0
    for name, url in KNOWN:
        found = reference(sites[name], url)
        if (
            found is not None
            and found.code
            and (other := with_another_slug(url, found.code)) != url
        ):
            changed += unquote(other) != unquote(url)
            again = reference(sites[name], other)
            if again is None or again.key != found.key:
                different.append((url, other))
    assert different == []
    assert changed > 300


def test_the_address_that_is_kept_is_of_the_same_article(
    sites: dict[str, type[NewsSpider]],
) -> None:
    def is_kept(family: Family, found: ArticleReference) -> bool:
        return family.key(found.url) == found.key

    found = [(sites[name].family, reference(sites[name], url)) for name, url in KNOWN]
    assert [ref and ref.address for family, ref in found if ref and not is_kept(family, ref)] == []


def test_the_home_of_a_site_is_a_list(sites: dict[str, type[NewsSpider]]) -> None:
    def is_right(site: type[NewsSpider]) -> bool:
        home = addresses(site).of(site.family.home)
        return site.family.is_list(home) and site.family.reference(home) is None

    assert [name for name, site in sites.items() if not is_right(site)] == []
