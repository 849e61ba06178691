"""Answering SPARQL in processes that may be killed, so that no query can harm what serves it.

::

    web process ──Unix socket──▶ supervisor ──▶ query process, which has the edition open and nothing else
    (client)                     (never opens a store)

An engine cannot be interrupted, and some kilobytes of nesting end the process that parses them. So queries run one at a time in
processes without network and with a bound of memory, which are killed at the deadline and replaced in under a tenth of a second.
"""

from __future__ import annotations

from ld.query_service.client import QueryClient
from ld.query_service.jobs import Answer, Job, Outcome, digest_of
from ld.query_service.limits import ServiceLimits, service_limits
from ld.query_service.starting import ADDRESS, RunningService

__all__ = [
    "ADDRESS",
    "Answer",
    "Job",
    "Outcome",
    "QueryClient",
    "RunningService",
    "ServiceLimits",
    "digest_of",
    "service_limits",
]
