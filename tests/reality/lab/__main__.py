"""``python -m reality.lab``: pickles on standard input, the programs and then plans, and an outcome for each plan.

To be started in namespaces of its own (see ``reality.lab.start``), so that all it makes is gone when it ends.
"""

from __future__ import annotations

import os
import pickle
import signal
import sys

from reality.lab.plan import Outcome, Plan
from reality.lab.run import Programs, run

_SECONDS = 240


def _apart(programs: Programs, plan: Plan) -> Outcome | None:
    """Run a plan in a process of its own; None where that failed, and has said why on standard error."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        _run_and_exit(programs, plan, writing)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        text = pipe.read()
    _, status = os.waitpid(child, 0)
    return pickle.loads(text) if status == 0 else None


def _run_and_exit(programs: Programs, plan: Plan, writing: int) -> None:
    signal.alarm(_SECONDS)
    try:
        with os.fdopen(writing, "wb") as pipe:
            pickle.dump(run(programs, plan), pipe)
    except BaseException:
        sys.excepthook(*sys.exc_info())
        os._exit(1)
    os._exit(0)


def main() -> None:
    """Answer until standard input ends."""
    with open(0, "rb") as given, open(1, "wb") as answers:
        programs = pickle.load(given)
        while given.peek(1):
            pickle.dump(_apart(programs, pickle.load(given)), answers)
            answers.flush()


if __name__ == "__main__":
    main()
