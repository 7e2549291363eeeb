"""``PYTHONPATH=tests python -m fuzz [COUNT]``: make COUNT inputs and try each; prints what it counts.
``python -m fuzz expressions [SEED]`` attacks regular expressions instead.

What breaks a law is written to ``build/fuzz/findings`` once for each place where it broke, as files that
``python -m fuzz FILE`` tries again. Inputs that reached new lines are kept in ``build/fuzz/kept``, for the next run.
"""

from __future__ import annotations

import sys
from pathlib import Path

from fuzz.session import Session, again

HOME = Path(__file__).parent.parent.parent / "build" / "fuzz"


def main(words: list[str]) -> int:
    if words and words[0] == "expressions":
        from fuzz import expressions

        return expressions.main(words[1] if len(words) > 1 else "0")
    if words and not words[0].isdigit():
        file = Path(words[0])
        if not file.is_file():
            sys.stderr.write(f"{__doc__}\nno such file: {file}\n")
            return 2
        return again(file)
    session = Session(HOME)
    session.run(int(words[0]) if words else 100_000)
    return 1 if session.findings else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
