"""A bare Flask response of given bytes, under the very server that ours runs under: the floor of the serving benchmark.

``python tests/bench/bare.py PORT FILE CONTENT_TYPE``; what is served is told by the environment to granian's workers.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from flask import Flask, Response
from granian.constants import HTTPModes, Interfaces
from granian.server import Server

from flask_app.server import BACKPRESSURE, BLOCKING_THREADS


def application() -> Flask:
    """One route, one body."""
    app = Flask(__name__)
    body, content_type = Path(os.environ["BARE_FILE"]).read_bytes(), os.environ["BARE_TYPE"]

    @app.get("/")
    def bare() -> Response:
        return Response(body, content_type=content_type)

    return app


if __name__ == "__main__":
    port, os.environ["BARE_FILE"], os.environ["BARE_TYPE"] = sys.argv[1:]
    Server(
        "bare:application", port=int(port), interface=Interfaces.WSGI, http=HTTPModes.http1, workers=2,
        blocking_threads=BLOCKING_THREADS, backpressure=BACKPRESSURE, factory=True, log_enabled=False,
    ).serve()  # fmt: skip
