"""No command, script or environment breaks the reading, and every exact place is true."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from listening.services import heard, service
from toybox_lint.compose.model import Text
from toybox_lint.deployment.listening import Grade, Listening
from toybox_lint.deployment.listening.commands.programs import CATALOGUE
from toybox_lint.deployment.listening.tables import word_set
from toybox_lint.facts import Unknown

MISSING = Unknown("the variable X is not given", frozenset({"X"}))
FLAGS = word_set("-b --bind -p --port -h --host -c --config -l --listen --http --socket -k -t -m -- -")
VALUES = word_set(
    "8000 0.0.0.0:8000 :80 [::]:81 unix:/a.sock 127.0.0.1 localhost app:app tcp://*:9 fd://3 A=b , ''"
)
WRAPPERS = word_set(
    "env exec sh -c bash python poetry run npx tini gosu npm start node /entrypoint.sh cd && ; | ( ) &"
)
PROGRAMS = sorted({word for program in CATALOGUE.programs() for word in program})
OTHERS: list[Text] = ["$PORT", "${X:-1}", "é", MISSING]
WORDS = st.sampled_from([*OTHERS, *PROGRAMS, *sorted(FLAGS), *sorted(VALUES), *sorted(WRAPPERS)])


def check(found: Listening) -> None:
    for each in found.listeners:
        assert isinstance(each.grade, Grade)
        assert (each.port is None) == (each.socket is not None)
        if isinstance(each.port, int):
            assert 0 < each.port < 65536
        origin = each.port_origin
        if origin and origin.exact and "-" not in origin.text:
            assert origin.text == str(each.port)
    for port in (80, 8000, *found.ports()):
        verdict = found.answers(port)
        assert verdict.reason
        assert verdict.answer


@settings(deadline=None, derandomize=True)
@given(st.lists(WORDS, max_size=8), st.lists(WORDS, max_size=4))
def test_any_words(command: list[Text], entrypoint: list[Text]) -> None:
    check(heard(service(command_=command, entrypoint=entrypoint or None, environment={"PORT": "8000"})))


@settings(deadline=None, derandomize=True)
@given(st.lists(WORDS, max_size=12))
def test_any_script(words: list[Text]) -> None:
    script = " ".join(word for word in words if isinstance(word, str))
    check(
        heard(
            service(command_=["sh", "-c", script], environment={"PORT": "x y", "GUNICORN_CMD_ARGS": script})
        )
    )


def test_deep_nesting_ends() -> None:
    nested = "${A:-" * 5000 + "1" + "}" * 5000
    check(heard(service(command_=["sh", "-c", f"gunicorn -b :{nested} app"])))
    check(heard(service(command_=["sh", "-c", "sh -c " * 5000 + "x"])))
    check(heard(service(command_=["exec", *["env"] * 5000, "gunicorn"])))
