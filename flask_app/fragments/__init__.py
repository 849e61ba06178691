"""Triple Pattern Fragments: the statements that match a pattern, a page at a time, with what leads to every other pattern.

Spec: https://linkeddatafragments.org/specification/triple-pattern-fragments/
"""

from __future__ import annotations

from flask_app.fragments.pattern import Asked, Pattern, read
from flask_app.fragments.selection import Selection, Total

__all__ = ["Asked", "Pattern", "Selection", "Total", "read"]
