from __future__ import annotations

import pyoxigraph
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flask_app.sparql.guard import guard
from ld.errors import QueryRefusedError
from tests.flask_app.sparql import smuggling
from tests.flask_app.sparql.refusing import reason

PREFIXES = smuggling.PREFIXES.replace("{base}", "http://127.0.0.1:1/")


ORDINARY = [
    "SELECT * { ?s ?p ?o }",
    "select distinct ?s where { ?s a <http://x.example/T> . } limit 10 offset 5",
    "ASK {}",
    "ASK WHERE { [] a [] }",
    "DESCRIBE <http://x.example/1>",
    "DESCRIBE ?s x:a WHERE { ?s ?p ?o } LIMIT 1",
    "DESCRIBE * { ?s ?p ?o }",
    "CONSTRUCT { ?s ?p ?o . ?o ?p ?s } WHERE { ?s ?p ?o } ORDER BY ?s",
    "CONSTRUCT WHERE { ?s ?p ?o . }",
    "CONSTRUCT FROM <http://x.example/g> WHERE { ?s ?p ?o }",
    "CONSTRUCT {} FROM NAMED x:g { GRAPH x:g { ?s ?p ?o } }",
    "BASE <http://x.example/> PREFIX : <#> SELECT ?s FROM <g> FROM NAMED :h { ?s :p <o> }",
    'VERSION "1.2" SELECT * { ?s ?p ?o }',
    # words of refused things in harmless places
    "PREFIX service: <http://x.example/> SELECT ?service { ?service service:a service:load . }",
    "PREFIX load: <http://x.example/> SELECT $insert { $insert load:x 'SERVICE <x> {' } # LOAD <x>",
    'SELECT * { ?s <http://x.example/SERVICE> <service> . _:SERVICE ?p "INSERT DATA {}"@en-LOAD }',
    "SELECT * { GRAPH x:service { ?s x:service ?o } { ?s ?p x:service . { ?a ?b ?c } } }",
    "SELECT * FROM x:service { ?s ?p ?o }",
    "DESCRIBE x:service { ?s ?p ?o }",
    # what only looks like something else
    "SELECT * { ?s ?p ?o FILTER(?o<5) FILTER(?o>1&&?o<?s) FILTER(1<2) FILTER(?o<=3||?o>=<http://x.example/>) }",
    "SELECT * { ?s ?p ?o FILTER(?o< <http://x.example/#a>) FILTER(?o<<http://x.example/#a>) }",
    "SELECT * { ?s ?p ?o FILTER(<http://x.example/f>(?o) < 2) FILTER <http://x.example/f>(?o) }",
    "SELECT * { ?s ?p ?o FILTER regex(?o, '[{(#', 'i') FILTER(!bound(?o)) FILTER(- ?o + -1 < +2) FILTER(!!true) }",
    'SELECT * { ?s ?p \'\'\'a\'b\'\'c\n{{{\'\'\' , """"x""" ; <p> "\\"\\\\" . }',
    'SELECT * { ?s ?p "caf\\u00e9 \\U0001F600", "C:\\\\users", <http://x.example/caf\\u00E9> }',
    "SELECT * { ?s :p +1, -1.5, - 2 ; :q -1e3 . ?s :p* ?o ; :p+ ?o ; :p? ?o }",
    "SELECT * { ?s x:a\\-b\\#c ?o . ?s x:%20 ?o . ?s a:b.c ?o. ?s ?p 1. ?s ?p 1.5. }",
    # groups and clauses
    "SELECT * { ?s ?p ?o { ?a ?b ?c } { { } UNION { ?a ?b ?c } UNION {} } . ?a ?b ?c ; . }",
    "SELECT * { ?s ?p ?o OPTIONAL { ?s ?q ?r } MINUS { ?s ?q 1 } ?a ?b ?c FILTER NOT EXISTS { ?a ?b 2 } . }",
    "SELECT * { GRAPH ?g { ?s ?p ?o } GRAPH <http://x.example/g> {} BIND(1 AS ?x) VALUES ?y { 1 2 } VALUES (?a ?b) { (1 UNDEF) (x:a 'b'@en) } }",
    "SELECT * { VALUES () { () } VALUES ?x {} VALUES ?y { true false -1 +2.0 'a'^^x:t <<( <a:s> <a:p> 1 )>> } }",
    "SELECT (COUNT(*) AS ?n) (SUM(DISTINCT ?x * 2) AS ?m) (GROUP_CONCAT(?x; SEPARATOR=', ') AS ?g) { ?s ?p ?x } GROUP BY ?s (?p AS ?q) STR(?x) HAVING (COUNT(*) > 1) (true) ORDER BY DESC(?n) ASC(?m) ?g x:f(?g) LIMIT 1",
    "SELECT * { { SELECT ?s (MAX(?o) AS ?m) WHERE { ?s ?p ?o } GROUP BY ?s ORDER BY ?m LIMIT 3 } ?s ?p ?m }",
    "SELECT * { ?s ?p ?o } VALUES (?s) { (x:a) } ",
    "SELECT ?s { ?s ?p ?o FILTER(?o IN (1, 2, x:f(3), EXISTS { ?a ?b ?c })) FILTER(?o NOT IN ()) }",
    "SELECT (IF(EXISTS { ?s ?p ?o } && NOT EXISTS {}, COALESCE(?a, 1/0), x:f(DISTINCT ?b)) AS ?x) {}",
    # nodes and paths
    "SELECT * { [ a x:T ; x:p [ x:q ( 1 [] ( ?z ) () ) ] ] . [ x:p 1 ] x:q 2 . ( 1 2 ) x:p ( [] ) . () ?p [] }",
    "SELECT * { ?s (x:a|^x:b)/x:c*/!(x:d|^a|x:e)+/(^(x:f/x:g)?) ?o ; a/x:p* ?q ; !a ?r ; ^a ?t , ?u }",
    # RDF 1.2
    "SELECT * { << ?s ?p ?o >> ?q ?r . << ?s ?p ?o ~ ?t >> . ?s ?p <<( ?a ?b <<( ?c ?d 1 )>> )>> }",
    "SELECT * { ?s ?p ?o {| ?q ?r ; ?t ?u |} , 1 ~ x:r {| ?q 2 |} , 2 ~ . BIND(<<( ?s ?p ?o )>> AS ?tt) FILTER(isTRIPLE(?tt)) }",
    "# only a comment first\n\r\tSELECT * # and one\r\n{ ?s ?p ?o } # at the end",
]


