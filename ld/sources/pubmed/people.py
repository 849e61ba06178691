"""Authors, editors, investigators and persons as subjects; where they were, and their identifiers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, Final

from lxml import etree

from ld.errors import LexicalError
from ld.findings import Severity
from ld.normalize.identifiers import SCHEMES, Identifier, isni, orcid, ror
from ld.normalize.names import corporate_name
from ld.normalize.text import strip_isbd
from ld.record import Agent, AgentKind, Contribution, Text
from ld.sources.pubmed.citation import Citation, children, sources
from ld.sources.xml.elements import inner_text


def _in(scheme: str) -> Callable[[str], Identifier]:
    """A parser for a scheme that is nothing but its pattern."""
    known = SCHEMES[scheme]

    def parse(value: str) -> Identifier:
        if not known.pattern.fullmatch(value):
            raise LexicalError(value, f"an identifier of {known.label}")
        return Identifier(scheme, value, known.iri_template.format(value) if known.iri_template else None)

    return parse


_PARSERS: Final[dict[str, Callable[[str], Identifier]]] = {
    "ORCID": orcid,
    "ISNI": isni,
    "ROR": ror,
    "GRID": _in("grid"),
    "RINGGOLD": _in("ringgold"),
}
_CONTACT: Final = re.compile(
    r"[\s;,.]*(?:Electronic address:\s*)?[^\s@;,]+@[^\s@]+\s*$|[\s;,.]*Electronic address:.*$"
)
"""``Electronic address: a@b.org.`` behind an affiliation: how to reach the author, no part of the body's name."""


class People:
    """The agents of one record; bodies that several authors belong to are one object."""

    def __init__(self, citation: Citation) -> None:
        self._citation = citation
        self._bodies: dict[tuple[str, tuple[Identifier, ...]], Agent] = {}
        self._names: dict[str, str] = {}

    def agent(self, element: etree._Element, path: str) -> Agent | None:
        """Who an ``Author``, ``Investigator`` or ``PersonalNameSubject`` is; None if no name is given.

        Args:
            path: of the element.
        """
        parts: dict[str, str] = {}
        identifiers: list[Identifier] = []
        affiliations: list[Agent] = []
        for part in element:
            name = part.tag
            if name in _NAMES:
                parts[name] = self._citation.line(part)
                if name == "Initials" and parts[name] and (parts.get("ForeName") or parts.get("FirstName")):
                    self._citation.derive(part, "follows-from-forename")
            elif name == "AffiliationInfo":
                affiliations += self._body(part, f"{path}/AffiliationInfo")
            elif name == "Affiliation":  # DTDs before 2015
                affiliations += self._body(element, path)
            elif name == "Identifier":
                identifiers += self._identifier(part)
        places = dict.fromkeys(affiliations)
        return _collective(parts, path, identifiers, places) or _person(parts, path, identifiers, places)

    def _body(self, info: etree._Element, path: str) -> Iterator[Agent]:
        """Where somebody was. What the text says is the name of one body, and is never taken apart."""
        identifiers: list[Identifier] = []
        names: list[str] = []
        for part in info:
            if part.tag == "Affiliation":
                names.append(self._name_of_body(part))
            elif part.tag == "Identifier" and info.tag == "AffiliationInfo":
                identifiers += self._identifier(part)
        for name in filter(None, names):
            yield self._shared(name, tuple(identifiers), path)

    def _name_of_body(self, element: etree._Element) -> str:
        """The authors of an article mostly come from few places, so each text is read once."""
        raw = inner_text(element)
        name = self._names.get(raw)
        if name is None:
            text = self._citation.line(element)
            name = strip_isbd(_CONTACT.sub("", text) if "@" in text or "Electronic address" in text else text)
            if text and not name:
                self._citation.drop(element, "contact")
            self._names[raw] = name
        elif name:
            self._citation.take(element)
        else:
            self._citation.drop(element, "contact" if raw.strip() else "blank")
        return name

    def _shared(self, name: str, identifiers: tuple[Identifier, ...], path: str) -> Agent:
        found = self._bodies.get((name, identifiers))
        if found is None:
            source = sources(path, "Affiliation", *(("Identifier",) if identifiers else ()))
            found = Agent(AgentKind.ORGANIZATION, name, name, source, identifiers=identifiers)
            self._bodies[name, identifiers] = found
        return found

    def _identifier(self, element: etree._Element) -> Iterator[Identifier]:
        scheme = element.get("Source", "").strip().upper()
        value, parser = self._citation.line(element), _PARSERS.get(scheme)
        if parser is None:
            self._citation.drop(element, "scheme-unknown")
            return
        try:
            yield parser(value)
        except LexicalError as error:
            if value:
                self._citation.drop(element, f"invalid-{scheme.lower()}")
                message = f"{error}; the name is published without it. Correct it at its registry or with the journal."
                self._citation.remark(
                    f"identifier.{scheme.lower()}", Severity.WARNING, element, value, message
                )


