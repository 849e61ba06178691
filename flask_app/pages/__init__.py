"""What the HTML pages show, made of statements and figures; no HTML and no web framework here."""

from __future__ import annotations

from flask_app.pages.entity import EntityPage, entity_page
from flask_app.pages.record import RecordPage, record_page, record_titles
from flask_app.pages.values import Link, Row, Site, Value

__all__ = [
    "EntityPage",
    "Link",
    "RecordPage",
    "Row",
    "Site",
    "Value",
    "entity_page",
    "record_page",
    "record_titles",
]
