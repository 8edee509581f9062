"""The data card of a corpus: ``README.md``, with what Hugging Face reads at its top."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from newscrawl.export.corpus.manifest import DATA, MANIFEST, Manifest, Plan
from newscrawl.export.corpus.shards import fields_of
from newscrawl.export.corpus.tally import Tally
from newscrawl.topics import topics

CARD: Final = "README.md"

_TEXT, _MOMENT, _TEXTS, _NUMBER = "string", "moment", "list of strings", "int32"
#: Field → its type, and what it is.
_FIELDS: Final = {
    "site": (_TEXT, "name of the site in newscrawl"),
    "news_code": (_TEXT, "the site's own number of the article; unique with `site`"),
    "url": (_TEXT, "address of the article"),
    "title": (_TEXT, "headline"),
    "kicker": (_TEXT, "the line above the headline"),
    "lead": (_TEXT, "the lead"),
    "body": (_TEXT, "the text, its paragraphs parted by a newline"),
    "published_at": (_MOMENT, "when it was published"),
    "published_jalali": (_TEXT, "the same day in the Jalali calendar, `YYYY-MM-DD`"),
    "published_text": (_TEXT, "the date as the page writes it"),
    "modified_at": (_MOMENT, "when the site changed it last"),
    "sections": (_TEXTS, "the site's own sections"),
    "tags": (_TEXTS, "the site's own tags"),
    "topic": (_TEXT, "top-level IPTC Media Topic, by the sections"),
    "agency": (_TEXT, "the outlet that the page names as its source"),
    "author": (_TEXT, "the author, as the page names them"),
    "images": ("list of objects", "`url` and `alt` of the images"),
    "fetched_at": (_MOMENT, "when the page was fetched"),
    "revision": (_NUMBER, "1, 2, … for each change that was seen; this is the newest one"),
    "content_hash": (_TEXT, "SHA-256 of the searchable form of headline, kicker, lead and body"),
    "problems": (_TEXTS, "`field: reason` for what could not be read"),
    "story_id": ("int64", "articles of one story have the same"),
    "copies": (_NUMBER, "how many other articles of the story were left out"),
}
_SIZES: Final = (
    (1_000, "n<1K"),
    (10_000, "1K<n<10K"),
    (100_000, "10K<n<100K"),
    (1_000_000, "100K<n<1M"),
    (10_000_000, "1M<n<10M"),
    (100_000_000, "10M<n<100M"),
)


def card(manifest: Manifest) -> str:
    """The card of a finished corpus."""
    tally = Tally()
    for shard in manifest.shards:
        tally.include(shard.tally)
    plan = manifest.plan
    return "\n".join(
        (
            *_front_matter(plan, tally),
            "",
            "# Persian news articles",
            "",
            f"Made by `newscrawl export --format corpus`; {_fetched(plan)}. The same archive gives "
            f"the same files, byte for byte; `{MANIFEST}` has their SHA-256.",
            "",
            *_facts(manifest, tally),
            "",
            "## Fields",
            "",
            "An unknown value is null (or an empty list), with the reason in `problems`.",
            "",
            *_table(
                ("field", "type", "what"),
                (
                    (f"`{name}`", _shown_type(_FIELDS[name][0], plan), _FIELDS[name][1])
                    for name in fields_of(plan.one_per_story)
                ),
            ),
            "",
            *_texts(plan, tally),
            "",
            *_counts("Sites", "site", tally.sites, "unknown"),
            "",
            *_counts("Years (Jalali)", "year", tally.years, "without a date"),
            "",
            *_counts("Topics", "topic", tally.topics, "unknown"),
            "",
        )
    )


def _front_matter(plan: Plan, tally: Tally) -> list[str]:
    lines = [
        "---",
        "language:",
        "- fa",
        "license: other",
        "license_name: texts-of-their-publishers",
        "pretty_name: Persian news articles",
        "size_categories:",
        f"- {next((name for most, name in _SIZES if tally.documents < most), '100M<n<1B')}",
        "task_categories:",
        "- text-generation",
        "- text-classification",
        "configs:",
        "- config_name: default",
        "  data_files:",
        "  - split: train",
        f"    path: {DATA}/*.{plan.shards}",
        "dataset_info:",
        "  config_name: default",
        "  features:",
    ]
    for name in fields_of(plan.one_per_story):
        lines.append(f"  - name: {name}")
        kind = _FIELDS[name][0]
        if kind == _TEXTS:
            lines.append("    list: string")
        elif name == "images":
            lines += ["    list:"]
            for part in ("url", "alt"):
                lines += [f"    - name: {part}", "      dtype: string"]
        elif kind == _MOMENT:
            is_typed = plan.shards == "parquet"
            lines.append(f"    dtype: {'timestamp[ms, tz=UTC]' if is_typed else 'string'}")
        else:
            lines.append(f"    dtype: {kind}")
    return [*lines, "---"]


def _fetched(plan: Plan) -> str:
    newest = plan.state["fetched_at"]
    return f"the newest page was fetched at {newest}" if newest else "there was no article"


def _facts(manifest: Manifest, tally: Tally) -> list[str]:
    plan = manifest.plan
    days = "none has a date"
    if tally.first_day:
        days = f"{tally.first_day} to {tally.last_day} (Jalali, by Tehran's clocks)"
        if undated := tally.years[""]:
            days += f"; {undated:,} without a date"
    chosen = json.dumps(plan.filters, ensure_ascii=False).replace("`", "'")
    one = "a story" if plan.one_per_story else "an article"
    facts = {
        "documents": f"{tally.documents:,}, one {one}",
        "published": days,
        "selected by": f"`{chosen}`" if plan.filters else "nothing: all articles of the archive",
        "files": f"{len(manifest.shards):,} of at most {plan.shard_size:,} documents each, "
        f"`{plan.shards}`, in the order in which the archive got the articles",
    }
    return [f"- **{name}**: {text}" for name, text in facts.items()]


def _shown_type(kind: str, plan: Plan) -> str:
    if kind != _MOMENT:
        return kind
    return "timestamp, UTC" if plan.shards == "parquet" else "string, ISO 8601 with offset"


def _texts(plan: Plan, tally: Tally) -> list[str]:
    removed = plan.state["articles"] - tally.documents
    unknown = (
        f" Of {tally.without_story:,} documents it is not known whether they are copies: they were "
        "not compared, or have no text."
        if tally.without_story
        else ""
    )
    copies = (
        f"{removed:,} articles were left out because an earlier one of the corpus tells the same "
        f"story (`story_id`): near-duplicates by MinHash, compared word by word.{unknown}"
        if plan.one_per_story
        else "None were removed: most Persian sites re-publish agencies' texts. Articles of one "
        f"story have the same `story_id`.{unknown}"
    )
    return [
        "## Texts",
        "",
        "**Normalization.** Letters are repaired without loss: Arabic ي and ك in Persian words are "
        "ی and ک, presentation forms are letters, white space and half-spaces are in order, "
        "direction marks and control characters are removed. Words, digits and punctuation are as "
        "the site has them, and Arabic quotations stay Arabic. Boxes, menus and other articles are "
        "no part of `body`.",
        "",
        f"**Near-duplicates.** {copies}",
        "",
        "**Licence.** The texts belong to their authors and to the sites that published them "
        "(`site`, `url`, `agency`, `author`). Neither newscrawl nor this corpus gives a right to "
        "pass them on or to publish them again; the law of your country and the terms of the "
        "sites say what may be done with them. Articles name people: whoever asks to be left out "
        "has a reason.",
    ]


def _counts(heading: str, what: str, counts: Counter[str], unknown: str) -> list[str]:
    names: Mapping[str, Any] = topics() if what == "topic" else {}
    rows = (
        (f"{name} ({names[name].persian})" if name in names else name or unknown, f"{count:,}")
        for name, count in sorted(counts.items())
    )
    return [f"## {heading}", "", *_table((what, "documents"), rows)]


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    lines = (head, ["---"] * len(head), *rows)
    return [f"| {' | '.join(cell.replace('|', '&#124;') for cell in row)} |" for row in lines]
