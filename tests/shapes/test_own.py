"""A folder of the user's own shapes: read together, or refused with every fault, its file and its line."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import Graph

from ld.errors import ShapeLoadError
from ld.findings import Severity
from shapes import EngineValidator
from shapes.engines import PyshaclEngine
from shapes.loading.faults import lines
from shapes.loading.references import MAX_DEPTH, recursion
from shapes.own import files as own
from shapes.own.files import own_files, own_shapes, place

BASE = "https://catalogue.library.net"
PREFIXES = "@prefix sh: <http://www.w3.org/ns/shacl#> .\n@prefix x: <http://x/> .\n"
TARGETED = "x:ok sh:targetClass x:C ; sh:nodeKind sh:IRI .\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one file that is in order, ``ok.ttl``."""
    written(tmp_path, "ok.ttl", TARGETED)
    return tmp_path


def written(folder: Path, name: str, text: str, prefixes: str = PREFIXES) -> Path:
    path = folder / name
    path.write_text(prefixes + text, encoding="utf-8")
    return path


def refused(folder: Path) -> list[str]:
    """The lines of the message, without folder and indents."""
    with pytest.raises(ShapeLoadError) as caught:
        own_shapes(folder, BASE)
    heading, *faults = str(caught.value).split("\n")
    assert heading.startswith(f"{folder}: ")
    return [fault.strip() for fault in faults] or [heading.removeprefix(f"{folder}: ")]


def test_four_syntaxes_are_read_together(tmp_path: Path) -> None:
    written(tmp_path, "b.ttl", "<#b> sh:targetClass x:C ; sh:nodeKind sh:IRI ; sh:node x:shared .")
    sh = "http://www.w3.org/ns/shacl#"
    written(
        tmp_path,
        "a.nt",
        f"<http://x/a> <{sh}targetClass> <http://x/C> .\n<http://x/a> <{sh}nodeKind> <{sh}IRI> .",
        "",
    )
    written(
        tmp_path,
        "c.jsonld",
        f'{{"@context": {{"sh": "{sh}"}}, "@id": "#c", "sh:targetClass": {{"@id": "http://x/C"}}, "sh:closed": true}}',
        "",
    )
    written(
        tmp_path,
        "d.rdf",
        f'<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:sh="{sh}"><sh:NodeShape r:about="http://x/shared">'
        f'<sh:nodeKind r:resource="{sh}IRI"/></sh:NodeShape></r:RDF>',
        "",
    )  # fmt: skip
    (tmp_path / ".hidden.ttl").write_text("junk", encoding="utf-8")
    (tmp_path / "notes.txt").write_text("junk", encoding="utf-8")
    (tmp_path / "old.ttl").mkdir()
    (tmp_path / "old.ttl" / "inner.ttl").write_text("junk", encoding="utf-8")
    files = own_files(tmp_path)
    assert [(file.stem, file.path.name) for file in files] == [
        ("a", "a.nt"), ("b", "b.ttl"), ("c", "c.jsonld"), ("d", "d.rdf"),
    ]  # fmt: skip
    assert files[0].text == (tmp_path / "a.nt").read_text(encoding="utf-8")
    assert set(own_shapes(tmp_path, BASE).shapes) == {
        "http://x/a",
        f"{BASE}/shapes/b#b",
        f"{BASE}/shapes/c#c",
    }


def test_files_keep_their_blank_nodes_apart(folder: Path) -> None:
    written(folder, "a.ttl", "x:a sh:targetClass x:C ; sh:not _:n . _:n sh:class x:D .")
    written(folder, "b.ttl", "x:b sh:targetClass x:C ; sh:not _:n . _:n sh:class x:E .")
    triples = "".join(
        f"<http://x/1> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://x/{c}> .\n" for c in "CD"
    )
    found = EngineValidator(own_shapes(folder)).validate(triples, record_id="1")
    assert [finding.spec for finding in found] == ["http://x/a"]


