"""The families of sites that the newspaper can look like, one module each."""

from newscrawl.demo.families.asam import AsamViews
from newscrawl.demo.families.generic import GenericViews
from newscrawl.demo.families.iransamaneh import IranSamanehViews
from newscrawl.demo.families.joomla import JoomlaViews
from newscrawl.demo.families.nastooh import NastoohViews
from newscrawl.demo.families.studiokhabar import StudioKhabarViews
from newscrawl.demo.families.wordpress import WordPressViews
from newscrawl.demo.views import Views

FAMILIES: dict[str, type[Views]] = {
    "iransamaneh": IranSamanehViews,
    "asam": AsamViews,
    "nastooh": NastoohViews,
    "generic": GenericViews,
    "wordpress": WordPressViews,
    "studiokhabar": StudioKhabarViews,
    "joomla": JoomlaViews,
}
