"""Charts as SVG, by pygal: in Persian digits, without scripts, to be put into a page."""

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

from newscrawl.report.words import CAPTURE_CLASSES, period_label, persian_number

#: For charts and the page alike.
COLOURS = ("#0f766e", "#d97706", "#4f46e5", "#be123c", "#0284c7", "#65a30d", "#9333ea", "#64748b")
#: From soon to late.
CAPTURE_COLOURS = ("#0f766e", "#14b8a6", "#7dd3c8", "#fcd34d", "#f59e0b", "#b45309")
#: Sites with a colour of their own; the others are shown together.
MOST_SITES = 7
FONT = 'Vazirmatn, "Noto Sans Arabic", Tahoma, "DejaVu Sans", sans-serif'
#: In units of the SVG, which is as wide as the screen lets it be.
WIDTH = 640
PERCENTAGES = (0, 25, 50, 75, 100)

Series = Sequence[tuple[str, Sequence[float | None]]]


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart and what its colours mean: pygal's own legend is too small on a phone."""

    svg: Markup
    #: Name and colour.
    legend: list[tuple[str, str]]


def articles_chart(periods: Sequence[str], counts: dict[str, dict[str, int]]) -> Chart:
    """Articles a period (``YYYY-MM`` or ``YYYY``), a bar with a part for each site.

    Args:
        counts: by site, the largest one first, and period.
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
    """How much of each site was captured within how long: one bar a site, of all its articles.

    Args:
        shares: for each site, the share of each class, 0–100.
    """
    upwards = list(reversed(shares))  # pygal begins below
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
        dots_size=4,
        stroke_style={"width": 3},
    )
    return _drawn(chart, shares, COLOURS)


def percentage(value: float) -> str:
    """
    >>> percentage(12.4)
    '۱۲٪'
    """
    return f"{persian_number(round(value))}٪"


def ticks(most: float) -> list[int]:
    """Round numbers from 0 on, the last of which is not below the largest value.

    >>> ticks(5210), ticks(3), ticks(0)
    ([0, 2000, 4000, 6000], [0, 1, 2, 3], [0, 1])
    """
    step = 1
    for number in count():
        step = (1, 2, 5)[number % 3] * 10 ** (number // 3)
        if most <= 4 * step:
            break
    return list(range(0, max(ceil(most / step), 1) * step + 1, step))


def _labels(periods: Sequence[str]) -> dict[str, Any]:
    """A label below each bar or point, or below some where they are many."""
    few = len(periods) <= 6
    every = 1 if few else ceil(len(periods) / 12)
    return {
        "x_labels": [period_label(period) for period in periods],
        "x_labels_major_every": every,
        "show_minor_x_labels": every == 1,
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
    # A name for its styles: the same for the same values, where pygal has another each time.
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
    """What pygal's script would show over a bar, browsers show of themselves from a title."""
    mark = element.getparent()
    told = {one.get("class"): one.text for one in mark.findall("desc")}
    if "value" in told:
        etree.SubElement(mark, "title").text = f"{told.get('label')}: {told['value']}"
    for one in mark.findall("desc"):
        mark.remove(one)


def _name(element: Any) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""
