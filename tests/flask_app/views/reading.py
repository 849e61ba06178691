"""What tests read from responses."""

from __future__ import annotations

from flask.testing import FlaskClient
from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from flask_app.links import parse_link_header

HYDRA = "http://www.w3.org/ns/hydra/core#"


def links(header: str) -> dict[str, str]:
    """Targets by relation type; of several, the last."""
    return {link.rel: link.target for link in parse_link_header(header)}


def quads(client: FlaskClient, path: str) -> list[Quad]:
    """The statements at a path of the site."""
    response = client.get(path, headers={"Accept": "application/n-triples"})
    assert response.status_code == 200, response.text
    return list(parse(response.data, format=RdfFormat.N_TRIPLES))


def objects(found: list[Quad], subject: str, predicate: str) -> list[str]:
    """Values of a property, sorted."""
    return sorted(
        quad.object.value  # type: ignore[union-attr] # no triple terms
        for quad in found
        if quad.subject == NamedNode(subject) and quad.predicate == NamedNode(predicate)
    )
