"""What the query endpoint does before and after the engine: the guard looks at queries first."""

from __future__ import annotations

from flask_app.sparql.guard import Limits, Query, guard

__all__ = ["Limits", "Query", "guard"]
