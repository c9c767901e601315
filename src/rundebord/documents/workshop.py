"""Where papers are made: in one process of its own, so that no page waits for a PDF.

The worker is started when it is first needed and ends with this process, killed or not: its stdin ends. It is a
program by itself (``worker``) and not one of ``multiprocessing``'s, which would import again whatever started this
process, and Django with it.
"""

from __future__ import annotations

import atexit
import subprocess
import sys
import threading
from functools import cache
from typing import Any, Literal

from rundebord.documents.content import Paper
from rundebord.documents.messages import receive, send

Kind = Literal["pdf", "docx"]
SECONDS = 10.0
"""How long a paper may take. A whole course takes a tenth of one, five thousand lines less than one."""
_PAPERS_PER_WORKER = 200
"""After so many the worker is replaced: the compiler remembers what it has set, and would grow."""
_WORKER = [sys.executable, "-P", "-m", "rundebord.documents.worker"]

Worker = subprocess.Popen[bytes]


class PaperNotMade(Exception):
    """The paper could not be made. The text says why, and carries nothing of what stood in it."""


class Workshop:
    """Makes papers, one at a time, in a worker of its own. Threads may share it; they wait for each other."""

    def __init__(self, seconds: float = SECONDS) -> None:
        self._seconds = seconds
        self._turn = threading.Lock()
        self._worker: Worker | None = None
        self._made = 0

    def make(self, kind: Kind, paper: Paper) -> bytes:
        """The paper in that form. A worker that died is replaced, once.

        Raises PaperNotMade if it takes too long (that worker is stopped) or if it cannot be made.
        """
        if not self._turn.acquire(timeout=self._seconds):
            raise PaperNotMade(f"Other papers were being made for {self._seconds:g} seconds. Try again in a while.")
        try:
            answer = self._answer_to((kind, paper))
        finally:
            self._turn.release()
        if isinstance(answer, bytes):
            return answer
        raise PaperNotMade(f"The {kind} could not be made: {answer}.")

    def close(self) -> None:
        """No worker runs. The next paper starts a new one."""
        with self._turn:
            self._stop()

    @property
    def worker_id(self) -> int | None:
        """The worker's process id; None when none runs."""
        worker = self._worker
        return worker.pid if worker is not None and worker.poll() is None else None

    def _answer_to(self, question: tuple[Kind, Paper]) -> Any:
        for _ in range(2):
            worker = self._running()
            too_late = threading.Event()
            timer = threading.Timer(self._seconds, _kill, (worker, too_late))
            timer.daemon = True
            timer.start()
            try:
                answer = _ask(worker, question)
            except (EOFError, OSError):
                self._stop()
                if too_late.is_set():
                    raise PaperNotMade(
                        f"The {question[0]} took more than {self._seconds:g} seconds, which is what it may take."
                    ) from None
            else:
                self._made += 1
                return answer
            finally:
                timer.cancel()
        return "the process that makes papers died twice"

    def _running(self) -> Worker:
        if self._made >= _PAPERS_PER_WORKER:
            self._stop()
        if self._worker is None:
            self._worker = subprocess.Popen(  # noqa: S603
                _WORKER, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
            )
            self._made = 0
        return self._worker

    def _stop(self) -> None:
        worker, self._worker = self._worker, None
        if worker is not None:
            worker.kill()
            for stream in (worker.stdin, worker.stdout):
                if stream is not None:
                    try:
                        stream.close()
                    except OSError:
                        # What was still to be written has nowhere to go, which is as it should be.
                        continue
            worker.wait()


def make_paper(kind: Kind, paper: Paper) -> bytes:
    """The paper, made by the one workshop that this process has. Raises PaperNotMade as ``Workshop.make`` does."""
    return _shared().make(kind, paper)


@cache
def _shared() -> Workshop:
    workshop = Workshop()
    atexit.register(workshop.close)
    return workshop


def _kill(worker: Worker, too_late: threading.Event) -> None:
    too_late.set()
    worker.kill()


def _ask(worker: Worker, question: object) -> Any:
    assert worker.stdin is not None  # noqa: S101
    assert worker.stdout is not None  # noqa: S101
    send(worker.stdin, question)
    return receive(worker.stdout)
