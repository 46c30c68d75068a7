"""Where the repository and its example article are."""

from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]
SEED: Final = ROOT / "seeds" / "000_fcd87ccaefd1de22.txt"