@pytest.mark.parametrize("query", ORDINARY)
def test_ordinary_queries_pass(query: str) -> None:
    assert guard(PREFIXES + query).text == PREFIXES + query


@pytest.mark.parametrize(
    ("query", "form", "dataset", "tokens", "depth", "patterns"),
    [
        ("SELECT * { ?s ?p ?o }", "SELECT", False, 7, 1, 1),
        ("ask from <g:g> { ?s ?p 1, 2 ; ?q 3 . ?a ?b ?c }", "ASK", True, 17, 1, 4),
        ("CONSTRUCT { ?s ?p 1, 2, 3 } { ?s ?p 1 }", "CONSTRUCT", False, 15, 1, 1),
        ("DESCRIBE <a:a>", "DESCRIBE", False, 2, 0, 0),
        ("ASK { ?s <a:a>/<a:b>/<a:c> ?o }", "ASK", False, 10, 1, 3),
        ("ASK { ?s ?p (1 2 3) }", "ASK", False, 10, 2, 7),
        ("ASK { [ ?p [ ?q 1 ] ] . }", "ASK", False, 11, 3, 2),
        ("ASK { ?s ?p ?o {| ?q 1 |} VALUES ?x { 1 } GRAPH ?g {} }", "ASK", False, 19, 2, 5),
        ("ASK { FILTER(1 < (2)) FILTER(- - (1) < 2) }", "ASK", False, 21, 5, 0),
    ],
)
def test_what_is_known_of_a_query(
    query: str, form: str, dataset: bool, tokens: int, depth: int, patterns: int
) -> None:
    known = guard(query)
    assert (known.form, known.dataset, known.depth, known.patterns) == (form, dataset, depth, patterns)
    assert known.tokens == tokens


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", "empty"),
        (" \n\t", "empty"),
        ("# nothing", "syntax"),
        ("SELECT * { ?s ?p ?o", "syntax"),
        ("SELECT * { ?s ?p ?o }}", "syntax"),
        ("SELECT * { ?s ?p (1] }", "syntax"),
        ("SELECT * { ?s ?p 'a }", "syntax"),
        ('SELECT * { ?s ?p """a" }', "syntax"),
        ('SELECT * { ?s ?p "\\x" }', "syntax"),
        ("SELECT * { ?s ?p <a b> }", "syntax"),
        ("SELECT *", "syntax"),
        ("SELECT * { } { }", "syntax"),
        ("FOO * { }", "syntax"),
        ("{ ?s ?p ?o }", "syntax"),
        ("SELECT * { ?s ?p ?o FOO }", "syntax"),
        ("SELECT * { ?s ?p ?o ?q }", "syntax"),
        ("SELECT * { ?s 'p' ?o }", "syntax"),
        ("SELECT * { FILTER(1 2) }", "syntax"),
        ("SELECT * { } ; SELECT * { }", "syntax"),
        ("PREFIX x: <a:a>", "syntax"),
        ("SELECT * { ?s ?p ?o }\0", "control-character"),
        ("SELECT * { ?s ?p '\x01' }", "control-character"),
        ("SELECT * { ?s ?p '\ud800' }", "control-character"),
        ("SELECT * { ?s ?p ?o } \x0c", "control-character"),
        ("\ufeffSELECT * { ?s ?p ?o }", "syntax"),
        ("SELECT * {\u00a0?s ?p ?o }", "syntax"),
        ("SELECT * { \\u0053ERVICE <a:a> {} }", "codepoint-escape"),
        ("SELECT * { ?s ?p '\\u0027 } SERVICE <a:a> {} #' }", "codepoint-escape"),
        ("SELECT * { ?s ?p '\\\\u0027' }", "codepoint-escape"),
        ("SELECT * { ?s ?p ?o } # \\u000A SERVICE <a:a> {}", "codepoint-escape"),
        ("SELECT * { ?s ?p <http://x/\\u003E> }", "codepoint-escape"),
        ("SELECT * { ?s ?p '\\uD83D' }", "codepoint-escape"),
        ("SELECT * { ?s ?p '\\UFFFFFFFF' }", "codepoint-escape"),
        ("SELECT * { ?s ?p '\\u00e' }", "syntax"),
        ("SELECT * { ?s x:\\u0041 ?o }", "codepoint-escape"),
    ],
)
def test_refusals(query: str, expected: str) -> None:
    assert reason(query) == expected


