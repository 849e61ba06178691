"""What JATS articles say, read off real ones by hand; and that nothing an article holds raises or is lost."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ld.findings import Finding, Outcome, Severity
from ld.record import BibRecord, NoticeKind, Relation, RightsKind
from ld.sources.base import Origin, ParsedRecord, ParseOptions, SourceRecord
from ld.sources.jats import one_record, parse
from ld.sources.reading import read

PAIRS = Path(__file__).resolve().parents[2] / "data" / "pairs" / "jats"


def article(name: str) -> BibRecord:
    (source,) = read([str(PAIRS / f"{name}.xml.gz")])
    assert isinstance(source, SourceRecord)
    record = parse(source, ParseOptions()).record
    assert record is not None
    return record


def made(xml: str) -> ParsedRecord:
    source = one_record(xml.encode(), Origin("a.xml", 1))
    assert isinstance(source, SourceRecord), source
    return parse(source, ParseOptions())


def test_authors_in_order_with_orcids_and_affiliations() -> None:
    people = article("pcbi-1004692").contributions
    assert [(p.agent.name, p.roles) for p in people][:4] == [
        ("Hiromasa Takemura", ("aut",)),
        ("Cesar F. Caiafa", ("aut",)),
        ("Brian A. Wandell", ("aut",)),
        ("Franco Pestilli", ("aut",)),
    ]
    assert people[4].agent.name == "Saad Jbabdi"
    assert people[4].roles == ("edt",)
    assert [i.iri for i in people[0].agent.identifiers] == ["https://orcid.org/0000-0002-2096-2384"]
    assert people[2].agent.identifiers == ()
    assert people[2].agent.affiliations[0].label.startswith("Department of Psychology, Stanford University")


def test_grants_keep_their_numbers_whole() -> None:
    grants = article("pcbi-1004692").grants
    assert [(g.number, g.funders[0].name) for g in grants][1:3] == [
        ("BCS-1228397", "National Science Foundation"),
        ("TR000006, TR000163 and TR000162", "National Institutes of Health"),
    ]
    assert grants[1].funders[0].identifiers[0].iri == "https://doi.org/10.13039/100000001"


@pytest.mark.parametrize(
    ("name", "issued", "of_the_issue", "submitted", "accepted"),
    [
        ("pcbi-1004692", "2016-02-04", "2016-02", "2015-02-03", "2015-12-03"),
        ("pmc6745503", "2019-08-22", "2019-09-16", "2018-09-28", "2019-07-31"),
        ("pbio-0030408", "2005-10-18", "2005-11", None, None),
    ],
)
def test_dates(
    name: str, issued: str, of_the_issue: str, submitted: str | None, accepted: str | None
) -> None:
    record = article(name)
    assert record.issued
    assert record.container
    assert record.container.published
    assert (record.issued.value.lexical, record.container.published.value.lexical) == (issued, of_the_issue)
    assert (record.submitted.value.lexical if record.submitted else None) == submitted
    assert (record.accepted.value.lexical if record.accepted else None) == accepted


def test_where_it_stands() -> None:
    host = article("pmc7849395").container
    assert host
    assert [title.value for title in host.titles] == ["Molecular and Cellular Biology", "Mol Cell Biol"]
    assert [issn.value for issn in host.issns] == ["0270-7306", "1098-5549"]
    assert host.volume
    assert host.issue
    assert host.start_page
    assert (host.volume.value, host.issue.value, host.start_page.value) == ("41", "1", "e00480-20")


def test_a_retraction_and_a_correction_name_their_articles() -> None:
    assert [(n.kind, n.iri) for n in article("pcbi-0030158").notices] == [
        (NoticeKind.RETRACTS, "https://doi.org/10.1371/journal.pcbi.0030051")
    ]
    assert [(n.kind, n.iri) for n in article("pone-0097541").notices] == [
        (NoticeKind.CORRECTS, "https://doi.org/10.1371/journal.pone.0086816")
    ]
    assert [g.label for g in article("pcbi-0030158").genres] == ["Retraction"]


def test_titles_and_abstracts_have_the_articles_language_if_it_states_one() -> None:
    stated, silent = article("pgen-1003316"), article("pmc6745503")
    assert {t.language for t in (*stated.titles, *stated.alternative_titles, *stated.abstracts)} == {"en"}
    assert {t.language for t in (*silent.titles, *silent.abstracts)} == {None}
    assert silent.languages == ()
    assert [t.value for t in stated.alternative_titles] == ["Genome-Wide Structure of the Levantines"]


def test_licences_are_only_those_that_are_stated() -> None:
    licence = article("pcbi-1004692").licence
    assert licence
    assert licence.value == "https://creativecommons.org/licenses/by/4.0/"
    unversioned = article("pgen-1002912")
    assert unversioned.licence is None
    assert unversioned.free
    assert unversioned.free.value
    assert [right.kind for right in unversioned.rights] == [RightsKind.USE]


def test_sections_are_no_keywords() -> None:
    record = article("pmed-0020124")
    assert [section.value for section in record.sections] == ["Essay"]
    assert "Science Policy" in {keyword.value for keyword in record.keywords}
    assert "Essay" not in {keyword.value for keyword in record.keywords}


def test_identifiers_and_id() -> None:
    record = article("pmc7849395")
    assert record.id == "doi-10.1128/mcb.00480-20"
    assert {(i.value.scheme, i.value.value) for i in record.identifiers} >= {
        ("pmid", "33077497"),
        ("pmcid", "PMC7849395"),
        ("doi", "10.1128/MCB.00480-20"),
    }
    assert article("pmc8902543").id == "pmid-35273692"  # it has no DOI


def test_references_and_companions() -> None:
    record = article("pmed-0020124")
    assert len(record.references) == 37
    # The third has lost its dash in the source already.
    assert [(other.relation, other.label) for other in record.related] == [
        (Relation.RELATED, "Minimizing Mistakes and Embracing Uncertainty"),
        (Relation.RELATED, "When Should Potentially False Research Findings Be Considered Acceptable?"),
        (
            Relation.RELATED,
            "Most Published Research Findings Are FalseBut a Little Replication Goes a Long Way",
        ),
    ]


def test_a_consortium_is_a_body() -> None:
    names = {c.agent.name: c.agent.kind.value for c in article("pmed-1001300").contributions}
    assert names["Shama D. Ahuja"] == "person"
    assert "organization" in names.values()


SMALL = """<article xml:lang="de" xmlns:xlink="http://www.w3.org/1999/xlink"><front><journal-meta/><article-meta>
<article-id pub-id-type="doi">10.1234/ABC</article-id>
<title-group><article-title>Über <italic>E. coli</italic></article-title><subtitle>Ein Versuch</subtitle>
<trans-title-group xml:lang="en"><trans-title>On E. coli</trans-title></trans-title-group></title-group>
<contrib-group><contrib contrib-type="author"><name><surname>Öz</surname><given-names>A</given-names></name></contrib></contrib-group>
<abstract><sec><title>Ziel</title><p>Eins.</p></sec><sec><title>Ergebnis</title><p>Zwei.</p></sec></abstract>
<trans-abstract xml:lang="en"><p>One.</p></trans-abstract></article-meta></front><body><p>Text</p></body></article>"""


def test_markup_translations_and_structure() -> None:
    record = made(SMALL).record
    assert record
    assert record.id == "doi-10.1234/abc"
    assert [(t.value, t.language) for t in record.titles] == [
        ("Über E. coli: Ein Versuch", "de"),
        ("On E. coli", "en"),
    ]
    assert [(a.value, a.language) for a in record.abstracts] == [
        ("Ziel: Eins.\nErgebnis: Zwei.", "de"),
        ("One.", "en"),
    ]


def test_the_text_is_one_occurrence() -> None:
    body = [outcome for outcome in made(SMALL).coverage if outcome.field == "body"]
    assert [(outcome.outcome, outcome.count) for outcome in body] == [(Outcome.DROPPED, 1)]


def test_what_has_no_id_is_withheld() -> None:
    parsed = made("<article><front><article-meta/></front></article>")
    assert parsed.record is None
    assert [(f.code, f.severity) for f in parsed.findings] == [("id.unservable", Severity.VIOLATION)]


def test_what_is_not_well_formed_is_a_finding() -> None:
    found = one_record(b"<article><front></article>", Origin("a.xml", 1))
    assert isinstance(found, Finding)
    assert found.code == "record.unreadable"
    assert "a.xml, record 1" in found.message


XML = {path.name: gzip.decompress(path.read_bytes()) for path in sorted(PAIRS.glob("p*-00*.gz"))}
LEAF = re.compile(rb">([^<>]{1,200})<")


@settings(max_examples=40, deadline=None)
@given(
    st.sampled_from(sorted(XML)),
    st.integers(0, 400),
    st.sampled_from(
        ["", " ", "0", "10.", "&#x202E;", "x" * 3000, "9999-99-99", "<b/>", "<sup>2</sup>", "&unknown;"]
    ),
)
def test_no_value_raises_and_every_element_is_counted(name: str, place: int, value: str) -> None:
    """One text of the front matter is replaced by something else."""
    front = XML[name].partition(b"<body")[0]
    leaves = list(LEAF.finditer(front))
    leaf = leaves[place % len(leaves)]
    changed = XML[name][: leaf.start(1)] + value.encode() + XML[name][leaf.end(1) :]
    source = one_record(changed, Origin("a.xml", 1))
    if isinstance(source, SourceRecord):
        parsed = parse(source, ParseOptions())
        assert parsed.record or any(f.severity is Severity.VIOLATION for f in parsed.findings)
        assert all(outcome.reason or outcome.outcome is not Outcome.DROPPED for outcome in parsed.coverage)
