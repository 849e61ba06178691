"""Numbers for whoever watches the server, in the words of Prometheus.

Queries are counted where they are all seen, in the query service, so the numbers are the same whichever process is asked.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import accumulate
from typing import Any

from prometheus_client import CollectorRegistry
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector

from ld.editions import Counts, State
from ld.query_service.journal import BOUNDS

CONTENT_TYPE = CONTENT_TYPE_LATEST


class _Numbers(Collector):
    """Numbers that are there already."""

    def __init__(self, metrics: list[Metric]) -> None:
        self._metrics = metrics

    def collect(self) -> Iterator[Metric]:
        """All of them, once."""
        return iter(self._metrics)


def exposition(edition: int, counts: Counts, queries: Mapping[str, Any] | None) -> bytes:
    """The numbers as text.

    Args:
        edition: number of the edition being served.
        counts: what it holds.
        queries: state of the query service (:meth:`ld.query_service.QueryClient.state`); None if it does not answer.
    Spec: https://prometheus.io/docs/instrumenting/exposition_formats/
    """
    registry = CollectorRegistry(auto_describe=False)
    registry.register(_Numbers([*_edition(edition, counts), *_queries(queries)]))
    return generate_latest(registry)


def _edition(number: int, counts: Counts) -> Iterator[Metric]:
    yield GaugeMetricFamily("ldpub_edition", "Number of the edition being served.", number)
    yield GaugeMetricFamily(
        "ldpub_edition_records", "Published records of the edition.", counts.records.get(State.PUBLISHED, 0)
    )
    yield GaugeMetricFamily("ldpub_edition_statements", "Statements of the edition.", counts.quads)


def _queries(state: Mapping[str, Any] | None) -> Iterator[Metric]:
    yield GaugeMetricFamily(
        "ldpub_query_service_up", "Whether the query service answers.", int(state is not None)
    )
    if state is None:
        return
    outcomes = CounterMetricFamily("ldpub_queries", "Queries that have ended.", labels=["outcome"])
    for outcome, count in state["outcomes"].items():
        outcomes.add_metric([outcome], count)
    yield outcomes
    yield _times(state["classes"], state["seconds"])
    yield CounterMetricFamily("ldpub_query_rows", "Rows of the results.", state["rows"])
    yield CounterMetricFamily("ldpub_query_bytes", "Bytes of the results, before any coding.", state["bytes"])
    yield GaugeMetricFamily("ldpub_queries_waiting", "Queries that wait for their turn.", state["waiting"])
    processes = GaugeMetricFamily(
        "ldpub_query_processes", "Query processes by what they do.", labels=["state"]
    )
    for what, count in state["processes"].items():
        processes.add_metric([what], count)
    yield processes
    sandboxed = int(state["missing"] == "")
    yield GaugeMetricFamily(
        "ldpub_query_sandbox", "Whether query processes have given up all rights.", sandboxed
    )
    yield GaugeMetricFamily(
        "ldpub_query_edition", "Number of the edition that is queried.", state["edition"] or 0
    )


def _times(classes: list[int], seconds: float) -> Metric:
    bounds = [*(str(bound) for bound in BOUNDS), "+Inf"]
    times = HistogramMetricFamily("ldpub_query_seconds", "Time that queries ran.")
    times.add_metric([], buckets=list(zip(bounds, accumulate(classes), strict=True)), sum_value=seconds)
    return times


__all__ = ["CONTENT_TYPE", "exposition"]
