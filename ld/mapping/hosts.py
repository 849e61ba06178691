"""What it is a part of: series, periodicals with volume and issue, books, other records; what it continues."""

from __future__ import annotations

from pyoxigraph import Literal, NamedNode

from ld.mapping.agents import describe_agent
from ld.mapping.identifiers import identifier_of, property_value
from ld.mapping.kinds import SCHOLARLY
from ld.mapping.work import Work, date, text, types
from ld.namespaces import BIBO, DCTERMS, RDF, RDFS, SCHEMA, XSD
from ld.normalize.identifiers import Identifier
from ld.normalize.slugs import slug
from ld.record import Agent, AgentKind, Container, HostKind, Series, Stated, Text, Trait

_ISSN_PORTAL = "https://portal.issn.org/resource/ISSN/"


def series(work: Work) -> None:
    """A numbered series by way of the number's own node: schema:position would be ambiguous in two series."""
    for n, entry in enumerate(work.record.series, start=1):
        node = work.hash(f"series-{n}")
        class_ = SCHEMA.BookSeries if work.kind.is_book else SCHEMA.CreativeWorkSeries
        types(work, node, class_, BIBO.Series, source=entry.source)
        _name(work, node, entry.name, entry.source)
        for alternate in entry.alternates:
            work.say(node, SCHEMA.alternateName, text(alternate), alternate.source)
        if entry.issn:
            work.say(node, SCHEMA.issn, Literal(entry.issn), "issn")
            work.say(node, BIBO.issn, Literal(entry.issn), "issn")
        for creator in entry.creators:
            _creator(work, node, creator)
        work.it(DCTERMS.isPartOf, node, entry.source)
        work.it(SCHEMA.isPartOf, _numbered(work, node, entry, n), entry.source)


def _creator(work: Work, node: NamedNode, creator: Agent) -> None:
    agent = describe_agent(work, creator)
    work.say(node, DCTERMS.creator, agent, creator.source)
    if creator.kind in {AgentKind.PERSON, AgentKind.ORGANIZATION}:
        work.say(node, SCHEMA.author, agent, creator.source)


def _numbered(work: Work, node: NamedNode, entry: Series, n: int) -> NamedNode:
    if not entry.number:
        return node
    part = work.hash(f"series-{n}-part")
    types(work, part, SCHEMA.PublicationVolume, source=entry.source)
    work.say(part, RDFS.label, Literal(f"{entry.name} ; {entry.number}"), entry.source)
    work.say(part, SCHEMA.volumeNumber, Literal(entry.number), entry.source)
    work.say(part, SCHEMA.isPartOf, node, entry.source)
    return part


def _name(work: Work, node: NamedNode, name: str, source: str) -> None:
    literal = Literal(name)
    for predicate in (RDFS.label, SCHEMA.name, DCTERMS.title):
        work.say(node, predicate, literal, source)


def container(work: Work) -> None:
    """Article in issue in volume in periodical, missing levels left out; chapter in book."""
    host = work.record.container
    if not host:
        return
    if host.kind is HostKind.BOOK or "Chapter" in work.kind.schema:  # what a chapter is a part of is a book
        _book(work, host)
    else:
        _periodical_part(work, host)
    _pages(work, host)


def _book(work: Work, host: Container) -> None:
    node = work.hash("container")
    types(work, node, SCHEMA.Book, BIBO.Book, source=host.source)
    for title in host.titles[:1]:
        _name(work, node, title.value, title.source)
    if not host.titles:  # known by its number only, which is a label but no title
        for isbn in host.isbns[:1]:
            work.say(node, RDFS.label, Literal(f"ISBN {isbn.value}"), isbn.source)
        if not host.isbns:
            _label_by_number(work, node, host)
    for isbn in host.isbns:
        work.say(node, SCHEMA.isbn, Literal(isbn.value), isbn.source)
        work.say(node, BIBO.isbn13, Literal(isbn.value), isbn.source)
    for other in host.titles[1:]:
        work.say(node, SCHEMA.alternateName, text(other), other.source)
    for stated in host.identifiers:
        identifier_of(work, node, stated.value, stated.source)
    work.both(SCHEMA.isPartOf, DCTERMS.isPartOf, node, host.source)


