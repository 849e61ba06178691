"""What readers, the mapping and SHACL remark about a record, and what became of each source field."""

from __future__ import annotations

from enum import StrEnum

from ld.immutable import immutable


class Severity(StrEnum):
    """How bad a finding is, in SHACL's three steps (SHACL §2.1.4).

    >>> Severity.VIOLATION.iri
    'http://www.w3.org/ns/shacl#Violation'
    """

    VIOLATION = "violation"
    WARNING = "warning"
    INFO = "info"

    @property
    def iri(self) -> str:
        """The SHACL severity."""
        return f"http://www.w3.org/ns/shacl#{self.value.title()}"

    @property
    def rank(self) -> int:
        """0 for the worst.

        >>> min(Severity.INFO, Severity.VIOLATION, key=lambda severity: severity.rank).value
        'violation'
        """
        return list(Severity).index(self)


@immutable
class Finding:
    """One remark about one record; data, not an exception.

    Attributes:
        code: hyphenated or dotted name for programs, stable across versions: ``id.unservable``, ``role-count``.
        severity: a violation withholds the record from publication.
        record_id: id of the record; empty where the source is so broken that none can be read.
        path: source field, or IRI of the property that SHACL looked at.
        value: the offending value, cut to 500 characters by :func:`excerpt`.
        message: a sentence for the person who owns the data: what is wrong and how to mend it.
        spec: address of the clause, or IRI of the shape.
        focus: SHACL focus node, if the remark is SHACL's.
        label: what the focus node is called, if it is called anything.
        component: local name of the constraint component, likewise (SHACL §3.6.2.6).
        field: source field that the value is from, or else the focus node, where `path` is a property and the field is known;
            several joined by ``+``.
    """

    code: str
    severity: Severity
    record_id: str
    path: str
    value: str
    message: str
    spec: str = ""
    focus: str = ""
    label: str = ""
    component: str = ""
    field: str = ""

    @property
    def source_field(self) -> str:
        """The source field that it is about, whoever found it; "" if it is not known."""
        return self.field if self.focus else self.path

    @property
    def property(self) -> str:
        """IRI of the property that it is about, or path; "" for what readers remark."""
        return self.path if self.focus else ""


def excerpt(value: object, limit: int = 500) -> str:
    """`value` as text of at most `limit` characters, controls shown as escapes.

    >>> excerpt("a\\x00b")
    'a\\\\x00b'
    >>> excerpt("x" * 600, 5)
    'xxxx…'
    """
    text = str(value)
    if len(text) > limit:
        text = f"{text[: limit - 1]}…"
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in text)


class Outcome(StrEnum):
    """What became of an occurrence of a source field."""

    MAPPED = "mapped"
    DERIVATIVE = "derivative"
    LOCAL = "local"
    DROPPED = "dropped"


@immutable
class FieldOutcome:
    """What became of `count` occurrences (values) of one field of one record; not to be changed.

    Attributes:
        field: name as in the source.
        outcome: see :class:`Outcome`.
        reason: hyphenated; never empty for :attr:`Outcome.DROPPED`.
        count: occurrences, 1 or more.
        example: the first such value, cut.
    """

    field: str
    outcome: Outcome
    reason: str = ""
    count: int = 1
    example: str = ""


__all__ = ["FieldOutcome", "Finding", "Outcome", "Severity", "excerpt"]
