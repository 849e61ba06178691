"""Real PubMed records: every file is read, every element accounted for, and what was checked by hand still holds."""

from __future__ import annotations

from pathlib import Path

import pytest

from ld.findings import Finding
from ld.record import BibRecord
from ld.sources import ParseOptions, SourceRecord, read
from ld.sources.base import ParsedRecord
from ld.sources.pubmed import parse
from tests.ld.sources.pubmed_records import mapped, sources

pytestmark = pytest.mark.shared

# Of each file: records, withdrawn citations.
NCBI = {
    "double.xml": (2, 0),
    "duplicate.xml": (0, 0),
    "markup.xml": (1, 0),
    "no_title_abstract.xml": (1, 0),
    "orcid.xml": (1, 0),
    "pubmed.xml": (5, 0),
    "pubmed22n1115.xml": (3, 34),
    "pubmed22n1115.xml.gz": (3, 34),
    "pubmed22n1313.xml": (4, 559),
    "pubmed22n1313.xml.gz": (4, 559),
}


@pytest.fixture(scope="module")
def everything(shared: Path) -> dict[str, ParsedRecord]:
    folder = shared / "corpora"
    files = [
        folder / "pubmed-xml" / "*.xml",
        *(folder / "ncbiutils" / "tests" / "data" / name for name in NCBI),
    ]
    found = read([str(file) for file in files])
    records = [one for one in found if isinstance(one, SourceRecord) and not one.deleted]
    return {one.id: parse(one, ParseOptions()) for one in records}


@pytest.fixture(scope="module")
def by_id(everything: dict[str, ParsedRecord]) -> dict[str, BibRecord]:
    return {id_.removeprefix("pmid-"): found.record for id_, found in everything.items() if found.record}


@pytest.mark.parametrize("name", NCBI)
def test_every_file_is_read(shared: Path, name: str) -> None:
    found = list(read([str(shared / "corpora" / "ncbiutils" / "tests" / "data" / name)]))
    records = [one for one in found if isinstance(one, SourceRecord)]
    assert len(records) == len(found)
    assert (sum(not one.deleted for one in records), sum(one.deleted for one in records)) == NCBI[name]


def test_a_page_of_news_is_none(shared: Path) -> None:
    (found,) = read([str(shared / "corpora" / "ncbiutils" / "tests" / "data" / "no_pubmedarticleset.xml")])
    assert isinstance(found, Finding)
    assert found.code == "source.unknown-format"


def test_everything_is_mapped_or_deliberately_not(everything: dict[str, ParsedRecord]) -> None:
    assert len(everything) > 110
    outcomes = [outcome for found in everything.values() for outcome in found.coverage]
    unmapped = {outcome.field for outcome in outcomes if outcome.reason in {"unmapped", "not-in-the-mapping"}}
    assert not unmapped
    assert {finding.code for found in everything.values() for finding in found.findings} == {"date"}


def test_what_counts_as_mapped_is_the_source_of_a_value(everything: dict[str, ParsedRecord]) -> None:
    """And every value names an element that is there; ``Article`` itself says that it is an article."""
    for id_, found in everything.items():
        named = sources(found.record) - {"Article"}
        assert mapped(found) == named, id_


