"""How many bytes the contents of one packed file may unpack to."""

from index.errors import ReadFailure
from index.settings import Settings

_MIB = 1 << 20


class UnpackBudget:
    """The rest of one file's limits while its packed members are read."""

    def __init__(self, settings: Settings, size: int) -> None:
        self.settings = settings
        self.limits = limits = settings.limits
        self._left = min(limits.unpacked_megabytes * _MIB, max(_MIB, size) * limits.ratio)

    def take(self, count: int) -> None:
        """Count bytes that were unpacked. Raises ReadFailure where they are too many."""
        self._left -= count
        if self._left < 0:
            raise ReadFailure(
                f"unpacks to more than {self.limits.unpacked_megabytes} MiB"
                f" or {self.limits.ratio} times its size (limits in the config file)"
            )

    @property
    def left(self) -> int:
        """Bytes that may still be unpacked."""
        return max(0, self._left)