def _periodical_part(work: Work, host: Container) -> None:
    periodical = _periodical(work, host)
    short = _short_title(host)
    above = periodical
    if host.volume:
        above = _volume(work, host.volume, above, short)
    if host.issue:
        above = _issue(work, host, above, periodical, short)
        work.it(DCTERMS.isPartOf, above, host.issue.source)
    work.it(SCHEMA.isPartOf, above, host.source)
    work.it(DCTERMS.isPartOf, periodical, host.source)


def _short_title(host: Container) -> str:
    return host.titles[-1].value if host.titles else ""


def _volume(work: Work, volume: Text, periodical: NamedNode, short: str) -> NamedNode:
    node = work.hash("volume")
    types(work, node, SCHEMA.PublicationVolume, source=volume.source)
    work.say(node, RDFS.label, Literal(f"{short} {volume.value}".strip()), volume.source)
    work.say(node, SCHEMA.volumeNumber, Literal(volume.value), volume.source)
    work.say(node, SCHEMA.isPartOf, periodical, volume.source)
    return node


def _issue(work: Work, host: Container, above: NamedNode, periodical: NamedNode, short: str) -> NamedNode:
    issue, volume = host.issue, host.volume
    assert issue is not None
    node = work.hash("issue")
    types(work, node, SCHEMA.PublicationIssue, BIBO.Issue, source=issue.source)
    label = f"{short} {volume.value if volume else ''}({issue.value})".strip()
    work.say(node, RDFS.label, Literal(label), issue.source)
    work.say(node, SCHEMA.issueNumber, Literal(issue.value), issue.source)
    work.say(node, BIBO.issue, Literal(issue.value), issue.source)
    if volume:
        work.say(node, BIBO.volume, Literal(volume.value), volume.source)
    if host.published and host.published.value.datatype != "edtf":
        work.say(node, SCHEMA.datePublished, date(host.published.value), host.published.source)
        work.say(node, DCTERMS.issued, date(host.published.value), host.published.source)
    work.say(node, SCHEMA.isPartOf, above, issue.source)
    work.say(node, DCTERMS.isPartOf, periodical, issue.source)
    return node


def _periodical(work: Work, host: Container) -> NamedNode:
    """Shared under its ISSN, else the record's own; bibo:Journal only where it is known to be scholarly."""
    class_ = BIBO.Journal if _is_scholarly(work) else BIBO.Periodical
    key = host.linking_issn or next(iter(host.issns), None)
    if key is None:
        return _own_periodical(work, host, class_)
    node = work.iris.shared("serial", f"issn-{key.value.lower()}")
    for type_ in (SCHEMA.Periodical, class_, DCTERMS.BibliographicResource):
        work.share(node, RDF.type, type_, key.source)
    _shared_titles(work, node, host, key)
    for issn in dict.fromkeys((*((host.linking_issn,) if host.linking_issn else ()), *host.issns)):
        work.share(node, SCHEMA.issn, Literal(issn.value), issn.source)
        work.share(node, BIBO.issn, Literal(issn.value), issn.source)
        urn = Literal(f"urn:issn:{issn.value}", datatype=XSD.anyURI)
        work.share(node, DCTERMS.identifier, urn, issn.source)
        work.share(node, SCHEMA.sameAs, NamedNode(_ISSN_PORTAL + issn.value), issn.source)
    for stated in host.identifiers:
        _shared_identifier(work, node, stated)
    return node


def _is_scholarly(work: Work) -> bool:
    return work.record.profile in SCHOLARLY or Trait.SCHOLARLY in work.record.traits


def _own_periodical(work: Work, host: Container, class_: NamedNode) -> NamedNode:
    node = work.hash("container")
    types(work, node, SCHEMA.Periodical, class_, source=host.source)
    for title in host.titles[:1]:
        _name(work, node, title.value, title.source)
    for other in host.titles[1:]:
        work.say(node, SCHEMA.alternateName, text(other), other.source)
    for stated in host.identifiers:
        identifier_of(work, node, stated.value, stated.source)
    if not host.titles:
        _label_by_number(work, node, host)
    return node


