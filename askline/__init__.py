"""Command line, settings, wiring, worker and schedule: the only place that knows every concrete class."""

import os

# A matrix of a few hundred numbers is multiplied sooner by one thread than handed out to several, which then wait busily.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
