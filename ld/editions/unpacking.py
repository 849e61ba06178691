"""Records of a chunk file one by one, as they were converted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ld.editions.chunk_files import Material
from ld.editions.entries import Entry
from ld.graph import RecordGraph
from ld.papers import papers_in
from ld.register.facts import FormFacts, PartFacts, RowFacts
from ld.register.keys import id_of
from ld.register.model import State
from ld.search_text import SearchText
from ld.sharing import with_subject


def entries(part: PartFacts, material: Material) -> Iterator[Entry]:
    """The records of a part of a chunk, in their order."""
    lines, place = material.quads.decode().split("\n"), 0
    for row in part.rows:
        end = place + row.quads + row.recovered
        papers = papers_in(material.papers, row.frame, row.item)
        yield Entry(
            source=papers.source,
            source_digest=bytes.fromhex(row.source_digest),
            state=State(row.state),
            graph=_graph(papers.source.id, row, lines[place:end], part.forms) if row.graph else None,
            findings=papers.findings,
            coverage=papers.coverage,
            modified=row.stated,
            previous_ids=tuple(id_of(bytes.fromhex(key)) for key in row.previous),
            words=SearchText(*row.words),
        )
        place = end


def _graph(record_id: str, row: RowFacts, lines: Sequence[str], forms: Sequence[FormFacts]) -> RecordGraph:
    said = [forms[place] for place in row.forms]
    shared = [(form.graph, line) for form in said for line in with_subject(form.subject, form.tails)]
    own = _without_graph(lines[: row.quads], row.graph)
    recovered = _without_graph(lines[row.quads :], f"{row.graph}#recovered")
    return RecordGraph(record_id, row.graph, own, tuple(sorted(shared)), recovered)


def _without_graph(lines: Sequence[str], graph: str) -> tuple[str, ...]:
    """N-Quads lines as N-Triples lines, see :func:`ld.graph.quad_line`."""
    end = len(f"<{graph}> .")
    return tuple(f"{line[:-end]}." for line in lines)


__all__ = ["entries"]
