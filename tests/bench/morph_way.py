"""morph-kgc on a configuration: prints the number of triples and the CPU seconds. Runs in the peers' environment."""

from __future__ import annotations

import sys
import time

import morph_kgc

start = time.process_time()
triples = morph_kgc.materialize_set(sys.argv[1])
print(len(triples), time.process_time() - start)
