"""Solr documents into records: the rules one by one, and documents that lie about their types."""

from __future__ import annotations

from typing import Any

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ld.errors import MintingError
from ld.findings import Outcome, Severity
from ld.graph import RecordGraph, to_triples
from ld.iris import Iris
from ld.mapping import explain, map_record
from ld.record import AgentKind, BibRecord, Profile, UrlRole
from ld.sources.base import Origin, ParsedRecord, ParseOptions, SourceRecord
from ld.sources.vufind.fields import MAX_VALUE
from ld.sources.vufind.parsing import parse
from ld.sources.vufind.schema import DERIVATIVES, KNOWN

IRIS = Iris("https://catalog.example.org")


def parsed(document: dict[str, Any] | bytes, record_id: str = "1") -> ParsedRecord:
    raw = document if isinstance(document, bytes) else orjson.dumps({"id": record_id, **document})
    return parse(
        SourceRecord(record_id, Origin("test.json", 1), raw, "application/json", "vufind"), ParseOptions()
    )


def record(**document: Any) -> BibRecord:
    result = parsed({name.replace("__", "-"): value for name, value in document.items()}).record
    assert result is not None
    return result


def graph(**document: Any) -> RecordGraph:
    return map_record(record(**document), IRIS)


def values(found: RecordGraph, property_: str) -> set[str]:
    return {
        t.object.value
        for t in to_triples(found.own)
        if t.predicate.value.endswith(f"/{property_}") and t.subject.value.endswith("#it")
    }


@pytest.mark.parametrize(
    ("document", "title"),
    [
        ({"title": "Emma /"}, "Emma"),
        ({"title_short": "Emma :", "title_sub": "a novel /", "title": "Emma : a novel /"}, "Emma: a novel"),
        ({"title_full": "Emma / Jane Austen."}, "Emma / Jane Austen"),
        ({"record_format": "marc", "title_full": "Emma / Jane Austen."}, "Emma"),
        ({"record_format": "marc", "title": "Works.", "title_full": "Works. Volume 2, Emma / Jane Austen."}, "Works. Volume 2, Emma"),
        ({"record_format": "marc", "title": "Songs", "title_full": "Songs [sound recording] / Schubert."}, "Songs"),
        ({"record_format": "marc", "title_short": "On law,", "title_sub": "and order /", "title": "On law, and order /"}, "On law, and order"),
        ({"record_format": "marc", "title_short": "Veronica /", "title_sub": "by Martha.", "title": "Veronica / by Martha.", "title_full": "Veronica / by Martha."}, "Veronica"),
        ({"record_format": "marc", "title_short": "Wives :", "title_sub": "mothers / Hannah.", "title": "Wives : mothers / Hannah.", "title_full": "Wives : mothers / Hannah."}, "Wives: mothers"),
        ({"record_format": "marc", "title": "Reports, 5725 / 1964.", "title_full": "Reports, 5725 / 1964."}, "Reports, 5725 / 1964"),
        ({"record_format": "marc", "title_short": "Dichtung =", "title_sub": "Poetry /", "title": "Dichtung = Poetry /"}, "Dichtung"),
    ],
)  # fmt: skip
def test_one_title(document: dict[str, Any], title: str) -> None:
    found = record(**document)
    assert [text.value for text in found.titles] == [title]


def test_links_to_other_scripts_are_no_part_of_a_heading() -> None:
    found = record(
        record_format="marc",
        topic=["880-04 Jōdoshū Doctrines", "880-11/$1 Zen"],
        geographic=["880-05 Tottori-ken (Japan)", "880-06 Kyoto (Japan) History"],
        geographic_facet=["Tottori-ken (Japan)"],
    )
    assert [text.value for text in found.keywords] == ["Jōdoshū Doctrines", "Zen", "Kyoto (Japan) History"]
    assert [place.label for place in found.places] == ["Tottori-ken (Japan)"]


def test_parallel_title_is_an_alternative() -> None:
    found = record(
        record_format="marc", title_short="Dichtung =", title_sub="Poetry /", title="Dichtung = Poetry /"
    )
    assert [text.value for text in found.alternative_titles] == ["Poetry"]


