"""Runs the command line as a person does: in a process of its own, with one home."""

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path


@dataclass
class Askline:
    """`Askline(home)("chat", said="we need 10 chairs")` runs `askline chat --home …` and gives back what it printed."""

    home: Path

    def __call__(self, *words: str, said: str = "", status: int = 0) -> str:
        done = self.process(*words, said=said)
        assert done.returncode == status, f"status {done.returncode}\n{done.stdout}\n{done.stderr}"
        return done.stdout if status == 0 else done.stdout + done.stderr

    def process(self, *words: str, said: str = "") -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "askline", *words, "--home", str(self.home)]
        return subprocess.run(command, input=said, capture_output=True, text=True, check=False)
