"""What nodes are called, one by one or all at once."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Triple

from ld.graph import to_lines
from ld.namespaces import RDFS, SCHEMA
from shapes.ancestors import seen
from shapes.labels import Labels

NODES = [NamedNode(f"http://x/{n}") for n in range(12)]
NAMINGS = st.lists(st.tuples(st.sampled_from(NODES), st.sampled_from([RDFS.label, SCHEMA.name]), st.text()))


@given(NAMINGS)
def test_few_and_many_are_called_the_same(namings: list[tuple[NamedNode, NamedNode, str]]) -> None:
    lines = to_lines(Triple(node, predicate, Literal(text)) for node, predicate, text in namings)
    triples = "".join(f"{line}\n" for line in lines)
    together, asked = Labels(triples), seen(triples).asked
    assert asked is not None
    for node in NODES:
        assert (
            together.of(node.value) == Labels(triples).of(node.value) == Labels(triples, asked).of(node.value)
        )


def test_a_label_goes_before_a_name_and_the_first_before_others() -> None:
    node = NODES[0]
    said = [(SCHEMA.name, "A"), (RDFS.label, "C"), (RDFS.label, "B")]
    lines = to_lines(Triple(node, predicate, Literal(text)) for predicate, text in said)
    assert Labels("\n".join(lines)).of(node.value) == "B"
    assert Labels(lines[0]).of(node.value) == "A"
    assert Labels("").of(node.value) == ""


def test_labels_are_cut_and_unescaped() -> None:
    lines = to_lines([Triple(NODES[0], SCHEMA.name, Literal('say "a"\n' + "x" * 200))])
    found = Labels("\n".join(lines)).of(NODES[0].value)
    assert found.startswith('say "a"')
    assert len(found) <= 90