def test_responsibility_is_what_stands_behind_the_slash() -> None:
    found = record(record_format="marc", title="Emma /", title_full="Emma / Jane Austen ; edited by Smith.")
    assert [text.value for text in found.responsibility] == ["Jane Austen ; edited by Smith"]


def test_alternative_titles_from_the_contents_are_dropped() -> None:
    result = parsed(
        {
            "record_format": "marc",
            "title": "Two plays",
            "contents": ["Hamlet -- Lear"],
            "title_alt": ["Lear", "Plays"],
        }
    )
    assert result.record is not None
    assert [text.value for text in result.record.alternative_titles] == ["Plays"]
    assert ("title_alt", Outcome.DROPPED, "contents") in {
        (e.field, e.outcome, e.reason) for e in result.coverage
    }


def test_roles_by_their_place() -> None:
    found = record(
        title="T",
        author=["Austen, Jane", "Smith, John"],
        author_role=["", "edt"],
        author2=["Hugo, Victor"],
        author2_role=["ill"],
        format="Book",
    )
    assert [(c.agent.label, c.roles, c.main) for c in found.contributions] == [
        ("Austen, Jane", (), True), ("Smith, John", ("edt",), True), ("Hugo, Victor", ("ill",), False),
    ]  # fmt: skip
    graph_ = map_record(found, IRIS)
    assert values(graph_, "editor") == {"https://catalog.example.org/record/1#person-smith-john"}
    assert values(graph_, "illustrator") == {"https://catalog.example.org/record/1#person-hugo-victor"}
    assert values(graph_, "author") == {"https://catalog.example.org/record/1#person-austen-jane"}


def test_roles_of_another_number_are_nobodys() -> None:
    result = parsed({"title": "T", "author": ["Austen, Jane"], "author_role": ["aut", "ill"]})
    assert [finding.code for finding in result.findings] == ["role-count"]
    assert result.record is not None
    assert result.record.contributions[0].roles == ()


def test_an_agent_of_unknown_kind_is_no_schema_author() -> None:
    found = graph(title="T", author2="Aristophanes")
    assert values(found, "contributor") == {"https://catalog.example.org/record/1#agent-aristophanes"}
    assert not [line for line in found.own if "schema.org/contributor" in line]


def test_marc_author_without_a_comma_is_a_person() -> None:
    assert (
        record(record_format="marc", title="T", author="Aristophanes").contributions[0].agent.kind
        is AgentKind.PERSON
    )
    assert (
        record(record_format="marc", title="T", author="Smith family").contributions[0].agent.kind
        is AgentKind.FAMILY
    )


def test_main_entry_of_a_body_is_told_by_the_sort_field() -> None:
    found = record(
        record_format="marc",
        title="T",
        author_corporate=["IBM Corporation", "Unesco"],
        author_sort="IBM Corporation",
    )
    assert [c.main for c in found.contributions] == [True, False]


def test_the_earliest_date_is_the_date_of_issue() -> None:
    found = graph(title="T", publishDate=["1999", "1987"])
    assert values(found, "datePublished") == values(found, "issued") == {"1987"}
    assert values(found, "date") == {"1999"}


def test_marc_has_one_sure_language() -> None:
    result = parsed({"record_format": "marc", "title": "T", "language": ["English", "French"]})
    assert result.record is not None
    assert [stated.value.bcp47 for stated in result.record.languages] == ["en"]
    assert [finding.code for finding in result.findings] == ["ambiguous-041h"]


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        ({"format": "Journal", "issn": ["0748-1985", "0034-0049"]}, ("it", {"0748-1985"})),
        ({"format": "Article", "container_title": "J", "issn": "0748-1985"}, ("serial", {"0748-1985"})),
        (
            {"format": "Book", "series": "ACS symposium series ;", "issn": "0097-6156 ;"},
            ("series", {"0097-6156"}),
        ),
        ({"format": "Book", "issn": "0097-6156"}, ("", set())),
    ],
)
def test_an_issn_has_one_owner(document: dict[str, Any], expected: tuple[str, set[str]]) -> None:
    found = graph(title="T", **document)
    lines = [*found.own, *(line for _, line in found.shared)]
    owners = {(line.split()[0], line.split()[2]) for line in lines if "/ontology/bibo/issn" in line}
    assert {value.strip('"') for _, value in owners} == expected[1]
    assert all(expected[0] in owner for owner, _ in owners)


