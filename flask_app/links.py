"""The Link header, written and read.

Whatever a target or a title holds, one header value comes out: what no URI may hold is percent-encoded, and text that
is not printable ASCII goes into the extended form (RFC 8187), so that nothing can end the line or begin another link.

Spec: https://www.rfc-editor.org/rfc/rfc8288#section-3
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote, unquote

from ld.errors import MintingError

_URI = ":/?#[]@!$&'()*+,;=%-._~"
_ATTRIBUTE = "!#$&+-.^_`|~"  # attr-char of RFC 8187 §3.2.1 besides letters and digits
_SAFE = re.compile(f"[A-Za-z0-9{re.escape(_URI)}]*")  # what quoting would leave as it is
_WORD = r"[!#$%&'*+\-.^_`|~0-9A-Za-z]++"
_NAME = re.compile(_WORD)
_PLAIN = re.compile(r"[\x20-\x7E]*")
_TARGET = re.compile(r"[ \t,]*+<([^<>]*+)>")
_PARAMETER = re.compile(
    rf"""[ \t]*+;[ \t]*+(?:({_WORD})[ \t]*+(?:=[ \t]*+(?:"((?:[^"\\]|\\.)*+)"|([^ \t",;]++)))?)?[ \t]*+""",
    re.DOTALL,
)  # a value without quotes may hold more than a token does: servers do send `type=text/html`
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)


@dataclass(frozen=True, slots=True, init=False)
class Link:
    """One link.

    Attributes:
        target: URI reference or IRI; relative ones are relative to the address of the response.
        rel: one or more relation types, with spaces between.
        attributes: names and values in the order given; ``None`` values are left out when it is made.

    >>> Link("/record/1.ttl", "alternate", type="text/turtle", title=None).attributes
    (('type', 'text/turtle'),)
    """

    target: str
    rel: str
    attributes: tuple[tuple[str, str], ...]

    def __init__(self, target: str, rel: str, /, **attributes: str | None) -> None:
        kept = tuple((name, value) for name, value in attributes.items() if value is not None)
        fill = object.__setattr__  # the way to fill a frozen dataclass
        fill(self, "target", target)
        fill(self, "rel", rel)
        fill(self, "attributes", kept)

    def get(self, name: str) -> str | None:
        """Value of an attribute, None if it has none.

        >>> Link("/a", "item", type="text/csv").get("type")
        'text/csv'
        """
        return next((value for key, value in self.attributes if key == name), None)


def link_header(links: Iterable[Link]) -> str:
    r"""Value of a Link header; empty if there are no links.

    Raises:
        MintingError: an attribute's name is not a token.
    Spec: https://www.rfc-editor.org/rfc/rfc8288#section-3

    >>> link_header([Link("/a.ttl", "alternate", type="text/turtle"), Link("/ü>", "describes item", title="Bü")])
    '</a.ttl>; rel="alternate"; type="text/turtle", </%C3%BC%3E>; rel="describes item"; title*=UTF-8\'\'B%C3%BC'
    """
    return ", ".join(map(_serialize, links))


def _serialize(link: Link) -> str:
    return f"<{_target(link.target)}>; {_parameters(link.rel, link.attributes)}"


@lru_cache(maxsize=1024)
def _parameters(rel: str, attributes: tuple[tuple[str, str], ...]) -> str:
    """All but the target: records have few kinds of links."""
    relations = f'rel="{quote(rel, safe=_URI + " ")}"'
    return "; ".join([relations, *(_attribute(name, value) for name, value in attributes)])


def _target(iri: str) -> str:
    return iri if _SAFE.fullmatch(iri) else quote(iri, safe=_URI, errors="replace")


def _attribute(name: str, value: str) -> str:
    if not _NAME.fullmatch(name):
        raise MintingError(name, "an attribute's name must be a token (RFC 9110 §5.6.2)")
    if not _PLAIN.fullmatch(value):
        return f"{name}*=UTF-8''{quote(value, safe=_ATTRIBUTE, errors='replace')}"
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'{name}="{escaped}"'


def parse_link_header(header: str) -> tuple[Link, ...]:
    """Links of a header's value, up to the first that is not well-formed; never raises.

    Where an attribute stands in both forms, the extended one counts (RFC 8288 §3.4.1).

    Spec: https://www.rfc-editor.org/rfc/rfc8288#section-3

    >>> parse_link_header('<a>; rel="x y"; type=text/html, <b>;rel=item')[0].attributes
    (('type', 'text/html'),)
    >>> parse_link_header("<a>;rel=item;title*=UTF-8''B%C3%BC;title=Bu")[0].get("title")
    'Bü'
    """
    return tuple(_links(header))


def _links(header: str) -> Iterator[Link]:
    position = 0
    while found := _TARGET.match(header, position):
        position, attributes = found.end(), dict[str, str]()
        while parameter := _PARAMETER.match(header, position):
            position = parameter.end()
            if parameter[1]:
                _read(parameter, attributes)
        if header[position : position + 1] not in ("", ","):
            return
        merged = _merged(attributes)
        yield Link(found[1], merged.pop("rel", ""), **merged)


def _merged(attributes: dict[str, str]) -> dict[str, str]:
    merged: dict[str, str] = {}
    for name, value in attributes.items():
        if not name.endswith("*"):
            merged.setdefault(name, value)
        elif (text := _extended(value)) is not None:
            merged[name[:-1]] = text
    return merged


def _read(parameter: re.Match[str], attributes: dict[str, str]) -> None:
    quoted, token = parameter[2], parameter[3]
    value = token or "" if quoted is None else _ESCAPED.sub(r"\1", quoted)
    attributes.setdefault(parameter[1].lower(), value)


def _extended(value: str) -> str | None:
    charset, _, rest = value.partition("'")
    _, mark, text = rest.partition("'")
    return unquote(text, errors="replace") if mark and charset.lower() == "utf-8" else None


__all__ = ["Link", "link_header", "parse_link_header"]
