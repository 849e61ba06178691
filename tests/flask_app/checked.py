"""A small catalogue that was read the real way, with findings of every kind in it."""

from __future__ import annotations

from pathlib import Path

import orjson

from ld.config import Settings
from ld.conversion import converter
from ld.editions import Editions
from ld.later import check_later
from ld.pipeline import ingest
from ld.sources.reading import read
from shapes.site import SiteShapes
from tests.flask_app.catalogue import BASE

GOOD = {
    "id": "good",
    "title": "Emma",
    "format": ["Book"],
    "author": ["Austen, Jane"],
    "language": ["English"],
}
TWINS = [
    {"id": name, "title": f"An article {name}", "format": ["Article"], "doi_str_mv": ["10.1000/twin"]}
    for name in ("twin/1", "twin 2")
]
ISBN = {"id": "isbn", "title": "A book", "format": ["Book"], "isbn": ["9780306406158"]}
CHILD = {
    "id": "child",
    "title": "A part",
    "format": ["Book"],
    "hierarchy_parent_id": ["nowhere"],
    "hierarchy_parent_title": ["X"],
}
UNTITLED = {"id": "untitled", "format": ["Book"]}
NAMELESS = {"id": "nameless", "title": "A song", "format": ["Book"], "author": ["Anonymous"]}


def settings_of(folder: Path, **others: object) -> Settings:
    """Of a site of its own."""
    return Settings(base_url=BASE, data_dir=folder / "data", **others)  # type: ignore[arg-type]  # keyword arguments


def publish(settings: Settings, folder: Path, *documents: dict[str, object]) -> int | None:
    """Ingest documents as the command line does; the number of the edition."""
    file = folder / "documents.ndjson"
    file.write_bytes(b"\n".join(map(orjson.dumps, documents)))
    shapes, editions = SiteShapes(settings), Editions(settings.data_dir)
    make = converter(settings, shapes.at_ingest(), checks=shapes.fingerprint)
    report = ingest(read([str(file)]), editions, make)
    assert report.adds_up
    later = shapes.after()
    if later and report.edition:
        with editions.open() as edition:
            check_later(edition, editions, later, checks=shapes.later_fingerprint)
    return report.edition