def test_folders_that_cannot_be_read(tmp_path: Path) -> None:
    assert refused(tmp_path / "none") == [
        "the folder of your own shapes cannot be read: No such file or directory"
    ]
    (file,) = [written(tmp_path, "a.txt", "")]
    assert refused(file) == ["the folder of your own shapes cannot be read: Not a directory"]
    assert refused(tmp_path) == ["there is no shapes file in it (names that end in .jsonld, .nt, .rdf, .ttl)"]
    (tmp_path / "latin.ttl").write_bytes(b'<http://x/s> <http://x/p> "caf\xe9" .')
    assert refused(tmp_path)[0].startswith("latin.ttl: cannot be read: 'utf-8' codec can't decode byte 0xe9")


def test_too_much_text(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(own, "MAX_BYTES", 10)
    assert refused(folder) == [f"your own shapes have {len(PREFIXES + TARGETED)} bytes, more than 10"]


def test_names_that_are_no_addresses(folder: Path) -> None:
    for name in ("core.ttl", "mis formas.ttl", "ok.nt", "ñ.ttl"):
        written(folder, name, "", "")
    assert refused(folder) == [
        "core.ttl: /shapes/core is the address of shapes of ldpub; rename the file",
        "mis formas.ttl: its name is to be an address: use letters, digits, '.', '_' and '-' only",
        "ok.ttl: its address would be /shapes/ok, which ok.nt has; rename one of them",
        "ñ.ttl: its name is to be an address: use letters, digits, '.', '_' and '-' only",
    ]


def test_every_fault_of_every_file(folder: Path) -> None:
    written(folder, "a.ttl", "x:a sh:targetClass x:C ;\n  sh:path x:p ; sh:minCount 1\n junk .")
    written(
        folder,
        "b.ttl",
        """# sh:minCuont is misspelt below, x:b
x:b sh:targetClass x:C ;
    sh:property [ sh:path x:p ; sh:minCuont 1 ; sh:minCount 1 ] ,
        [ sh:path x:q ; sh:pattern "^\\\\d(?=a)$" ] ;
    sh:sparql [ sh:select \"\"\"
        SELECT $this {
            $this ?p ?o .
            SERVICE <http://x/> { ?a ?b ?c }
        }\"\"\" ] .
x:ok sh:nodeKind sh:Literal .
<https://w3id.org/ldpub/shapes/core#isbn> sh:severity x:Bad .
[] sh:targetClass x:D ; sh:js [] .""",
    )
    syntax, *others = refused(folder)
    assert syntax.startswith("a.ttl, line 5: ")
    assert others == [
        "b.ttl, line 5: sh:minCuont is not a term that both engines know",
        r"b.ttl, line 6: <http://x/b>: the pattern '^\\d(?=a)$' uses look-around",
        "b.ttl, line 10: <http://x/b>: its query uses SERVICE, which pre-binding excludes",
        "b.ttl, line 13: <https://w3id.org/ldpub/shapes/core#isbn> is in the namespace of ldpub's shapes; use one of your own",
        "b.ttl, line 13: <https://w3id.org/ldpub/shapes/core#isbn>: its severity http://x/Bad is none of Violation, Warning, Info",
        "b.ttl, line 14: a shape with sh:targetClass has no IRI, so that no finding could name it",
        "b.ttl, line 14: sh:js is not a term that both engines know",
        "ok.ttl, line 3: <http://x/ok> is described in b.ttl too; give one another IRI",
    ]


def test_only_so_many_faults_are_told(folder: Path) -> None:
    written(folder, "a.ttl", "\n".join(f"x:s sh:bad{number} 1 ." for number in range(30)))
    told = refused(folder)
    assert len(told) == own.MAX_FAULTS + 1
    assert told[-1] == "… and 10 more"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("x:a sh:targetClass x:C ; sh:node x:b .\nx:b sh:node x:a .",
         "own.ttl, line 3: <http://x/a> refers to itself: <http://x/a> → <http://x/b> → <http://x/a>; what recursive shapes mean is undefined"),
        ("x:a sh:targetClass x:C ;\n sh:property [ sh:path x:p ; sh:or ( [ sh:not x:a ] ) ] .",
         "own.ttl, line 3: <http://x/a> refers to itself: <http://x/a> → <http://x/a>; what recursive shapes mean is undefined"),
        ("x:a sh:targetClass x:C ; sh:node x:ab , x:ok .",
         "own.ttl, line 3: <http://x/a> refers to the shape <http://x/ab>, which is described nowhere"),
        ("x:a sh:targetClass x:C ; sh:node <https://w3id.org/ldpub/shapes/core#isbn> .",
         "own.ttl, line 3: <http://x/a> refers to the shape <https://w3id.org/ldpub/shapes/core#isbn>, which is described nowhere"),
        ("x:a sh:targetClass x:C ; sh:nodeKind sh:IRI .\n<> <http://www.w3.org/2002/07/owl#imports> x:b .",
         "own.ttl, line 4: <http://x/b> is not imported: put its shapes into a file of this folder"),
        ("x:a sh:targetClass x:C ; sh:in _:l . _:l <http://www.w3.org/1999/02/22-rdf-syntax-ns#rest> _:l .",
         "own.ttl, line 3: a path or list leads back to itself"),
        ("x:a sh:targetClass x:C ; sh:pattern \"" + "a" * 5000 + "\" .",
         "own.ttl, line 3: <http://x/a>: the pattern '" + "a" * 119 + "…' uses 5,000 characters, more than 4,096"),
        ("x:a sh:targetClass x:C ; sh:sparql [ sh:select \"SELECT $this { # " + "a" * 20_000 + "\\n }\" ] .",
         "own.ttl, line 3: <http://x/a>: its query has 20,020 characters, more than 16,384"),
        ("x:a sh:targetClass x:C ; sh:sparql [ sh:select \"SELECT $this { \\\\u0053ERVICE x:y {} }\" ] .",
         "own.ttl, line 3: <http://x/a>: its query uses an escape (\\u) outside of a string"),
        ("x:a sh:targetClass x:C ; sh:sparql [ sh:select \"SELECT $this { GRAPH ?g { $this ?p ?o } }\" ] .",
         "own.ttl, line 3: <http://x/a>: its query uses GRAPH, which only one of the engines knows"),
    ],
    ids=["recursive", "recursive-inner", "undefined", "ours", "imports", "list", "pattern", "query", "escape", "graph"],
)  # fmt: skip
def test_shapes_that_are_refused(folder: Path, text: str, fault: str) -> None:
    written(folder, "own.ttl", text)
    assert refused(folder) == [fault]


