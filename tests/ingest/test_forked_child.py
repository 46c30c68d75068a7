"""Forked children answer on their pipes, hold no file of their parent, and end on request."""

import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import IO

import pytest

from index.platform import IDLE_THREAD, ForkedChild, can_fork

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="forks on Linux only")


def is_open(number: int) -> bool:
    try:
        os.fstat(number)
    except OSError:
        return False
    return True


def echo(stdin: IO[bytes], stdout: IO[bytes]) -> None:
    """Answer each line with how many files this process has open."""
    for line in stdin:
        stdout.write(b"%s %d\n" % (line.strip(), sum(map(is_open, range(256)))))
        stdout.flush()


def test_a_child_answers_and_ends_with_its_input(tmp_path: Path) -> None:
    with (tmp_path / "held").open("w"):
        first, second = ForkedChild(echo), ForkedChild(echo)
        for child in (second, first):
            child.stdin.write(b"hello\n")
            child.stdin.flush()
            assert child.stdout.readline() == b"hello 5\n"  # 0, 1, 2, and its two pipes
    for child in (first, second):  # the second does not hold the first one's input open
        child.stdin.close()
        assert child.wait(30) == 0
        child.stdout.close()


def test_a_child_can_be_waited_for_and_killed() -> None:
    child = ForkedChild(echo)
    with pytest.raises(subprocess.TimeoutExpired):
        child.wait(0.0)
    child.kill()
    assert child.wait(30) == -9
    child.stdin.close()
    child.stdout.close()


def test_a_child_that_fails_ends_with_status_one() -> None:
    def fail(stdin: IO[bytes], stdout: IO[bytes]) -> None:
        raise ValueError

    child = ForkedChild(fail)
    assert child.wait(30) == 1
    child.stdin.close()
    child.stdout.close()


def test_nothing_is_forked_beside_a_thread_at_work() -> None:
    before = can_fork()
    done = threading.Event()
    for name, allowed in ((IDLE_THREAD, before), ("at work", False)):
        done.clear()
        thread = threading.Thread(target=done.wait, name=name)
        thread.start()
        assert can_fork() is allowed
        done.set()
        thread.join()
