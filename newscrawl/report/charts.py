"""Charts as SVG for an HTML page, drawn by pygal, with Persian digits and without scripts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import count
from math import ceil
from typing import Any
from zlib import crc32

import pygal
from lxml import etree
from markupsafe import Markup
from pygal.style import Style

from newscrawl.persian.text import to_persian_digits
from newscrawl.report.words import CAPTURE_CLASSES, period_label, persian_number
from newscrawl.trends.shares import per_cent

#: For charts and the page alike.
COLOURS = ("#0f766e", "#d97706", "#4f46e5", "#be123c", "#0284c7", "#65a30d", "#9333ea", "#64748b")
#: From early to late.
CAPTURE_COLOURS = ("#0f766e", "#14b8a6", "#7dd3c8", "#fcd34d", "#f59e0b", "#b45309")
#: Sites with a colour of their own; the others are shown together.
MOST_SITES = 7
FONT = 'Vazirmatn, "Noto Sans Arabic", Tahoma, "DejaVu Sans", sans-serif'
#: In units of the SVG, which is scaled to the screen.
WIDTH = 640
#: Narrower: the one chart of a page reads well on a phone, too.
TREND_WIDTH = 500
#: On the axis of time.
MOST_LABELS = 12
#: Months from one label to the next, where periods are months, and where they are years.
MONTHS_APART = (1, 2, 3, 6, 12, 24, 60, 120)
YEARS_APART = tuple(12 * years for years in (1, 2, 5, 10, 20, 50, 100))
#: Points that are dots, with a title each.
MOST_DOTS = 2_000
PERCENTAGES = (0, 25, 50, 75, 100)

Series = Sequence[tuple[str, Sequence[float | None]]]


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart and its legend. pygal's own legend is too small on a phone."""

    svg: Markup
    #: Name and colour.
    legend: list[tuple[str, str]]


def articles_chart(periods: Sequence[str], counts: dict[str, dict[str, int]]) -> Chart:
    """Articles per period (``YYYY-MM`` or ``YYYY``): a bar with a part for each site.

    The axis of time is linear if the periods follow each other; an empty one has no bar.

    Args:
        counts: site → period → articles, the largest site first.
    """
    names = list(counts)
    rest = names[MOST_SITES:]
    series = [(name, [counts[name].get(p, 0) for p in periods]) for name in names[:MOST_SITES]]
    if rest:
        others = [sum(counts[name].get(p, 0) for name in rest) for p in periods]
        series.append(("سایت‌های دیگر", others))
    most = max((sum(counts[name].get(p, 0) for name in names) for p in periods), default=0)
    chart = pygal.StackedBar(
        **_options(COLOURS, persian_number), **_labels(periods), y_labels=ticks(most), height=360
    )
    return _drawn(chart, series, COLOURS)


def capture_chart(shares: Series) -> Chart:
    """The time from publication to capture: one bar for each site.

    Args:
        shares: for each site, the share of each class, 0–100.
    """
    upwards = list(reversed(shares))  # pygal starts at the bottom
    chart = pygal.HorizontalStackedBar(
        **_options(CAPTURE_COLOURS, percentage),
        height=60 + 36 * len(shares),
        x_labels=[name for name, _ in upwards],
        y_labels=PERCENTAGES,
        range=(0, 100),
    )
    classes = [
        (label, [values[number] for _, values in upwards])
        for number, label in enumerate(CAPTURE_CLASSES)
    ]
    return _drawn(chart, classes, CAPTURE_COLOURS)


def coverage_chart(periods: Sequence[str], shares: Series) -> Chart:
    """The share of articles that have a field, 0–100, a line for each field."""
    chart = pygal.Line(
        **_options(COLOURS, percentage),
        **_labels(periods),
        y_labels=PERCENTAGES,
        height=320,
        range=(0, 100),
        allow_interruptions=True,  # where nothing is known
        dots_size=4,
        stroke_style={"width": 3},
    )
    return _drawn(chart, shares, COLOURS)


def trend_chart(names: Sequence[str], labels: Sequence[str], series: Series) -> Chart:
    """Shares by period, a line for each series, broken where nothing is known.

    Args:
        names: of the periods, in the Jalali calendar.
        labels: the same in words.
        series: shares in per cent, 0–100.
    """
    most = max((value or 0 for _, values in series for value in values), default=0)
    colours = COLOURS * ceil(len(series) / len(COLOURS))
    is_dotted = len(names) * len(series) <= MOST_DOTS
    x_labels = _every_label(names, labels)
    chart = pygal.Line(
        **{**_options(colours, fine_percentage), "width": TREND_WIDTH},
        **x_labels,
        # The last label has its middle at the end of the line.
        margin_right=10 if x_labels["x_label_rotation"] else 70,
        y_labels=fine_ticks(most),
        height=TREND_WIDTH * 3 // 4,
        allow_interruptions=True,
        show_dots=is_dotted,
        dots_size=3 if len(names) * len(series) <= 10 * MOST_LABELS else 1.5,
        stroke_style={"width": 2.5},
    )
    return _drawn(chart, series, colours)


