"""Resident memory: of this process, and of a whole installation at rest and after many messages."""

import resource
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from askline.bench.figures import Figure


def resident_mib() -> float:
    """Memory in MiB that this process holds now (its peak where the system does not tell the present)."""
    status = Path("/proc/self/statm")
    if status.exists():
        return int(status.read_text().split()[1]) * resource.getpagesize() / 2**20
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 2**20 if sys.platform == "darwin" else peak / 2**10


def measure(folder: Path, scale: float) -> Iterator[Figure]:
    """A process of its own with all channels loaded, at rest and after 10,000 messages with everything on."""
    count = int(10_000 * scale)
    command = [sys.executable, "-m", "askline.bench.memory", str(folder), str(count)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    rest, after = map(float, done.stdout.split())
    yield Figure("memory at rest, all channels loaded", rest, "MiB", None, "", "≤ 300 MiB")
    yield Figure(f"memory after {count:,} messages", after, "MiB", rest, "at rest", "≤ 300 MiB")


def _main(home: Path, count: int) -> None:
    import bots.mail_channel
    import bots.mailbox
    import bots.slack
    import bots.telegram  # noqa: F401 - what `run` loads
    from askline.bench.handling import handle_all
    from askline.bench.texts import texts
    from askline.logs import configure
    from askline.wiring import open_installation

    configure("error")
    installation = open_installation(home)
    handle_all(installation.database, installation.reader, texts(20), "first")
    print(resident_mib())
    handle_all(installation.database, installation.reader, texts(count), "many")
    print(resident_mib())
    installation.close()


if __name__ == "__main__":
    _main(Path(sys.argv[1]), int(sys.argv[2]))
