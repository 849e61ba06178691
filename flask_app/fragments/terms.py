"""Terms as the parameters of a pattern have them: Hydra's explicit representation. An IRI stands as it is, a literal in quotes with
nothing escaped, its language or datatype behind it.

Spec: https://www.hydra-cg.com/spec/latest/core/ (ExplicitRepresentation)
"""

from __future__ import annotations

import re

from pyoxigraph import BlankNode, Literal, NamedNode, Variable

from ld.errors import LexicalError, MintingError
from ld.iris import named
from ld.namespaces import PREFIXES, RDF, XSD

Term = NamedNode | Literal | BlankNode | Variable

# The last quote ends the text: neither a language nor a datatype can hold one.
_LITERAL = re.compile(r'"(?P<text>.*)"(?:@(?P<language>[^"]+)|\^\^(?P<datatype>[^"]+))?', re.DOTALL)
_VARIABLE = re.compile(r"\?(\w{1,40})", re.ASCII)
_BLANK = re.compile(r"_:([A-Za-z0-9][\w.-]{0,200})", re.ASCII)
_TAGGED = {f"{RDF.iri}langString", f"{RDF.iri}dirLangString"}
_EXPECTED = 'an IRI, a literal such as "text", "text"@en or "5"^^http://www.w3.org/2001/XMLSchema#integer, or a variable such as ?x'


def parse(text: str) -> Term | None:
    """A term from its explicit representation.

    Args:
        text: decoded. IRIs, those of datatypes too, may stand in angle brackets; without them they may begin with a prefix of ours. Blank nodes are read, because clients that join
            several sources send those of others.
    Returns:
        None for the empty text: anything goes.
    Raises:
        LexicalError: it is none of these.

    >>> parse('"Fishes"@en'), parse("?x"), parse("")
    (<Literal value=Fishes language=en>, <Variable value=x>, None)
    >>> parse("schema:name")
    <NamedNode value=https://schema.org/name>
    >>> parse('"5"^^<http://www.w3.org/2001/XMLSchema#integer>') == parse('"5"^^http://www.w3.org/2001/XMLSchema#integer')
    True
    >>> parse('"He said "no""@en').value
    'He said "no"'
    """
    if not text:
        return None
    try:
        return _literal(text) if text.startswith('"') else _node(text)
    except (MintingError, ValueError):
        raise LexicalError(text, _EXPECTED) from None


def _node(text: str) -> Term:
    if variable := _VARIABLE.fullmatch(text):
        return Variable(variable[1])
    if blank := _BLANK.fullmatch(text):
        return BlankNode(blank[1])
    return _iri(text)


def _iri(text: str) -> NamedNode:
    if text.startswith("<") and text.endswith(">"):
        return named(text[1:-1])
    return named(PREFIXES[text.partition(":")[0]] + text.partition(":")[2] if _is_short(text) else text)


def _is_short(iri: str) -> bool:
    """Whether it begins with a prefix of ours, as people write IRIs; none of these is the scheme of an IRI."""
    prefix, _, local = iri.partition(":")
    return prefix in PREFIXES and not local.startswith("//")


def _literal(text: str) -> Literal:
    found = _LITERAL.fullmatch(text)
    if found is None:
        raise LexicalError(text, _EXPECTED)
    if found["language"]:
        return Literal(_unicode(found["text"]), language=found["language"])
    datatype = _iri(found["datatype"]) if found["datatype"] else XSD.string
    if datatype.value in _TAGGED:  # of these the language is a part (RDF 1.1 Concepts §3.3)
        raise LexicalError(text, _EXPECTED)
    return Literal(_unicode(found["text"]), datatype=datatype)


def _unicode(text: str) -> str:
    """A lone surrogate is no character, and no literal can hold it (RDF 1.1 Concepts §3.3)."""
    text.encode()
    return text


def show(term: Term | None) -> str:
    """The explicit representation of a term; for every term, :func:`parse` gives it back.

    >>> show(Literal("Fishes", language="en")), show(NamedNode("http://x/1")), show(None)
    ('"Fishes"@en', 'http://x/1', '')
    >>> show(Literal("5", datatype=XSD.integer))
    '"5"^^http://www.w3.org/2001/XMLSchema#integer'
    """
    if term is None:
        return ""
    if isinstance(term, NamedNode):
        return _written(term)
    return _shown(term) if isinstance(term, Literal) else str(term)


def _written(iri: NamedNode) -> str:
    return f"<{iri.value}>" if _is_short(iri.value) else iri.value


def _shown(literal: Literal) -> str:
    if literal.language:
        return f'"{literal.value}"@{literal.language}'
    plain = literal.datatype == XSD.string
    return f'"{literal.value}"' if plain else f'"{literal.value}"^^{_written(literal.datatype)}'


__all__ = ["Term", "parse", "show"]
