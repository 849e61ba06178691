"""Every benchmark, one after the other; prints tables, asserts nothing about time."""

from __future__ import annotations

import dumps
import formats
import mapping
import queries
import serving
import sources
import validation

if __name__ == "__main__":
    mapping.run()
    formats.run()
    sources.run()
    validation.run()
    serving.run()
    dumps.run()
    queries.run()
