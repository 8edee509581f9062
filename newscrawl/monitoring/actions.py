"""What an alarm sets off: the actions of ``MONITOR_ACTIONS``, which are Spidermon's."""

from __future__ import annotations

from types import SimpleNamespace

from scrapy.settings import BaseSettings
from scrapy.utils.misc import load_object
from spidermon.core.actions import Action
from spidermon.exceptions import NotConfigured

from newscrawl.arguments import ArgumentError

#: Short names of actions.
ACTIONS = {
    "mail": "spidermon.contrib.actions.email.smtp.SendSmtpEmail",
    "slack": "spidermon.contrib.actions.slack.notifiers.SendSlackMessageSpiderFinished",
    "telegram": "spidermon.contrib.actions.telegram.notifiers.SendTelegramMessageSpiderFinished",
}


def load_actions(settings: BaseSettings) -> list[type[Action]]:
    """The classes of ``MONITOR_ACTIONS``.

    Raises:
        ArgumentError: if one is unknown, or lacks a library or one of its settings.
    """
    found = []
    for name in settings.getlist("MONITOR_ACTIONS"):
        try:
            action = load_object(ACTIONS.get(name, name))
            action.from_crawler(SimpleNamespace(settings=settings))
        except ModuleNotFoundError as error:
            where = f"{error.name} is missing: pip install 'newscrawl[alarms]'"
            raise ArgumentError("MONITOR_ACTIONS", f"{name}: {where}") from error
        except NotConfigured as error:
            raise ArgumentError("MONITOR_ACTIONS", f"{name}: {error}") from error
        except (ValueError, NameError, AttributeError, TypeError) as error:
            known = f"{', '.join(ACTIONS)} or the path of a Spidermon action"
            raise ArgumentError("MONITOR_ACTIONS", f"expected {known}, got {name!r}") from error
        found.append(action)
    return found
