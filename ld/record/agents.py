"""Persons and bodies as one record gives them, and what they did."""

from __future__ import annotations

from enum import StrEnum

from ld.immutable import immutable
from ld.normalize.dates import Date
from ld.normalize.identifiers import Identifier
from ld.record.values import Text


class AgentKind(StrEnum):
    """What an agent is known to be. ``AGENT``: neither, so that nothing false is said."""

    PERSON = "person"
    ORGANIZATION = "organization"
    FAMILY = "family"
    AGENT = "agent"


@immutable
class Agent:
    """A person or body as *this* record gives it; never merged by name.

    Attributes:
        label: access point as catalogued, dates included.
        name: for people to read: "Cecilia Benoit".
        alternates: other forms, the inverted one without dates among them, and those in other scripts.
        identifiers: of the agent itself (ORCID, ISNI, VIAF, GND, LCNAF, ROR, Crossref Funder …); each with an IRI makes a
            document of the site, which all records that state it share.
        identified_by: source field of the identifiers, where it is another than that of the name.
        affiliations: where the agent was when the work was made, as this record says.
    """

    kind: AgentKind
    label: str
    name: str
    source: str
    alternates: tuple[Text, ...] = ()
    family_name: str | None = None
    given_name: str | None = None
    suffix: str | None = None
    birth: Date | None = None
    death: Date | None = None
    identifiers: tuple[Identifier, ...] = ()
    affiliations: tuple[Agent, ...] = ()
    identified_by: str = ""


@immutable
class Contribution:
    """What an agent did for the work.

    Attributes:
        roles: MARC relator codes, none where the source is silent. ``dst`` makes a distributor, ``fnd`` a funder, ``dgg`` the
            body that granted the degree.
        main: the source gives the agent as creator (1XX, `author`), not as one of the others (7XX, `author2`).
        source: fields that say so: the agent's, and that of the roles.
    """

    agent: Agent
    roles: tuple[str, ...]
    main: bool
    source: str


__all__ = ["Agent", "AgentKind", "Contribution"]
