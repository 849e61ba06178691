"""Queries to begin with; each answers with rows over any catalogue."""

from __future__ import annotations

from typing import NamedTuple


class Example(NamedTuple):
    """A query with a title."""

    title: str
    query: str


_PREFIXES = """\
PREFIX schema: <https://schema.org/>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
"""

EXAMPLES: tuple[Example, ...] = (
    Example(
        "Ten titles",
        f"""{_PREFIXES}
SELECT ?work ?title WHERE {{
  ?work a dcterms:BibliographicResource ;
        dcterms:title ?title .
}}
LIMIT 10
""",
    ),
    Example(
        "How many works of each kind",
        f"""{_PREFIXES}
SELECT ?class (COUNT(DISTINCT ?work) AS ?works) WHERE {{
  ?document schema:mainEntity ?work .
  ?work a ?class .
}}
GROUP BY ?class
ORDER BY DESC(?works)
""",
    ),
    Example(
        "Who is an author most often, by the name in the catalogue",
        f"""{_PREFIXES}
SELECT ?name (COUNT(DISTINCT ?work) AS ?works) WHERE {{
  ?work dcterms:creator ?author .
  ?author rdfs:label ?name .
}}
GROUP BY ?name
ORDER BY DESC(?works) ?name
LIMIT 20
""",
    ),
    Example(
        "How many works a year",
        f"""{_PREFIXES}
SELECT ?year (COUNT(DISTINCT ?work) AS ?works) WHERE {{
  ?work dcterms:issued ?date .
  BIND(SUBSTR(STR(?date), 1, 4) AS ?year)
}}
GROUP BY ?year
ORDER BY ?year
""",
    ),
    Example(
        "Everything about one work, as a graph",
        f"""{_PREFIXES}
CONSTRUCT {{ ?work ?property ?value }} WHERE {{
  {{ SELECT ?work {{ ?work a dcterms:BibliographicResource }} LIMIT 1 }}
  ?work ?property ?value .
}}
""",
    ),
)

__all__ = ["EXAMPLES", "Example"]
