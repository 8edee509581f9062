"""The page of the fleet: how all sites and workers are, as one HTML document or a part of one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime

from markupsafe import Markup

from newscrawl.database.fleet import Fleet
from newscrawl.database.judgement import Health
from newscrawl.report.templating import environment

STATES = {Health.WELL: "خوب", Health.LATE: "دیرکرده", Health.ALARM: "هشدار"}
#: What is wrong with no single site.
PROBLEMS = {"worker": "کارگر", "disk": "دیسک"}


def render_fleet(fleet: Fleet, titles: Mapping[str, str]) -> Iterator[str]:
    """The page, in pieces. It needs no other file and no other host, and runs nothing.

    Args:
        titles: Persian names of sites, as far as they are known.
    """
    templates = environment()
    css = Markup(
        "\n".join(templates.get_template(f"{n}.css").render() for n in ("report", "fleet"))
    )
    template = templates.get_template("fleet.html")
    return template.generate(fleet=fleet, part=fleet_part(fleet, titles), css=css)


def fleet_part(
    fleet: Fleet, titles: Mapping[str, str], link: Callable[[str], str] | None = None
) -> Markup:
    """What the page shows, for a page of somebody else's; it needs :func:`fleet_css`.

    Args:
        link: the address of a site's articles; without it, sites are no links.
    """

    def passed(moment: datetime | None) -> float | None:
        return None if moment is None else max((fleet.at - moment).total_seconds(), 0.0)

    template = environment().get_template("_fleet.html")
    # Its own values are escaped in it.
    return Markup(
        template.render(
            fleet=fleet,
            titles=titles,
            link=link,
            passed=passed,
            states=STATES,
            problems=PROBLEMS,
            counts={STATES[state]: number for state, number in fleet.counts.items()},
            bad=[one for one in fleet.sites if one.state != Health.WELL],
        )
    )


def fleet_css() -> Markup:
    """The styles of :func:`fleet_part`."""
    return Markup(environment().get_template("fleet.css").render())
