"""What the Wayback Machine writes into addresses and pages, and that it is undone."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from newscrawl.importing.wayback import Replayed, is_marked, replayed, undone

MOMENT = datetime(2017, 1, 19, 8, 15, tzinfo=UTC)
WEB = "https://web.archive.org/web"


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        (f"{WEB}/20170119081500/http://a.ir/1", Replayed("http://a.ir/1", MOMENT, True)),
        (f"{WEB}/20170119081500id_/http://a.ir/1", Replayed("http://a.ir/1", MOMENT, False)),
        (f"{WEB}/20170119081500if_/http://a.ir/?b=2", Replayed("http://a.ir/?b=2", MOMENT, True)),
        (f"{WEB}/20170119081500/http:/a.ir/1", Replayed("http://a.ir/1", MOMENT, True)),
        (f"{WEB}/20170119081500/a.ir/1", Replayed("http://a.ir/1", MOMENT, True)),
        (f"{WEB}/2017/http://a.ir/1", Replayed("http://a.ir/1", None, True)),
        (f"{WEB}/20179919081500/http://a.ir/1", Replayed("http://a.ir/1", None, True)),
        (f"{WEB}/*/http://a.ir/1", None),
        ("https://archive.org/details/a", None),
        ("https://a.ir/web/20170119081500/http://b.ir/1", None),
    ],
)  # fmt: skip
def test_addresses(address: str, expected: Replayed | None) -> None:
    assert replayed(address) == expected


@pytest.mark.parametrize(
    ("written", "own"),
    [
        ('"/web/20170119081500/http://a.ir/1"', '"http://a.ir/1"'),
        ("'/web/20170119081500im_/https://cdn.a.ir/1.jpg'", "'https://cdn.a.ir/1.jpg'"),
        ('"//web.archive.org/web/2017cs_/http://a.ir/x.css"', '"http://a.ir/x.css"'),
        ('"http://web.archive.org/web/2017/http://a.ir/1"', '"http://a.ir/1"'),
        (f'{{"url":"{WEB}/2017/https://a.ir/1"}}', '{"url":"https://a.ir/1"}'),
        (
            '"https:\\/\\/web.archive.org\\/web\\/2017\\/https:\\/\\/a.ir\\/1"',
            '"https:\\/\\/a.ir\\/1"',
        ),
        (
            '"/web/2017im_/http://a.ir/1.jpg 1x, /web/2017im_/http://a.ir/2.jpg 2x"',
            '"http://a.ir/1.jpg 1x, http://a.ir/2.jpg 2x"',
        ),
        ('"/web/2017/mailto:a@a.ir"', '"mailto:a@a.ir"'),
        (f'"{WEB}/2017/{WEB}/2001/http://b.ir"', f'"{WEB}/2001/http://b.ir"'),
        ('"http://a.ir/web/2017/https://b.ir"', '"http://a.ir/web/2017/https://b.ir"'),
        ('"/web/1400/news"', '"/web/1400/news"'),
    ],
)  # fmt: skip
def test_addresses_in_a_page(written: str, own: str) -> None:
    assert undone(written.encode()).decode() == own


def test_its_toolbar_and_scripts() -> None:
    page = (
        b'<head><script src="//archive.org/includes/analytics.js?v=1"></script><script>x</script>'
        b'<link href="/_static/css/banner-styles.css"/><!-- End Wayback Rewrite JS Include -->'
        b"<title>t</title></head><body><!-- BEGIN WAYBACK TOOLBAR INSERT --><h1>no</h1>"
        b"<!-- END WAYBACK TOOLBAR INSERT --><h1>yes</h1></body>"
    )
    assert is_marked(page)
    assert undone(page) == b"<head><title>t</title></head><body><h1>yes</h1></body>"
    own = b'<script src="/a.js"></script><!-- BEGIN --><p>x</p><!-- END --><!-- BEGIN WAYBACK'
    assert not is_marked(own)
    assert undone(own) == own
    # One that does not end takes nothing along.
    cut = b"<!-- BEGIN WAYBACK TOOLBAR INSERT --><h1>a</h1>"
    assert undone(cut) == cut
