from newscrawl.cms.studiokhabar import StudioKhabar
from newscrawl.spider import NewsSpider


class DemoStudiokhabarSpider(NewsSpider):
    name = "demo_studiokhabar"
    domain = "demo-studiokhabar.newscrawl.example"
    family = StudioKhabar()
    checked = "the demo newspaper چکاوک, not a real site"
