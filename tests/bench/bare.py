"""A bare Flask response of given bytes, under the very server that ours runs under: what no application can do better.

``python tests/bench/bare.py PORT FILE``; the file holds a content type and bodies by path, and is told by the environment to granian's workers.
"""

from __future__ import annotations

import os
import pickle
import sys
from pathlib import Path

from flask import Flask, Response
from granian.constants import HTTPModes, Interfaces
from granian.server import Server

from flask_app.server import BACKPRESSURE, BLOCKING_THREADS


def application() -> Flask:
    """One route: a path, its body."""
    app = Flask(__name__)
    bodies: dict[str, tuple[str, bytes]] = pickle.loads(Path(os.environ["BARE_FILE"]).read_bytes())

    @app.get("/<path:path>")
    def bare(path: str) -> Response:
        content_type, body = bodies[path]
        return Response(body, content_type=content_type)

    return app


if __name__ == "__main__":
    port, os.environ["BARE_FILE"] = sys.argv[1:]
    Server(
        "bare:application", port=int(port), interface=Interfaces.WSGI, http=HTTPModes.http1, workers=2,
        blocking_threads=BLOCKING_THREADS, backpressure=BACKPRESSURE, factory=True, log_enabled=False,
    ).serve()  # fmt: skip
