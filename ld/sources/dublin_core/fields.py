"""A Dublin Core record's elements as a parser takes them: values with language, scheme and address, each accounted for.

The fifteen elements of 1.1 and the terms of dcterms are alike here, whatever their namespace: repositories mix the two, bind
their prefixes to other addresses, or to none.
"""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from ld.errors import LexicalError
from ld.findings import FieldOutcome, Outcome, Severity
from ld.normalize.languages import language_tag
from ld.sources.xml import Elements, local_name
from ld.sources.xml.namespaces import RDF_RESOURCE, XML_LANG, XSI_TYPE

_REFINEMENTS = {
    "title": {"alternative": "alternative"},
    "description": {
        "abstract": "abstract",
        "tableofcontents": "tableOfContents",
        "notification": "note",
        "provenance": "provenance",
    },
    "date": {
        "issued": "issued",
        "created": "created",
        "available": "available",
        "accessioned": "available",
        "modified": "modified",
        "copyright": "dateCopyrighted",
        "submitted": "dateSubmitted",
        "accepted": "dateAccepted",
    },
    "identifier": {"citation": "bibliographicCitation"},
    "relation": {
        "ispartof": "isPartOf",
        "ispartofseries": "isPartOf",
        "numberofseries": "numberOfSeries",
        "issn": "issn",
        "haspart": "hasPart",
        "isversionof": "isVersionOf",
        "hasversion": "hasVersion",
        "isformatof": "isFormatOf",
        "hasformat": "hasFormat",
        "references": "references",
        "isreferencedby": "isReferencedBy",
        "replaces": "replaces",
        "isreplacedby": "isReplacedBy",
        "requires": "requires",
    },
    "coverage": {"spatial": "spatial", "temporal": "temporal"},
    "format": {"extent": "extent", "medium": "medium"},
    "rights": {
        "license": "license",
        "uri": "license",
        "accesslevel": "accessRights",
        "accessrights": "accessRights",
        "holder": "rightsHolder",
        "notdisplayable": "not-displayable",
    },
}
"""Qualifiers of the qualified Dublin Core of repositories (`type`, `qualifier`) and the terms of dcterms that they are."""

_ALIASES = {"dateCreated": "created", "dateModified": "modified", "inLanguage": "language"}
"""Terms of schema.org beside Dublin Core's in learning objects of a Finnish profile."""

_ATTRIBUTES = (RDF_RESOURCE, "href", "valueURI", "resource")
_LONG = frozenset({"description", "abstract", "tableOfContents"})
"""Terms whose line breaks stay."""

_MEANINGS: dict[str, tuple[Outcome, str]] = {
    "audience": (Outcome.DROPPED, "audience"),
    "conformsTo": (Outcome.DROPPED, "standard"),
    "instructionalMethod": (Outcome.DROPPED, "teaching"),
    "educationLevel": (Outcome.DROPPED, "teaching"),
    "mediator": (Outcome.DROPPED, "audience"),
    "accrualMethod": (Outcome.DROPPED, "accrual"),
    "accrualPolicy": (Outcome.DROPPED, "accrual"),
    "accrualPeriodicity": (Outcome.DROPPED, "accrual"),
    "valid": (Outcome.DROPPED, "validity"),
    "provenance": (Outcome.LOCAL, "custody"),
    "not-displayable": (Outcome.DROPPED, "not-displayable"),
    "intermediateProvider": (Outcome.LOCAL, "aggregator"),
    "object": (Outcome.DROPPED, "rendition"),
    "hasView": (Outcome.DROPPED, "rendition"),
    "begin": (Outcome.DERIVATIVE, "same-as-date"),
    "end": (Outcome.DERIVATIVE, "same-as-date"),
}
"""What terms are that no rule takes."""


@dataclass(frozen=True, slots=True)
class Value:
    """One statement of the record.

    Attributes:
        term: of dcterms, which may be another one than the element's name.
        text: on one line, clean, not empty; the address where the element has nothing but one.
        source: path of the element.
        language: tag of the text, where the record states it.
        scheme: what `xsi:type` or `type` says of the value's encoding, in lower case, without prefix: ``lcsh``, ``w3cdtf``.
        address: IRI that stands beside the text in an attribute, as written; empty if none does.
        element: for `drop` and `derive`.
    """

    term: str
    text: str
    source: str
    language: str | None
    scheme: str
    address: str
    element: etree._Element


