"""Deskbell: the bell on the front desk of a website."""

import os

__version__ = "0.1.0"

# Linear algebra on one thread, which numpy's library reads when it is first imported: its own threads wait for each other by
# spinning, which triples the CPU of a question, and take every core while chats need one.
for _name in ("OPENBLAS_NUM_THREADS", "VECLIB_MAXIMUM_THREADS"):
    os.environ.setdefault(_name, "1")
