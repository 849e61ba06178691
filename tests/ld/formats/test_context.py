"""The bundled context: agrees with the vocabularies, and is read here as PyLD reads it."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import orjson
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pyoxigraph import NamedNode, parse

from ld.errors import FormatError, UnknownResourceError
from ld.formats.context import VERSIONS, context_document, context_path, frozen_loader, own_context
from ld.formats.pyld_adapter import expand
from ld.namespaces import PREFIXES, VOCABULARIES

ADDRESS = "https://catalog.example.org/context/v1.jsonld"
PUBLISHED = {"v1": "7e16ed27ad407c8d5f4e1300981dbda39d7d0d45b82f711f913cd4f1d74667cb"}
DEFINITION = orjson.loads(context_document())["@context"]
SIMPLE = {name: iri for name, iri in DEFINITION.items() if isinstance(iri, str) and not name.startswith("@")}
# Carriers are written whole: there are few, and their codes say nothing to a reader.
NOT_PREFIXES = {"carriers"}


def test_prefixes_are_the_projects() -> None:
    assert {name: SIMPLE.get(name) for name in PREFIXES if name not in NOT_PREFIXES} == {
        name: iri for name, iri in PREFIXES.items() if name not in NOT_PREFIXES
    }


def test_prefixes_end_where_a_name_begins() -> None:
    """JSON-LD 1.1 §4.2.2: a simple term is a prefix only if its IRI ends in a gen-delim."""
    assert all(iri[-1] in "/#" for name, iri in SIMPLE.items() if name not in {"id", "type"})


@pytest.mark.parametrize(
    "term", [term for namespace in VOCABULARIES.values() for term in namespace], ids=lambda term: term.value
)
def test_every_term_has_a_short_name_that_expands_to_it(term: NamedNode) -> None:
    key = own_context().key(term.value)
    assert key is not None
    assert "//" not in key.name
    assert own_context().expand(key.name, vocab=True) == term.value


@pytest.mark.shared
def test_what_always_holds_iris_is_said_to(shared: Path) -> None:
    """In the examples, plain strings stand for IRIs wherever a predicate never has anything else."""
    kinds: dict[str, set[type]] = {}
    for path in sorted((shared / "design" / "examples").glob("*.ttl")):
        for quad in parse(path=path):
            kinds.setdefault(quad.predicate.value, set()).add(type(quad.object))
    rdf = PREFIXES["rdf"]
    always = {
        predicate
        for predicate, types in kinds.items()
        if types == {NamedNode} and not predicate.startswith(rdf)
    }
    assert len(always) > 30
    keys = [own_context().key(predicate) for predicate in sorted(always)]
    assert [key for key in keys if key is None or not key.is_iri] == []


NAMES = st.one_of(
    st.sampled_from(
        [
            *DEFINITION,
            "void:x",
            "name",
            "x",
            "void://x",
            "urn:x",
            "dcterms:creator",
            "dcterms:a/b",
            ":x",
            "x:",
            "#x",
            "schema:",
            "freq:a",
        ]
    ),
    st.from_regex(r"[a-z]{1,8}(:[a-z:/#]{0,8})?", fullmatch=True),
)


# No class is called by a keyword's alias, and no IRI begins with a colon.
@given(name=NAMES.filter(lambda name: name not in {"id", "type"} and not name.startswith(("@", ":"))))
@example("void")
@example("void:x")
def test_types_expand_as_in_pyld(name: str) -> None:
    document = {"@context": [ADDRESS, {"void": None}], "id": "urn:s", "type": [name, "urn:t"]}
    expanded = expand(document, context=ADDRESS)[0]["@type"]
    ours = own_context().hiding({"void"}).expand(name, vocab=True)
    assert expanded == [ours, "urn:t"]  # PyLD leaves a null for a name that has been hidden


@given(name=NAMES.filter(lambda name: not name.startswith(("@", ":"))))
@example("void:x")
@example("void://x")
def test_identifiers_expand_as_in_pyld(name: str) -> None:
    document = {"@context": [ADDRESS, {"@base": None}], "id": name, "name": "x"}
    expanded = expand(document, context=ADDRESS)[0]["@id"]
    assert own_context().expand(name, vocab=False) == (expanded if ":" in name else None)


def test_published_versions_never_change() -> None:
    """Documents of ours that others keep name them. Another context is a new file and a new row of VERSIONS."""
    assert {version: sha256(context_document(version)).hexdigest() for version in VERSIONS} == PUBLISHED


@pytest.mark.parametrize("path", ["/context.jsonld", *map(context_path, VERSIONS)])
def test_every_address_of_ours_is_known(path: str) -> None:
    assert frozen_loader(ADDRESS, f"https://catalog.example.org{path}")["@context"]


def test_there_is_no_other_version() -> None:
    with pytest.raises(UnknownResourceError):
        context_document("v0")


@pytest.mark.parametrize(
    "address", ["https://schema.org", "https://schema.org/", "http://schema.org", "http://schema.org/"]
)
def test_schema_org_means_its_https_names(address: str) -> None:
    assert expand({"@context": address, "@id": "urn:x", "name": "A"}, context=ADDRESS) == [
        {"@id": "urn:x", "https://schema.org/name": [{"@value": "A"}]}
    ]


def test_each_loading_gives_new_objects() -> None:
    frozen_loader(ADDRESS, ADDRESS)["@context"].clear()
    assert frozen_loader(ADDRESS, ADDRESS)["@context"] == DEFINITION


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:1/", "file:///etc/passwd", "https://w3id.org/security/v1", "", "context.jsonld"]
)
def test_other_contexts_are_refused(url: str) -> None:
    with pytest.raises(FormatError):
        frozen_loader(ADDRESS, url)
