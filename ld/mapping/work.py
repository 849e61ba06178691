"""The graph of one record under construction: what the mapping rules write to."""

from __future__ import annotations

from pyoxigraph import Literal, NamedNode

from ld.iris import Iris
from ld.mapping.kinds import Kind, kind_of
from ld.namespaces import DCTERMS, EDTF, RDF, RDFS, SCHEMA, XSD
from ld.normalize.dates import Date
from ld.normalize.slugs import slug
from ld.record import BibRecord, Text

Node = NamedNode
Term = NamedNode | Literal
Statement = tuple[NamedNode, NamedNode, Term, str]
"""Subject, predicate, object, and the source field that says it (``""``: nobody says it, it follows from how we publish)."""

_DATATYPES = {
    "gYear": XSD.gYear,
    "gYearMonth": XSD.gYearMonth,
    "date": XSD.date,
    "dateTime": XSD.dateTime,
    "edtf": EDTF.EDTF,
}


class Work:
    """Collects the statements of one record and mints its hash IRIs.

    Statements about the document and its hash IRIs go to :attr:`own`; those about entities that other records speak of as
    well go to :attr:`shared` (their graph follows from their subject). Rules only ever append.

    Args:
        record: what to map.
        iris: mints the site's IRIs.
    """

    __slots__ = (
        "_described",
        "_names",
        "_nodes",
        "_stem",
        "_taken",
        "doc",
        "iris",
        "kind",
        "own",
        "record",
        "shared",
        "thing",
    )

    def __init__(self, record: BibRecord, iris: Iris) -> None:
        self.record = record
        self.iris = iris
        self.kind: Kind = kind_of(record)
        self.doc: Node = iris.record(record.id)
        self._stem = f"{self.doc.value}#"
        self.thing: Node = NamedNode(f"{self._stem}it")
        self.own: list[Statement] = []
        self.shared: list[Statement] = []
        self._nodes: dict[tuple[str, str], Node] = {}
        self._taken: set[str] = set()
        self._described: set[Node] = set()
        self._names: dict[tuple[Node, Node, str | None], Term] = {}

    def it(self, predicate: Node, value: Term, source: str) -> None:
        """State something of the thing."""
        self.own.append((self.thing, predicate, value, source))

    def both(self, schema: Node, dcterms: Node, value: Term, source: str) -> None:
        """State the same of the thing in both vocabularies."""
        self.own.append((self.thing, schema, value, source))
        self.own.append((self.thing, dcterms, value, source))

    def say(self, subject: Node, predicate: Node, value: Term, source: str) -> None:
        """State something of the document or of one of its hash IRIs."""
        self.own.append((subject, predicate, value, source))

    def share(self, subject: Node, predicate: Node, value: Term, source: str) -> None:
        """State something of an entity that records share, or of a foreign IRI.

        One record may name it twice in different forms (two authors with one ORCID): the first is its name here, as in a
        catalogue that has most records on its side; the others are alternate names.
        """
        if predicate is RDFS.label or predicate is SCHEMA.name or predicate is DCTERMS.title:
            tag = value.language if isinstance(value, Literal) else None
            if self._names.setdefault((subject, predicate, tag), value) != value:
                predicate = SCHEMA.alternateName
        self.shared.append((subject, predicate, value, source))

    def hash(self, fragment: str) -> Node:
        """The hash IRI of the record with exactly this fragment."""
        return NamedNode(self._stem + fragment)

    def node(self, kind: str, label: str, slug_of: str | None = None) -> Node:
        """The hash IRI ``#{kind}-{slug}`` of what is called `label`; another label of the same slug gets ``-2``."""
        known = self._nodes.get((kind, label))
        if known is not None:
            return known
        stem = fragment = f"{kind}-{slug(label if slug_of is None else slug_of)}"
        n = 1
        while fragment in self._taken:
            n += 1
            fragment = f"{stem}-{n}"
        self._taken.add(fragment)
        node = self._nodes[kind, label] = self.hash(fragment)
        return node

    def first(self, node: Node) -> bool:
        """Whether nobody has described `node` yet; true once for each."""
        if node in self._described:
            return False
        self._described.add(node)
        return True


def text(value: Text) -> Literal:
    """A string with its language tag, if the source states one."""
    return Literal(value.value, language=value.language) if value.language else Literal(value.value)


def date(value: Date) -> Literal:
    """A date in the precision it has (XSD 1.1 Part 2 §3.3; EDTF)."""
    return Literal(value.lexical, datatype=_DATATYPES[value.datatype])


def types(work: Work, node: Node, *classes: Node, source: str) -> None:
    """Type a hash IRI."""
    for class_ in classes:
        work.say(node, RDF.type, class_, source)