class Statements:
    """The statements of one record.

    Args:
        root: the element whose children are the statements.
        record_id: for findings.
    """

    def __init__(self, root: etree._Element, record_id: str) -> None:
        self._elements = Elements(root, record_id, self._untaken)
        self._by_name: dict[str, list[etree._Element]] = {}
        self._taken: dict[str, tuple[Value, ...]] = {}
        self._language = _tag_of(root)
        for child in root:
            name = local_name(child)
            term = _term(name, child)
            self._by_name.setdefault(term, []).append(child)
            if term in _MEANINGS and term != name:
                self._elements.drop(child, _MEANINGS[term][1])

    def take(self, *names: str) -> tuple[Value, ...]:
        """The values of these terms, term by term, in the record's order; they count as mapped from now on."""
        if len(names) == 1:
            return self._take(names[0])
        return tuple(value for name in names for value in self._take(name))

    def nested(self, name: str) -> list[etree._Element]:
        """The elements of a term that holds others; what is read of them is taken by :meth:`value`."""
        return self._by_name.get(name, [])

    def value(self, element: etree._Element, *, lines: bool = False) -> Value | None:
        """The value of one element, which counts as mapped; None if it is blank.

        Args:
            lines: keep line breaks.
        """
        text = self._elements.text(element) if lines else self._elements.line(element)
        address, scheme, language = _attributes(element) if element.keys() else ("", "", None)
        if not text:
            if not address:
                return None
            self._elements.take(element)
        path = self._elements.path(element)
        term = path if "/" in path else _term(path, element)
        return Value(term, text or address, path, language or self._language, scheme, address, element)

    def drop(self, value: Value, reason: str) -> None:
        """The value is dropped."""
        self._elements.drop(value.element, reason)

    def derive(self, value: Value, reason: str) -> None:
        """The value is derivative: another one says the same."""
        self._elements.derive(value.element, reason)

    def remark(self, code: str, severity: Severity, value: Value, message: str) -> None:
        """Add a finding."""
        self._elements.remark(code, severity, value.source, value.text, message)

    @property
    def elements(self) -> Elements:
        """For remarks on the record as a whole."""
        return self._elements

    def coverage(self) -> tuple[FieldOutcome, ...]:
        """What became of every occurrence."""
        return self._elements.coverage()

    def _take(self, name: str) -> tuple[Value, ...]:
        found = self._taken.get(name)
        if found is None:
            elements = self._by_name.get(name)
            if elements is None:
                return ()
            values = [self.value(element, lines=name in _LONG) for element in elements]
            found = self._taken[name] = tuple([value for value in values if value is not None])
        return found

    def _untaken(self, path: str) -> tuple[Outcome, str]:
        return _MEANINGS.get(path.partition("/")[0], (Outcome.DROPPED, "not-dublin-core"))


def _term(name: str, element: etree._Element) -> str:
    """The term that an element of this local name is, by its qualifier."""
    refined = _REFINEMENTS.get(name)
    if refined is None:
        return _ALIASES.get(name, name)
    return refined.get(_qualifier(element).casefold(), name) if element.keys() else name


def _attributes(element: etree._Element) -> tuple[str, str, str | None]:
    """Address, encoding scheme and language."""
    address = next((text.strip() for name in _ATTRIBUTES if (text := element.get(name))), "")
    scheme = (element.get(XSI_TYPE) or _qualifier(element)).rpartition(":")[2].casefold()
    return address, scheme, _tag_of(element)


def _qualifier(element: etree._Element) -> str:
    return (element.get("type") or element.get("qualifier") or "").strip()


def _tag_of(element: etree._Element) -> str | None:
    """Qualified Dublin Core often has ``lang`` without its namespace, and ``-`` or ``*`` where nobody knows."""
    stated = element.get(XML_LANG) or element.get("lang")
    try:
        return language_tag(stated) if stated else None
    except LexicalError:
        return None


__all__ = ["Statements", "Value"]
