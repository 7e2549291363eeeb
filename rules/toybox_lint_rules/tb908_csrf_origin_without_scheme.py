from collections.abc import Iterator

from toybox_lint.api import (
    Applicability,
    Deployment,
    Diagnostic,
    Example,
    Fix,
    Rule,
    Severity,
    schemeless,
)


class CsrfOriginWithoutScheme(Rule):
    """A trusted origin must begin with a scheme.

    Since version 4.0 Django compares `CSRF_TRUSTED_ORIGINS` with the whole `Origin` that a browser sends:
    `https://example.com`. An
    entry `example.com` never fits. Pages are shown, and every form and login is answered with 403, *Origin
    checking failed*.

    **What to do.** Write `https://example.com`.

    **When it is reported.** When a compose file gives a service `CSRF_TRUSTED_ORIGINS` or
    `DJANGO_CSRF_TRUSTED_ORIGINS` with an entry without `://`, which the settings may put before it; or when the
    settings list one in so many words, at one place, and no file of packages asks for a Django before 4. Older versions
    want none: it is a warning.

    **The fix.** Puts `https://` before the entries that have none. It is unsafe for the same reason.

    Sources: Django's documentation of `CSRF_TRUSTED_ORIGINS` and its release notes of 4.0.
    """

    id = "TB908"
    name = "csrf-origin-without-scheme"
    severity = Severity.WARNING
    signs = (
        "csrf_trusted_origins",
        *(
            "gunicorn",
            "uvicorn",
            "hypercorn",
            "daphne",
            "granian",
            "manage.py",
            "entrypoint",
            ".sh",
            "django",
        ),
    )
    bad = (
        Example(
            """
            --- compose.yaml
            services:
              links: {image: sissbruecker/linkding, environment: ["LD_CSRF_TRUSTED_ORIGINS=«links.example.com»"]}
            """,
            title="Under a name of the application's own",
            unsafe=True,
            fixed="""
            --- compose.yaml
            services:
              links: {image: sissbruecker/linkding, environment: ["LD_CSRF_TRUSTED_ORIGINS=https://links.example.com"]}
            """,
        ),
        Example(
            """
            --- compose.yaml
            services:
              web:
                build: .
                environment:
                  CSRF_TRUSTED_ORIGINS: «example.com,https://www.example.com»
              list:
                build: .
                environment:
                  - «DJANGO_CSRF_TRUSTED_ORIGINS=${ORIGINS:-example.com}»
            --- .env
            ORIGINS=shop.example.com
            """,
            title="A bare name; what a variable gives is not edited",
            message="no scheme",
            unsafe=True,
            fixed="""
            --- compose.yaml
            services:
              web:
                build: .
                environment:
                  CSRF_TRUSTED_ORIGINS: https://example.com,https://www.example.com
              list:
                build: .
                environment:
                  - DJANGO_CSRF_TRUSTED_ORIGINS=${ORIGINS:-example.com}
            """,
        ),
        Example(
            """
            --- compose.yaml
            services:
              web: {build: .}
            --- Dockerfile
            FROM python:3.12
            WORKDIR /app
            COPY . .
            CMD ["gunicorn", "shop.wsgi", "-b", "0.0.0.0:8000"]
            --- shop/wsgi.py
            os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")
            --- requirements.txt
            Django>=4.2
            --- shop/settings.py
            CSRF_TRUSTED_ORIGINS = [«"example.com", "https://www.example.com"»]
            """,
            title="A list in the settings",
            unsafe=True,
            fixed="""
            --- shop/settings.py
            CSRF_TRUSTED_ORIGINS = ["https://example.com", "https://www.example.com"]
            """,
        ),
        Example(
            """
            --- compose.yaml
            services:
              web: {build: .}
            --- Dockerfile
            FROM python:3.12
            WORKDIR /app
            COPY . .
            CMD ["gunicorn", "shop.wsgi", "-b", "0.0.0.0:8000"]
            --- shop/wsgi.py
            os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")
            --- shop/settings.py
            CSRF_TRUSTED_ORIGINS = [«
                "https://www.example.com",  # the shop
                "*.example.com",»
            ]
            """,
            title="With remarks, which are not edited",
        ),
    )
    good = (
        Example(
            """
            --- web.env
            CSRF_TRUSTED_ORIGINS=example.com
            --- compose.yaml
            services:
              web:
                build: .
                environment: {CSRF_TRUSTED_ORIGINS: "https://example.com https://*.example.com"}
              file: {build: ., env_file: web.env}
              given: {build: ., environment: {CSRF_TRUSTED_ORIGINS: "${ORIGINS}"}}
            """,
            title="Schemes; a value that is not known; a file of variables, which nobody has to see",
        ),
        Example(
            """
            --- compose.yaml
            services:
              web: {build: .}
              old: {build: old}
              made: {build: made}
              bare: {build: bare}
              image: {image: example/web, command: gunicorn shop.wsgi}
            --- Dockerfile
            FROM python:3.12
            WORKDIR /app
            COPY . .
            CMD ["gunicorn", "shop.wsgi", "-b", "0.0.0.0:8000"]
            --- shop/wsgi.py
            os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")
            --- shop/settings.py
            CSRF_TRUSTED_ORIGINS = ["https://example.com"]  # not example.com
            --- old/Dockerfile
            FROM python:3.12
            WORKDIR /app
            COPY . .
            CMD ["gunicorn", "shop.wsgi", "-b", "0.0.0.0:8000"]
            --- old/shop/wsgi.py
            os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")
            --- old/requirements.txt
            django==3.2.25
            --- old/shop/settings.py
            CSRF_TRUSTED_ORIGINS = ["example.com"]
            --- made/Dockerfile
            FROM python:3.12
            WORKDIR /app
            COPY . .
            CMD ["gunicorn", "shop.wsgi", "-b", "0.0.0.0:8000"]
            --- made/shop/wsgi.py
            os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")
            --- made/shop/settings.py
            CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ("example.com",)]
            --- bare/Dockerfile
            FROM python:3.12
            WORKDIR /app
            COPY . .
            CMD ["gunicorn", "shop.wsgi", "-b", "0.0.0.0:8000"]
            --- bare/shop/wsgi.py
            os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")
            --- bare/shop/settings.py
            DEBUG = False
            """,
            title="Settings with schemes, of a former release, that make them, and without any",
        ),
        Example(
            """
            --- compose.yaml
            services:
              built: {build: ./built}
              python: {build: ./python}
              folder: {build: ./folder}
              locked: {build: ./locked}
              asked: {build: ./asked}
              joined: {build: ./joined}
            --- built/Dockerfile
            FROM python:3.12
            WORKDIR /app
            COPY . .
            RUN pip install "django<4"
            CMD ["gunicorn", "shop.wsgi", "-b", "0.0.0.0:8000"]
            --- built/shop/wsgi.py
            os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")
            --- built/shop/settings.py
            CSRF_TRUSTED_ORIGINS = ["example.com"]
            --- python/Dockerfile
            FROM python:3.6
            WORKDIR /app
            COPY . .
            CMD ["gunicorn", "shop.wsgi", "-b", "0.0.0.0:8000"]
            --- python/shop/wsgi.py
            os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")
            --- python/shop/settings.py
            CSRF_TRUSTED_ORIGINS = ["example.com"]
            --- folder/Dockerfile
            FROM python:3.12
            WORKDIR /app
            COPY . .
            CMD ["gunicorn", "shop.wsgi", "-b", "0.0.0.0:8000"]
            --- folder/shop/wsgi.py
            os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")
            --- folder/shop/settings.py
            CSRF_TRUSTED_ORIGINS = ["example.com"]
            --- folder/requirements/prod.txt
            Django[argon2]>=2.2,<3.3
            --- locked/Dockerfile
            FROM python:3.12
            WORKDIR /app
            COPY . .
            CMD ["gunicorn", "shop.wsgi", "-b", "0.0.0.0:8000"]
            --- locked/shop/wsgi.py
            os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")
            --- locked/shop/settings.py
            CSRF_TRUSTED_ORIGINS = ["example.com"]
            --- locked/poetry.lock
            [[package]]
            name = "django"
            version = "3.2.1"
            --- asked/Dockerfile
            FROM python:3.12
            WORKDIR /app
            COPY . .
            CMD ["gunicorn", "shop.wsgi", "-b", "0.0.0.0:8000"]
            --- asked/shop/wsgi.py
            os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")
            --- asked/shop/settings.py
            import django
            if django.VERSION < (4,):
                DEBUG = False
            CSRF_TRUSTED_ORIGINS = ["example.com"]
            --- joined/Dockerfile
            FROM python:3.12
            WORKDIR /app
            COPY . .
            CMD ["gunicorn", "shop.wsgi", "-b", "0.0.0.0:8000"]
            --- joined/shop/wsgi.py
            os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")
            --- joined/shop/settings.py
            CSRF_TRUSTED_ORIGINS = ["https://" "example.com"]
            """,
            title="Former releases by other files; a text of two parts",
        ),
    )

    def check(self, deployment: Deployment) -> Iterator[Diagnostic]:
        for found in schemeless(deployment.members, deployment.files):
            edit = found.edit()
            yield self.report(
                found.origin,
                f"an origin in {found.name} of {found.member.name} has no scheme: Django answers its forms with 403",
                key=(found.member.key, found.name),
                fixes=(Fix("begin it with https://", Applicability.UNSAFE, (edit,)),) if edit else (),
            )
