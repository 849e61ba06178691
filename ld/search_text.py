"""The words by which a record can be found: what a full-text index takes of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ld.record import BibRecord
from ld.record.agents import Agent


class SearchText(NamedTuple):
    """Texts of a record; several values of a kind with newlines between, each once.

    Attributes:
        titles: all its titles, and those of the series and of the periodical or book that it is in.
        agents: names of those who made or published it, in all forms.
        subjects: headings, keywords and genres, and names of those that it is about.
        identifiers: the record's and the thing's, among them ISBN and ISSN.
    """

    titles: str = ""
    agents: str = ""
    subjects: str = ""
    identifiers: str = ""


NO_TEXT = SearchText()
"""Of what cannot be found."""


def search_text(record: BibRecord) -> SearchText:
    """The words of a record.

    >>> from ld.record import Text
    >>> search_text(BibRecord(id="1", titles=(Text("Emma", "title"),)))
    SearchText(titles='Emma', agents='', subjects='', identifiers='1')
    """
    return SearchText(*map(_joined, (_titles(record), _agents(record), _subjects(record), _numbers(record))))


def _joined(values: Iterable[str]) -> str:
    return "\n".join(dict.fromkeys(values))


def _titles(record: BibRecord) -> Iterator[str]:
    for text in (*record.titles, *record.alternative_titles):
        yield text.value
    if record.subtitle:
        yield record.subtitle.value
    for series in record.series:
        yield series.name
        yield from (text.value for text in series.alternates)
    for text in record.container.titles if record.container else ():
        yield text.value


def _agents(record: BibRecord) -> Iterator[str]:
    for contribution in record.contributions:
        yield from _names(contribution.agent)
    for publisher in record.publishers:
        yield from _names(publisher)


def _names(agent: Agent) -> Iterator[str]:
    yield agent.name
    yield agent.label
    yield from (text.value for text in agent.alternates)


def _subjects(record: BibRecord) -> Iterator[str]:
    for concept in (*record.subjects, *record.genres):
        yield concept.label
        yield from (text.value for text in concept.alternates)
    for place in record.places:
        yield place.label
        yield from (text.value for text in place.alternates)
    yield from (period.label for period in record.periods)
    yield from (text.value for text in record.keywords)
    for agent in record.subject_agents:
        yield from _names(agent)


def _numbers(record: BibRecord) -> Iterator[str]:
    yield record.id
    yield from (text.value for text in (*record.identifiers_of_record, *record.local_numbers))
    yield from (stated.value.value for stated in record.identifiers)
    yield from (isbn.value for isbn in record.isbns)
    yield from (stated.value for stated in record.issns)
    yield from (stated.value for stated in record.container.issns) if record.container else ()


__all__ = ["NO_TEXT", "SearchText", "search_text"]
