"""The page of the report: figures into one HTML document that needs nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from newscrawl.items import OPTIONAL_FIELDS as FIELDS
from newscrawl.persian.calendar import MONTHS
from newscrawl.persian.text import to_persian_digits
from newscrawl.report import charts, heatmap, words
from newscrawl.report.figures import GAPS, Figures, Scope, SiteFigures, jalali_name

#: Years whose days are shown, the newest ones; of earlier ones the months are.
CALENDAR_YEARS = 2
#: If the months are more, periods are years: in a table, in a chart.
MOST_MONTHS, MOST_CHARTED = 24, 60
#: Fields that the line chart shows: all would cover each other.
CHARTED = ("lead", "body", "sections", "tags", "agency", "images")
#: Sites that are unfolded from the start.
UNFOLDED = 3


def render(figures: Figures, titles: Mapping[str, str]) -> Iterator[str]:
    """The page, in pieces.

    Args:
        titles: Persian names of sites, as far as they are known.
    """
    environment = Environment(
        loader=PackageLoader("newscrawl.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(
        number=words.persian_number,
        percent=words.percent,
        day=words.day_label,
        period=words.period_label,
        moment=words.moment_label,
        duration=words.duration,
        digits=to_persian_digits,
    )
    template = environment.get_template("report.html")
    views = [SiteView(site, titles.get(site.name) or site.name) for site in figures.sites]
    return template.generate(
        figures=figures,
        views=views,
        titles=titles,
        css=Markup(environment.get_template("report.css").render()),
        articles_chart=_articles_chart(views),
        capture_chart=_capture_chart(views),
        heatmap=heatmap,
        field_labels=words.FIELD_LABELS,
        unfolded=UNFOLDED,
        most_gaps=GAPS,
        months=MONTHS,
        weekdays=words.WEEKDAYS,
        scope_label=_scope_label(figures.scope),
    )


@dataclass
class SiteView:
    """A site as the page shows it."""

    figures: SiteFigures
    title: str

    @cached_property
    def bounds(self) -> list[int]:
        return heatmap.levels(list(self.figures.days.values()))

    def classes(self) -> list[tuple[int, int, int | None]]:
        """Of each class of the calendar that there is: its number, the least articles of a day and
        the most, ``None`` for the last."""
        ends = [0, *self.bounds]
        inner = [(n, low + 1, high) for n, (low, high) in enumerate(pairwise(ends), 1)]
        most = max(self.figures.days.values())
        last = [(4, ends[-1] + 1, None)] if most > ends[-1] else []
        return [*((n, low, high) for n, low, high in inner if low <= high), *last]

    @cached_property
    def years(self) -> list[int]:
        """Jalali years with articles, newest first."""
        return sorted({int(day[:4]) for day in self.figures.days}, reverse=True)

    def halves(self) -> Iterator[heatmap.Half]:
        """The half years whose days are shown, oldest first."""
        for year in sorted(self.years[:CALENDAR_YEARS]):
            yield from heatmap.halves(year, self.figures.days, self.figures.listed, self.bounds)

    def months(self) -> list[tuple[int, list[int | None]]]:
        """Articles of each month, by year, newest first; ``None`` before the first and after the
        last one."""
        found: list[tuple[int, list[int | None]]] = []
        counts = {name: month["articles"] for name, month in self.figures.coverage.items() if name}
        for year in self.years:
            names = [f"{year:04}-{month:02}" for month in range(1, 13)]
            inside = [min(counts) <= name <= max(counts) for name in names]
            pairs = zip(names, inside, strict=True)
            found.append((year, [counts.get(n, 0) if is_in else None for n, is_in in pairs]))
        return found

    @cached_property
    def busiest_month(self) -> int:
        months = self.figures.coverage.items()
        return max((month["articles"] for name, month in months if name), default=0)

    @cached_property
    def periods(self) -> list[str]:
        return periods([self.figures], MOST_MONTHS)

    @cached_property
    def charted(self) -> list[str]:
        return periods([self.figures], MOST_CHARTED)

    def coverage(self, shown: list[str]) -> dict[str, list[float | None]]:
        """The share of articles with a field in each of some periods, by field."""
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
    """The months of some sites in order (``YYYY-MM``), or the years if the months are many."""
    months = sorted({month for site in sites for month in site.coverage if month})
    years = sorted({month[:4] for month in months})
    return months if len(months) <= most else years


def _articles_chart(views: list[SiteView]) -> charts.Chart | None:
    shown = periods([view.figures for view in views], MOST_CHARTED)
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
