"""morph-kgc on a configuration: prints the number of triples, seconds by the clock, and CPU seconds. Runs in the peers' environment."""

from __future__ import annotations

import resource
import sys
import time

import morph_kgc


def processor() -> float:
    """CPU seconds of this process and of those that it has waited for: tables may be mapped by several."""
    usages = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


if __name__ == "__main__":
    start, start_cpu = time.perf_counter(), processor()
    triples = morph_kgc.materialize_set(sys.argv[1])
    print(len(triples), time.perf_counter() - start, processor() - start_cpu)
