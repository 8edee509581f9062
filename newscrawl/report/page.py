"""The page of the report: one HTML document without external files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from markupsafe import Markup

from newscrawl.items import OPTIONAL_FIELDS as FIELDS
from newscrawl.persian.calendar import MONTHS
from newscrawl.report import charts, heatmap, words
from newscrawl.report.figures import GAPS, Figures, Scope, SiteFigures, jalali_name
from newscrawl.report.templating import environment

#: Number of newest years that are shown by day; earlier ones are shown by month.
CALENDAR_YEARS = 2
#: With more months than this, periods are years; in a table, as bars, as points.
MOST_MONTHS, MOST_BARS, MOST_POINTS = 24, 240, 60
#: Fields in the line chart; with all fields the lines would cover each other.
CHARTED = ("lead", "body", "sections", "tags", "agency", "images")
#: Number of sites that are unfolded at first.
UNFOLDED = 3
#: Number of largest sites that are shown by day, field and gap: some 100 kB each.
DETAILED = 40


def render(figures: Figures, titles: Mapping[str, str]) -> Iterator[str]:
    """The page, in pieces.

    Args:
        titles: Persian names of sites, as far as they are known.
    """
    templates = environment()
    template = templates.get_template("report.html")
    views = [SiteView(site, titles.get(site.name) or site.name) for site in figures.sites]
    detailed = views[:DETAILED]  # the largest come first
    return template.generate(
        figures=figures,
        views=views,
        detailed=detailed,
        titles=titles,
        css=Markup(templates.get_template("report.css").render()),
        articles_chart=_articles_chart(views),
        capture_chart=_capture_chart(detailed),
        heatmap=heatmap,
        field_labels=words.FIELD_LABELS,
        unfolded=UNFOLDED,
        most_gaps=GAPS,
        weekdays=words.WEEKDAYS,
        scope_label=_scope_label(figures.scope),
    )


@dataclass
class SiteView:
    """Data of a site, in the form that the page shows."""

    figures: SiteFigures
    title: str

    @cached_property
    def bounds(self) -> list[int]:
        return heatmap.levels(list(self.figures.days.values()))

    def classes(self) -> list[tuple[int, int, int | None]]:
        """The classes of the calendar, as (number, minimum of articles per day, maximum).

        The last maximum is ``None``.
        """
        ends = [0, *self.bounds]
        inner = [(n, low + 1, high) for n, (low, high) in enumerate(pairwise(ends), 1)]
        most = max(self.figures.days.values())
        last = [(4, ends[-1] + 1, None)] if most > ends[-1] else []
        return [*((n, low, high) for n, low, high in inner if low <= high), *last]

    @cached_property
    def years(self) -> list[int]:
        """Jalali years from the first to the last article, newest first."""
        numbers = [int(day[:4]) for day in self.figures.days]
        return list(range(max(numbers), min(numbers) - 1, -1)) if numbers else []

    def halves(self) -> Iterator[heatmap.Half]:
        """The half years whose days are shown, newest first."""
        for year in self.years[:CALENDAR_YEARS]:
            yield from reversed(
                [*heatmap.halves(year, self.figures.days, self.figures.listed, self.bounds)]
            )

    def months(self) -> list[tuple[str, list[int | None]]]:
        """Articles of each month of :attr:`years`: a row for each month of the calendar.

        ``None`` for months before the first article and after the last one.
        """
        counts = {name: month["articles"] for name, month in self.figures.coverage.items() if name}
        first, last = min(counts), max(counts)
        rows: list[tuple[str, list[int | None]]] = []
        for number, label in enumerate(MONTHS, 1):
            names = [f"{year:04}-{number:02}" for year in self.years]
            rows.append((label, [counts.get(n, 0) if first <= n <= last else None for n in names]))
        return rows

    @cached_property
    def busiest_month(self) -> int:
        months = self.figures.coverage.items()
        return max((month["articles"] for name, month in months if name), default=0)

    @cached_property
    def periods(self) -> list[str]:
        """The columns of the table of coverage, newest first."""
        return periods([self.figures], MOST_MONTHS)[::-1]

    @cached_property
    def charted(self) -> list[str]:
        return periods([self.figures], MOST_POINTS)

    def coverage(self, shown: list[str]) -> dict[str, list[float | None]]:
        """Field → its share of the articles in each period."""
        found: dict[str, list[float | None]] = {}
        for name in FIELDS:
            shares: list[float | None] = []
            for period in shown:
                months = [m for key, m in self.figures.coverage.items() if _is_of(key, period)]
                count = sum(month["articles"] for month in months)
                shares.append(sum(month[name] for month in months) / count if count else None)
            found[name] = shares
        return found

    def coverage_chart(self) -> charts.Chart | None:
        if len(self.charted) < 3:
            return None
        coverage = self.coverage(self.charted)
        series = [
            (
                words.FIELD_LABELS[name],
                [None if share is None else 100 * share for share in coverage[name]],
            )
            for name in CHARTED
        ]
        return charts.coverage_chart(self.charted, series)


def periods(sites: list[SiteFigures], most: int) -> list[str]:
    """All months from the first to the last with an article (``YYYY-MM``), also the empty ones.

    They are the years (``YYYY``) if the months are more than ``most``.

    >>> from collections import Counter
    >>> periods([SiteFigures("a", coverage={"1400-11": Counter(), "1401-02": Counter()})], 4)
    ['1400-11', '1400-12', '1401-01', '1401-02']
    """
    known = {month for site in sites for month in site.coverage if month}
    if not known:
        return []
    first, last = (12 * int(name[:4]) + int(name[5:]) - 1 for name in (min(known), max(known)))
    if last - first >= most:
        return [f"{year:04}" for year in range(first // 12, last // 12 + 1)]
    return [f"{month // 12:04}-{month % 12 + 1:02}" for month in range(first, last + 1)]


def _articles_chart(views: list[SiteView]) -> charts.Chart | None:
    shown = periods([view.figures for view in views], MOST_BARS)
    if len(shown) < 2:
        return None
    counts = {}
    for view in views:
        counts[view.title] = {
            period: sum(
                month["articles"]
                for key, month in view.figures.coverage.items()
                if _is_of(key, period)
            )
            for period in shown
        }
    return charts.articles_chart(shown, counts)


def _capture_chart(views: list[SiteView]) -> charts.Chart | None:
    shares = [
        (
            view.title,
            [100 * count / view.figures.capture.articles for count in view.figures.capture.classes],
        )
        for view in views
        if view.figures.capture.articles
    ]
    return charts.capture_chart(shares) if shares else None


def _scope_label(scope: Scope) -> str:
    first, last = (None if day is None else jalali_name(day) for day in (scope.first, scope.last))
    words_of = [f"از {words.day_label(first)}"] if first else []
    return " ".join([*words_of, *([f"تا {words.day_label(last)}"] if last else [])])


def _is_of(month: str, period: str) -> bool:
    """Whether a month is, or is in, a period. Undated articles are in none."""
    return bool(month) and month.startswith(period)
