"""A program, watched from outside: the time, the processor time, the memory of each of its processes, and a folder's size on disk.

What is counted. Time by the clock from before the program is started until it has ended, so the start of Python is in it. Processor
time is that of the program and of all that it started and waited for, as the kernel adds it up. Memory is looked at every
:data:`PACE` seconds, by a thread of the watching process. The peak of a process is the kernel's own high-water mark (VmHWM), so it
is exact but for what is taken in the last moment; it counts pages of mapped files, which may be dropped at any time, and those that several
processes share in each of them. What the main process has of its own (RssAnon) is the largest of the samples. The proportional size (PSS) of all together counts shared pages once; it is a sample every
:data:`PACE_OF_SUMS` seconds, for the kernel walks through all pages for it. Pages of the disk that the kernel keeps are in neither.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

PACE, PACE_OF_SUMS = 0.2, 2.0
MAIN, WORKER, OTHER = "main", "worker", "other"


@dataclass(slots=True)
class Watched:
    """What was seen.

    Attributes:
        seconds: by the clock.
        processor_seconds: of all processes.
        peaks: bytes of the largest process of a kind: main, worker, other.
        own: bytes, the most that the main process had of its own.
        workers: how many there were.
        workers_gone: seconds from the start until the last of them was seen; 0 if there were none.
        together: bytes, the largest sum of proportional sizes; 0 where the kernel does not tell.
        disk: bytes, the most that the folder took on disk.
        appeared: seconds from the start until the link changed; 0 if it did not.
        output: of standard output.
    """

    seconds: float = 0.0
    processor_seconds: float = 0.0
    peaks: dict[str, int] = field(default_factory=dict)
    own: int = 0
    workers: int = 0
    workers_gone: float = 0.0
    together: int = 0
    disk: int = 0
    appeared: float = 0.0
    output: str = ""


def watch(
    command: Sequence[str],
    environment: Mapping[str, str],
    folder: Path,
    *,
    measured: Path | None = None,
    link: Path | None = None,
    statuses: Sequence[int] = (0,),
) -> Watched:
    """Run a program to its end.

    Args:
        command: it.
        environment: all of it.
        folder: that it works in.
        measured: a folder whose size on disk is measured now and then.
        link: a symbolic link that it is to change.
        statuses: exit statuses that mean that all is well.
    """
    seen = Watched()
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors:
        start = time.perf_counter()
        process = subprocess.Popen(
            command, env=environment, cwd=folder, stdout=output, stderr=errors, start_new_session=True
        )
        watcher = _Watcher(process.pid, start, seen, measured, link)
        watcher.start()
        _, status, usage = os.wait4(process.pid, 0)
        seen.seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)  # it is waited for already
        watcher.end()
        seen.processor_seconds = usage.ru_utime + usage.ru_stime
        errors.seek(0)
        assert process.returncode in statuses, (command, process.returncode, errors.read().decode()[-3000:])
        output.seek(0)
        seen.output = output.read().decode()
    return seen


class _Watcher(threading.Thread):
    def __init__(
        self, pid: int, start: float, seen: Watched, measured: Path | None, link: Path | None
    ) -> None:
        super().__init__(daemon=True)
        self._pid = pid
        self._begin = start
        self._seen = seen
        self._measured = measured
        self._link = link
        self._target = _target(link)
        self._over = threading.Event()
        self._peaks: dict[int, tuple[str, int]] = {}

    def run(self) -> None:
        sums = 0.0
        while not self._over.wait(PACE):
            now = time.perf_counter() - self._begin
            self._look(now)
            if now - sums >= PACE_OF_SUMS:
                sums = now
                self._sum()
        for kind, peak in self._peaks.values():
            self._seen.peaks[kind] = max(peak, self._seen.peaks.get(kind, 0))
        self._seen.workers = sum(kind == WORKER for kind, _ in self._peaks.values())

    def end(self) -> None:
        """Stop watching."""
        self._over.set()
        self.join()

    def _look(self, now: float) -> None:
        for pid in _family(self._pid):
            # Of the last look, not the highest: before it becomes another program, a process has the peak of the one that started it.
            if peak := _bytes(pid, "status", "VmHWM:"):
                kind = MAIN if pid == self._pid else _kind(pid)
                self._peaks[pid] = kind, peak
                if kind == WORKER:
                    self._seen.workers_gone = now
        self._seen.own = max(self._seen.own, _bytes(self._pid, "status", "RssAnon:"))
        if self._link is not None and not self._seen.appeared and _target(self._link) != self._target:
            self._seen.appeared = now

    def _sum(self) -> None:
        total = sum(_bytes(pid, "smaps_rollup", "Pss:") for pid in _family(self._pid))
        self._seen.together = max(self._seen.together, total)
        if self._measured is not None:
            self._seen.disk = max(self._seen.disk, on_disk(self._measured))


def _family(pid: int) -> Iterator[int]:
    """A process and all that come from it; those of the watching process itself are none of them."""
    yield pid
    try:
        for thread in Path(
            f"/proc/{pid}/task"
        ).iterdir():  # children are listed with the thread that made them
            for child in (thread / "children").read_text(encoding="ascii").split():
                yield from _family(int(child))
    except (FileNotFoundError, ProcessLookupError):  # it has ended
        return


def _kind(pid: int) -> str:
    try:
        command = Path(f"/proc/{pid}/cmdline").read_bytes()
    except (FileNotFoundError, ProcessLookupError):
        return OTHER
    return WORKER if b"spawn_main" in command else OTHER


def _bytes(pid: int, file: str, name: str) -> int:
    """A figure that the kernel gives in kibibytes; 0 if it does not, or the process has ended."""
    try:
        lines = Path(f"/proc/{pid}/{file}").read_text(encoding="utf-8").splitlines()
    except (FileNotFoundError, ProcessLookupError, PermissionError):
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith(name)), 0)


def _target(link: Path | None) -> str:
    return str(link.readlink()) if link is not None and link.is_symlink() else ""


def on_disk(folder: Path) -> int:
    """Bytes that the files of a folder take on disk, each once, however many names it has."""
    taken: dict[int, int] = {}
    for path, _, names in os.walk(folder):
        for name in names:
            try:
                stat = (Path(path) / name).lstat()
            except FileNotFoundError:  # gone meanwhile
                continue
            taken[stat.st_ino] = stat.st_blocks * 512
    return sum(taken.values())


__all__ = ["MAIN", "OTHER", "WORKER", "Watched", "on_disk", "watch"]
