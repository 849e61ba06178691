"""Both engines give the same findings, down to their order and wording."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import batched, islice  # type: ignore[attr-defined,unused-ignore]  # 3.12
from pathlib import Path

import pytest
