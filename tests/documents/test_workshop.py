"""Papers are made in another process: quickly, one at a time, and again when that process dies."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from factories.papers import a_whole_paper, an_early_paper, with_lines
from rundebord.documents import workshop as room
from rundebord.documents.pdf import pdf_of
from rundebord.documents.word import word_of
from rundebord.documents.workshop import PaperNotMade, Workshop, make_paper


@pytest.fixture
def workshop() -> Iterator[Workshop]:
    opened = Workshop()
    yield opened
    opened.close()


def alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    status = Path(f"/proc/{process}/status")
    return not status.exists() or "State:\tZ" not in status.read_text()


def wait_until_gone(process: int) -> bool:
    until = time.monotonic() + 10
    while alive(process) and time.monotonic() < until:
        time.sleep(0.02)
    return not alive(process)


def test_the_worker_makes_what_this_process_would_have_made(workshop: Workshop) -> None:
    assert workshop.make("pdf", a_whole_paper()) == pdf_of(a_whole_paper())
    assert workshop.make("docx", a_whole_paper()) == word_of(a_whole_paper())


def test_nothing_runs_before_it_is_needed_and_then_one_process_serves_all(workshop: Workshop) -> None:
    assert workshop.worker_id is None
    workshop.make("pdf", an_early_paper())
    first = workshop.worker_id
    workshop.make("docx", an_early_paper())
    assert workshop.worker_id == first is not None


def test_a_killed_worker_is_replaced_and_the_paper_is_made(workshop: Workshop) -> None:
    workshop.make("pdf", an_early_paper())
    first = workshop.worker_id
    assert first is not None
    os.kill(first, signal.SIGKILL)
    assert workshop.make("pdf", an_early_paper()).startswith(b"%PDF-")
    assert workshop.worker_id not in (None, first)


def test_a_worker_killed_while_it_works_is_replaced_too(workshop: Workshop) -> None:
    workshop.make("pdf", an_early_paper())
    first = workshop.worker_id
    assert first is not None
    killer = threading.Timer(0.1, os.kill, (first, signal.SIGKILL))
    killer.start()
    assert workshop.make("docx", with_lines(5_000)).startswith(b"PK")
    killer.join()
    assert workshop.worker_id != first


def test_a_worker_that_dies_again_is_not_tried_for_ever(workshop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "_WORKER", [sys.executable, "-c", "raise SystemExit(3)"])
    with pytest.raises(PaperNotMade, match="died twice"):
        workshop.make("pdf", an_early_paper())


def test_a_paper_that_takes_too_long_is_given_up_and_the_next_one_is_made() -> None:
    # In no hurry but for the one that stands still: a busy machine is slow too.
    hasty = Workshop(seconds=60)
    hasty.make("pdf", an_early_paper())
    first = hasty.worker_id
    assert first is not None
    os.kill(first, signal.SIGSTOP)
    hasty._seconds = 1.0
    with pytest.raises(PaperNotMade, match="more than 1 seconds"):
        hasty.make("pdf", an_early_paper())
    assert wait_until_gone(first)
    hasty._seconds = 60
    assert hasty.make("pdf", an_early_paper()).startswith(b"%PDF-")
    hasty.close()


def test_what_cannot_be_made_is_said_without_what_stood_in_it(workshop: Workshop) -> None:
    with pytest.raises(PaperNotMade, match=r"The pptx could not be made: KeyError in worker\.py") as caught:
        workshop.make("pptx", a_whole_paper())  # type: ignore[arg-type]
    assert "utgangspunkt" not in str(caught.value)
    assert workshop.make("pdf", a_whole_paper()).startswith(b"%PDF-")


def test_threads_wait_for_each_other(workshop: Workshop) -> None:
    made: list[bytes] = []
    threads = [threading.Thread(target=lambda n=n: made.append(workshop.make("pdf", with_lines(n)))) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(made) == sorted(pdf_of(with_lines(n)) for n in range(6))


def test_after_many_papers_the_worker_is_replaced(workshop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "_PAPERS_PER_WORKER", 2)
    seen = []
    for _ in range(3):
        workshop.make("pdf", an_early_paper())
        seen.append(workshop.worker_id)
    assert seen[0] == seen[1] != seen[2]


def test_closing_ends_the_worker_and_the_next_paper_begins_a_new_one(workshop: Workshop) -> None:
    workshop.make("pdf", an_early_paper())
    first = workshop.worker_id
    assert first is not None
    workshop.close()
    assert not alive(first)
    assert workshop.make("pdf", an_early_paper()).startswith(b"%PDF-")


def test_there_is_one_shared_workshop() -> None:
    assert make_paper("pdf", an_early_paper()) == pdf_of(an_early_paper())


PARENT = """
import sys, time
sys.path.insert(0, {tests!r})
from factories.papers import an_early_paper
from rundebord.documents.workshop import Workshop
workshop = Workshop()
workshop.make("pdf", an_early_paper())
print(workshop.worker_id, sorted({{"django", "typst", "docx"}} & set(sys.modules)), flush=True)
time.sleep(60)
"""


def test_the_worker_ends_with_a_parent_that_is_killed_and_the_parent_loads_no_compiler() -> None:
    tests = str(Path(__file__).resolve().parents[1])
    parent = subprocess.Popen([sys.executable, "-c", PARENT.format(tests=tests)], stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    worker, loaded = parent.stdout.readline().split(" ", 1)
    assert loaded.strip() == "[]"
    parent.kill()
    parent.wait()
    parent.stdout.close()
    assert wait_until_gone(int(worker))


def test_the_worker_knows_no_django() -> None:
    code = "import rundebord.documents.worker, sys; print('django' in sys.modules)"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "False"
