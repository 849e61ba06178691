"""Requests of many kinds: what clients of all sorts say in the headers that representations are chosen by, and what they get.

Nothing here knows which of these headers the site looks at: whatever it does, a cache in front of it has to answer as it does.
"""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http.client import HTTPConnection
from types import TracebackType
from typing import NamedTuple, Self

import brotli
from zstandard import ZstdDecompressor

JSONLD = "http://www.w3.org/ns/json-ld#"
# As the clients send them, seen on the wire or in their sources.
CLIENTS = (
    "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",  # Firefox, Safari
    "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/apng,*/*;q=0.8,application/signed-exchange;v=b3;q=0.7",
    "*/*",  # curl, requests, wget
    "application/rdf+xml, text/n3, text/turtle, application/n-triples, application/ld+json, application/n-quads, application/trix, application/trig",  # rdflib
    "text/turtle, application/x-turtle, */*;q=0.1",  # rdflib that knows the format
    "application/n-quads,application/trig;q=0.95,application/ld+json;q=0.9,application/n-triples;q=0.8,text/turtle;q=0.6,application/rdf+xml;q=0.5,text/n3;q=0.35,application/xml;q=0.3,image/svg+xml;q=0.3,text/xml;q=0.3,text/html;q=0.2,application/xhtml+xml;q=0.18,application/json;q=0.135,text/shaclc;q=0.1,text/shaclc-ext;q=0.05",  # Comunica
    "application/ld+json, application/json",  # jsonld.js
    "application/ld+json;profile=http://www.w3.org/ns/json-ld#context, application/ld+json, application/json;q=0.5",
    "application/linkset+json,application/linkset;q=0.9,application/json;q=0.3,text/plain;q=0.2",  # signposting
    "text/turtle,application/n-triples;q=0.9,application/ld+json;q=0.8,application/rdf+xml;q=0.7,*/*;q=0.3",  # Jena
    "text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2",  # Java
    "application/rdf+xml, application/xml; q=0.7, text/xml; q=0.6, text/plain; q=0.1, */*; q=0.09",  # OWL API
    "text/n3, text/rdf+n3, application/rdf+xml;q=0.9, text/turtle;q=0.8",
    "application/json, text/plain, */*",  # axios
    "application/sparql-results+json;q=1.0,application/sparql-results+xml;q=0.7",
    "application/sparql-results+json,*/*;q=0.9",  # YASGUI
)
ACCEPTS = (
    None,
    "",
    *CLIENTS,
    *("text/turtle", "application/ld+json", "application/json", "application/rdf+xml", "application/n-triples"),
    *("application/n-quads", "application/trig", "text/html", "application/xhtml+xml", "application/linkset"),
    *("TEXT/Turtle", "text/*", "application/*", "text/turtle;charset=utf-8", "text/turtle;version=1.1"),
    "text/turtle;q=0.5, application/ld+json;q=0.4",
    "text/turtle;q=0.4, application/ld+json;q=0.5",
    "text/turtle;q=0.5, application/ld+json;q=0.50, text/html;q=0.499",
    "application/ld+json;q=0, */*;q=0.1",
    "text/html;q=0, text/*;q=0.2, */*;q=0.1",
    "text/turtle;q=0, application/ld+json;q=0, application/n-triples;q=0, */*",
    "*/*;q=0.001",
    *(f'application/ld+json;profile="{JSONLD}{form}"' for form in ("expanded", "compacted", "flattened", "framed")),
    f'application/ld+json; profile="{JSONLD}flattened {JSONLD}expanded"',
    f'application/ld+json;q=0.9;profile="{JSONLD}expanded", text/turtle;q=0.8',
    f'application/ld+json;profile="{JSONLD}expanded";q=0.2, application/ld+json;q=0.1, text/turtle;q=0.15',
    'application/ld+json;profile="http://example.org/unknown"',
    'text/turtle;profile="https://schema.org/"',
    *("image/png", "application/pdf, image/*;q=0.5", "*/*;q=0", "text/turtle;q=0", "text/csv"),
    *("text/turtle;q=2", "text/turtle;q=", ";;,", "text", 'application/ld+json;profile="never closed', "*"),
    ", ".join(f"application/x-{n};q=0.{n}" for n in range(1, 60)) + ", text/turtle;q=0.01",
)  # fmt: skip
ENCODINGS = (
    None,
    *("gzip", "br", "zstd", "gzip, deflate", "gzip, deflate, br, zstd", "br,gzip,deflate", "", "*", "identity"),
    *("identity;q=0", "identity;q=0, gzip", "gzip;q=0", "*;q=0", "gzip;q=0, *", "br;q=0.1, gzip;q=0.2, zstd;q=0"),
    *("GZIP", "x-gzip", "deflate", "br;q=1.0, gzip;q=0.8, *;q=0.1", "zstd;q=0.9, br;q=0.9, identity;q=0.95"),
)  # fmt: skip
LANGUAGES = (None, "es", "en", "es-MX, es;q=0.9, en;q=0.5", "de", "*", "es;q=0, *", "en;q=0.1, es;q=0.2")


def profiles(base: str) -> tuple[str | None, ...]:
    """Values of Accept-Profile, at a site of this address."""
    names = ("full", "schema", "dcterms", "unknown")
    return (
        None,
        *(f"<{base}/profile/{name}>" for name in names),
        f"<{base}/profile/dcterms>;q=0.5, <{base}/profile/schema>;q=0.7",
        f"<{base}/profile/full>;q=0, *",
        "<https://schema.org/>",
        "<http://purl.org/dc/terms/>, <https://schema.org/>;q=0.9",
        "<urn:example:none>",
        "nonsense;;",
    )


@dataclass(frozen=True, slots=True)
class Ask:
    """A request."""

    path: str
    headers: tuple[tuple[str, str], ...] = ()
    method: str = "GET"
    body: bytes = b""


class Answer(NamedTuple):
    """What came: the body as it is after the content coding."""

    status: int
    headers: Mapping[str, str]
    body: bytes


DECODERS: Mapping[str, Callable[[bytes], bytes]] = {
    "": bytes,
    "gzip": gzip.decompress,
    "br": brotli.decompress,
    "zstd": lambda body: ZstdDecompressor().decompress(body, max_output_size=100_000_000),
    "deflate": zlib.decompress,
}


class Client:
    """Sends requests as they are, over a connection that is kept."""

    def __init__(self, port: int) -> None:
        self._connection = HTTPConnection("127.0.0.1", port, timeout=30)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._connection.close()

    def __call__(self, ask: Ask) -> Answer:
        """One request, with no header field but Host besides its own."""
        self._connection.putrequest(ask.method, ask.path, skip_accept_encoding=True)
        for name, value in ask.headers:
            self._connection.putheader(name, value)
        if ask.body:
            self._connection.putheader("Content-Length", str(len(ask.body)))
        self._connection.endheaders(ask.body or None)
        response = self._connection.getresponse()
        sent = response.read()
        headers = {name.lower(): value for name, value in response.getheaders()}
        body = DECODERS[headers.get("content-encoding", "")](sent) if sent else sent
        return Answer(response.status, headers, body)


__all__ = ["ACCEPTS", "CLIENTS", "ENCODINGS", "JSONLD", "LANGUAGES", "Answer", "Ask", "Client", "profiles"]