def test_recursion_through_two_files(folder: Path) -> None:
    written(folder, "a.ttl", "x:a sh:targetClass x:C ; sh:property x:b .")
    written(folder, "b.ttl", "x:b sh:path x:p ; sh:qualifiedValueShape x:a ; sh:qualifiedMinCount 1 .")
    (fault,) = refused(folder)
    assert fault.startswith("a.ttl, line 3: <http://x/a> refers to itself: <http://x/a> → <http://x/b> → <")


def test_shapes_that_check_nothing(tmp_path: Path) -> None:
    written(tmp_path, "a.ttl", "x:a sh:nodeKind sh:IRI .")
    assert refused(tmp_path) == [
        "a.ttl: no shape has a target (sh:targetClass, sh:targetNode, sh:targetSubjectsOf, sh:targetObjectsOf), so nothing would be checked"
    ]


@pytest.mark.parametrize(
    ("begin", "end", "what"),
    [
        ("sh:property [ sh:path x:p ; ", " ]", "it has shapes within shapes"),
        ("sh:path [ sh:inversePath ", " ]", "its paths are nested"),
    ],
)
def test_shapes_nested_without_end(folder: Path, begin: str, end: str, what: str) -> None:
    deep = 5_000
    inner = begin.removeprefix("sh:path ") if "inverse" in begin else begin
    middle = "x:p" if "inverse" in begin else "sh:minCount 1"
    written(folder, "own.ttl", f"x:a sh:targetClass x:C ; {begin}{inner * (deep - 1)}{middle}{end * deep} .")
    assert refused(folder) == [f"own.ttl, line 3: <http://x/a>: {what} {deep} deep, more than {MAX_DEPTH}"]


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        ("deep.jsonld", "[" * 20_000, "it is nested more than 200 deep"),
        ("deep.rdf", "<a>" * 20_000, "it is nested more than 200 deep"),
        ("bomb.rdf", '<!DOCTYPE a [<!ENTITY b "b">]><a>&b;</a>', "XML with a document type or entities is refused"),
        ("remote.jsonld", '{"@context": "http://127.0.0.1:9/", "@id": "x:a"}', "No LoadDocumentCallback has been set"),
    ],
)  # fmt: skip
def test_texts_that_are_not_parsed(folder: Path, name: str, text: str, reason: str) -> None:
    written(folder, name, text, "")
    (fault,) = refused(folder)
    assert fault.startswith(name)
    assert reason in fault


