"""The statements of one record, in the form in which they are stored, digested, validated and counted: N-Triples lines.

Lines are what every later step needs (a digest over sorted lines, chunk files, the engine's input, the store's bulk loader),
so terms are turned into text once. Each line is canonical N-Triples without its newline (RDF 1.1 N-Triples §4).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256

from pyoxigraph import Quad, RdfFormat, Triple, parse, serialize


@dataclass(frozen=True, slots=True)
class RecordGraph:
    """What one record says, split by the named graph it goes to.

    Attributes:
        record_id: verbatim.
        graph: IRI of the document, which names the record's graph.
        own: lines about the document and its hash IRIs; sorted, unique.
        shared: (graph IRI, line) about entities that other records speak of too; sorted, unique.
        recovered: lines of the graph ``{graph}#recovered``; empty unless the settings ask for recovery.
        fields: line of `own` or `shared` to the source field that says it; only for a graph that was mapped in this run.
    """

    record_id: str
    graph: str
    own: tuple[str, ...]
    shared: tuple[tuple[str, str], ...]
    recovered: tuple[str, ...] = ()
    fields: Mapping[str, str] = field(default_factory=dict, compare=False, repr=False)

    @property
    def recovered_graph(self) -> str:
        """Name of the graph of recovered statements."""
        return f"{self.graph}#recovered"

    @property
    def ntriples(self) -> str:
        """Own and shared statements, N-Triples, each line ended: what a validator looks at."""
        return "\n".join([*self.own, *[line for _, line in self.shared], ""])

    @property
    def nquads(self) -> str:
        """Every statement in its graph, N-Quads."""
        shared = "".join([f"{line[:-1]}<{graph}> .\n" for graph, line in self.shared])
        return _quads(self.own, self.graph) + shared + _quads(self.recovered, self.recovered_graph)

    @property
    def digest(self) -> bytes:
        """SHA-256 over the N-Quads: equal if and only if the statements are."""
        return sha256(self.nquads.encode()).digest()

    def field_of(self, subject: str, predicate: str = "", value: str = "") -> str:
        """The source field of a statement, several joined by ``+``; "" if none is known.

        Args:
            subject: IRI.
            predicate: IRI; "" for whatever is said of the subject.
            value: N-Triples, as :class:`ld.findings.Finding` has it: perhaps cut. If no statement has it, all of that subject
                and predicate count: the engines may spell a literal otherwise than the mapping.

        >>> line = '<http://a> <http://b> "c" .'
        >>> RecordGraph("1", "http://a", (line,), (), fields={line: "245$a"}).field_of("http://a", "http://b")
        '245$a'
        """
        start = f"<{subject}> <{predicate}> " if predicate else f"<{subject}> "
        said = {line[len(start) : -2]: name for line, name in self.fields.items() if line.startswith(start)}
        names = [said[value]] if value in said else said.values()
        return "+".join(dict.fromkeys(name for name in names if name))

    def __len__(self) -> int:
        return len(self.own) + len(self.shared) + len(self.recovered)


def _quads(lines: tuple[str, ...], graph: str) -> str:
    """Lines of one graph as N-Quads, each line ended."""
    return f"<{graph}> .\n".join([*[line[:-1] for line in lines], ""])


def quad_line(line: str, graph: str) -> str:
    """An N-Triples line as an N-Quads line of a graph.

    >>> quad_line("<http://a> <http://b> <http://c> .", "http://g")
    '<http://a> <http://b> <http://c> <http://g> .'
    """
    return f"{line[:-1]}<{graph}> ."


def to_lines(triples: Iterable[Triple]) -> list[str]:
    """Triples as N-Triples lines, in the order given.

    >>> from pyoxigraph import Literal, NamedNode
    >>> to_lines([Triple(NamedNode("http://a"), NamedNode("http://b"), Literal("c"))])
    ['<http://a> <http://b> "c" .']
    """
    # Not splitlines(): a literal may hold U+2028 and its like, which N-Triples does not escape.
    data = serialize(triples, format=RdfFormat.N_TRIPLES)
    assert data is not None  # no output was given, so the bytes are returned
    return data.decode().split("\n")[:-1]


def to_triples(lines: Iterable[str]) -> list[Triple]:
    """The reverse of :func:`to_lines`; for lines that were written by it.

    >>> [t.object.value for t in to_triples(['<http://a> <http://b> "c" .'])]
    ['c']
    """
    return [quad.triple for quad in parse("\n".join(lines), format=RdfFormat.N_TRIPLES)]


def to_quads(graph: RecordGraph) -> list[Quad]:
    """A record's statements, each in its named graph.

    >>> graph = RecordGraph("1", "http://g", ("<http://a> <http://b> <http://c> .",), ())
    >>> to_quads(graph)[0].graph_name.value
    'http://g'
    """
    return list(parse(graph.nquads, format=RdfFormat.N_QUADS))


__all__ = ["RecordGraph", "quad_line", "to_lines", "to_quads", "to_triples"]
