from collections.abc import Iterator

from toybox_lint.api import (
    Applicability,
    Deployment,
    Diagnostic,
    Example,
    Fix,
    Label,
    Rejected,
    Rule,
    Severity,
    rejected_checks,
)


class HealthcheckHostRejected(Rule):
    """A healthcheck must ask for a host that the application answers for.

    Django answers 400 to every `Host` that is not in `ALLOWED_HOSTS`. A check of `http://localhost:8000/`
    sends `localhost`; where only the public name is listed, the container never gets healthy, though the site works.

    **What to do.** List `localhost` (or `127.0.0.1`) too, or let the check send the public name: `curl -H "Host:
    example.com"`.

    **When it is reported.** When the service has `ALLOWED_HOSTS` or `DJANGO_ALLOWED_HOSTS` with a value that
    is known, or its settings list all in so many words and no middleware but Django's own may answer before, and the
    check asks with `curl -f` or `wget`. The settings may add names of their own: it is a warning.

    **The fix.** Adds the host to the list. It is unsafe: the settings may have it already.

    Sources: Django's documentation of `ALLOWED_HOSTS`.
    """

    id = "TB804"
    name = "healthcheck-host-rejected"
    severity = Severity.WARNING
    signs = ("allowed_hosts", "checked python modules:")
    bad = (
        Example(
            """
            --- compose.yaml
            services:
              web:
                build: .
                environment:
                  ALLOWED_HOSTS: example.com,www.example.com
                healthcheck:
                  test: ["CMD", "curl", "-fsS", "http://«localhost»:8000/health"]
            """,
            title="Only the public names are listed",
            message="ALLOWED_HOSTS",
            unsafe=True,
            fixed="""
            --- compose.yaml
            services:
              web:
                build: .
                environment:
                  ALLOWED_HOSTS: example.com,www.example.com,localhost
                healthcheck:
                  test: ["CMD", "curl", "-fsS", "http://localhost:8000/health"]
            """,
        ),
        Example(
            """
            --- web.env
            DJANGO_ALLOWED_HOSTS=.example.com
            --- compose.yaml
            services:
              web:
                build: .
                env_file: web.env
                healthcheck:
                  test: wget -q --spider http://«127.0.0.1»:8000/ || exit 1
            """,
            title="The list is in a file of variables",
            unsafe=True,
            fixed="""
            --- web.env
            DJANGO_ALLOWED_HOSTS=.example.com,127.0.0.1
            """,
        ),
        Example(
            """
            --- compose.yaml
            services:
              web: {build: ., healthcheck: {test: "curl -f http://«localhost»:8000/"}}
            --- Dockerfile
            FROM python:3.12
            WORKDIR /app
            COPY . .
            CMD ["gunicorn", "shop.wsgi", "-b", "0.0.0.0:8000"]
            --- shop/wsgi.py
            os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")
            --- shop/settings.py
            ALLOWED_HOSTS = ["shop.example.com"]
            MIDDLEWARE = [
                "django.middleware.security.SecurityMiddleware",
                "django.middleware.common.CommonMiddleware",
            ]
            """,
            title="The settings list them",
            message="localhost is not in ALLOWED_HOSTS of web",
        ),
    )
    good = (
        Example(
            """
            --- compose.yaml
            services:
              web: {build: ., healthcheck: {test: "curl -f http://localhost:8000/"}}
              own:
                build: .
                environment: {DJANGO_SETTINGS_MODULE: own}
                healthcheck: {test: "curl -f http://localhost:8000/"}
              all:
                build: .
                environment: {DJANGO_SETTINGS_MODULE: all}
                healthcheck: {test: "curl -f http://localhost:8000/"}
              none:
                build: .
                environment: {DJANGO_SETTINGS_MODULE: no}
                healthcheck: {test: "curl -f http://localhost:8000/"}
              more: {image: example/more, healthcheck: {test: "curl -f http://localhost:8000/"}, command: gunicorn more}
            --- Dockerfile
            FROM python:3.12
            WORKDIR /app
            COPY . .
            CMD ["gunicorn", "shop.wsgi", "-b", "0.0.0.0:8000"]
            --- shop/wsgi.py
            os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")
            --- shop/settings.py
            ALLOWED_HOSTS = ["shop.example.com", "localhost"]
            MIDDLEWARE = ["django.middleware.common.CommonMiddleware"]
            --- own.py
            ALLOWED_HOSTS = ["shop.example.com"]
            MIDDLEWARE = ["shop.health.HealthMiddleware", "django.middleware.common.CommonMiddleware"]
            --- all.py
            ALLOWED_HOSTS = ["*"]
            MIDDLEWARE = ["django.middleware.common.CommonMiddleware"]
            --- no.py
            ALLOWED_HOSTS = ["shop.example.com"]
            MIDDLEWARE = ["django.middleware.security.SecurityMiddleware"]
            """,
            title="Listed in the settings; middleware of one's own; all hosts; nobody asks for the host; not shown",
        ),
        Example(
            """
            --- compose.yaml
            services:
              all: &web
                build: .
                environment: {ALLOWED_HOSTS: "*"}
                healthcheck: {test: curl -f http://localhost:8000/}
              listed:
                <<: *web
                environment: {ALLOWED_HOSTS: "['example.com', 'localhost']"}
              header:
                <<: *web
                environment: {ALLOWED_HOSTS: example.com}
                healthcheck: {test: "curl -f -H 'Host: example.com' http://localhost:8000/"}
              any:
                <<: *web
                environment: {ALLOWED_HOSTS: example.com}
                healthcheck: {test: curl http://localhost:8000/}
              python:
                <<: *web
                environment: {ALLOWED_HOSTS: example.com}
                healthcheck: {test: ["CMD", "python", "check.py"]}
              given:
                <<: *web
                environment: {ALLOWED_HOSTS: "${HOSTS}"}
              code:
                <<: *web
                environment: {ALLOWED_HOSTS: "example.com # and more"}
            """,
            title="Listed, sent as a header, not decisive, not known",
        ),
    )

    def check(self, deployment: Deployment) -> Iterator[Diagnostic]:
        for found in rejected_checks(deployment):
            yield self._diagnostic(found)

    def _diagnostic(self, found: Rejected) -> Diagnostic:
        hosts, edit = found.hosts, found.edit()
        place = hosts.written
        return self.report(
            found.origin,
            f"{found.host} is not in {hosts.name} of {hosts.member.name}: "
            f"{hosts.reader} answers its healthcheck with {hosts.status}",
            key=(hosts.member.key, found.host),
            related=(Label(place, "the hosts that it answers for"),) if place else (),
            fixes=(Fix(f"add it to {hosts.name}", Applicability.UNSAFE, (edit,)),) if edit else (),
        )