def test_article_in_issue_in_volume_in_periodical() -> None:
    found = graph(
        title="T", format="Article", container_title="Journal", container_volume="16", container_issue="1", container_start_page="150", container_end_page="9",
        issn="0748-1985", publishDate="2017",
    )  # fmt: skip
    assert values(found, "bibliographicCitation") == {"Journal 16(1):150-159 (2017)"}
    assert {node.rpartition("/")[2] for node in values(found, "isPartOf")} == {"1#issue", "issn-0748-1985#it"}
    assert not [line for line in found.own if "bibo/issue>" in line and "#it>" in line.split()[0]]


@pytest.mark.parametrize(
    ("format_", "url", "role"),
    [
        ("Online", "http://a.example/x y", UrlRole.RESOURCE),
        ("Book", "http://a.example/", UrlRole.RELATED),
        ("Online", "http://www.loc.gov/catdir/toc/x.html", UrlRole.ABOUT),
    ],
)
def test_what_an_address_leads_to(format_: str, url: str, role: UrlRole) -> None:
    assert [found.role for found in record(title="T", format=format_, url=url).urls] == [role]


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "not an address", "http://", "//x", "data:text/html,x", "\x00"]
)
def test_what_is_no_address_is_dropped_with_a_reason(url: str) -> None:
    result = parsed({"title": "T", "url": url})
    assert result.record is not None
    assert result.record.urls == ()
    assert {(e.outcome, bool(e.reason)) for e in result.coverage if e.field == "url"} == {
        (Outcome.DROPPED, True)
    }


def test_profiles() -> None:
    assert record(title="T", record_format="MEDLINE/PubMed").profile is Profile.PMC
    assert record(title="T", record_format="MEDLINE/PubMed", container_title="J").profile is Profile.PUBMED
    assert record(title="T").profile is Profile.GENERIC


def test_former_ids_lead_to_the_record_and_state_nothing() -> None:
    ids = ["old/1", "1", "", "a\x00b", "x" * 600, "old/1", "older"]
    found = parsed({"title": "T", "previous_id_str_mv": ids})
    assert found.record
    assert [(one.value, one.source) for one in found.record.previous_ids] == [
        (one, "previous_id_str_mv") for one in ("old/1", "ab", "older")
    ]
    outcomes = {
        (e.outcome.value, e.reason): e.count for e in found.coverage if e.field == "previous_id_str_mv"
    }
    assert outcomes == {
        ("derivative", "leads-to-the-record"): 3,
        ("derivative", "same-as-id"): 1,
        ("derivative", "repeated"): 1,
        ("dropped", "unservable"): 1,
        ("dropped", "blank"): 1,
    }
    assert map_record(found.record, IRIS) == graph(title="T")


def test_life_dates_are_no_period() -> None:
    found = record(
        title="T", topic=["Byron, George, 1788-1824 Marriage"], era_facet=["1788-1824", "19th century"]
    )
    assert [period.label for period in found.periods] == ["19th century"]


# ---- documents that lie -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("record_id", ["", ".", "..", "a\x00b", "x" * 513, "\x85"])
def test_an_unservable_id_is_a_violation(record_id: str) -> None:
    result = parsed({"title": "T"}, record_id)
    assert result.record is None
    assert [(f.code, f.severity) for f in result.findings] == [("id.unservable", Severity.VIOLATION)]


