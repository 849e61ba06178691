"""What is plainly right in a record, so that the shapes that ask for it need not be run.

A query costs as much as a dozen other shapes, at each focus node anew (the engine substitutes, optimizes and compiles it), and
four of them are asked of nearly every record. Where a look at a few statements shows that they would find nothing, they are left
out; where it does not, all shapes are run. So nothing is judged here: what is found, and how it is said, is the shapes' alone.
"""

from __future__ import annotations

import re
from hashlib import sha256
from typing import Final, TypeAlias

from ld.namespaces import PREFIXES, SCHEMA
from shapes import terms
from shapes.catalog import NAMESPACE

Stated: TypeAlias = dict[str, list[tuple[str, str]]]
"""Statements by their property: the subject in N-Triples, and the rest of the line, which is the object and `` .``."""

_MAIN, _ISBN, _SET, _FAMILY, _GIVEN, _NAME = (
    f"<{SCHEMA.iri}{name}>"
    for name in ("mainEntity", "isbn", "inDefinedTermSet", "familyName", "givenName", "name")
)
_LABEL: Final = f"<{PREFIXES['rdfs']}label>"
ASKED: Final = frozenset({_MAIN, _ISBN, _SET, _FAMILY, _GIVEN, _NAME, _LABEL})
"""The properties of the statements that are looked at."""

_LITERAL: Final = re.compile(r'"((?:[^"\\]|\\.)*)"\S* \.')
_THIRTEEN: Final = re.compile(r'"(97[89][0-9]{10})" \.')


def stated() -> Stated:
    """Where the statements that are looked at come in."""
    return {name: [] for name in ASKED}


def is_plain(triples: str, asked: Stated) -> bool:
    """Whether it is plain that the shapes of :data:`SHAPES` find nothing; False where it is not, rightly or wrongly.

    Args:
        triples: N-Triples of a record, whose classes are all known ones.
        asked: of its statements those with a property of :data:`ASKED`.

    >>> isbn = stated()
    >>> isbn["<https://schema.org/isbn>"].append(("<x:1>", '"9783922740063" .'))
    >>> is_plain("", isbn)
    True
    >>> isbn["<https://schema.org/isbn>"].append(("<x:1>", '"9783922740064" .'))
    >>> is_plain("", isbn)
    False
    """
    if "\\" in triples and ("\\u" in triples or "\\U" in triples):  # an IRI may then be written in two ways
        return False
    return all(test(asked) for test in _TESTS)


def _is_it(asked: Stated) -> bool:
    """Documents describe the thing whose IRI is theirs and #it."""
    return all(rest == f"{document[:-1]}#it> ." for document, rest in asked[_MAIN])


def _has_check_digit(asked: Stated) -> bool:
    """ISBNs are of 13 digits, the last of which makes the weighted sum a multiple of ten."""
    for _, rest in asked[_ISBN]:
        found = _THIRTEEN.fullmatch(rest)
        if not found:
            return False
        digits = list(map(int, found[1]))
        if (sum(digits[::2]) + 3 * sum(digits[1::2])) % 10:
            return False
    return True


def _has_hash(asked: Stated) -> bool:
    """Shared headings have the hash of their label in their IRI."""
    shared = {subject for subject, _ in asked[_SET] if "/subject/" in subject}
    labels = [(subject, rest) for subject, rest in asked[_LABEL] if subject in shared] if shared else ()
    return all(subject.endswith(f"{_hash(_lexical(rest))}#it>") for subject, rest in labels)


def _hash(label: str) -> str:
    return sha256(terms.unescaped(label).encode()).hexdigest()[:8]


def _has_parts_of_its_name(asked: Stated) -> bool:
    """Family and given names are within the name; what has escapes is left to the shapes."""
    parts = [*asked[_FAMILY], *asked[_GIVEN]]
    names: dict[str, list[str]] = {subject: [] for subject, _ in parts}
    for subject, rest in asked[_NAME] if parts else ():
        if subject in names:
            names[subject].append(_lexical(rest))
    return not any(
        "\\" in name or _lexical(rest) not in name for subject, rest in parts for name in names[subject]
    )


def _lexical(rest: str) -> str:
    """The lexical form, escaped; of what is no literal, what no literal has."""
    found = _LITERAL.fullmatch(rest)
    return found[1] if found else "\n"


_TESTS: Final = (_is_it, _has_check_digit, _has_hash, _has_parts_of_its_name)
SHAPES: Final = frozenset(
    f"<{NAMESPACE}core#{name}>"
    for name in (
        "document-fragment",
        "graph-old-class",  # known classes are of one namespace, https
        "isbn",
        "person-name-parts",
        "term-hash",
    )
)
"""The shapes that find nothing in a plain record, in N-Triples."""

__all__ = ["ASKED", "SHAPES", "Stated", "is_plain", "stated"]
