"""Frames, ours and strangers'."""

from __future__ import annotations

from pathlib import Path
from time import process_time

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import RdfFormat, parse

from ld.errors import FrameError, UnknownResourceError
from ld.formats import Description
from ld.formats.frames import FRAMES, LONGEST, frame_document, framed, framed_by, own_frame
from ld.formats.pyld_adapter import to_triples

CONTEXT = "https://catalog.example.org/context/v1.jsonld"
DOC = "https://catalog.example.org/record/pubmed-5577770"
EXAMPLE = Path(__file__).parents[2] / "data/worked-examples/pubmed-5577770.ttl"
QUADS = list(parse(path=EXAMPLE, format=RdfFormat.TURTLE))
DESCRIPTION = Description(DOC, QUADS, CONTEXT)


@pytest.mark.parametrize("name", FRAMES)
def test_ours_give_a_part_of_the_graph(name: str) -> None:
    triples = to_triples(framed(DESCRIPTION, name), context=CONTEXT)  # type: ignore[arg-type]  # JSON
    assert len(triples) > 20
    assert {str(triple) for triple in triples} <= {str(quad.triple) for quad in QUADS}


def test_the_first_gives_the_whole() -> None:
    (name, *_) = FRAMES
    triples = to_triples(framed(DESCRIPTION, name), context=CONTEXT)
    assert {str(triple) for triple in triples} == {str(quad.triple) for quad in QUADS}


def test_a_citation_is_one_object_with_what_it_takes() -> None:
    found = framed(DESCRIPTION, "citation")
    assert isinstance(found, dict)
    assert found["id"] == "#it"
    assert {"name", "author", "datePublished", "publisher", "identifier"} <= set(found)
    assert "abstract" not in found
    assert None not in found.values()
    assert len(found["author"]) == 9


def test_agents_stand_side_by_side() -> None:
    found = framed(DESCRIPTION, "agents")
    assert isinstance(found, dict)
    assert len(found["@graph"]) == 11


def test_frames_are_documents_of_their_own() -> None:
    """What is published can be applied by others: to the record alone it selects the same nodes."""
    published = frame_document("agents", CONTEXT)
    assert framed_by(DESCRIPTION, orjson.dumps(published)) != {}
    with pytest.raises(UnknownResourceError, match="record, thing, citation, agents"):
        own_frame("none")


def test_a_strangers_frame() -> None:
    frame = {"@context": CONTEXT, "type": "Person", "@explicit": True, "familyName": {}}
    found = framed_by(DESCRIPTION, orjson.dumps(frame))
    assert isinstance(found, dict)
    assert sorted(person["familyName"] for person in found["@graph"])[0] == "Atchison"
    assert all(set(person) == {"id", "type", "familyName"} for person in found["@graph"])


@pytest.mark.parametrize(
    ("frame", "reason"),
    [
        (b"", "not JSON"),
        (b"{", "not JSON"),
        (b"\xff\xfe", "not JSON"),
        (b"[]", "one JSON object"),
        (b'"x"', "one JSON object"),
        (b'{"a": ' * 40 + b"1" + b"}" * 40, "deeper"),
        (b'{"x": "' + b"y" * LONGEST + b'"}', "bytes"),
        (b'{"@context": "http://127.0.0.1:1/context"}', "not among"),
        (b'{"@context": "file:///etc/passwd"}', "not among"),
        (b'{"@context": {"@import": "http://127.0.0.1:1/x"}}', "not among"),
        (b'{"@context": {"a": 5}}', "cannot be applied"),
        (b'{"@id": 5}', "cannot be applied"),
        (b'{"@embed": "@sometimes"}', "cannot be applied"),
        (b'{"@type": 5}', "cannot be applied"),
    ],
)
def test_frames_that_are_none(frame: bytes, reason: str) -> None:
    with pytest.raises(FrameError, match=reason):
        framed_by(DESCRIPTION, frame)


def _nested(key: str, depth: int) -> dict[str, object]:
    frame: dict[str, object] = {}
    for _ in range(depth):
        frame = {key: frame}
    return frame


@pytest.mark.parametrize(
    "frame",
    [
        _nested("@included", 30),
        {"@embed": "@always", **_nested("@included", 20)},
        {"@reverse": {name: {"@included": {"@included": {}}} for name in ("schema:author", "dcterms:creator", "rdf:type")},
         "@context": CONTEXT},
        {"@context": {f"t{n}": f"http://x/{n}" for n in range(1500)}},
        {"@context": [CONTEXT] * 900},
    ],
)  # fmt: skip
def test_hostile_frames_end(frame: dict[str, object]) -> None:
    begun = process_time()
    try:
        framed_by(DESCRIPTION, orjson.dumps(frame))
    except FrameError as error:
        assert "too long" in str(error) or "cannot be applied" in str(error)  # noqa: PT017 - both ends are right
    assert process_time() - begun < 8


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.sampled_from(["", "@always", "Person", CONTEXT, "@id", "_:b", "http://x/y"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
        st.sampled_from(["@context", "@id", "id", "@type", "type", "@embed", "@explicit", "@default", "@included", "@reverse", "@graph",
                         "@requireAll", "@omitDefault", "author", "name", "dcterms:creator", "@nest", "@list", "@set", "@value"]), inner, max_size=4),
    max_leaves=10,
)  # fmt: skip


@settings(deadline=None, max_examples=60)  # contexts are kept after their first use
@given(JSON)
def test_whatever_is_sent_is_framed_or_refused(frame: object) -> None:
    try:
        orjson.dumps(framed_by(DESCRIPTION, orjson.dumps(frame)))
    except FrameError as error:
        assert str(error)  # noqa: PT017 - both ends are right
