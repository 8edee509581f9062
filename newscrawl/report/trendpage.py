"""The page of a trend: a chart and a table, as one HTML document or a part of one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from markupsafe import Markup

from newscrawl.persian.text import to_persian_digits
from newscrawl.report import charts, words
from newscrawl.report.templating import environment
from newscrawl.topics import label as topic_label
from newscrawl.trends.gaps import Reason
from newscrawl.trends.periods import By, Period
from newscrawl.trends.shares import Line, Series, Split, Trend

REASONS = {
    Reason.BEFORE: "پیش از آغاز بایگانی",
    Reason.AFTER: "پس از پایان بایگانی",
    Reason.LISTED: "در سایت هست و اینجا نیست",
    Reason.GAP: "شکاف در بایگانی",
}
#: Missing sites that are named in a row.
NAMED = 3
#: The address of the articles that match a query in a period, of a value of the split.
Link = Callable[[Series, Period], str | None]


def render_trend(trend: Trend, titles: Mapping[str, str]) -> Iterator[str]:
    """The page, in pieces. It needs no other file and no other host, and runs nothing.

    Args:
        titles: Persian names of sites, as far as they are known.
    """
    templates = environment()
    css = Markup(
        "\n".join(templates.get_template(f"{n}.css").render() for n in ("report", "trend"))
    )
    queries = list(dict.fromkeys(series.query for series in trend.series))
    template = templates.get_template("trend.html")
    return template.generate(queries=queries, part=trend_part(trend, titles), css=css)


def trend_part(trend: Trend, titles: Mapping[str, str], link: Link | None = None) -> Markup:
    """What the page shows, for a page of somebody else's; it needs :func:`trend_css`.

    Args:
        link: the address of the articles of a number; without it, numbers are no links.
    """
    template = environment().get_template("_trend.html")
    names = [name_of(series, trend, titles) for series in trend.series]
    # Its own values are escaped in it.
    return Markup(
        template.render(
            trend=trend,
            names=names,
            label=lambda period: period_label(period, trend.by),
            chart=_chart(trend, names),
            note=lambda line: _note(line, trend, titles),
            link=link or (lambda series, period: None),
            share=share,
        )
    )


def trend_css() -> Markup:
    """The styles of :func:`trend_part`."""
    return Markup(environment().get_template("trend.css").render())


def name_of(series: Series, trend: Trend, titles: Mapping[str, str]) -> str:
    """A series in the legend: its query, or its site, topic or agency, or both."""
    if series.value is None:
        return series.query
    value = series.value
    if trend.split == Split.SITE:
        value = titles.get(value) or value
    elif trend.split == Split.TOPIC:
        value = topic_label(value)
    is_one = len({one.query for one in trend.series}) == 1
    return value if is_one else f"{series.query}، {value}"


def period_label(period: Period, by: By) -> str:
    """A period in words.

    >>> from datetime import date
    >>> from newscrawl.trends.periods import period_of
    >>> [period_label(period_of(date(2021, 7, 13), by), by) for by in By]
    ['۲۲ تیر ۱۴۰۰', 'هفتهٔ ۱۹ تیر ۱۴۰۰', 'تیر ۱۴۰۰', '۱۴۰۰']
    """
    if by == By.DAY:
        return words.day_label(period.name)
    if by == By.WEEK:
        return f"هفتهٔ {words.day_label(period.name)}"
    return words.period_label(period.name)


def share(value: float | None) -> str:
    """A share (0–1) in per cent.

    >>> share(0.0099), share(None)
    ('۰٫۹۹٪', '–')
    """
    return "–" if value is None else charts.fine_percentage(100 * value)


def _chart(trend: Trend, names: list[str]) -> charts.Chart | None:
    if len(trend.periods) < 2 or not trend.series:
        return None
    shares = [
        (name, [None if p.share is None else 100 * p.share for p in series.points])
        for name, series in zip(names, trend.series, strict=True)
    ]
    # Days and weeks by the dates alone, below the axis of time.
    labels = [words.period_label(one.name) for one in trend.periods if len(one.name) < 10] or [
        to_persian_digits(one.name.replace("-", "/")) for one in trend.periods
    ]
    return charts.trend_chart([one.name for one in trend.periods], labels, shares)


def _note(line: Line, trend: Trend, titles: Mapping[str, str]) -> str:
    """What is not known."""
    if line.reason is not None:
        return REASONS[line.reason]
    point = line.points[0]
    if len(trend.shown_sites) == 1:
        unknown, days = map(words.persian_number, (point.unknown_days, point.days))
        return f"{unknown} روز از {days} روز" if point.unknown_days else ""
    names = sorted(titles.get(name) or name for some in line.missing.values() for name in some)
    more = f" و {words.persian_number(len(names) - NAMED)} سایت دیگر" if len(names) > NAMED else ""
    # Sites of which only some days are missing have no name here.
    days = f"{share(line.unknown)} روزها" if line.unknown else ""
    return ": ".join(filter(None, (days, "، ".join(names[:NAMED]) + more)))
