"""What an article cites, what corrects or retracts it, who paid for it, who owns it."""

from __future__ import annotations

from ld.normalize.identifiers import Identifier, authority
from ld.record import (
    Agent,
    AgentKind,
    BibRecord,
    Grant,
    Notice,
    NoticeKind,
    Reference,
    Rights,
    RightsKind,
    Stated,
    Text,
)
from tests.ld.mapping.statements import said

OTHER = "https://doi.org/10.1371/journal.pcbi.0030051"
OWN = Stated(Identifier("doi", "10.1/x", "https://doi.org/10.1/x"), "article-id")


def test_references_are_links_where_they_can_be() -> None:
    found = said(
        BibRecord(id="1", references=(Reference("ref", iri=OTHER), Reference("ref", text="A book, 2008.")))
    )
    assert {
        f"#it schema:citation {OTHER}",
        f"#it dcterms:references {OTHER}",
        f"{OTHER} rdf:type schema:CreativeWork",
        '#it schema:citation "A book, 2008."',
    } <= found
    assert '#it dcterms:references "A book, 2008."' not in found


def test_a_retracted_article_says_so() -> None:
    found = said(BibRecord(id="1", notices=(Notice(NoticeKind.RETRACTED_BY, "RetractionIn", OTHER),)))
    assert {
        f"#it schema:correction {OTHER}",
        f"#it dcterms:isReferencedBy {OTHER}",
        '#it schema:creativeWorkStatus "Retracted"',
    } <= found


def test_a_corrected_article_is_not_retracted() -> None:
    found = said(
        BibRecord(id="1", notices=(Notice(NoticeKind.CORRECTED_BY, "ErratumIn", text="J Med 2009;7:1"),))
    )
    assert '#it schema:correction "J Med 2009;7:1"' in found
    assert not any("creativeWorkStatus" in line for line in found)


def test_a_notice_tells_of_its_article() -> None:
    found = said(
        BibRecord(
            id="1", identifiers=(OWN,), notices=(Notice(NoticeKind.RETRACTS, "related-article", OTHER),)
        )
    )
    assert {
        f"#it dcterms:references {OTHER}",
        f"{OTHER} schema:correction https://doi.org/10.1/x",
        f'{OTHER} schema:creativeWorkStatus "Retracted"',
    } <= found
    assert '#it schema:creativeWorkStatus "Retracted"' not in found


def test_versions_replace_each_other() -> None:
    found = said(
        BibRecord(
            id="1",
            notices=(
                Notice(NoticeKind.REPLACES, "UpdateOf", OTHER),
                Notice(NoticeKind.REPLACED_BY, "UpdateIn", OTHER),
            ),
        )
    )
    assert {f"#it dcterms:replaces {OTHER}", f"#it dcterms:isReplacedBy {OTHER}"} <= found


def test_grants_have_numbers_and_funders() -> None:
    funder = authority("https://doi.org/10.13039/100000001")
    agent = Agent(
        AgentKind.ORGANIZATION,
        "National Science Foundation",
        "National Science Foundation",
        "funding-source",
        identifiers=(Identifier("fundref", "100000001", "https://doi.org/10.13039/100000001"),),
    )
    assert funder is None or funder.iri == agent.identifiers[0].iri
    grants = (
        Grant("award-group", "BCS-1228397", (agent,)),
        Grant("funding-statement", description=Text("Nobody paid.", "s")),
    )
    found = said(BibRecord(id="1", grants=grants))
    assert {
        "#it schema:funding #grant-1",
        '#grant-1 rdfs:label "BCS-1228397"',
        "#grant-1 schema:identifier #grant-1-id",
        '#grant-1-id schema:value "BCS-1228397"',
        "#grant-1 schema:funder #org-national-science-foundation",
        "#org-national-science-foundation schema:sameAs /agent/fundref-100000001#it",
        '#grant-2 schema:description "Nobody paid."',
        '#grant-2 rdfs:label "Funding"',
    } <= found


def test_rights_by_their_kind() -> None:
    rights = (
        Rights(RightsKind.COPYRIGHT, "542", Text("© 2017 Jones", "542")),
        Rights(RightsKind.ACCESS, "506", Text("Members only", "506")),
        Rights(RightsKind.USE, "540", Text("Ask the museum", "540")),
        Rights(RightsKind.ACCESS, "dc:rights", iri="http://purl.org/coar/access_right/c_abf2"),
    )
    holder = Agent(AgentKind.PERSON, "Jones, A", "A Jones", "542$d")
    found = said(
        BibRecord(
            id="1", rights=rights, rights_holders=(holder,), free=Stated(value=True, source="dc:rights")
        )
    )
    assert {
        '#it schema:copyrightNotice "© 2017 Jones"',
        "#it dcterms:rights #rights-1",
        '#it schema:conditionsOfAccess "Members only"',
        "#it dcterms:accessRights #rights-2",
        "#it schema:usageInfo #rights-3",
        "#it dcterms:rights #rights-3",
        '#rights-3 dcterms:description "Ask the museum"',
        "#it dcterms:accessRights http://purl.org/coar/access_right/c_abf2",
        "#it schema:copyrightHolder #person-jones-a",
        "#it dcterms:rightsHolder #person-jones-a",
        '#it schema:isAccessibleForFree "true"^^<xsd:boolean>',
    } <= found
