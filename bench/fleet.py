"""What one machine holds: a simulation of many sites at polite delays, fed with measured costs.

Each site is a crawl of its own, with a delay between its requests; a page comes after the site's
answer time and then needs this machine for what a page was measured to cost. Pages of all sites
wait for the same cores. If the crawl is bound by politeness, a site gets its pages as fast as its
delay allows, and the cores are idle most of the time.
"""

from __future__ import annotations

import asyncio
import heapq
import os
import statistics
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from random import Random

from bench.crawls import PADDING, run
from bench.server import ROOT, running
from bench.storing import samples
from newscrawl.database import ArchiveWriter

SITES = 760
#: CONCURRENT_REQUESTS_PER_DOMAIN.
CONCURRENCY = 4
#: Articles exported to see how long it takes.
EXPORTED = 20_000
#: Seconds of a site's answer: mean of an exponential distribution, on top of the least.
ANSWER_LEAST, ANSWER_MEAN = 0.08, 0.4


@dataclass(frozen=True, slots=True)
class Fleet:
    """What came of a simulation."""

    sites: int
    #: Seconds between two requests to a site.
    delay: float
    #: Pages a second of all sites together.
    pages_a_second: float
    #: Of the cores' time.
    busy: float
    #: The share of the pages that politeness allows which were fetched.
    share: float
    #: Seconds that a page waited for a core: 99 of 100 waited less.
    waited: float


def pause(rng: Random, delay: float) -> float:
    """Seconds between two requests: Scrapy draws from half of the delay to one and a half, and
    when that time is over draws again, until what it draws is over already."""
    waited = 0.0
    while (drawn := rng.uniform(0.5, 1.5) * delay) > waited:
        waited = drawn
    return waited


MEAN_PAUSE = statistics.mean(pause(Random(number), 1) for number in range(5000))


def simulate(
    sites: int, delay: float, cost: float, cores: int, seconds: float = 600, seed: int = 1
) -> Fleet:
    """Crawl ``sites`` for a while, event by event.

    Args:
        cost: CPU seconds of a page, all in all.
        cores: that share the pages. One process uses one; a site is crawled by one process.
    """
    rng = Random(seed)
    # A site's next request leaves a delay after the last one, but not while four are under way:
    # newscrawl's setting.
    events: list[tuple[float, int, str, int]] = []
    for site in range(sites):
        heapq.heappush(events, (rng.uniform(0, delay), site, "ask", site))
    under_way = [0] * sites
    asks_waiting = [False] * sites
    free_at = [0.0] * cores
    waits: list[float] = []
    pages, busy, serial = 0, 0.0, sites
    while events:
        now, _, what, site = heapq.heappop(events)
        if now > seconds:
            break
        serial += 1
        if what == "ask":
            if under_way[site] >= CONCURRENCY:
                asks_waiting[site] = True
                continue
            under_way[site] += 1
            answer = ANSWER_LEAST + rng.expovariate(1 / ANSWER_MEAN)
            heapq.heappush(events, (now + answer, serial, "came", site))
            heapq.heappush(events, (now + pause(rng, delay), serial, "ask", site))
        elif what == "came":
            # A site's process stays on one core.
            core = site % cores
            begins = max(now, free_at[core])
            free_at[core] = begins + cost
            busy += cost
            waits.append(begins - now)
            heapq.heappush(events, (free_at[core], serial, "done", site))
        else:
            pages += 1
            under_way[site] -= 1
            if asks_waiting[site]:
                asks_waiting[site] = False
                heapq.heappush(events, (now, serial, "ask", site))
    waits.sort()
    allowed = sites * seconds / (delay * MEAN_PAUSE)
    return Fleet(
        sites=sites,
        delay=delay,
        pages_a_second=pages / seconds,
        busy=busy / (seconds * cores),
        share=pages / allowed,
        waited=waits[int(len(waits) * 0.99)] if waits else 0.0,
    )


