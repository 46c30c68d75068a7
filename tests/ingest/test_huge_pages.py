"""Which memory moves to huge pages."""

from index.platform import use_huge_pages
from index.platform.huge_pages import object_ranges

MAPS = """\
55d000000000-55d000400000 rw-p 00000000 08:01 77 /usr/bin/python3
55d000500000-55d000b00000 rw-p 00000000 00:00 0                          [heap]
7f0000000000-7f0000100000 rw-p 00000000 00:00 0
7f0000200000-7f0000400000 r--p 00000000 00:00 0
7f0000400000-7f0000800000 rw-s 00000000 00:01 9 /dev/shm/x
7f0000a00000-7f0000c00000 rw-p 00000000 00:00 0
7f0000dff000-7f0000e00000 ---p 00000000 00:00 0
7f0000e00000-7f0001600000 rw-p 00000000 00:00 0
7ffd00000000-7ffd00800000 rw-p 00000000 00:00 0                          [stack]
"""


def test_whole_pages_of_objects_move_and_no_stack() -> None:
    assert list(object_ranges(MAPS)) == [
        (0x55D000600000, 0x55D000A00000),
        (0x7F0000A00000, 0x7F0000C00000),
    ]


def test_a_process_goes_on_with_its_objects() -> None:
    words = {str(number): [number] for number in range(50_000)}
    assert use_huge_pages() >= 0
    assert all(words[str(number)] == [number] for number in range(50_000))
