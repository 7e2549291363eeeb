"""``python -m reality.lab``: a pickled plan on standard input, its pickled outcome on standard output.

To be started in namespaces of its own (see ``reality.lab.start``), so that all it makes is gone when it ends.
"""

from __future__ import annotations

import pickle
import sys

from reality.lab.run import run

if __name__ == "__main__":
    programs, plan = pickle.load(sys.stdin.buffer)
    pickle.dump(run(programs, plan), sys.stdout.buffer)