def holds(delay: float, cost: float, cores: int) -> int:
    """How many sites get 95% of what politeness allows."""
    few, many = 1, 2
    while simulate(many, delay, cost, cores, 120).share >= 0.95:
        few, many = many, many * 2
    while many - few > max(1, few // 50):
        middle = (few + many) // 2
        if simulate(middle, delay, cost, cores, 120).share >= 0.95:
            few = middle
        else:
            many = middle
    return few


def check(processes: int, delay: float, pages: int) -> str:
    """Real crawls at the same time, with a delay, beside what the simulation says of them."""
    with running(pages, PADDING) as base_url, ThreadPoolExecutor(processes) as pool:
        contestant = f"d+DOWNLOAD_DELAY={delay}"
        found = list(pool.map(lambda _: run(contestant, base_url, pages), range(processes)))
    share = statistics.mean(r["pages"] * delay * MEAN_PAUSE / r["seconds"] for r in found)
    cost = statistics.mean(r["cpu"] / r["pages"] for r in found)
    said = simulate(processes, delay, cost, len(os.sched_getaffinity(0)))
    return (
        f"{processes} real crawls at once with a delay of {delay:g} s got {share:.0%} of what "
        f"politeness allows; the simulation says {said.share:.0%}."
    )


def export_seconds(articles: int) -> float:
    """Seconds that ``scrapy export`` takes for so many articles."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/news.db"

        async def store() -> None:
            archive = ArchiveWriter(url)
            await asyncio.gather(*map(archive.submit, samples(articles)))
            await archive.close()

        asyncio.run(store())
        began = time.perf_counter()
        subprocess.run(
            [sys.executable, "-m", "scrapy", "export", "-o", f"{folder}/news.jsonl"],
            cwd=ROOT,
            env={**os.environ, "NEWSCRAWL_DATABASE_URL": url},
            check=True,
            stderr=subprocess.DEVNULL,
        )
        return time.perf_counter() - began


def measure(articles: int) -> str:
    """Tables of what one machine holds, as Markdown."""
    with running(articles, PADDING) as base_url:
        result = run("d", base_url, articles)
    cost = result["cpu"] / result["pages"]
    size = result["database"] / result["articles"]
    cores = len(os.sched_getaffinity(0))
    lines = [
        f"{cost * 1000:.1f} ms of CPU a page as measured, {cores} cores, answers after "
        f"{ANSWER_LEAST + ANSWER_MEAN:.2f} s in the mean, a process a site.",
        "",
        "| sites | delay, s | pages/s | of what politeness allows | cores busy | "
        "99% wait less than | pages a day | Mbit/s |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for delay in (5.0, 2.0, 1.0, 0.25):
        fleet = simulate(SITES, delay, cost, cores)
        lines.append(
            f"| {SITES} | {delay:g} | {fleet.pages_a_second:.0f} | {fleet.share:.0%} | "
            f"{fleet.busy:.0%} | {fleet.waited * 1000:.0f} ms | "
            f"{fleet.pages_a_second * 86400 / 1e6:.1f} million | "
            f"{fleet.pages_a_second * PADDING * 8 / 1e3:.0f} |"
        )
    lines += ["", "| delay, s | sites that these cores hold |", "|---|---|"]
    lines += [f"| {delay:g} | {holds(delay, cost, cores):,} |" for delay in (5.0, 1.0, 0.25)]
    least, most = export_seconds(100), export_seconds(100 + EXPORTED)
    lines += [
        "",
        check(4, 0.25, min(articles, 200)),
        "",
        f"10 million articles are {size * 1e7 / 1e9:.0f} GB ({size / 1000:.1f} kB each, with all "
        f"indexes and the frontier); an export of them takes "
        f"{(most - least) / EXPORTED * 1e7 / 3600:.1f} hours. A crawl that is a program of its own "
        f"takes {result['memory']:.0f} MB; what those of a worker take says bench/crawlall.py.",
    ]
    return "\n".join(lines)
