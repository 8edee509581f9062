import csv
import io
import json

from newscrawl.export.csv import CsvExporter
from newscrawl.items import Article


def exported(article: Article) -> dict[str, str]:
    file = io.BytesIO()
    exporter = CsvExporter(file, encoding="utf-8")
    exporter.start_exporting()
    exporter.export_item(article)
    exporter.finish_exporting()
    (row,) = csv.DictReader(io.StringIO(file.getvalue().decode("utf-8"), newline=""))
    return row


def test_lists_are_json() -> None:
    tags = ["ایران، تهران", 'a,"b"']
    images: list[dict[str, str | None]] = [{"url": "https://x.ir/1.jpg", "alt": None}]
    row = exported(Article(tags=tags, images=images))
    assert json.loads(row["tags"]) == tags
    assert json.loads(row["images"]) == images
    assert "ایران" in row["tags"]
    assert row["sections"] == "[]"


def test_text_is_as_it_is() -> None:
    body = 'می\u200cشود\n«دو», "سه"'
    row = exported(Article(news_code="007", body=body))
    assert (row["news_code"], row["body"]) == ("007", body)


def test_unknown_is_empty() -> None:
    assert exported(Article())["lead"] == ""


def test_the_columns_are_the_fields_in_order() -> None:
    assert list(exported(Article())) == list(Article.__dataclass_fields__)
