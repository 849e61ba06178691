"""Templates with what every page of the site shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlsplit

from flask import render_template

from flask_app.assets import asset_path
from flask_app.pages.values import short
from flask_app.pages.wording import LANGUAGE, SEVERITIES, say
from flask_app.representations import ALT, Representation
from flask_app.service import service
from flask_app.variants import HTML, Variant

if TYPE_CHECKING:
    from flask_app.documents import Document

NAVIGATION = (
    ("home", "/"),
    ("records", "/records"),
    ("query", "/sparql"),
    ("dumps", "/dumps/"),
    ("dataset", "/dataset"),
)


class Alternate(NamedTuple):
    """Another format of a page, as the page links to it."""

    label: str
    media_type: str
    url: str
    href: str


def render_page(template: str, **values: Any) -> bytes:
    """A page in UTF-8.

    Args:
        template: its file name.
        values: of its variables; `canonical`, `alternates` and `links` are what the head links to, `here` is the path of a page of the menu.
    """
    parts = service()
    shown = {
        "language": LANGUAGE,
        "site_title": parts.settings.title,
        "description": "",
        "publisher": parts.settings.publisher,
        "license": parts.site.href(parts.settings.license),
        "navigation": NAVIGATION,
        "here": "",
        "path": parts.site.path,
        "say": say,
        "severities": SEVERITIES,
        "short": short,
        "stylesheet": asset_path("site.css"),
        "icon": asset_path("icon.svg"),
        "canonical": "",
        "alternates": (),
        "links": (),
        "everything": "",
    }
    return render_template(template, **(shown | values)).encode()


def render_document(document: Document, template: str, **values: Any) -> bytes:
    """The page of a document, with its links in the head: those of its header.

    Args:
        document: with HTML among its variants.
        template: its file name.
        values: of its variables.
    """
    page = Representation(HTML, negotiated=True)
    return render_page(
        template,
        canonical=document.url,
        alternates=[
            alternate(other, document.address(other))
            for other in document.variants
            if other.name != HTML.name
        ],
        links=document.links(page),
        everything=service().site.href(Representation(HTML, ALT).at(document.url)),
        here=urlsplit(document.url).path.removeprefix(service().site.root),
        **values,
    )


def alternate(variant: Variant, url: str) -> Alternate:
    """A variant as a page links to it: absolute in the head, by its path where people click."""
    return Alternate(variant.label, variant.media_type, url, service().site.href(url))


__all__ = ["NAVIGATION", "Alternate", "alternate", "render_document", "render_page"]
