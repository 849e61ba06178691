"""Agents with identifiers: a node of the site that records share, and links out; affiliations stay with the record."""

from __future__ import annotations

import pytest

from ld.normalize.identifiers import authority
from ld.record import Agent, AgentKind, BibRecord, Contribution
from tests.ld.mapping.statements import said

CORK = Agent(AgentKind.ORGANIZATION, "University College Cork", "University College Cork", "aff")


def written_by(
    *identifiers: str, kind: AgentKind = AgentKind.PERSON, affiliations: tuple[Agent, ...] = ()
) -> set[str]:
    found = tuple(known for value in identifiers if (known := authority(value)))
    assert len(found) == len(identifiers)
    agent = Agent(
        kind, "Ritz, Nathaniel L", "Nathaniel L Ritz", "author", identifiers=found, affiliations=affiliations
    )
    return said(BibRecord(id="1", contributions=(Contribution(agent, (), main=True, source="author"),)))


def test_an_orcid_makes_a_shared_node() -> None:
    found = written_by("https://orcid.org/0000-0002-7367-292X")
    shared = "/agent/orcid-0000-0002-7367-292X#it"
    assert {
        "#person-ritz-nathaniel-l schema:sameAs https://orcid.org/0000-0002-7367-292X",
        f"#person-ritz-nathaniel-l schema:sameAs {shared}",
        f"{shared} rdf:type schema:Person",
        f"{shared} rdf:type dcterms:Agent",
        f'{shared} rdfs:label "Ritz, Nathaniel L"',
        f'{shared} schema:name "Nathaniel L Ritz"',
        f"{shared} schema:sameAs https://orcid.org/0000-0002-7367-292X",
        f"{shared} owl:sameAs https://orcid.org/0000-0002-7367-292X",
        f"{shared} schema:identifier /agent/orcid-0000-0002-7367-292X#id-orcid",
        '/agent/orcid-0000-0002-7367-292X#id-orcid schema:value "0000-0002-7367-292X"',
    } <= found


@pytest.mark.parametrize(
    ("identifier", "same"),
    [
        ("(viaf)102333412", True),
        ("(DE-588)118540238", True),
        ("(DLC)n79021164", False),  # names a record of the authority file, not the person
        ("(OCoLC)fst00799254", False),
    ],
)
def test_only_real_world_objects_are_owl_same_as(identifier: str, same: bool) -> None:
    assert any("owl:sameAs" in line for line in written_by(identifier)) is same


def test_several_identifiers_are_several_shared_nodes() -> None:
    found = written_by("(viaf)102333412", "(DE-588)118540238")
    assert {line.split()[0] for line in found if line.startswith("/agent/") and "#it" in line} == {
        "/agent/viaf-102333412#it",
        "/agent/gnd-118540238#it",
    }


def test_affiliations_are_the_records_own() -> None:
    found = written_by("https://orcid.org/0000-0002-7367-292X", affiliations=(CORK,))
    assert "#person-ritz-nathaniel-l schema:affiliation #org-university-college-cork" in found
    assert '#org-university-college-cork rdfs:label "University College Cork"' in found
    assert not any("affiliation" in line for line in found if line.startswith("/agent/"))


def test_a_subject_is_the_same_node_as_the_author() -> None:
    agent = Agent(AgentKind.PERSON, "Frankl, Ludwig August, 1810-1894", "Ludwig August Frankl", "100")
    found = said(
        BibRecord(
            id="1", contributions=(Contribution(agent, (), main=True, source="100"),), subject_agents=(agent,)
        )
    )
    node = "#person-frankl-ludwig-august-1810-1894"
    assert {f"#it schema:author {node}", f"#it schema:about {node}", f"#it dcterms:subject {node}"} <= found
