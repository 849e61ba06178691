"""A JATS article as the parser takes it: its parts, its language, clean text with its path, each occurrence accounted for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lxml import etree

from ld.errors import LexicalError
from ld.findings import Severity
from ld.normalize.languages import language_tag
from ld.record import Text
from ld.sources.jats.prose import plain
from ld.sources.jats.untaken import untaken
from ld.sources.xml import Elements, local_name, namespace

XML_LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"
HREF: Final = "{http://www.w3.org/1999/xlink}href"
LANGUAGE_SOURCE: Final = "article/@xml:lang"
TYPE_SOURCE: Final = "article/@article-type"

_READ: Final = ("front", "front-stub", "back")
_WHOLE: Final = {"body": "full-text", "floats-group": "figures", "floats-wrap": "figures"}


class Article(Elements):
    """One article.

    Args:
        root: element `article`, freshly loaded; namespaces of JATS's own elements (OAI-PMH, some archives) are taken off.
        record_id: for findings.

    Attributes:
        front: element `front`; an empty one where there is none.
        journal: `journal-meta`, empty where there is none; `meta`: `article-meta` or `front-stub`, likewise.
        back: `back`, likewise.
        type: `@article-type`, lower case; empty if there is none.
        language: tag of the text (`@xml:lang`), None if the source does not state it.
    """

    def __init__(self, root: etree._Element, record_id: str) -> None:
        super().__init__(root, record_id, untaken, plain)
        _take_namespace_off(root)
        self.front = _part(root, "front", "front-stub")
        self.back = _part(root, "back")
        self.journal = _part(self.front, "journal-meta")
        self.meta = self.front if self.front.tag == "front-stub" else _part(self.front, "article-meta")
        self.type = root.get("article-type", "").strip().lower()
        self._tags: dict[str, str | None] = {}
        self._places: dict[etree._Element, str] = {}
        self.language = self.stated_tag(root)
        for name, reason in _WHOLE.items():
            for part in root.iterchildren(name):
                self.drop(part, reason)

    def path(self, element: etree._Element) -> str:
        """See :meth:`Elements.path`; what is around an element is looked at once."""
        parent = element.getparent()
        if parent is None:
            return super().path(element)
        place = self._places.get(parent)
        if place is None:
            place = "" if parent is self.root else f"{self.path(parent)}/"
            self._places[parent] = place
        return place + (element.tag if element.tag[0] != "{" else local_name(element))

    def stated_tag(self, element: etree._Element) -> str | None:
        """The tag of the language that the element itself states; None if it states none, or one that nobody knows."""
        stated = element.get(XML_LANG)
        if stated is None:
            return None
        if stated not in self._tags:
            self._tags[stated] = self._read_tag(element, stated)
        return self._tags[stated]

    def tag(self, element: etree._Element) -> str | None:
        """The tag of an element's text: as the element states it, or the nearest one around it (XML 1.0 §2.12)."""
        around: etree._Element | None = element
        while around is not None:
            if around.get(XML_LANG) is not None:
                return self.stated_tag(around)
            around = around.getparent()
        return None

    def said(self, element: etree._Element, language: str | None = None) -> Text | None:
        """The element's text on one line, with its path; None if it is blank. It is accounted for."""
        value = self.line(element)
        return Text(value, self.path(element), language) if value else None

    def _read_tag(self, element: etree._Element, stated: str) -> str | None:
        try:
            return language_tag(stated)
        except LexicalError:
            message = (
                "Nobody knows this language, so its text gets no tag; use a tag of BCP 47, such as pt-BR."
            )
            self.remark(
                "language-unknown", Severity.WARNING, f"{self.path(element)}/@xml:lang", stated, message
            )
            return None


def find_all(parent: etree._Element, *path: str) -> Iterator[etree._Element]:
    """The elements below `parent` by the names on the way, in the order of the file."""
    for child in parent.iterchildren(path[0]):
        if len(path) == 1:
            yield child
        else:
            yield from find_all(child, *path[1:])


def _part(parent: etree._Element, *names: str) -> etree._Element:
    """The first child of one of these names, or an empty element that is nowhere in the article."""
    found = next(parent.iterchildren(*names), None)
    return etree.Element(names[0]) if found is None else found


def _take_namespace_off(root: etree._Element) -> None:
    """Without the namespace that JATS has in some archives; that of MathML and others stays."""
    own = namespace(root)
    if not own:
        return
    prefix = f"{{{own}}}"
    for part in root:
        if (
            local_name(part) in _READ
            or local_name(part) in _WHOLE
            or local_name(part) in ("sub-article", "response")
        ):
            for element in part.iter(f"{prefix}*"):
                element.tag = element.tag[len(prefix) :]


__all__ = ["HREF", "LANGUAGE_SOURCE", "TYPE_SOURCE", "XML_LANG", "Article", "find_all"]
