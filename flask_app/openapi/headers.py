"""The headers of responses, described once."""

from __future__ import annotations

from flask_app.openapi.model import Json

_TEXT: Json = {"type": "string"}
_ADDRESS: Json = {"type": "string", "format": "uri"}
_OPTIONAL = ".optional"  # end of the component's name


def _header(description: str, schema: Json = _TEXT) -> Json:
    return {"description": description, "schema": schema}


HEADERS: dict[str, Json] = {
    "ETag": _header("Strong entity tag of this representation in this content coding (RFC 9110 §8.8.3)."),
    "Last-Modified": _header("When it was last changed, where that is known."),
    "Cache-Control": _header("For how long it may be used without asking (RFC 9111 §5.2)."),
    "Vary": _header("Headers of the request that had a say: Accept, Accept-Profile, Accept-Language, Accept-Encoding."),
    "Content-Location": _header("Address of this representation alone.", _ADDRESS),
    "Content-Language": _header("Language of the words that are not data."),
    "Content-Profile": _header("Profile of this representation, where there are several (W3C Content Negotiation by Profile)."),
    "Content-Encoding": _header("Content coding: `br`, `zstd` or `gzip`."),
    "Link": _header("Typed links (RFC 8288): `canonical`, `alternate`, `describes`, `describedby`, `license`, `collection`, `profile`, `next` and others."),
    "Location": _header("Where to go on.", _ADDRESS),
    "Allow": _header("Methods that the resource has (RFC 9110 §10.2.1)."),
    "Retry-After": _header("Seconds after which to try again.", {"type": "integer", "minimum": 0}),
    "Accept-Ranges": _header("`bytes`: parts can be asked for."),
    "Content-Range": _header("Which bytes of how many (RFC 9110 §14.4)."),
    "Content-Disposition": _header("Tables are files to keep: a spreadsheet would run what looks like a formula."),
    "Access-Control-Allow-Methods": _header("What scripts of other origins may ask for, in answer to a preflight (Fetch §3.3)."),
    "Access-Control-Allow-Headers": _header("Headers that they may send."),
}  # fmt: skip
"""By name."""

CACHED = ("ETag", "Last-Modified?", "Cache-Control", "Vary", "Content-Encoding?")
"""Of every response that can be asked for again with a condition."""


def components() -> dict[str, Json]:
    """Every header twice, as one that is always sent and as one that may be missing.

    >>> components()["ETag"]["required"], components()["ETag.optional"]["required"]
    (True, False)
    """
    always = {name: header | {"required": True} for name, header in HEADERS.items()}
    return always | {f"{name}{_OPTIONAL}": header | {"required": False} for name, header in HEADERS.items()}


def references(names: tuple[str, ...]) -> Json:
    """Headers of a response, by reference.

    Args:
        names: with ``?`` at the end those that may be missing.

    >>> references(("ETag", "Link?"))["Link"]
    {'$ref': '#/components/headers/Link.optional'}
    """
    return {name.rstrip("?"): {"$ref": f"#/components/headers/{_component(name)}"} for name in names}


def _component(name: str) -> str:
    assert name.rstrip("?") in HEADERS, name
    return f"{name[:-1]}{_OPTIONAL}" if name.endswith("?") else name


__all__ = ["CACHED", "HEADERS", "components", "references"]
