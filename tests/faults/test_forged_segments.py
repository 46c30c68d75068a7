"""Segments whose checksums are valid and whose numbers are not: bounds hold, no traceback.

PRESSMARK_FAULTS is the number of forged arrays.
"""

import os
import random
import shutil
from pathlib import Path

import numpy as np
import pytest

from index.engine.local.array_files import Array, ArrayFile, ArrayWriter
from index.errors import PressmarkError
from index.locations import TABLES
from tests.faults.test_damage import Made, answer, opened

FORGED = int(os.environ.get("PRESSMARK_FAULTS", "40"))


def forged(values: Array, rng: random.Random) -> Array:
    """An array with one value, all values or its size or type changed."""
    made, most = values.copy(), np.iinfo(values.dtype).max
    match rng.randrange(6):
        case 0:
            made[:] = most
        case 1:
            made[rng.randrange(made.size)] = rng.choice((most, most // 2, 0))
        case 2:
            made = np.frombuffer(rng.randbytes(made.nbytes), made.dtype)
        case 3:
            made = made[: rng.randrange(made.size)]
        case 4:
            made = made[::-1]
        case _:
            made = made.astype("<f8")
    return made


def forge(path: Path, rng: random.Random) -> str:
    """Write a segment again with one array changed and valid checksums; the array's name."""
    file = ArrayFile(path)
    arrays = {name: np.array(file[name]) for name in file._places}
    chosen = rng.choice(
        [name for name, one in arrays.items() if one.size and one.dtype.kind in "iu"]
    )
    arrays[chosen] = forged(arrays[chosen], rng)
    path.unlink()
    with ArrayWriter(path) as writer:
        for name, values in arrays.items():
            writer.add(name, values)
        writer.finish(file.facts)
    return chosen


def test_a_forged_file_of_tables_answers_or_is_called_damaged(tmp_path: Path) -> None:
    made, rng = Made(tmp_path / "made"), random.Random(5)
    tables = made.library / TABLES
    kept = shutil.copy(tables, tmp_path / "kept.arrays")
    for _ in range(FORGED // 2):
        shutil.copy(kept, tables)
        name = forge(tables, rng)
        library = opened(made)
        try:
            answer(library)
        except PressmarkError:
            continue  # numbers without a bound would take 32 GiB
        except Exception as error:
            pytest.fail(f"{name}: {error!r}")
        finally:
            library.close()


def test_a_forged_segment_answers_or_is_called_damaged(tmp_path: Path) -> None:
    made, rng, refused = Made(tmp_path / "made"), random.Random(17), 0
    (segment,) = (made.library / "whoosh").glob("*.arrays")
    kept = shutil.copy(segment, tmp_path / "kept.arrays")
    for _ in range(FORGED):
        shutil.copy(kept, segment)
        name = forge(segment, rng)
        library = opened(made)
        try:
            answer(library)
        except PressmarkError:
            refused += 1
        except Exception as error:
            pytest.fail(f"{name}: {error!r}")
        finally:
            library.close()
    assert refused > FORGED // 4
