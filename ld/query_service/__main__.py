"""The process of the query service; :mod:`ld.query_service.starting` starts it, with two open files and the settings in its environment."""

from __future__ import annotations

import gc
import logging
import os
import shutil
import signal
import socket
import sys
from pathlib import Path

from ld.config import load
from ld.query_service.journal import Journal
from ld.query_service.limits import service_limits
from ld.query_service.pool import Pool
from ld.query_service.starting import LEASH, LISTENER
from ld.query_service.supervisor import Supervisor


def main() -> None:
    """Supervise until the leash is let go."""
    logging.basicConfig(level=logging.INFO, stream=sys.stderr, format="[%(levelname)s] %(message)s")
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    settings = load(path=Path(os.devnull))
    listener = socket.socket(fileno=int(os.environ.pop(LISTENER)))
    leash = int(os.environ.pop(LEASH))
    limits = service_limits(settings)
    gc.freeze()  # what is there now is shared by all processes to be forked
    address = Path(listener.getsockname())
    Supervisor(listener, leash, Pool(settings.data_dir, limits), limits, Journal(settings.sparql_log)).run()
    shutil.rmtree(address.parent, ignore_errors=True)  # whoever made it may have ended without doing so


if __name__ == "__main__":
    main()