# PMID → title, issued, (volume, issue, date of the issue, first and last page), numbers of authors, references, subjects, grants.
CHECKED = {
    "38147649": ("Social anxiety disorder-associated gut microbiota increases social fear", "2023-12-26", ("121", "1", "2024-01-02", "e2308706120", None), (23, 71, 12, 0)),
    "11618220": ("Eroticism in late Ming, early Qing fiction: the beauteous realm and the sexual battlefield", "1987", ("73", "4-5", "1987", "217", "264"), (1, 0, 7, 0)),
    "32294727": ("LIVER TRANSPLANTATION IN BRAZIL: THE URGENT NEED OF A NEW ALLOCATION SYSTEM FOR THE EXCEPTIONS IN MELD SCORE", "2020-01", ("57", "1", "2020-01", "1", "2"), (1, 0, 10, 0)),
    "38329942": ("The function of the gut microbiota-bile acid-TGR5 axis in diarrhea-predominant irritable bowel syndrome", "2024-02-08", ("9", "3", "2024-03-19", "e0129923", None), (10, 33, 17, 3)),
    "39337454": ("Understanding Amyotrophic Lateral Sclerosis: Pathophysiology, Diagnosis, and Therapeutic Advances", "2024-09-15", ("25", "18", "2024-09-15", "9966", None), (5, 138, 14, 0)),
    "151222": ("Histochemical and histoenzymic researches in coronary sudden death", "1978-07", ("24", "3", "1978-07", "229", "232"), (2, 0, 14, 0)),
    "12657199": ("Emergency image transfer system through a mobile telephone in Japan: technical note", "2003-04", ("52", "4", "2003-04", "986", "988"), (4, 0, 27, 0)),
    "33279447": ("Pere Barceló", "2020-12-02", (None, None, "2020-12-02", None, None), (1, 0, 0, 0)),
}  # fmt: skip


@pytest.mark.parametrize("pmid", CHECKED)
def test_records_checked_by_hand(by_id: dict[str, BibRecord], pmid: str) -> None:
    found, (title, issued, place, counts) = by_id[pmid], CHECKED[pmid]
    assert found.titles[0].value == title
    assert found.issued is not None
    assert found.issued.value.lexical == issued
    host = found.container
    assert host is not None
    assert (
        host.volume and host.volume.value,
        host.issue and host.issue.value,
        host.published and host.published.value.lexical,
        host.start_page and host.start_page.value,
        host.end_page and host.end_page.value,
    ) == place
    authors = [entry for entry in found.contributions if entry.main]
    assert (len(authors), len(found.references), len(found.subjects), len(found.grants)) == counts


def test_the_worked_example(by_id: dict[str, BibRecord]) -> None:
    found = by_id["38147649"]
    first = found.contributions[0].agent
    assert (first.label, first.identifiers[0].iri) == (
        "Ritz, Nathaniel L",
        "https://orcid.org/0000-0002-7367-292X",
    )
    assert [body.label for body in first.affiliations] == [
        "Alimentary Pharmabiotic Centre Microbiome Ireland, University College Cork, Cork T12YT20, Ireland",
        "Department of Anatomy and Neuroscience, University College Cork, Cork T12YT20, Ireland",
    ]
    assert [(c.agent.label, c.roles) for c in found.contributions if c.roles] == [
        ("Wellcome Trust", ("fnd",))
    ]
    assert [(n.kind.value, n.iri) for n in found.notices] == [
        ("corrected-by", "https://pubmed.ncbi.nlm.nih.gov/39705317/")
    ]
    assert sum(reference.text is not None for reference in found.references) == 6


def test_the_vernacular_title(by_id: dict[str, BibRecord]) -> None:
    """One language: it is tagged; two: nobody says of which it is."""
    texts = {
        pmid: [(t.value[:22], t.language) for t in found.alternative_titles]
        for pmid, found in by_id.items()
        if found.alternative_titles
    }
    assert texts["36987902"] == [("Pasienter over 75 år i", None)]
    assert ("A Broader Scope – Bio-", "de") in [text for values in texts.values() for text in values]


def test_both_sides_of_corrections(by_id: dict[str, BibRecord]) -> None:
    notices = {
        pmid: [(n.kind.value, n.iri) for n in found.notices] for pmid, found in by_id.items() if found.notices
    }
    assert notices["38833988"] == [("corrects", "https://pubmed.ncbi.nlm.nih.gov/33279609/")]
    assert notices["22395128"] == [("corrected-by", "https://pubmed.ncbi.nlm.nih.gov/34752162/")]
    assert notices["39345789"] == [("replaces", "https://pubmed.ncbi.nlm.nih.gov/36993193/")]


def test_a_person_as_subject_and_members_of_a_group(by_id: dict[str, BibRecord]) -> None:
    assert [agent.label for agent in by_id["17212035"].subject_agents] == ["Darlington, Cyril Dean"]
    large = by_id["30158200"].contributions
    assert (sum(entry.main for entry in large), sum(not entry.main for entry in large)) == (10, 189)
