from newscrawl.cms.joomla import Joomla
from newscrawl.spider import NewsSpider


class DemoJoomlaSpider(NewsSpider):
    name = "demo_joomla"
    domain = "demo-joomla.newscrawl.example"
    family = Joomla()
    checked = "the demo newspaper چکاوک, not a real site"
