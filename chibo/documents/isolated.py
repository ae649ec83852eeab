"""Running a script of ours on a file that someone sent, in a process of its own.

A hostile or broken file can end a process or fill its memory; then only the child is lost. It
inherits no environment, so it cannot tell secrets either.
"""

import json
import resource
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any


class ChildFailed(Exception):
    """The child ended without an answer: it crashed, or wanted too much memory or time."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one file may cost: bytes of memory, seconds of processor, seconds in all."""

    memory: int = 768 * 1024 * 1024
    processor: int = 20
    wait: int = 40


LIMITS = Limits()


def ask(script: Path, content: bytes, *words: str, limits: Limits = LIMITS) -> dict[str, Any]:
    """Return the answer of a script of ours to a file.

    words: arguments for the script.

    Raises ChildFailed.
    """
    command = [sys.executable, "-I", str(script), str(limits.memory), str(limits.processor)]
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter on our own file
            [*command, *words],
            input=content,
            capture_output=True,
            timeout=limits.wait,
            check=False,
            env={},
        )
    except subprocess.TimeoutExpired:
        raise ChildFailed from None
    if done.returncode != 0:
        raise ChildFailed
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def answer(work: Callable[..., dict[str, Any]]) -> None:
    """Do the work of a child: read the file from standard input, write what comes of it."""
    memory, processor, *words = sys.argv[1:]
    resource.setrlimit(resource.RLIMIT_AS, (int(memory), int(memory)))
    resource.setrlimit(resource.RLIMIT_CPU, (int(processor), int(processor)))
    # It has nothing to write to disk, and no memory image to leave behind.
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    json.dump(work(sys.stdin.buffer.read(), *words), sys.stdout)