def _label_by_number(work: Work, node: NamedNode, host: Container) -> None:
    """A host of which the source gives no title is called by its number, or as it is cited."""
    numbers = (
        f"{stated.value.scheme.removeprefix('org:')} {stated.value.value}" for stated in host.identifiers
    )
    label = next(numbers, host.citation.value if host.citation else None)
    if label:
        work.say(node, RDFS.label, Literal(label), host.source)


def _shared_identifier(work: Work, node: NamedNode, stated: Stated[Identifier]) -> None:
    """A further number of a periodical that records share; its address, where it has one, is another page about it."""
    identifier, source = stated.value, stated.source
    value = NamedNode(f"{node.value.partition('#')[0]}#id-{slug(identifier.scheme.removeprefix('org:'))}")
    work.share(node, SCHEMA.identifier, value, source)
    property_value(work, value, identifier, source, say=work.share)
    if identifier.iri:
        work.share(node, SCHEMA.sameAs, NamedNode(identifier.iri), source)


def _shared_titles(work: Work, node: NamedNode, host: Container, key: Stated[str]) -> None:
    if not host.titles:
        work.share(node, RDFS.label, Literal(f"ISSN {key.value}"), key.source)
        return
    title = host.titles[0]
    for predicate in (RDFS.label, SCHEMA.name, DCTERMS.title):
        work.share(node, predicate, text(title), title.source)
    for other in host.titles[1:]:
        work.share(node, SCHEMA.alternateName, text(other), other.source)
        work.share(node, DCTERMS.alternative, text(other), other.source)


def _pages(work: Work, host: Container) -> None:
    if host.volume and work.kind.is_document:
        work.it(BIBO.volume, text(host.volume), host.volume.source)
    if not work.kind.is_paged_part:
        return
    for page, schema, bibo in (
        (host.start_page, SCHEMA.pageStart, BIBO.pageStart),
        (host.end_page, SCHEMA.pageEnd, BIBO.pageEnd),
    ):
        if page:
            work.both(schema, bibo, text(page), page.source)
    pagination = _pagination(host)
    if pagination and host.start_page:
        work.it(SCHEMA.pagination, Literal(pagination), host.start_page.source)


def _pagination(host: Container) -> str:
    start = host.start_page.value if host.start_page else ""
    end = host.end_page.value if host.end_page else ""
    return f"{start}-{end}" if start and end and start != end else start


def citation(work: Work) -> None:
    """``Journal 16(1):150 (2017)``, by the year of the issue; or the source's own words."""
    for stated in work.record.citations:
        work.it(DCTERMS.bibliographicCitation, text(stated), stated.source)
    host = work.record.container
    if not host or work.record.citations:
        return
    if host.citation:
        work.it(DCTERMS.bibliographicCitation, text(host.citation), host.citation.source)
    elif host.kind is HostKind.PERIODICAL and host.titles and (host.volume or host.start_page):
        source = f"{host.source}+{host.published.source}" if host.published else host.source
        work.it(DCTERMS.bibliographicCitation, Literal(_cite(work, host)), source)


def _cite(work: Work, host: Container) -> str:
    volume = host.volume.value if host.volume else ""
    issue = f"({host.issue.value})" if host.issue else ""
    pages = _pagination(host)
    place = f"{volume}{issue}:{pages}".rstrip(":") if volume or issue else pages
    issued = host.published or work.record.issued
    year = f" ({issued.value.year})" if issued and issued.value.year else ""
    return f"{_short_title(host)} {place}{year}"


def hierarchy(work: Work) -> None:
    """The one case in which another record of the catalogue is linked by its id."""
    for parent in work.record.parents:
        node = NamedNode(f"{work.iris.record(parent.record_id).value}#it")
        work.both(SCHEMA.isPartOf, DCTERMS.isPartOf, node, parent.source)
        if parent.position:
            work.it(SCHEMA.position, Literal(parent.position), parent.source)


def own_issns(work: Work) -> None:
    """The ISSN of a thing that is a serial itself."""
    if not work.kind.is_serial:
        return
    for issn in work.record.issns:
        work.it(SCHEMA.issn, Literal(issn.value), issn.source)
        work.it(BIBO.issn, Literal(issn.value), issn.source)
        work.it(DCTERMS.identifier, Literal(f"urn:issn:{issn.value}", datatype=XSD.anyURI), issn.source)
