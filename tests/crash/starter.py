"""Runs ``ldpub`` again and again without starting it again: a process that forks for each command.

A line of JSON on standard input is a command: ``arguments``, ``output`` and ``errors`` (paths), ``environment``. Answered by two lines: the process id, which is that of a
group of its own as well, and later the exit status, negative for a signal.
Imports and the loading of the shapes cost two seconds, which is longer than the command that is to be killed. Nothing that must not be forked (a store, a thread) is made before the fork.
"""

from __future__ import annotations

import gc
import json
import os
import sys
from pathlib import Path
from typing import Any

from flask_app.cli import main
from ld.config import Settings
from shapes.site import SiteShapes
from tests.crash.catalogue import BASE


def _become(command: dict[str, Any]) -> None:
    """Be the command from now on."""
    os.setsid()
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
    for descriptor, path in ((1, command["output"]), (2, command["errors"])):
        os.dup2(os.open(path, flags, 0o644), descriptor)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.environ.update(command["environment"])
    sys.argv = ["ldpub", *command["arguments"]]
    main()


def _serve() -> None:
    shapes = SiteShapes(Settings(base_url=BASE))
    _ = shapes.at_ingest(), shapes.after()  # compiled once, and kept by their module
    assert len(list(Path("/proc/self/task").iterdir())) == 1  # no thread would come along
    gc.freeze()  # what is here is shared by all, as long as nobody touches it
    while line := sys.stdin.readline():
        pid = os.fork()
        if not pid:
            _become(json.loads(line))
            return
        _say(pid)
        _, status = os.waitpid(pid, 0)
        _say(os.waitstatus_to_exitcode(status))


def _say(number: int) -> None:
    sys.stdout.write(f"{number}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    _serve()
