"""The one intermediate record: what a source says, before any vocabulary.

A reader's `parse` makes a :class:`BibRecord`; the mapping reads it and writes schema.org and Dublin Core side by side, so
that the two cannot disagree. Cardinality is in the types: ``T`` exactly one, ``T | None`` at most one, ``tuple[T, ...]`` any
number in the source's order. Every value names the source field it is from (`source`), which is what ``explain`` shows.
"""

from __future__ import annotations

from ld.record.agents import Agent, AgentKind, Contribution
from ld.record.bib import BibRecord, Recovered
from ld.record.hosts import Container, HostKind, Parent, Series
from ld.record.publishing import Extent, Isbn, Publication, Rights, RightsKind, Url, UrlRole
from ld.record.topics import Classification, Concept, Period, Place
from ld.record.values import Profile, Stated, Text, Trait
from ld.record.works import Grant, Notice, NoticeKind, Reference, RelatedWork, Relation, Release

__all__ = [
    "Agent",
    "AgentKind",
    "BibRecord",
    "Classification",
    "Concept",
    "Container",
    "Contribution",
    "Extent",
    "Grant",
    "HostKind",
    "Isbn",
    "Notice",
    "NoticeKind",
    "Parent",
    "Period",
    "Place",
    "Profile",
    "Publication",
    "Recovered",
    "Reference",
    "RelatedWork",
    "Relation",
    "Release",
    "Rights",
    "RightsKind",
    "Series",
    "Stated",
    "Text",
    "Trait",
    "Url",
    "UrlRole",
]
