"""Quality figures of an edition as RDF: the Data Quality Vocabulary (https://www.w3.org/TR/vocab-dqv/)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode, Triple

from ld.editions.quality import Quality
from ld.findings import Severity
from ld.iris import Iris
from ld.namespaces import DQV, LDQD, RDF, RDFS, XSD
from ld.normalize.slugs import slug
from ld.register.keys import storable


class Metric(NamedTuple):
    """One figure.

    Attributes:
        name: fragment under ``{base}/dataset/quality``.
        label: what is counted.
        value: whole numbers, or a share from 0 to 1.
        dimension: of the Linked Data quality dimensions.
    """

    name: str
    label: str
    value: int | float
    dimension: NamedNode


def metrics(quality: Quality) -> Iterator[Metric]:
    """The figures that say how an edition is as a whole."""
    published, read = quality.published, quality.published + quality.withheld
    yield Metric("records-published", "Records published", published, LDQD.completeness)
    yield Metric(
        "records-withheld", "Records of which a version is withheld", quality.withheld, LDQD.consistency
    )
    if read:
        share = round(published / read, 6)
        yield Metric("share-published", "Share of records that are published", share, LDQD.consistency)
    if published:
        clean = sum(quality.worst.get(name, 0) for name in ("", Severity.INFO.value))
        share = round(clean / published, 6)
        yield Metric(
            "share-without-warning", "Share of published records without a warning", share, LDQD.consistency
        )
    for severity, n in quality.severities.items():
        yield Metric(
            f"findings-{severity.value}", f"Findings of severity {severity.value}", n, LDQD.consistency
        )


def findings_metrics(quality: Quality, label: Callable[[str], str]) -> Iterator[Metric]:
    """A figure for each code of finding: the published records that have it.

    Args:
        label: gives the name of a code.
    """
    records = Counter[str]()
    worst: dict[str, Severity] = {}
    for one in quality.findings:
        records[one.kind.code] += one.records
        worst.setdefault(one.kind.code, one.kind.severity)
    for code, n in sorted(records.items()):
        dimension = LDQD.completeness if worst[code] is Severity.INFO else LDQD.consistency
        yield Metric(f"records-{slug(storable(code))}", f"Records found: {label(code)}", n, dimension)


def measurements(
    quality: Quality, *, base_url: str, label: Callable[[str], str] | None = None
) -> list[Triple]:
    """What is measured of ``{base}/dataset#it``, each figure with its metric; all nodes have IRIs.

    Args:
        quality: of the edition.
        base_url: the site's address.
        label: gives the name of a code of finding; without it only the figures of the whole are given.
    """
    iris = Iris(base_url)
    listed = [*metrics(quality), *(findings_metrics(quality, label) if label else ())]
    return [triple for metric in listed for triple in _triples(iris, metric)]


def _triples(iris: Iris, metric: Metric) -> Iterator[Triple]:
    node = NamedNode(f"{iris.base}/dataset/quality#{metric.name}")
    measured = NamedNode(f"{node.value}-measured")
    datatype = XSD.integer if isinstance(metric.value, int) else XSD.decimal
    yield Triple(iris.dataset, DQV.hasQualityMeasurement, measured)
    yield Triple(measured, RDF.type, DQV.QualityMeasurement)
    yield Triple(measured, DQV.computedOn, iris.dataset)
    yield Triple(measured, DQV.isMeasurementOf, node)
    yield Triple(measured, DQV.value, Literal(str(metric.value), datatype=datatype))
    yield Triple(node, RDF.type, DQV.Metric)
    yield Triple(node, RDFS.label, Literal(metric.label, language="en"))
    yield Triple(node, DQV.expectedDataType, datatype)
    yield Triple(node, DQV.inDimension, metric.dimension)


__all__ = ["Metric", "findings_metrics", "measurements", "metrics"]
