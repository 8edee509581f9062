import time

import pytest

from newscrawl.answers.robots import READ, Robots, problem_of

AGENT = "newscrawl/0.1 (news archive crawler; Scrapy)"


def allowed(text: str, path: str = "/fa/news/1", agent: str = AGENT) -> bool:
    return Robots(text.encode(), agent).allowed(f"https://site.ir{path}", agent)


@pytest.mark.parametrize(
    ("text", "is_allowed"),
    [
        ("", True),
        ("User-agent: *\nDisallow: /fa/news", False),
        ("User-agent: *\nDisallow: /fa/news\nAllow: /fa/news/1", True),
        ("user agent other\nDisallow: /", True),
        ("User-agent: other\nUser-agent: *\nDisallow: /", False),
        ("User-agent: other\nDisallow: /\nUser-agent: *\nDisallow: /fa/print", True),
        ("User-agent: *\nDisallow: /\nUser-agent: Newscrawl\nAllow: /", True),
        ("User-agent: *\nDisallow:\nUser-agent: scrapy # all of them\nDisallow: /", False),
        ("User-agent: scrapy\nDisallow: /\nUser-agent: newscrawl\nDisallow: /fa/print", True),
        ("User-agent: awl\nDisallow: /", True),
        ("User-agent: newscrawl*\rDisallow: /", False),
        ("\ufeffUser-agent: *\nDisallow: /", False),
        ("<html><body>User-agent: *\nDisallow: /", True),
        ("Disallow: /", True),
    ],
)
def test_rules_are_those_of_the_group_that_fits_best(text: str, is_allowed: bool) -> None:
    assert allowed(text) is is_allowed


def test_only_the_beginning_is_read_and_no_half_line() -> None:
    head = "User-agent: *\nDisallow: /fa/print\n"
    filling = head + "#" * (READ - len(head) - len("\nDisallow: /fa")) + "\n"
    assert allowed(f"{filling}Disallow: /fa/news/9\nDisallow: /")
    assert not allowed(filling, "/fa/print/1")


def test_what_is_made_to_be_slow_is_not() -> None:
    half = READ // 2
    agents = "".join(f"User-agent:{number}\n" for number in range(half // 17))
    rules = "Disallow:/x\n" * (half // 12)
    wild = "User-agent: *\n" + "".join(f"Allow:/*{n}$\n" for n in range(600_000))
    began = time.process_time()
    assert allowed(f"{agents}User-agent: *\n{rules}")
    assert not allowed(f"{agents}User-agent: *\n{rules}", "/x")
    assert allowed(wild)
    assert time.process_time() - began < 10  # one to two seconds on a machine that is idle


@pytest.mark.parametrize(
    ("lines", "delay"),
    [
        ("Disallow: /x", None),
        ("Crawl-delay: 2.5", 2.5),
        ("Request-rate: 1/3", 3.0),
        ("Request-rate: 2/1m 0800-1200", 30.0),
        ("Crawl-delay: 5\nRequest-rate: 1/3", 5.0),
        ("Crawl-delay: -1\nRequest-rate: 0/0", None),
        ("Crawl-delay: nan", None),
    ],
)
def test_seconds_between_requests(lines: str, delay: float | None) -> None:
    robots = Robots(f"User-agent: *\n{lines}\nUser-agent: x\nCrawl-delay: 99".encode(), AGENT)
    assert robots.crawl_delay(AGENT) == delay


@pytest.mark.parametrize("status", [408, 425, 429, 500, 501, 503, 505, 521, 599])
def test_a_server_that_cannot_say_what_is_allowed(status: int) -> None:
    problem = problem_of(status, 60.0)
    assert problem is not None
    assert problem.reason.startswith(f"robots.txt cannot be read: HTTP {status}")
    assert problem.is_transient


@pytest.mark.parametrize("status", [200, 204, 304, 400, 401, 403, 404, 410, 451])
def test_a_server_that_has_none(status: int) -> None:
    assert problem_of(status) is None
