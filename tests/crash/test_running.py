"""Who belongs to a command: its processes are found by their group, with what they are there for."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
from contextlib import suppress
from time import monotonic

from tests.crash.running import group

PARENT = """
import multiprocessing, time
child = multiprocessing.get_context("spawn").Process(target=time.sleep, args=(60,))
child.start()
child.join()
"""


def roles(leader: int) -> set[str]:
    return {process.role for process in group(leader)}


def test_a_group_is_found_whole_with_its_roles() -> None:
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        end = monotonic() + 30
        while roles(parent.pid) != {"main", "worker", "tracker"}:  # a child is like its parent at first
            assert monotonic() < end, roles(parent.pid)
            select.select([], [], [], 0.02)
        os.kill(parent.pid, signal.SIGKILL)
        parent.wait(20)
        assert "worker" in roles(parent.pid), "an orphan still belongs to it"
    finally:
        with suppress(ProcessLookupError):
            os.killpg(parent.pid, signal.SIGKILL)
        parent.communicate()