_NAMES: Final = frozenset({"LastName", "ForeName", "FirstName", "Initials", "Suffix", "CollectiveName"})


def _collective(
    parts: dict[str, str], path: str, identifiers: list[Identifier], places: dict[Agent, None]
) -> Agent | None:
    if not parts.get("CollectiveName"):
        return None
    name = corporate_name(parts["CollectiveName"])
    names = ("CollectiveName", "Identifier") if identifiers else ("CollectiveName",)
    return Agent(
        AgentKind.ORGANIZATION,
        name.label,
        name.name,
        sources(path, *names),
        identifiers=tuple(identifiers),
        affiliations=tuple(places),
    )


def _person(
    parts: dict[str, str], path: str, identifiers: list[Identifier], places: dict[Agent, None]
) -> Agent | None:
    """NLM gives family and given name apart, so that nothing need be guessed; a single name stands as LastName."""
    family, suffix = parts.get("LastName", ""), parts.get("Suffix", "")
    given_in = next((name for name in ("ForeName", "FirstName", "Initials") if parts.get(name)), "")
    given = parts.get(given_in, "")
    label = ", ".join(filter(None, (family, given, suffix)))
    if not label:
        return None
    name = " ".join(filter(None, (given, family, suffix)))
    shown = [part for part in ("LastName", given_in, "Suffix") if parts.get(part)]
    source = sources(path, *shown, *(("Identifier",) if identifiers else ()))
    both = bool(family and given)
    return Agent(
        AgentKind.PERSON,
        label,
        name,
        source,
        alternates=(Text(label, source),) if label != name else (),
        family_name=family if both else None,
        given_name=given if both else None,
        suffix=suffix or None,
        identifiers=tuple(identifiers),
        affiliations=tuple(places),
    )


def contributions(citation: Citation, parts: dict[str, Any]) -> None:
    """Authors in order, then investigators: members of a collective author, who wrote nothing themselves."""
    people = People(citation)
    found = [*_authors(citation, people, citation.article, citation.prefix)]
    if citation.is_book and parts["whole_book"]:
        for book in children(citation.article, "Book"):
            found += _authors(citation, people, book, "Book/")
    for element in children(citation.citation, "InvestigatorList", "Investigator"):
        found += _contribution(citation, people, element, "InvestigatorList/Investigator", (), main=False)
    parts["contributions"] = tuple(found)
    subjects = children(citation.citation, "PersonalNameSubjectList", "PersonalNameSubject")
    agents = (people.agent(element, "PersonalNameSubjectList/PersonalNameSubject") for element in subjects)
    parts["subject_agents"] = tuple(filter(None, agents))


def _authors(
    citation: Citation, people: People, holder: etree._Element, prefix: str
) -> Iterator[Contribution]:
    path = f"{prefix}AuthorList/Author"
    for authors in children(holder, "AuthorList"):
        edited = authors.get("Type") == "editors"
        for element in children(authors, "Author"):
            yield from _contribution(
                citation, people, element, path, ("edt",) if edited else (), main=not edited
            )


def _contribution(
    citation: Citation,
    people: People,
    element: etree._Element,
    path: str,
    roles: tuple[str, ...],
    *,
    main: bool,
) -> Iterator[Contribution]:
    if element.get("ValidYN", "Y") == "N":  # the name as first printed; the right one stands beside it
        citation.drop(element, "corrected-name")
        return
    agent = people.agent(element, path)
    if agent:
        yield Contribution(agent, roles, main=main, source=agent.source)


__all__ = ["People", "contributions"]
