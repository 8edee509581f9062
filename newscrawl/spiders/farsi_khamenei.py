from newscrawl.cms.generic import Generic
from newscrawl.spider import NewsSpider


class FarsiKhameneiSpider(NewsSpider):
    name = "farsi_khamenei"
    domain = "farsi.khamenei.ir"
    family = Generic(
        hosts=("khamenei.ir",),
        articles=("/{word}?id={code}",),
        title=("#Content_title", "h3", ".title"),
        kicker=("#Content_rutitr", ".rootitr"),
        lead=("#Content_UnderTitle", ".photos-lead", ".lead"),
        body=(".NewsText", ".Content", ".contentInbox", ".keyDtlBox1"),
        published=("#Content_publishdate", ".oliveDate", ".date"),
        sections=("#breadCrumbsContainer [itemprop='title']",),
        boilerplate=(".khamenei_ir-ajs", ".khamenei_ir-vjs", ".yearScroller"),
    )