@pytest.mark.parametrize("engine", [None, PyshaclEngine])
def test_messages_and_severities(folder: Path, engine: type[PyshaclEngine] | None) -> None:
    written(
        folder,
        "own.ttl",
        """x:book sh:targetClass x:C ; sh:property
    [ sh:path x:isbn ; sh:minCount 1 ; sh:severity sh:Info ] ,
    [ sh:path x:title ; sh:pattern "^[A-Z]" ; sh:message "{$value} is odd."@en , "{$value} es raro."@es ] ,
    [ sh:path x:date ; sh:or ( [ sh:datatype x:a ] [ sh:datatype x:b ] ) ; sh:severity sh:Warning ] .
x:node sh:targetClass x:C ; sh:severity sh:Warning ;
    sh:sparql [ sh:message "{$this} has no date." ; sh:select "SELECT $this { FILTER NOT EXISTS { $this <http://x/date> 1 } }" ] .""",
    )
    catalog = own_shapes(folder, BASE)
    checks = EngineValidator(catalog, engine) if engine else EngineValidator(catalog)
    triples = "<http://x/1> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://x/C> .\n"
    triples += '<http://x/1> <http://x/title> "emma" .\n<http://x/1> <http://x/date> "1999" .\n'
    found = checks.validate(triples, record_id="1")
    assert [(finding.severity, finding.message) for finding in found] == [
        (Severity.VIOLATION, '"emma" is odd.'),
        (
            Severity.WARNING,
            'http://x/date of <http://x/1> is "1999", but must be of the datatype http://x/a or be of the datatype http://x/b.',
        ),
        (Severity.WARNING, "<http://x/1> has no date."),
        (Severity.INFO, "http://x/isbn of <http://x/1> must be there at least once."),
    ]


def test_places_of_shapes(folder: Path) -> None:
    written(folder, "own.ttl", "x:a sh:targetClass x:C ; sh:property\n [ sh:path x:p ; sh:minCount 1 ] .")
    files = own_files(folder)
    assert place(files, "http://x/a") == "own.ttl, line 3"
    assert place(files, "http://x/a.1-p") == "own.ttl, line 3"
    assert place(files, "http://x/none") == ""


@given(st.text(alphabet="ab#<>\"'\\\n x:/"), st.lists(st.text(max_size=5), max_size=3))
def test_lines_of_any_text(text: str, clues: list[str]) -> None:
    found = lines(text, tuple(clues))
    assert all(1 <= number <= text.count("\n") + 1 for number in found)


@given(st.dictionaries(st.sampled_from("abcdef"), st.sets(st.sampled_from("abcdef"))))
def test_recursion_is_found_if_there_is_any(references: dict[str, set[str]]) -> None:
    text = "".join(f"x:{one} sh:node x:{other} .\n" for one, others in references.items() for other in others)
    reached = {one: set(others) for one, others in references.items()}
    for middle, beyond in reached.items():
        for others in reached.values():
            others.update(beyond if middle in others else ())
    circular = any(one in others for one, others in reached.items())
    found = [fault.message for fault in recursion(Graph().parse(data=PREFIXES + text))]
    assert bool(found) == circular
    assert all("refers to itself" in message for message in found)
