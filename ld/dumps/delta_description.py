"""What has changed since the edition before, as a dataset of its own (https://www.w3.org/TR/vocab-dcat-3/ §6.6).

It is no distribution of the dataset: those all hold the same (§6.8).
"""

from __future__ import annotations

from pyoxigraph import Literal, NamedNode, Triple

from ld.config import Settings
from ld.dumps.deltas import Delta
from ld.dumps.distributions import Folder, Pairs, distributions, formats_of
from ld.dumps.publisher import publisher_node
from ld.iris import Iris
from ld.namespaces import DCAT, DCTERMS, RDF, XSD


def delta_folder(number: int, delta: Delta, *, address: str, issued: str, license: str = "") -> Folder:
    """The files that hold what has changed; see :class:`ld.dumps.distributions.Folder`."""
    return Folder(
        number,
        delta.files,
        address=address,
        issued=issued,
        license=license,
        kind="delta",
        title=f"Changes from edition {delta.edition} to edition {number}: {{}}",
        words=f"What makes edition {number} of edition {delta.edition}, {{:,}} statements",
    )


def describe_delta(
    iris: Iris, number: int, delta: Delta, *, settings: Settings, address: str, issued: str
) -> list[Triple]:
    """The dataset ``{base}/dataset#delta-{number}`` with its files.

    Args:
        number: of the edition that the files lead to.
        delta: what has changed.
        settings: of the site.
        address: of the folder of all dumps.
        issued: when the edition was published (xsd:dateTime).

    Raises:
        MintingError: an address is not an IRI.
    """
    node = NamedNode(f"{iris.base}/dataset#delta-{number}")
    folder = delta_folder(number, delta, address=address, issued=issued, license=settings.license)
    triples = [Triple(NamedNode(f"{iris.base}/dataset#catalog"), DCAT.dataset, node)]
    triples += (Triple(node, *pair) for pair in _said(iris, settings, number, delta, issued))
    triples += (Triple(node, DCAT.distribution, form) for form in formats_of(iris, folder))
    return triples + distributions(iris, folder)


def _said(iris: Iris, settings: Settings, number: int, delta: Delta, issued: str) -> Pairs:
    yield RDF.type, DCAT.Dataset
    title = f"{settings.title}, changes from edition {delta.edition} to edition {number}"
    yield DCTERMS.title, Literal(title)
    words = (
        f"Whoever holds edition {delta.edition} runs the SPARQL Update, which removes what was said of all that has changed, "
        f"and loads the statements, which are what is said of it in edition {number}."
    )
    yield DCTERMS.description, Literal(words, language="en")
    yield DCTERMS.issued, Literal(issued, datatype=XSD.dateTime)
    yield DCTERMS.relation, iris.dataset
    if settings.publisher:
        yield DCTERMS.publisher, publisher_node(iris, settings.publisher)


__all__ = ["delta_folder", "describe_delta"]
