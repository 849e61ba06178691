"""The text of JATS elements: inline markup gone, what is not meant to be read left out, blocks on lines of their own.

Source: JATS 1.3 (ANSI/NISO Z39.96-2021), Journal Archiving and Interchange. Text may be indented in the file (PubMed Central's
downloads are), so white space means nothing but a space.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from lxml import etree

# XML 1.0 allows neither character, so no text has them.
_BREAK: Final = "\x1e"
_JOIN: Final = "\x1d"
_PART: Final = "\x1f"
_PART_END: Final = "\x1c"
_APART: Final = re.compile(f"{_PART_END}\\s*{_PART}")  # \s holds the two themselves
_JOINED: Final = re.compile(f"{_JOIN}[\\s{_BREAK}]*")
_MATHML: Final = "{http://www.w3.org/1998/Math/MathML}"

# Notes, numbers of lists, the source code of formulas, descriptions of pictures: beside the text, not in it.
_SILENT: Final = frozenset(
    {
        "alt-text",
        "fn",
        "index-term",
        "label",
        "long-desc",
        f"{_MATHML}annotation",
        f"{_MATHML}annotation-xml",
    }
)
_NOTE_MARKS: Final = frozenset({"aff", "author-notes", "corresp", "fn", "table-fn"})
"""`xref` of these kinds hold a number or an asterisk."""

_BLOCKS: Final = frozenset(
    {
        "boxed-text",
        "break",
        "caption",
        "def-item",
        "disp-formula",
        "disp-quote",
        "fig",
        "list-item",
        "p",
        "title",
        "verse-line",
    }
)
_NAMES: Final = frozenset({"compound-kwd", "institution-wrap", "name", "string-name"})
"""Elements whose parts stand beside each other without a space: ``<surname>Ho</surname><given-names>SYW</given-names>``."""

_PARTS_OF_ADDRESS: Final = frozenset(
    {
        "addr-line",
        "city",
        "country",
        "institution",
        "institution-wrap",
        "named-content",
        "postal-code",
        "state",
    }
)
_NO_ADDRESS: Final = frozenset(
    {"email", "ext-link", "fax", "fn", "institution-id", "label", "phone", "uri", "xref"}
)
_NO_NAME: Final = frozenset(
    {"address", "aff", "contrib-group", "email", "ext-link", "fn", "institution-id", "uri", "xref"}
)
_MAIN: Final = frozenset(
    {"", "abstract", "author", "informative", "main", "normal", "section", "short", "structured"}
)


_ABSTRACT: Final = frozenset(
    {
        "abstract", "summary", "résumé", "resumen", "resumo", "zusammenfassung", "sommario", "riassunto", "samenvatting", "аннотация",
        "abstrak", "özet", "摘要", "抄録", "초록", "synopsis", "abstracts",
    }
)  # fmt: skip
"""What an abstract calls itself, which need not be said."""


def plain(element: etree._Element) -> str:
    """The text of an element as one reads it, blocks apart by line breaks.

    A section is ``heading: text`` (MAPPING §2.4); an abstract loses the heading "Abstract" that it has of itself.

    >>> plain(etree.fromstring("<abstract><title>Abstract</title><sec><title>Aim.</title><p>To <i>see</i>.</p></sec></abstract>"))
    'Aim: To see.'
    """
    if not len(element):
        return " ".join((element.text or "").split())
    gather = _GATHERERS.get(element.tag, _gather)
    pieces: list[str] = []
    gather(element, pieces)
    text = "".join(pieces)
    if _JOIN in text:
        text = _JOINED.sub(" ", text)
    if _BREAK not in text:
        return " ".join(text.split())
    return "\n".join(line for part in text.split(_BREAK) if (line := " ".join(part.split())))


def is_main(abstract: etree._Element) -> bool:
    """Whether an `abstract` or `trans-abstract` is *the* abstract, not a teaser, a picture or one for lay readers."""
    return abstract.get("abstract-type", "").strip().lower() in _MAIN


def _gather(element: etree._Element, pieces: list[str]) -> None:
    """The text inside of `element`, in order."""
    if element.text:
        pieces.append(element.text)
    spaced = element.tag in _NAMES
    for child in element:
        if not _is_silent(child):
            _gather_child(child, pieces)
        if spaced:
            pieces.append(" ")
        if child.tail:
            pieces.append(child.tail)


def _gather_child(child: etree._Element, pieces: list[str]) -> None:
    if child.tag in _BLOCKS:
        pieces.append(_BREAK)
        _gather(child, pieces)
        pieces.append(_BREAK)
    elif child.tag == "sec":
        pieces.append(_BREAK)
        _gather_section(child, pieces)
    else:
        _gather(child, pieces)


def _is_silent(element: etree._Element) -> bool:
    tag = element.tag
    if tag == "xref":
        return element.get("ref-type") in _NOTE_MARKS
    if tag == "tex-math":  # beside MathML it says the same again; with a preamble it is a program
        text = element.text or ""
        return "\\documentclass" in text or _has_mathml(element)
    return tag in _SILENT


def _has_mathml(element: etree._Element) -> bool:
    parent = element.getparent()
    return parent is not None and parent.find(f"{_MATHML}math") is not None


def _gather_section(section: etree._Element, pieces: list[str]) -> None:
    """A section, its heading in front of its first line."""
    for child in section:
        if child.tag == "title":
            pieces.append(_heading(child))
        elif not _is_silent(child):
            _gather_child(child, pieces)


def _heading(title: etree._Element) -> str:
    """``Methods:`` from ``Methods``, ``Methods.`` or ``METHODS:``; a question keeps its mark."""
    text = plain(title).replace("\n", " ").rstrip(" :.")
    if not text:
        return ""
    return f"{text}{'' if text[-1] in '?!' else ':'}{_JOIN}"


def _gather_abstract(abstract: etree._Element, pieces: list[str]) -> None:
    main = is_main(abstract)
    if main and abstract.text:  # nobody may, but some do write text right here
        pieces.append(abstract.text)
    for child in abstract:
        if child.tag == "title":
            # PubMed Central's converters make the first heading of a structured abstract its title: "Importance".
            is_its_name = main and plain(child).strip(" .:").casefold() in _ABSTRACT
            pieces.append("" if is_its_name else _heading(child))
        elif not _is_silent(child):
            _gather_child(child, pieces)
        if main and child.tail:
            pieces.append(child.tail)


def _gather_address(element: etree._Element, pieces: list[str]) -> None:
    """An affiliation without its number and contacts; parts that only their tags set apart get a comma."""
    found: list[str] = []
    _gather_parts(element, found)
    pieces.append(_APART.sub(", ", "".join(found)).replace(_PART, "").replace(_PART_END, ""))


def _gather_parts(element: etree._Element, found: list[str]) -> None:
    if element.text:
        found.append(element.text)
    for n, child in enumerate(element):
        if child.tag in _PARTS_OF_ADDRESS:
            found.append(_PART)
            _gather_parts(child, found)
            found.append(_PART_END)
        elif child.tag not in _NO_ADDRESS and not (n == 0 and _is_number(element, child)):
            _gather_child(child, found)
        if child.tail:
            found.append(child.tail)


def _is_number(element: etree._Element, child: etree._Element) -> bool:
    """Whether the first child is the number of an affiliation that has no `label`: ``<aff><sup>1</sup>Department …``."""
    return child.tag in ("sup", "bold") and not (element.text or "").strip() and len(child.text or "") <= 3


def _gather_name(element: etree._Element, pieces: list[str]) -> None:
    """The name of a body, without its members, addresses and numbers."""
    if element.text:
        pieces.append(element.text)
    for child in element:
        if child.tag not in _NO_NAME and child.get("content-type") != "funder-identifier":
            _gather_name(child, pieces)
        pieces.append(child.tail or "")


_GATHERERS: Final[dict[str, Callable[[etree._Element, list[str]], None]]] = {
    "abstract": _gather_abstract,
    "aff": _gather_address,
    "collab": _gather_name,
    "funding-source": _gather_name,
    "institution-wrap": _gather_name,
    "sec": _gather_section,
    "trans-abstract": _gather_abstract,
}

__all__ = ["is_main", "plain"]