@pytest.mark.parametrize("raw", [b"", b"[]", b"null", b"{", b'"x"', b"\xff"])
def test_what_is_no_document_is_a_violation(raw: bytes) -> None:
    result = parsed(raw)
    assert result.record is None
    assert [f.code for f in result.findings] == ["record.unreadable"]
    assert "test.json, record 1" in result.findings[0].message


@pytest.mark.parametrize(
    "value", [17, 1.5, True, None, {"a": 1}, [[1]], [None, {"b": []}], "", "   ", [], "\ufffe\u200b"]
)
@pytest.mark.parametrize("field", sorted(KNOWN - DERIVATIVES - {"id"}))
def test_wrong_types_are_survived(field: str, value: object) -> None:
    result = parsed({"title": "T", field: value})
    assert result.record is not None
    map_record(result.record, IRIS)
    assert all(entry.reason for entry in result.coverage if entry.outcome is Outcome.DROPPED)


def test_a_number_is_taken_as_text_and_remarked() -> None:
    result = parsed({"title": 1984})
    assert result.record is not None
    assert result.record.titles[0].value == "1984"
    assert [finding.code for finding in result.findings] == ["value.not-a-string"]


def test_a_value_of_ten_megabytes_withholds_the_record() -> None:
    result = parsed({"title": "x" * 10_000_000, "format": "Book"})
    (finding,) = result.findings
    assert (finding.code, finding.severity) == ("value.too-long", Severity.VIOLATION)
    assert len(finding.value) < 200
    assert parsed({"title": "x" * MAX_VALUE}).findings == ()


@pytest.mark.parametrize(
    "text",
    [
        "</script><script>alert(1)</script>",
        '"><img src=x onerror=alert(1)>',
        "a\x00b\x1fc",
        "\u202eabc",
        "<!--",
        "&lt;script&gt;",
    ],
)
def test_hostile_titles_are_inert_text(text: str) -> None:
    found = graph(title=f"T {text} U")
    (title,) = values(found, "title")
    assert "\x00" not in title
    assert "<script" not in title
    assert "<img" not in title


def test_repeated_pages_of_nobody_knows_what_are_dropped_once_each() -> None:
    found = parsed({"format": "Article", "container_end_page": ["5", "6"]}).coverage
    assert {(one.reason, one.count) for one in found if one.field == "container_end_page"} == {
        ("single-valued", 1),
        ("container-unknown", 1),
    }


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**15), 10**15)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
REALISTIC = st.sampled_from(
    ["Austen, Jane, 1775-1817", "Emma /", "1999", "c1999", "English", "Book", "Article", "Journal", "http://a.example/{x}|y", "0374249407 (pbk.)",
     "0748-1985", "(OCoLC)123", "10.1000/x<y>", "ENVELOPE(1,2,4,3)", "PR4034 .E5", "823/.7", "xi, 284 p. ; 22 cm", "Vol. 1 (1966)-", "ed. and tr.", "s.n.", "fast"]
)  # fmt: skip


@given(
    st.dictionaries(
        st.sampled_from(sorted(KNOWN)) | st.text(max_size=12),
        JSON | REALISTIC | st.lists(REALISTIC | JSON, max_size=4),
        max_size=14,
    )
)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_document_is_parsed_and_every_occurrence_counted(document: dict[str, Any]) -> None:
    document.pop("id", None)
    raw = orjson.dumps({**document, "id": "1"})
    result = parsed(raw)
    assert result.record is not None
    counted: dict[str, int] = {}
    for entry in result.coverage:
        assert entry.count > 0
        assert entry.reason or entry.outcome is not Outcome.DROPPED
        counted[entry.field] = counted.get(entry.field, 0) + entry.count
    for name, value in orjson.loads(raw).items():
        expected = len(value) if isinstance(value, list) else 1
        assert counted.get(name, 0) == expected, name
    try:
        found = map_record(result.record, IRIS)
    except MintingError as error:  # pragma: no cover - a gap in the parser
        pytest.fail(str(error))
    assert {entry.line for entry in explain(result.record, IRIS)} == {
        *found.own,
        *(line for _, line in found.shared),
    }
    assert len(to_triples(found.own)) == len(found.own)
