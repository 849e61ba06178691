"""Twenty queries of the kinds that people ask a catalogue, over records of the Library of Congress under any address."""

from __future__ import annotations

from typing import NamedTuple

_PREFIXES = """\
PREFIX schema: <https://schema.org/>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
"""


class Query(NamedTuple):
    """A query.

    Attributes:
        kind: what it is like.
        name: what it asks.
        text: SPARQL; of a record that stands as ``{record}``.
    """

    kind: str
    name: str
    text: str


def _query(kind: str, name: str, text: str) -> Query:
    return Query(kind, name, _PREFIXES + text)


QUERIES = (
    _query("lookup", "all of a record", "SELECT ?p ?o { <{record}#it> ?p ?o }"),
    _query("lookup", "a title", "SELECT ?t { <{record}#it> schema:name ?t }"),
    _query("lookup", "is it a book", "ASK { <{record}#it> a schema:Book }"),
    _query("lookup", "describe a record", "DESCRIBE <{record}#it>"),
    _query("lookup", "names of its authors", "SELECT ?n { <{record}#it> dcterms:creator/rdfs:label ?n }"),
    _query("join", "works about China", 'SELECT ?w ?t { ?s rdfs:label "China" . ?w dcterms:subject ?s ; schema:name ?t }'),
    _query("join", "subjects beside Japan", 'SELECT DISTINCT ?l { ?s rdfs:label "Japan" . ?w dcterms:subject ?s, ?o . ?o rdfs:label ?l }'),
    _query("join", "publishers of an author's works", "SELECT ?a ?p { <{record}#it> dcterms:creator/rdfs:label ?n . ?c rdfs:label ?n . ?w dcterms:creator ?c ; dcterms:publisher/rdfs:label ?p . BIND(?n AS ?a) }"),
    _query("join", "books in Hebrew with year and place", "SELECT ?t ?d { ?w a schema:Book ; dcterms:language <http://id.loc.gov/vocabulary/iso639-2/heb> ; schema:name ?t ; dcterms:issued ?d }"),
    _query("join", "authors who are subjects", "SELECT DISTINCT ?l { ?w dcterms:creator ?a . ?a rdfs:label ?l . ?x dcterms:subject ?s . ?s rdfs:label ?l } LIMIT 100"),
    _query("group", "works by class", "SELECT ?c (COUNT(?w) AS ?n) { ?w a ?c } GROUP BY ?c ORDER BY DESC(?n)"),
    _query("group", "works by year", "SELECT ?y (COUNT(?w) AS ?n) { ?w dcterms:issued ?d BIND(SUBSTR(STR(?d), 1, 4) AS ?y) } GROUP BY ?y ORDER BY ?y"),
    _query("group", "who writes most", "SELECT ?l (COUNT(DISTINCT ?w) AS ?n) { ?w dcterms:creator/rdfs:label ?l } GROUP BY ?l ORDER BY DESC(?n) ?l LIMIT 20"),
    _query("group", "works by language", "SELECT ?l (COUNT(DISTINCT ?w) AS ?n) { ?w dcterms:language ?l } GROUP BY ?l ORDER BY DESC(?n)"),
    _query("path", "what a record is part of", "SELECT ?x { <{record}#it> (schema:isPartOf|dcterms:isPartOf)+ ?x }"),
    _query("path", "schemes of subjects", "SELECT DISTINCT ?v { ?w schema:about/schema:inDefinedTermSet ?v }"),
    _query("path", "works about what a work is about", "SELECT ?w { <{record}#it> dcterms:subject/^dcterms:subject ?w }"),
    _query("text", "titles with a word", 'SELECT ?w ?t { ?w schema:name ?t FILTER(CONTAINS(LCASE(?t), "jerusalem")) }'),
    _query("text", "titles by a regular expression", 'SELECT ?w ?t { ?w schema:name ?t FILTER(REGEX(?t, "^History of .*(war|peace)", "i")) }'),
    _query("construct", "titles and authors of all books", "CONSTRUCT { ?w schema:name ?t ; schema:author ?l } { ?w a schema:Book ; schema:name ?t ; dcterms:creator/rdfs:label ?l }"),
)  # fmt: skip
