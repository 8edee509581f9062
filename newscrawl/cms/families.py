"""All families, by name."""

from newscrawl.cms.asam import Asam
from newscrawl.cms.base import Family
from newscrawl.cms.drupal import Drupal
from newscrawl.cms.esnews import EsNews
from newscrawl.cms.generic import Generic
from newscrawl.cms.iransamaneh import IranSamaneh
from newscrawl.cms.joomla import Joomla
from newscrawl.cms.nastooh import Nastooh
from newscrawl.cms.studiokhabar import StudioKhabar
from newscrawl.cms.tasnim import Tasnim
from newscrawl.cms.wordpress import WordPress

#: ``generic`` is last: it fits everything.
FAMILIES: dict[str, Family] = {
    family.name: family
    for family in (
        IranSamaneh(),
        Nastooh(),
        Asam(),
        StudioKhabar(),
        Tasnim(),
        Drupal(),
        Joomla(),
        EsNews(),
        WordPress(),
        Generic(),
    )
}
