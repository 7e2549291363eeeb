"""Which address a command makes its server listen on."""

from __future__ import annotations

import pytest

from listening.services import heard, service
from toybox_lint.deployment.listening import Answer, Bind, Cause, Grade, Speaks
from toybox_lint.facts import Unknown

ADDRESSES = [
    ("uvicorn main:app --host 0.0.0.0 --port 8000", 8000, Bind.ALL),
    ("python -m uvicorn main:app --port 5000 --host 0.0.0.0 --proxy-headers", 5000, Bind.ALL),
    ("uvicorn app:app --port=9000 --host=::", 9000, Bind.ALL),
    ("uvicorn app:app --port 8000", 8000, Bind.LOOPBACK),
    ("gunicorn proj.wsgi:application --bind 0.0.0.0:9000 --workers 3", 9000, Bind.ALL),
    ("gunicorn -w 4 -b :80 proj.wsgi", 80, Bind.ALL),
    ("gunicorn -b0.0.0.0:81 proj.wsgi", 81, Bind.ALL),
    ("gunicorn --bind=[::]:82 proj.wsgi", 82, Bind.ALL),
    ("gunicorn -b localhost:8000 app", 8000, Bind.LOOPBACK),
    ("hypercorn app:app --bind 127.0.0.1:8010", 8010, Bind.LOOPBACK),
    ("python manage.py runserver 0.0.0.0:8001", 8001, Bind.ALL),
    ("python3 -u ./manage.py runserver --settings proj.dev 0:8002", 8002, Bind.ALL),
    ("python manage.py runserver 127.0.0.1:8000", 8000, Bind.LOOPBACK),
    ("python manage.py runserver 8003", 8003, Bind.LOOPBACK),
    ("flask --app web run -h 0.0.0.0 -p 5001", 5001, Bind.ALL),
    ("flask run --port 5002", 5002, Bind.LOOPBACK),
    ("fastapi run app.py --port 8080", 8080, Bind.ALL),
    ("daphne -b 0.0.0.0 -p 8004 proj.asgi:application", 8004, Bind.ALL),
    ("waitress-serve --listen=*:8005 app:app", 8005, Bind.ALL),
    ("python -m http.server 8006", 8006, Bind.ALL),
    ("next start -p 3001 -H 0.0.0.0", 3001, Bind.ALL),
    ("npx next dev --port 3002", 3002, Bind.ALL),
    ("vite --host --port 3003", 3003, Bind.ALL),
    ("vite --port 3004", 3004, Bind.LOOPBACK),
    ("npx serve -s build -l 3005", 3005, Bind.ALL),
    ("serve -l tcp://0.0.0.0:3006", 3006, Bind.ALL),
    ("bundle exec puma -b tcp://0.0.0.0:3007", 3007, Bind.ALL),
    ("bundle exec rails s -b 0.0.0.0 -p 3008", 3008, Bind.ALL),
    ("php -S 0.0.0.0:8011 -t public", 8011, Bind.ALL),
    ("php artisan serve --host=0.0.0.0 --port=8012", 8012, Bind.ALL),
    ("poetry run uvicorn app:app --host 0.0.0.0 --port 8013", 8013, Bind.ALL),
    ("uv run --no-sync uvicorn app:app --host 0.0.0.0 --port 8014", 8014, Bind.ALL),
    ("tini -- gunicorn -b 0.0.0.0:8015 app", 8015, Bind.ALL),
    ("dumb-init gunicorn -b 0.0.0.0:8016 app", 8016, Bind.ALL),
    ("gosu app gunicorn -b 0.0.0.0:8017 app", 8017, Bind.ALL),
    ("env A=b gunicorn -b 0.0.0.0:8018 app", 8018, Bind.ALL),
    ("./wait-for-it.sh db:5432 -t 30 -- gunicorn -b 0.0.0.0:8019 app", 8019, Bind.ALL),
    ("dockerize -wait tcp://db:5432 -timeout 30s gunicorn -b 0.0.0.0:8020 app", 8020, Bind.ALL),
    ("opentelemetry-instrument gunicorn -b 0.0.0.0:8021 app", 8021, Bind.ALL),
]


@pytest.mark.parametrize(("command", "port", "bind"), ADDRESSES)
def test_the_command_tells_the_address(command: str, port: int, bind: Bind) -> None:
    found = heard(service(command_=command))
    assert [(each.port, each.bind, each.grade) for each in found.listeners] == [(port, bind, Grade.COMMAND)]
    assert found.complete
    (listener,) = found.listeners
    assert listener.port_origin
    assert listener.port_origin.text == str(port)
    assert found.process
    assert found.process.runs_forever is True


SCRIPTS = [
    ("python manage.py migrate && gunicorn proj.wsgi -b :80", 80),
    ("exec gunicorn --workers=2 --bind=0.0.0.0:5000 proj.wsgi", 5000),
    ("while ! nc -z db 5432; do sleep 1; done; exec uvicorn a:app --host 0.0.0.0 --port 8000", 8000),
    ("cd /app; export PORT=4000\ngunicorn app -b 0.0.0.0:${PORT}", 4000),
    ("PORT=4001 gunicorn app", 4001),
    ("(cd app && uvicorn a:app --host 0.0.0.0 --port 4002)", 4002),
    ("alembic upgrade head || exit 1; uvicorn a:app --host 0.0.0.0 --port 4003 2>&1 | tee log", 4003),
    ("gunicorn app -b 0.0.0.0:${MISSING:-4004}", 4004),
    ("python manage.py migrate # prepare\nexec python manage.py runserver 0.0.0.0:4005", 4005),
]


