"""``MONITOR_ACTIONS``: which actions there are, and what is wrong with a name."""

from typing import Any

import pytest
from scrapy.settings import Settings

from newscrawl.arguments import ArgumentError
from newscrawl.monitoring.actions import load_actions


def test_an_action_may_be_a_path() -> None:
    path = "spidermon.contrib.actions.jobs.tags.AddJobTags"
    (action,) = load_actions(Settings({"MONITOR_ACTIONS": path}))
    assert action.__name__ == "AddJobTags"
    assert load_actions(Settings({"MONITOR_ACTIONS": []})) == []


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        ({"MONITOR_ACTIONS": "pigeon"}, "expected mail, slack, telegram or the path of"),
        ({"MONITOR_ACTIONS": "no.such.Action"}, "no is missing"),
        ({"MONITOR_ACTIONS": "telegram"}, "telegram: You must provide"),
    ],
)
def test_actions_that_could_not_work_are_told_before_the_crawl(
    settings: dict[str, Any], says: str
) -> None:
    with pytest.raises(ArgumentError, match=says):
        load_actions(Settings(settings))
