"""Statements of one document, read for a page: values by property, labels, and what each term looks like."""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import Literal, NamedNode, Quad

from flask_app.pages.values import Link, Site, Value, short, site_name
from flask_app.pages.vocabulary import KINDS, words
from ld.formats.names import prefixed
from ld.formats.order import Nodes, Term
from ld.namespaces import PREFIXES

_LABELS = ("rdfs:label", "schema:name", "dcterms:title", "skos:notation", "dcterms:description")
_SCHEMA = PREFIXES["schema"]


def iri(name: str) -> str:
    """The IRI of a prefixed name.

    >>> iri("dcterms:title")
    'http://purl.org/dc/terms/title'
    """
    prefix, _, local = name.partition(":")
    return PREFIXES[prefix] + local


class Reading:
    """A document's statements, for pages.

    Args:
        document: its IRI.
        quads: every statement of it; what is said twice counts once.
        site: whose page it is.
    """

    def __init__(self, document: str, quads: Iterable[Quad], site: Site) -> None:
        self.document = document
        self.site = site
        self.nodes = Nodes(document, quads)
        self._known: dict[str, dict[str, list[Term]]] = {}

    def said(self, subject: str) -> dict[str, list[Term]]:
        """Everything said of a node: predicate to values, both in reading order."""
        if subject not in self._known:
            self._known[subject] = dict(self.nodes.properties(subject))
        return self._known[subject]

    def terms(self, subject: str, *names: str) -> list[Term]:
        """The values of some properties (prefixed names) of a node, each once."""
        said = self.said(subject)
        return list(dict.fromkeys(value for name in names for value in said.get(iri(name), ())))

    def iris(self, subject: str, *names: str) -> list[str]:
        """Those values that are IRIs."""
        return [term.value for term in self.terms(subject, *names) if type(term) is NamedNode]

    def literals(self, subject: str, *names: str) -> list[Literal]:
        """Those values that are literals."""
        return [term for term in self.terms(subject, *names) if type(term) is Literal]

    @property
    def thing(self) -> str:
        """What the document is about; the document itself if it does not say."""
        topics = self.iris(self.document, "schema:mainEntity", "foaf:primaryTopic")
        own = f"{self.document}#it"
        return topics[0] if topics else own if own in self.nodes else self.document

    def label(self, subject: str, *names: str) -> Literal | None:
        """What a node is called: by the first of the properties that it has; of several languages the untagged, or English."""
        for name in names or _LABELS:
            found = self.literals(subject, name)
            if found:
                return min(found, key=lambda literal: _LANGUAGES.get(literal.language or "", 2))
        return None

    def kinds(self, subject: str) -> list[str]:
        """What a node is, in words: its schema.org classes, else its others."""
        classes = self.iris(subject, "rdf:type")
        own = [name for name in classes if name.startswith(_SCHEMA)] or classes
        names = [_local(name) for name in own]
        return list(dict.fromkeys(KINDS.get(name) or words(name) for name in names))

    def value(self, term: Term, *, note: str = "", names: tuple[str, ...] = ()) -> Value:
        """What a term looks like.

        Args:
            note: see :class:`~flask_app.pages.values.Value`.
            names: properties to take a node's name from, instead of the usual ones.
        """
        if type(term) is Literal:
            return Value(
                term.value or "—", language=term.language or "", note=note, href=_address(term, self.site)
            )
        return self._node(term.value, note, names)

    def _node(self, node: str, note: str, names: tuple[str, ...]) -> Value:
        label = (self.label(node, *names) if names else None) or self.label(node)
        same = self.iris(node, "schema:sameAs", "owl:sameAs")
        own = [other for other in same if self.site.owns(other)]
        more = [Link(site_name(other), self.site.href(other)) for other in same if other not in own]
        return Value(
            label.value if label is not None and label.value else short(node),
            href=self.site.href(own[0] if own else node, self.document),
            language=(label.language or "") if label is not None else "",
            note=note,
            more=tuple(dict.fromkeys(link for link in more if link.href)),
        )

    def statements(self) -> list[tuple[str, list[tuple[str, list[Term]]]]]:
        """Every subject with all that is said of it, in reading order."""
        return [(subject, self.nodes.properties(subject)) for subject in self.nodes.walk()]


_LANGUAGES = {"": 0, "en": 1}


def _address(literal: Literal, site: Site) -> str:
    """A literal of the type anyURI is a link, if it is an address of the web."""
    return site.href(literal.value) if literal.datatype.value == iri("xsd:anyURI") else ""


def _local(name: str) -> str:
    parts = prefixed(name)
    return parts[1] if parts else name.rstrip("/#").rpartition("/")[2].rpartition("#")[2]


__all__ = ["Reading", "iri"]