@pytest.mark.parametrize(("script", "port"), SCRIPTS)
def test_the_last_command_of_a_script_is_the_process(script: str, port: int) -> None:
    made = service(command_=["sh", "-c", script], environment={"MISSING": ""})
    found = heard(made)
    assert found.ports() == (port,)
    assert found.complete


def test_commands_in_the_background_listen_too() -> None:
    script = "celery worker & uvicorn a:app --host 0.0.0.0 --port 1 & exec gunicorn -b :2 app"
    found = heard(service(command_=["bash", "-c", script]))
    assert sorted(found.ports()) == [1, 2]
    assert found.complete


def test_a_command_under_a_condition_is_no_certainty() -> None:
    script = 'if [ "$DEV" ]; then flask run -p 1; else gunicorn -b :2 app; fi'
    found = heard(service(command_=["sh", "-c", script]))
    assert set(found.ports()) == {1, 2}
    assert not found.complete
    assert found.answers(3).answer is Answer.UNLIKELY


def test_a_loopback_bind_is_not_reached() -> None:
    verdict = heard(service(command_="gunicorn -b 127.0.0.1:8000 app")).answers(8000)
    assert (verdict.answer, verdict.cause) == (Answer.NO, Cause.LOOPBACK)
    (listener,) = verdict.listeners
    assert listener.bind_explicit
    assert listener.address_origin
    assert listener.address_origin.text == "127.0.0.1"


def test_the_default_address_counts() -> None:
    verdict = heard(service(command_="uvicorn app:app")).answers(8000)
    assert (verdict.answer, verdict.cause) == (Answer.NO, Cause.LOOPBACK)
    assert not verdict.listeners[0].bind_explicit


def test_another_port_than_the_command_is_a_certain_no() -> None:
    found = heard(service(command_="gunicorn -b :8000 app", expose=["3000"]))
    assert found.answers(8000).answer is Answer.YES
    verdict = found.answers(3000)
    assert (verdict.answer, verdict.cause) == (Answer.NO, Cause.PORT)
    assert verdict.reason == "gunicorn binds 0.0.0.0:8000 in its command"


def test_a_variable_the_server_reads_is_as_good_as_a_flag() -> None:
    found = heard(
        service(command_="uvicorn app:app", environment={"UVICORN_PORT": "81", "UVICORN_HOST": "0.0.0.0"})
    )
    assert [(each.port, each.bind, each.grade) for each in found.listeners] == [
        (81, Bind.ALL, Grade.PORT_VARIABLE)
    ]
    assert found.complete


def test_gunicorn_opens_all_addresses_for_port() -> None:
    (listener,) = heard(service(command_="gunicorn app", environment={"PORT": "5000"})).listeners
    assert (listener.port, listener.bind) == (5000, Bind.ALL)


def test_an_unknown_port_decides_nothing() -> None:
    missing = Unknown("the variable API_PORT is not given", frozenset({"API_PORT"}))
    found = heard(service(command_=["uvicorn", "a:app", "--host", "0.0.0.0", "--port", missing]))
    verdict = found.answers(8000)
    assert (verdict.answer, verdict.reason) == (Answer.UNKNOWN, missing.reason)


def test_an_environment_file_that_is_missing_leaves_the_address_open() -> None:
    found = heard(service(command_="uvicorn a:app --port 80", environment_known=False))
    assert found.answers(80).answer is Answer.UNKNOWN


def test_a_socket_answers_no_port() -> None:
    verdict = heard(service(command_="gunicorn -b unix:/run/app.sock app")).answers(8000)
    assert (verdict.answer, verdict.cause) == (Answer.NO, Cause.SOCKET)
    assert verdict.listeners[0].socket == "/run/app.sock"


@pytest.mark.parametrize(
    ("command", "forever"),
    [
        ("python manage.py migrate", False),
        ("true", False),
        ("sh -c 'echo done'", False),
        ("celery -A proj worker -l info", True),
        ("sleep infinity", True),
    ],
)
def test_a_program_that_listens_on_nothing(command: str, forever: bool) -> None:
    found = heard(service(command_=command, expose=["8000"]))
    assert found.process
    assert found.process.runs_forever is forever
    verdict = found.answers(8000)
    assert (verdict.answer, verdict.cause) == (Answer.NO, Cause.NOTHING)


def test_a_datastore_speaks_its_own_protocol() -> None:
    (listener,) = heard(service(command_="redis-server --port 7000")).listeners
    assert (listener.port, listener.speaks) == (7000, Speaks.TCP)


def test_a_subcommand_of_an_unknown_program_is_no_program() -> None:
    assert not heard(service(command_="serve")).listeners
    assert not heard(service(command_="serve --config /etc/app.yaml")).listeners
    assert [each.port for each in heard(service(image="node:22", command_="serve")).listeners] == [3000]
    assert [each.port for each in heard(service(command_="serve -s build")).listeners] == [3000]
