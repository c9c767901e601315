"""The process that makes papers: asked on stdin, answers on stdout, and ends when stdin ends. It knows no Django.

In comes (kind, paper); out goes the paper's bytes or, as text, why there is none.
"""

from __future__ import annotations

import os
import signal
import sys
import traceback

from rundebord.documents.content import Paper
from rundebord.documents.messages import receive, send
from rundebord.documents.pdf import pdf_of
from rundebord.documents.word import word_of

_MAKERS = {"pdf": pdf_of, "docx": word_of}


def made(kind: str, paper: Paper) -> bytes | str:
    """The paper, or where it went wrong: never what stood in it, for this may end in a log."""
    try:
        return _MAKERS[kind](paper)
    except Exception as fault:
        place = traceback.extract_tb(fault.__traceback__)[-1]
        return f"{type(fault).__name__} in {os.path.basename(place.filename)}, line {place.lineno}"


def main() -> None:
    """Every question on stdin is answered on stdout. Ctrl-C is the parent's to decide about."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    # What a library prints must not come between the answers.
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    while True:
        try:
            kind, paper = receive(sys.stdin.buffer)
        except EOFError:
            return
        send(answers, made(kind, paper))


if __name__ == "__main__":
    main()
