"""Who belongs to a command: its processes are found by their group, with what they are there for."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from contextlib import suppress

from tests.crash.running import group

PARENT = """
import multiprocessing, time
child = multiprocessing.get_context("spawn").Process(target=time.sleep, args=(60,))
child.start()
print(flush=True)
child.join()
"""


def test_a_group_is_found_whole_with_its_roles() -> None:
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        assert parent.stdout is not None
        parent.stdout.readline()
        roles = {process.role for process in group(parent.pid)}
        assert {"main", "worker"} <= roles <= {"main", "worker", "tracker"}
        os.kill(parent.pid, signal.SIGKILL)
        parent.wait(20)
        assert "worker" in {process.role for process in group(parent.pid)}, "an orphan still belongs to it"
    finally:
        with suppress(ProcessLookupError):
            os.killpg(parent.pid, signal.SIGKILL)
        parent.communicate()
