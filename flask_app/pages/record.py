"""A record's page: its statements as labelled rows, for a reader who has never heard of RDF."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Quad

from flask_app.pages.agents import agents
from flask_app.pages.parts import hosts
from flask_app.pages.reading import Reading
from flask_app.pages.statements import Statements, statements
from flask_app.pages.values import Row, Site, Value
from flask_app.pages.vocabulary import PROPERTIES
from flask_app.pages.wording import say
from ld.formats.order import Term

_CLASSIFICATIONS = {"http://purl.org/dc/terms/LCC": "LCC", "http://purl.org/dc/terms/DDC": "DDC"}


@dataclass(frozen=True, slots=True)
class RecordPage:
    """What the template of a record needs.

    Attributes:
        title: the first of the titles; never empty.
        titles: the others, such as the same in another script.
        kinds: what it is, in words.
        creators: with their roles.
        abstracts: whole, each a text of several paragraphs or one.
        contents: table of contents, each an entry.
        rows: the details.
        about: rows about the catalogue record itself.
        statements: everything, subject by subject.
        description: a sentence or two for search engines, empty if there is no abstract.
    """

    title: Value
    titles: tuple[Value, ...]
    kinds: tuple[str, ...]
    creators: tuple[Value, ...]
    abstracts: tuple[Value, ...]
    contents: tuple[Value, ...]
    rows: tuple[Row, ...]
    about: tuple[Row, ...]
    statements: Statements
    description: str


def record_page(document: str, quads: Iterable[Quad], site: Site) -> RecordPage:
    """The page of a record.

    Args:
        document: IRI of the record's document.
        quads: all its statements.
        site: whose page it is.
    Raises:
        UnsupportedFormatError: see :class:`ld.formats.order.Nodes`.
    """
    reading = Reading(document, quads, site)
    thing = reading.thing
    title, *titles = record_titles(reading)
    abstracts = _values(reading, reading.terms(thing, "schema:abstract", "dcterms:abstract"))
    return RecordPage(
        title=title,
        titles=tuple(titles),
        kinds=tuple(reading.kinds(thing)),
        creators=agents(reading, thing),
        abstracts=abstracts,
        contents=_contents(reading.literals(thing, "dcterms:tableOfContents")),
        rows=tuple(_rows(reading, thing)),
        about=tuple(_about(reading)),
        statements=statements(reading),
        description=_cut(abstracts[0].text) if abstracts else "",
    )


def record_titles(reading: Reading) -> tuple[Value, ...]:
    """The titles of what a document is about; at least one, if only a word that there is none."""
    found = reading.literals(reading.thing, "schema:name") or reading.literals(
        reading.thing, "dcterms:title", "rdfs:label"
    )
    return _values(reading, [literal for literal in found if literal.value.strip()]) or (
        Value(say("untitled")),
    )


def _values(reading: Reading, terms: Sequence[Term], note: str = "") -> tuple[Value, ...]:
    """Terms as values; what looks the same is shown once."""
    return tuple(dict.fromkeys(reading.value(term, note=note) for term in terms))


def _cut(text: str, limit: int = 300) -> str:
    flat = " ".join(text[: limit * 4].split())
    return flat if len(flat) <= limit else f"{flat[:limit].rpartition(' ')[0]}…"


def _contents(found: list[Literal]) -> tuple[Value, ...]:
    """Entries of contents notes: ISBD parts them by dashes."""
    return tuple(
        Value(entry.strip(), language=literal.language or "")
        for literal in found
        for entry in literal.value.split(" -- ")
        if entry.strip()
    )


Rule = Callable[[Reading, str], tuple[Value, ...]]


def _of(*names: str) -> Rule:
    """A row that shows the values of some properties as they are."""
    return lambda reading, thing: _values(reading, reading.terms(thing, *names))


def _titles(reading: Reading, thing: str) -> tuple[Value, ...]:
    return _values(
        reading,
        reading.terms(thing, "schema:alternativeHeadline", "schema:alternateName", "dcterms:alternative"),
    )


def _series(reading: Reading, thing: str) -> tuple[Value, ...]:
    return hosts(reading, thing)[0]


def _host(reading: Reading, thing: str) -> tuple[Value, ...]:
    return hosts(reading, thing)[1]


def _published(reading: Reading, thing: str) -> tuple[Value, ...]:
    own = reading.terms(thing, "schema:datePublished", "dcterms:issued")
    places = [
        place
        for event in reading.iris(thing, "schema:publication")
        for place in reading.terms(event, "schema:location")
    ]
    dates = own or reading.terms(thing, "dcterms:date")
    return (*_values(reading, dates), *_values(reading, places))


def _run(reading: Reading, thing: str) -> tuple[Value, ...]:
    start, end = (
        "".join(x.value for x in reading.literals(thing, f"schema:{name}Date")[:1])
        for name in ("start", "end")
    )
    return (Value(f"{start}–{end}"),) if start or end else ()


def _languages(reading: Reading, thing: str) -> tuple[Value, ...]:
    found = reading.terms(thing, "dcterms:language") or reading.terms(thing, "schema:inLanguage")
    return tuple(value._replace(more=()) for value in _values(reading, found))


def _subjects(reading: Reading, thing: str) -> tuple[Value, ...]:
    headings = reading.terms(thing, "schema:about")
    words = reading.terms(thing, "schema:keywords", "schema:articleSection")
    return _values(reading, [*headings, *words])


def _classes(reading: Reading, thing: str) -> tuple[Value, ...]:
    found = [(node, reading.iris(node, "skos:inScheme")) for node in reading.iris(thing, "dcterms:subject")]
    return tuple(
        reading.value(NamedNode(node), note=_CLASSIFICATIONS[scheme])
        for node, schemes in found
        for scheme in schemes
        if scheme in _CLASSIFICATIONS
    )


def _identifiers(reading: Reading, thing: str) -> tuple[Value, ...]:
    """Each with the name of its scheme, linked where it has an address."""
    found = [_identifier(reading, node) for node in reading.iris(thing, "schema:identifier")]
    plain = [(name, reading.literals(thing, f"schema:{name}")) for name in ("isbn", "issn")]
    found += [Value(literal.value, note=name.upper()) for name, literals in plain for literal in literals]
    return tuple(dict.fromkeys(value for value in found if value.text))


def _identifier(reading: Reading, node: str) -> Value:
    text = "".join(literal.value for literal in reading.literals(node, "schema:value")[:1])
    name = reading.label(node)
    addresses = [reading.site.href(address) for address in reading.iris(node, "schema:url")]
    return Value(text, href="".join(addresses[:1]), note=name.value if name is not None else "")


def _extent(reading: Reading, thing: str) -> tuple[Value, ...]:
    raw = reading.terms(thing, "schema:size") or reading.terms(thing, "dcterms:extent")
    return _values(
        reading, [*raw, *(() if raw else reading.terms(thing, "schema:duration", "schema:numberOfPages"))]
    )


def _online(reading: Reading, thing: str) -> tuple[Value, ...]:
    """Where the thing is on the web, besides the addresses of its identifiers."""
    known = {value.href for value in _identifiers(reading, thing)}
    found = _values(reading, reading.terms(thing, "schema:url", "schema:sameAs"))
    return tuple(value for value in found if value.href not in known)


def _related(reading: Reading, thing: str) -> tuple[Value, ...]:
    names = (
        "schema:isBasedOn", "schema:hasPart", "schema:subjectOf", "schema:workTranslation", "dcterms:hasPart", "dcterms:isFormatOf",
        "dcterms:hasFormat", "dcterms:hasVersion", "dcterms:relation",
    )  # fmt: skip
    return _values(reading, reading.terms(thing, *names))


_DETAILS: tuple[tuple[str, Rule], ...] = (
    ("creativeWorkStatus", _of("schema:creativeWorkStatus")),
    ("correction", _of("schema:correction", "dcterms:isReferencedBy")),
    ("alternateName", _titles),
    ("creditText", _of("schema:creditText")),
    ("isPartOf", _host),
    ("pages", _of("schema:pagination")),
    ("series", _series),
    ("bookEdition", _of("schema:bookEdition", "schema:version")),
    ("publisher", _of("schema:publisher", "dcterms:publisher")),
    ("datePublished", _published),
    ("run", _run),
    ("dateCreated", _of("schema:dateCreated", "dcterms:created")),
    ("dateAccepted", _of("dcterms:dateAccepted")),
    ("inSupportOf", _of("schema:inSupportOf")),
    ("accrualPeriodicity", _of("dcterms:accrualPeriodicity")),
    ("copyrightYear", _of("schema:copyrightYear")),
    ("languages", _languages),
    ("translationOfWork", _of("schema:translationOfWork")),
    ("exampleOfWork", _of("schema:exampleOfWork")),
    ("replaces", _of("dcterms:replaces")),
    ("isReplacedBy", _of("dcterms:isReplacedBy")),
    ("extent", _extent),
    ("subjects", _subjects),
    ("form", _of("schema:genre")),
    ("places", _of("schema:spatialCoverage")),
    ("temporalCoverage", _of("dcterms:temporal")),
    ("classification", _classes),
    ("identifiers", _identifiers),
    ("online", _online),
    ("notes", _of("schema:description", "dcterms:description")),
    ("funding", _of("schema:funder", "schema:funding")),
    ("license", _of("schema:license", "dcterms:license")),
    (
        "rights",
        _of(
            "schema:copyrightNotice",
            "schema:conditionsOfAccess",
            "schema:usageInfo",
            "dcterms:rights",
            "dcterms:accessRights",
        ),
    ),
    ("award", _of("schema:award")),
    ("related", _related),
    ("references", _of("schema:citation", "dcterms:references")),
)
_RECORD: tuple[tuple[str, Rule], ...] = (
    ("dcterms:identifier", _of("dcterms:identifier")),
    ("collection", _of("schema:isPartOf", "dcterms:isPartOf")),
    ("provider", _of("schema:provider")),
    ("dateModified", _of("schema:dateModified", "dcterms:modified")),
)


def _rows(reading: Reading, thing: str) -> Iterator[Row]:
    for key, rule in _DETAILS:
        values = rule(reading, thing)
        if values:
            yield Row(PROPERTIES[key], values)


def _about(reading: Reading) -> Iterator[Row]:
    if reading.thing == reading.document:
        return
    for key, rule in _RECORD:
        values = rule(reading, reading.document)
        if values:
            yield Row(PROPERTIES[key], values)


__all__ = ["RecordPage", "record_page", "record_titles"]
