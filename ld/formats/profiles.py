"""The profiles in which a document is published: all that is said, or one vocabulary of it.

Spec: https://www.w3.org/TR/dx-prof-conneg/ §3 (a profile is a named set of constraints on one or more vocabularies).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from pyoxigraph import NamedNode, Quad

from ld.errors import UnknownResourceError
from ld.formats.base import Description
from ld.namespaces import DCMITYPE, DCTERMS, FOAF, RDF, RDFS, SCHEMA


@dataclass(frozen=True, slots=True)
class Profile:
    """A profile.

    Attributes:
        name: token, as in ``_profile``.
        title: for people, in English.
        description: what it holds, in English.
        bases: IRIs of what it is a profile of.
        namespaces: of the terms that it holds; empty for all terms.
        besides: properties of other vocabularies that hold it together.
    """

    name: str
    title: str
    description: str
    bases: tuple[str, ...] = ()
    namespaces: tuple[str, ...] = ()
    besides: frozenset[NamedNode] = frozenset()

    def iri(self, base: str) -> str:
        """Its IRI, which is also the address of its description.

        >>> FULL.iri("https://example.org")
        'https://example.org/profile/full'
        """
        return f"{base}/profile/{self.name}"

    def holds(self, quad: Quad) -> bool:
        """Whether a statement is one of the profile's vocabulary."""
        if quad.predicate == RDF.type:
            return isinstance(quad.object, NamedNode) and _within(quad.object.value, self.namespaces)
        return quad.predicate in self.besides or _within(quad.predicate.value, self.namespaces)

    def select(self, document: str, quads: Iterable[Quad]) -> Sequence[Quad]:
        """The statements of a description that are the profile's.

        Args:
            document: IRI of the document that is described.
            quads: all that is said in it.
        Returns:
            Those in the profile's vocabulary about the document, what it is about, and what these lead to; of statements
            that nothing leads to any more, none. In the order given.

        >>> from pyoxigraph import Literal
        >>> doc, it, other = (NamedNode(f"http://x/1{end}") for end in ("", "#it", "#b"))
        >>> quads = [Quad(doc, SCHEMA.mainEntity, it), Quad(it, SCHEMA.name, Literal("A")), Quad(it, DCTERMS.title, Literal("A")),
        ...          Quad(it, DCTERMS.language, other), Quad(other, SCHEMA.name, Literal("English"))]
        >>> [quad.predicate.value for quad in SCHEMA_ORG.select("http://x/1", quads)]
        ['https://schema.org/mainEntity', 'https://schema.org/name']
        """
        if not self.namespaces:
            return list(quads)
        held = [quad for quad in quads if self.holds(quad)]
        reached = _reached(document, held)
        return [quad for quad in held if quad.subject in reached]

    def describe(self, document: str, quads: Sequence[Quad], context: str) -> Description:
        """What the profile has of a document, to be written in the order that the whole has.

        Args:
            document: its IRI.
            quads: all that is said in it.
            context: address of the JSON-LD context.
        """
        if not self.namespaces:
            return Description(document, quads, context)
        return Description(document, self.select(document, quads), context, guides=quads)


@lru_cache(maxsize=4096)
def _within(iri: str, namespaces: tuple[str, ...]) -> bool:
    return not namespaces or iri.startswith(namespaces)


def _reached(document: str, quads: Sequence[Quad]) -> set[object]:
    leads: dict[object, list[object]] = {}
    for quad in quads:
        leads.setdefault(quad.subject, []).append(quad.object)
    waiting: list[object] = [NamedNode(document), NamedNode(f"{document}#it")]
    reached = set(waiting)
    while waiting:
        for node in leads.get(waiting.pop(), ()):
            if node in leads and node not in reached:
                reached.add(node)
                waiting.append(node)
    return reached


FULL = Profile(
    name="full",
    title="Everything",
    description="All that is said: schema.org and Dublin Core side by side, with BIBO, SKOS and the MARC relators where these have no term.",
    bases=(SCHEMA.iri, DCTERMS.iri),
)
SCHEMA_ORG = Profile(
    name="schema",
    title="schema.org",
    description="What is said in schema.org's terms: what search engines read.",
    bases=(SCHEMA.iri,),
    namespaces=(SCHEMA.iri,),
)
DUBLIN_CORE = Profile(
    name="dcterms",
    title="Dublin Core",
    description="What is said in DCMI Metadata Terms. The names of what these refer to are given as rdfs:label, and foaf:primaryTopic leads from the document to the thing.",
    bases=(DCTERMS.iri,),
    namespaces=(DCTERMS.iri, DCMITYPE.iri),
    besides=frozenset({FOAF.primaryTopic, RDFS.label}),
)

PROFILES: dict[str, Profile] = {profile.name: profile for profile in (FULL, SCHEMA_ORG, DUBLIN_CORE)}
"""By name; the first is the one for whoever asks for none."""


def profile(name: str) -> Profile:
    """The profile of a name.

    Raises:
        UnknownResourceError: there is none; the message lists those that there are.

    >>> profile("dcterms").title
    'Dublin Core'
    """
    if name not in PROFILES:
        raise UnknownResourceError(f"There is no profile {name[:80]!r}; there are {', '.join(PROFILES)}.")
    return PROFILES[name]


__all__ = ["DUBLIN_CORE", "FULL", "PROFILES", "SCHEMA_ORG", "Profile", "profile"]
