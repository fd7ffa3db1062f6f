"""Command line, settings, wiring, worker and schedule: the only place that knows every concrete class."""
