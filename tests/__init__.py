"""Tests. Names are sentences; servers are real, on loopback."""
