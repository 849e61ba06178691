"""Every benchmark, one after the other."""

from __future__ import annotations

import mapping

if __name__ == "__main__":
    mapping.run()