@pytest.mark.parametrize(
    "update",
    [
        "INSERT DATA { <a:a> <a:b> 1 }",
        "PREFIX x: <a:a> insert data { x:a x:b 1 }",
        "DELETE DATA { <a:a> <a:b> 1 }",
        "DELETE WHERE { ?s ?p ?o }",
        "DELETE { ?s ?p ?o } INSERT { ?s ?p 1 } WHERE { ?s ?p ?o }",
        "WITH <a:g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
        "LOAD <http://127.0.0.1/>",
        "LOAD SILENT <file:///etc/passwd> INTO GRAPH <a:g>",
        "CLEAR ALL",
        "DROP SILENT DEFAULT",
        "CREATE GRAPH <a:g>",
        "ADD <a:a> TO <a:b>",
        "MOVE DEFAULT TO <a:b>",
        "COPY <a:a> TO DEFAULT",
        "#\nCLEAR ALL",
        "BASE <a:a>\nDROP ALL",
    ],
)
def test_updates_are_refused_as_such(update: str) -> None:
    assert reason(update) == "update"
    assert reason(f"SELECT * {{}} {update}") is not None
    assert reason(f"SELECT * {{}} ; {update}") is not None


def test_a_refusal_says_where() -> None:
    with pytest.raises(QueryRefusedError) as caught:
        guard("SELECT *\n{\n  ?s ?p ?o .\n  sErViCe <http://x/> {} }")
    assert (caught.value.reason, caught.value.line, caught.value.column) == ("service", 4, 3)
    assert "line 4, column 3" in str(caught.value)