def fine_percentage(value: float) -> str:
    """A value (0–100) in per cent, with the digits of a small one.

    >>> fine_percentage(12.4), fine_percentage(1.26), fine_percentage(0.04), fine_percentage(0)
    ('۱۲٪', '۱٫۳٪', '۰٫۰۴٪', '۰٪')
    """
    return f"{to_persian_digits(per_cent(value).replace('.', '٫'))}٪"


def fine_ticks(most: float) -> list[float]:
    """As :func:`ticks`, also for values far below 1.

    >>> fine_ticks(0.93), fine_ticks(45)
    ([0.0, 0.5, 1.0], [0.0, 20.0, 40.0, 60.0])
    """
    scale = 1
    while most and most * scale < 4:
        scale *= 10
    return [tick / scale for tick in ticks(most * scale)]


def percentage(value: float) -> str:
    """A value (0–100) in whole per cent.

    >>> percentage(12.4)
    '۱۲٪'
    """
    return f"{persian_number(round(value))}٪"


def ticks(most: float) -> list[int]:
    """Round numbers from 0 up to the largest value or above.

    >>> ticks(5210), ticks(3), ticks(0)
    ([0, 2000, 4000, 6000], [0, 1, 2, 3], [0, 1])
    """
    step = 1
    for number in count():
        step = (1, 2, 5)[number % 3] * 10 ** (number // 3)
        if most <= 4 * step:
            break
    return list(range(0, max(ceil(most / step), 1) * step + 1, step))


def _every_label(names: Sequence[str], labels: Sequence[str]) -> dict[str, Any]:
    """As :func:`_labels`, also of days and weeks, of which every second, third … has one."""
    if len(names[0]) <= len("1400-01"):
        return _labels(names)
    every = max(ceil(len(names) / MOST_LABELS), 1)
    return {
        "x_labels": list(labels),
        "x_labels_major": labels[::every],
        "show_minor_x_labels": every == 1,
        "x_label_rotation": 40,
    }


def _labels(periods: Sequence[str]) -> dict[str, Any]:
    """A label below each bar or point. If there are many, below every second, third … one, counted
    from a round year.
    """
    months = [int(period[:4]) * 12 + int(period[5:] or 1) - 1 for period in periods]
    steps = MONTHS_APART if len(periods[0]) > len("1400") else YEARS_APART
    shortest = (months[-1] - months[0] + 1) / MOST_LABELS
    every = next((step for step in steps if step >= shortest), steps[-1])
    pairs = zip(periods, months, strict=True)
    few = len(periods) <= 6
    return {
        "x_labels": [period_label(period) for period in periods],
        "x_labels_major": [period_label(period) for period, month in pairs if month % every == 0],
        "show_minor_x_labels": every == steps[0],
        "x_label_rotation": 0 if few else 40,
    }


def _options(colours: Iterable[str], formatter: Callable[[float], str]) -> dict[str, Any]:
    style = Style(
        background="transparent",
        plot_background="transparent",
        foreground="#475569",
        foreground_strong="#1e293b",
        foreground_subtle="#cbd5e1",
        guide_stroke_color="#e2e8f0",
        major_guide_stroke_color="#e2e8f0",
        font_family=FONT,
        label_font_size=17,
        major_label_font_size=17,
        opacity="1",
        opacity_hover=".8",
        transition="0s",
        colors=tuple(colours),
    )
    return {
        "style": style,
        "width": WIDTH,
        "js": (),
        "margin": 10,
        "spacing": 10,
        "show_legend": False,
        "truncate_label": -1,
        "value_formatter": formatter,
    }


def _drawn(chart: Any, series: Series, colours: Sequence[str]) -> Chart:
    # The name of its styles: the same for the same values, while pygal's own is random.
    chart.uuid = str(crc32(repr([(name, list(values)) for name, values in series]).encode()))
    for name, values in series:
        marks = [
            None if value is None else {"value": value, "label": f"{name}، {label}"}
            for value, label in zip(values, chart.config.x_labels, strict=True)
        ]
        chart.add(name, marks)
    root = chart.render_tree()
    for element in list(root.iter()):
        if element.tag is etree.Comment or _name(element) == "script":
            element.getparent().remove(element)
        elif _name(element) == "title" and element.getparent() is root:
            root.remove(element)
        elif _name(element) == "desc" and element.getparent() is not None:
            _tell(element)
    for name in ("width", "height"):
        root.attrib.pop(name, None)
    legend = [(name, colour) for (name, _), colour in zip(series, colours, strict=False)]
    return Chart(Markup(etree.tostring(root, encoding="unicode")), legend)


def _tell(element: Any) -> None:
    """Give a bar a title, which browsers show without pygal's script."""
    mark = element.getparent()
    told = {one.get("class"): one.text for one in mark.findall("desc")}
    if "value" in told:
        etree.SubElement(mark, "title").text = f"{told.get('label')}: {told['value']}"
    for one in mark.findall("desc"):
        mark.remove(one)


def _name(element: Any) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""
