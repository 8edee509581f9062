"""What the start of Scrapy's command line imports: each of these costs every crawl its time."""

import json
import subprocess
import sys

from tests.conftest import ROOT

#: Imported where they are used, and not before.
LATE = (
    "PIL", "aiohttp", "alembic", "curl_cffi", "datasette", "feedgen", "hypothesis", "jinja2",
    "mcp", "newscrawl.crawling.imagehosts", "newscrawl.crawling.images",
    "playwright", "pyarrow", "pygal", "requests", "rich", "tldextract", "trafilatura",
    "warcio",
)  # fmt: skip
PROGRAM = """
import json, sys
from scrapy.cmdline import execute
try:
    execute(["scrapy", *sys.argv[1:]])
except SystemExit:
    pass
print(json.dumps(sorted(sys.modules)))
"""


def imported(*arguments: str) -> set[str]:
    """The modules that a command has imported at its end."""
    run = subprocess.run(
        [sys.executable, "-c", PROGRAM, *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
    )
    return set(json.loads(run.stdout.splitlines()[-1]))


def test_a_list_imports_no_site_and_nothing_heavy() -> None:
    modules = imported("list")
    assert "newscrawl.commands.crawl" in modules
    assert not modules.intersection((*LATE, "spidermon"))
    assert not [name for name in modules if name.startswith("newscrawl.spiders.")]


def test_a_crawl_imports_one_site_and_nothing_heavy(url: str) -> None:
    modules = imported(
        "crawl", "roozplus", "-a", "base_url=http://127.0.0.1:9", "-a", "discover=rss",
        "-s", "RETRY_TIMES=0", "-s", f"DATABASE_URL={url}", "-s", "LOG_ENABLED=0",
    )  # fmt: skip
    sites = [name for name in modules if name.startswith("newscrawl.spiders.")]
    assert sites == ["newscrawl.spiders.roozplus"]
    assert "scrapy.core.engine" in modules
    assert not modules.intersection(LATE)
