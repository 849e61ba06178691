"""maplib on the tables of a folder: prints triples, and seconds by the clock and of the processor, of mapping, and of mapping and writing N-Triples.

Runs in the peers' environment; reading the tables is counted, starting Python and polars is not.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

import polars
from maplib import Model

folder = Path(sys.argv[1])
start, start_cpu = time.perf_counter(), time.process_time()
model = Model()
model.add_template((folder / "templates.stottr").read_text(encoding="utf-8"))
for path in sorted(folder.glob("*.csv")):
    model.map(f"urn:table:{path.stem}", polars.read_csv(path, infer_schema=False))
mapped, mapped_cpu = time.perf_counter() - start, time.process_time() - start_cpu
model.write(str(folder / "maplib.nt"), format="ntriples")
written, written_cpu = time.perf_counter() - start, time.process_time() - start_cpu
print(model.size(), mapped, mapped_cpu, written, written_cpu)