@pytest.mark.parametrize(
    "hidden",
    [
        "SERVICE <http://127.0.0.1:1/> {}",
        "SERVICE<http://127.0.0.1:1/>{}",
        "SERVICE SILENT ?s {}",
        "SERVICESILENT<http://127.0.0.1:1/>{?s ?p ?o}",
        "SERVICE#\nx:a{}",
        "SERVICE?s{}",
        "SERVICEx:a{?s ?p ?o}",
        "SERVICE:a{?s ?p ?o}",
        "?s ?p ?o . SERVICEx:a{}",
        "?s ?p ?o ; SERVICEx:a{?s ?p ?o}",
        "?s ?p trueSERVICEx:a{?s ?p ?o}",
        "?s ?p 1SERVICEx:a{}",
        "?s ?p x:a.b.SERVICEx:a{}",
        "?s ?p x:a.b.SERVICE<http://127.0.0.1:1/>{}",
        "?s ?p x:a.b.c.SERVICE ?s{}",
        '?s ?p "a"^^x:a.b.SERVICEx:a{}',
        "FILTER(1<2)SERVICE?s#>\n{}",
        "FILTER(?s<2)SERVICE?s#>\n{?s ?p ?o}",
        "FILTER(?s<2)SERVICE x:a#>\n{?s ?p ?o}",
        "FILTER(?s<<http://x/#>)SERVICE x:a{}",
        "FILTER(EXISTS{}<2)SERVICE?s#>\n{}",
        "FILTER(x:a<2)SERVICE?s#>\n{}",
        "FILTER(RAND()<2)SERVICE?s#>\n{}",
        "FILTER('a'@en<2)SERVICE?s#>\n{}",
        "FILTER(1 IN(1)&&'a'^^x:b<2)SERVICE?s#>\n{}",
        "FILTER(true<2)SERVICE?s#>\n{}",
        "BIND(1 AS ?z)SERVICEx:a{}",
        "OPTIONAL{SERVICEx:a{}}",
        "?s ?p '''a''''''SERVICE x:a {}",
        '?s ?p """"""SERVICE x:a {}',
        "?s ?p '\\'' . SERVICE x:a {} # '",
        "?s ?p ?o #'\nSERVICE x:a {} #'",
        "?s ?p x:a\\#b . SERVICE x:a {}",
        "?s ?p x:a\\'b . SERVICE x:a {} #'",
    ],
)
def test_service_is_found_wherever_it_hides(hidden: str) -> None:
    for query in ("SELECT * {%s}", "ASK {%s}", "SELECT * {FILTER EXISTS{%s}}", "SELECT * {{SELECT * {%s}}}"):
        assert reason(PREFIXES + query % hidden) in {"service", "syntax"}


def asks_another_server(store: pyoxigraph.Store, query: str) -> bool:
    """Whether the engine gets as far as SERVICE; port 1 is one that it never connects to."""
    try:
        answers = store.query(query)
        list(answers) if not isinstance(answers, pyoxigraph.QueryBoolean) else bool(answers)
    except (OSError, RuntimeError) as error:
        return "port 1" in str(error) or "service" in str(error)
    except (SyntaxError, ValueError):
        return False
    return False


@pytest.fixture(scope="module")
def store() -> pyoxigraph.Store:
    store = pyoxigraph.Store()
    s, p, o = (pyoxigraph.NamedNode(f"http://x.example/{name}") for name in "spo")
    store.add(pyoxigraph.Quad(s, p, o))
    return store


def test_the_engine_would_ask(store: pyoxigraph.Store) -> None:
    assert asks_another_server(store, PREFIXES + "SELECT * { SERVICE x:a { ?s ?p ?o } }")


@given(query=smuggling.smuggling([call.replace("{base}", "http://127.0.0.1:1/") for call in smuggling.CALLS]))
@settings(max_examples=400, deadline=None)
def test_what_passes_never_asks_another_server(store: pyoxigraph.Store, query: str) -> None:
    assert reason(PREFIXES + query) or not asks_another_server(store, PREFIXES + query)


@given(
    st.lists(
        st.sampled_from(
            [*"{}()[]<>.;,?!'\"#\\ \n", "?s", "x:a", "SELECT", "*", "FILTER", "EXISTS", "<<", "{|", "1"]
        ),
        max_size=30,
    )
)
def test_no_text_raises_anything_else(pieces: list[str]) -> None:
    reason("SELECT*{" + "".join(pieces))
    reason("".join(pieces))


@given(st.text(max_size=60))
def test_no_text_at_all_raises_anything_else(text: str) -> None:
    reason(text)
    reason(f"SELECT * {{ ?s ?p {text!r} }}")
