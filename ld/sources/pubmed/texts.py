"""Abstracts in every language, notes, and whose copyright it is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from lxml import etree

from ld.errors import LexicalError
from ld.findings import Severity
from ld.normalize.languages import language
from ld.normalize.licences import find_licence
from ld.record import Rights, RightsKind, Stated, Text
from ld.sources.pubmed.citation import Citation, children

_UNLABELLED: Final = "UNLABELLED"
_PLACEHOLDER: Final = "abstract available from the publisher"
_ENGLISH: Final = "eng"
"""What `@Language` of ``OtherAbstract`` is by default (NLM's DTD)."""


def abstracts(citation: Citation, parts: dict[str, Any]) -> None:
    """The abstract, of which nobody states the language, then others, which state theirs; labels stand before their parts."""
    path = f"{citation.prefix}Abstract"
    found = [
        _joined(citation, element, f"{path}/AbstractText")
        for element in children(citation.article, "Abstract")
    ]
    for element in children(citation.citation, "OtherAbstract"):
        tag = _tag(citation, element)
        found.append(_joined(citation, element, "OtherAbstract/AbstractText", tag))
    parts["abstracts"] = tuple(filter(None, found))


def _joined(citation: Citation, abstract: etree._Element, path: str, tag: str | None = None) -> Text | None:
    pieces = list(_pieces(citation, abstract))
    return Text("\n".join(pieces), path, tag) if pieces else None


def _pieces(citation: Citation, abstract: etree._Element) -> Iterator[str]:
    for element in children(abstract, "AbstractText"):
        text = citation.line(element)
        label = " ".join(element.get("Label", "").split()).strip(":")
        if text.casefold().rstrip(".") == _PLACEHOLDER:
            citation.drop(element, "placeholder")
        elif text:
            yield f"{label}: {text}" if label and label.upper() != _UNLABELLED else text


def _tag(citation: Citation, element: etree._Element) -> str | None:
    code = element.get("Language", _ENGLISH).strip()
    try:
        found = language(code) if code else None
    except LexicalError as error:
        message = f"{error}; the abstract is published without a language."
        citation.remark("language-unknown", Severity.INFO, "OtherAbstract/@Language", code, message)
        return None
    return found.bcp47 if found else None


def rights(citation: Citation, parts: dict[str, Any]) -> None:
    """Notices of copyright, each once, and the licence that one of them names in a version."""
    found: dict[str, Rights] = {}
    for element, path in _notices(citation):
        said = citation.said(element, path)
        if said and said.value in found:
            citation.derive(element, "repeated")
        elif said:
            found[said.value] = Rights(RightsKind.COPYRIGHT, path, said)
            licence = find_licence(said.value)
            if licence and not parts.get("licence"):
                parts["licence"] = Stated(licence, path)
    parts["rights"] = tuple(found.values())


def _notices(citation: Citation) -> Iterator[tuple[etree._Element, str]]:
    name = "CopyrightInformation"
    for element in children(citation.article, "Abstract", name):
        yield element, f"{citation.prefix}Abstract/{name}"
    for element in children(citation.citation, "OtherAbstract", name):
        yield element, f"OtherAbstract/{name}"


def notes(citation: Citation, parts: dict[str, Any]) -> None:
    """NLM's notes, and numbers of data in other databases: ``ClinicalTrials.gov/NCT01234567``."""
    general = (citation.said(e, "GeneralNote") for e in children(citation.citation, "GeneralNote"))
    parts["notes"] = tuple(dict.fromkeys(filter(None, general)))
    parts["relations"] = tuple(dict.fromkeys(_data(citation)))


def _data(citation: Citation) -> Iterator[Text]:
    path = "Article/DataBankList/DataBank"
    for bank in children(citation.article, "DataBankList", "DataBank"):
        names = list(bank.iterchildren("DataBankName"))
        numbers = list(children(bank, "AccessionNumberList", "AccessionNumber"))
        name = citation.line(names[0]) if names else ""
        if name and not numbers:
            citation.drop(names[0], "no-accession-number")
        source = f"{path}/DataBankName+" if name else ""
        for element in numbers:
            number = citation.line(element)
            if number:
                value = f"{name}/{number}" if name else number
                yield Text(value, f"{source}{path}/AccessionNumberList/AccessionNumber")


__all__ = ["abstracts", "notes", "rights"]
