"""Resident memory of this process."""

import resource
import sys
from pathlib import Path


def resident_mib() -> float:
    """Memory in MiB that this process holds now (its peak where the system does not tell the present)."""
    status = Path("/proc/self/statm")
    if status.exists():
        return int(status.read_text().split()[1]) * resource.getpagesize() / 2**20
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 2**20 if sys.platform == "darwin" else peak / 2**10
