"""Where contributors work: affiliations by reference, beside the name, or of a whole group.

Source: JATS 1.3, `aff`, `aff-alternatives`, `xref`, `institution-id`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from lxml import etree

from ld.errors import LexicalError
from ld.findings import Severity
from ld.normalize.identifiers import Identifier, from_url, funder, isni, ror
from ld.normalize.schemes import identifier
from ld.normalize.text import line, strip_isbd
from ld.record import Agent, AgentKind, Text
from ld.sources.jats.article import Article, find_all
from ld.sources.xml.elements import inner_text


def _of_scheme(scheme: str) -> Callable[[str], Identifier]:
    def read(value: str) -> Identifier:
        last = value.strip().rstrip("/").rpartition("/")[2]
        found = identifier(scheme, last.lower() if scheme == "grid" else last)
        if found is None:
            raise LexicalError(value, f"an identifier of {scheme}")
        return found

    return read


def _by_address(value: str) -> Identifier:
    found = from_url(value)
    if found is not None and found.scheme == "doi":
        return funder(found.value)  # bodies have no other DOIs than those of the registry of funders
    if found is None:
        raise LexicalError(value, "an identifier that we know")
    return found


_READERS: Final[dict[str, Callable[[str], Identifier]]] = {
    "doi": funder,
    "funder-id": funder,
    "fundref": funder,
    "grid": _of_scheme("grid"),
    "isni": isni,
    "open-funder-registry": funder,
    "ringgold": _of_scheme("ringgold"),
    "ror": ror,
    "wikidata": _of_scheme("wikidata"),
}


def institution_ids(article: Article, element: etree._Element) -> tuple[Identifier, ...]:
    """Identifiers of the body that `element` names: ROR, GRID, ISNI, Ringgold, the registry of funders, Wikidata.

    Two of one scheme are those of two bodies in one address: neither is that of the whole, so both are left out.
    """
    found = tuple(
        dict.fromkeys(
            one
            for child in element.iter("institution-id", "named-content")
            for one in _institution_id(article, child)
        )
    )
    schemes = [one.scheme for one in found]
    if len(set(schemes)) == len(schemes):
        return found
    article.remark(
        "institution-ambiguous",
        Severity.INFO,
        element,
        ", ".join(one.value for one in found),
        "One address names several bodies with identifiers; give each an element of its own.",
    )
    return ()


def _institution_id(article: Article, element: etree._Element) -> Iterator[Identifier]:
    if element.tag == "named-content" and element.get("content-type") != "funder-identifier":
        return
    kind = element.get("institution-id-type", "").strip().lower()
    kind = "doi" if element.tag == "named-content" else kind
    value = line(inner_text(element))
    if not value:
        return
    try:
        yield _READERS.get(kind, _by_address)(value)
    except LexicalError as error:
        try:
            yield _by_address(value)
        except LexicalError:
            article.remark("institution-id", Severity.INFO, element, value, f"{error}; it is left out.")


class Affiliations:
    """The affiliations of an article, each read once, when a contributor first has it.

    Args:
        article: whose front matter is looked through.
    """

    def __init__(self, article: Article) -> None:
        self._article = article
        self._named = {
            key: element
            for element in article.front.iter("aff", "aff-alternatives")
            if (key := element.get("id"))
        }
        self._agents: dict[etree._Element, Agent | None] = {}

    def of(self, contributor: etree._Element) -> tuple[Agent, ...]:
        """Those of one `contrib`, each once: the ones it points to, and the ones inside of it.

        Many write ``<xref ref-type="aff" rid="a1 a2"/>`` for two.
        """
        elements = [
            self._named[key]
            for pointer in contributor.iterchildren("xref")
            for key in pointer.get("rid", "").split()
            if key in self._named
        ]
        elements += contributor.iterchildren("aff", "aff-alternatives")
        return self._agents_of(elements)

    def of_group(self, group: etree._Element) -> tuple[Agent, ...]:
        """Those of all of a `contrib-group`: inside of it, while nobody in it points to any."""
        pointed = {key for pointer in group.iter("xref") for key in pointer.get("rid", "").split()}
        own = list(group.iterchildren("aff", "aff-alternatives"))
        if any(element.get("id") in pointed for element in own) or not own:
            return ()
        return self._agents_of(own)

    def of_the_only(self) -> tuple[Agent, ...]:
        """Those of the article, for its only contributor: there is nobody else whose they could be."""
        return self._agents_of(list(self._article.meta.iterchildren("aff", "aff-alternatives")))

    def _agents_of(self, elements: list[etree._Element]) -> tuple[Agent, ...]:
        agents = (self._agent(element) for element in elements)
        return tuple(dict.fromkeys(agent for agent in agents if agent))

    def _agent(self, element: etree._Element) -> Agent | None:
        if element not in self._agents:
            self._agents[element] = self._read(element)
        return self._agents[element]

    def _read(self, element: etree._Element) -> Agent | None:
        """One body; of `aff-alternatives` the first form names it."""
        forms = list(find_all(element, "aff")) if element.tag == "aff-alternatives" else [element]
        names = [(form, name) for form in forms if (name := strip_isbd(self._article.line(form)))]
        if not names:
            return None
        first, label = names[0]
        alternates = tuple(
            Text(name, self._article.path(form), self._article.stated_tag(form)) for form, name in names[1:]
        )
        ids = tuple(dict.fromkeys(one for form, _ in names for one in institution_ids(self._article, form)))
        return Agent(
            AgentKind.ORGANIZATION, label, label, self._article.path(first), alternates, identifiers=ids
        )


__all__ = ["Affiliations", "institution_ids"]
