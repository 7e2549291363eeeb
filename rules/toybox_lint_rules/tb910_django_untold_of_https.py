from collections.abc import Iterator

from toybox_lint.api import Deployment, Diagnostic, Example, Label, Rule, Severity, Untold, untold


class DjangoUntoldOfHttps(Rule):
    """A Django must be told which requests came in HTTPS.

    With `SECURE_SSL_REDIRECT` Django redirects what comes to it in plain HTTP, as all does that Caddy passes on: the
    client, who asked in HTTPS, is sent to where it is, and the browser gives up with "too many redirects".

    Without it pages are shown, and every form and login is answered with 403, *Origin checking failed*: since version
    4.0 Django compares the `Origin` that the browser sends, `https://shop.example.com`, with the scheme and the host
    of the request, `http://shop.example.com`.

    **What to do.** Tell Django, in its settings: `SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")`. Or
    tell Gunicorn or Uvicorn to trust Caddy: `--forwarded-allow-ips`. Or leave the redirect to Caddy, and list the site
    in `CSRF_TRUSTED_ORIGINS`.

    **When it is reported.** When the settings, and all that they take in, are shown, `SECURE_SSL_REDIRECT` is `True`
    there and the middleware that does it is listed, and neither they nor the command, the variables or the program of
    the server speak of a proxy. Of forms where, besides, the middleware that compares is listed, and
    `CSRF_TRUSTED_ORIGINS` is not there, or is a plain list without an address that the site has in HTTPS; not of a
    Django before 4.0, nor where a middleware of others may speak of a proxy, nor of what is asked with tokens: below
    `/api`, or where the administration is not installed. A file that is not read may tell it: it is a warning.

    Sources: Django's documentation of `SECURE_SSL_REDIRECT` and of `CSRF_TRUSTED_ORIGINS`; Gunicorn's of
    `forwarded_allow_ips`; measured with Django and Gunicorn behind Caddy 2.11.7: 301 for ever, 200 with
    `--forwarded-allow-ips`; and 403 for forms.
    """

    id = "TB910"
    name = "django-untold-of-https"
    severity = Severity.WARNING
    signs = (
        "gunicorn",
        "uvicorn",
        "hypercorn",
        "daphne",
        "granian",
        "manage.py",
        "entrypoint",
        ".sh",
        "django",
    )
    bad = (
        Example(
            """
            --- Caddyfile
            example.com {
            	reverse_proxy /a/* «a:8000»
            	reverse_proxy /b/* «b:8000»
            	reverse_proxy /c/* «c:8000»
            }
            --- shop/a.py
            import os
            MIDDLEWARE = ["django.middleware.security.SecurityMiddleware"]
            SECURE_SSL_REDIRECT = os.environ.get("SECURE_SSL_REDIRECT", "False") == "True"
            --- shop/b.py
            MIDDLEWARE = ["django.middleware.security.SecurityMiddleware"]
            SECURE_SSL_REDIRECT = os.getenv("SSL", "0").lower() in ("1", "true")
            --- shop/c.py
            MIDDLEWARE = ["django.middleware.security.SecurityMiddleware"]
            SECURE_SSL_REDIRECT = config("SSL", default=False, cast=bool)
            --- Dockerfile
            FROM python:3.12
            WORKDIR /app
            COPY . .
            --- compose.yaml
            services:
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              a:
                build: .
                command: "gunicorn shop.wsgi -b 0.0.0.0:8000"
                environment: {DJANGO_SETTINGS_MODULE: shop.a, SECURE_SSL_REDIRECT: "True"}
              b:
                build: .
                command: "gunicorn shop.wsgi -b 0.0.0.0:8000"
                environment: {DJANGO_SETTINGS_MODULE: shop.b, SSL: "True"}
              c:
                build: .
                command: "gunicorn shop.wsgi -b 0.0.0.0:8000"
                environment: {DJANGO_SETTINGS_MODULE: shop.c, SSL: "on"}
            """,
            title="By a variable that is given",
        ),
        Example(
            """
            --- Caddyfile
            app.example.com {
            	reverse_proxy «web:8000»
            }
            api.example.com {
            	reverse_proxy «api:8000»
            }
            --- shop/settings/__init__.py
            --- shop/settings/base.py
            MIDDLEWARE = ["django.middleware.security.SecurityMiddleware"]
            --- shop/settings/production.py
            from .base import *
            SECURE_SSL_REDIRECT = True
            --- shop/wsgi.py
            import os
            os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings.production")
            --- Dockerfile
            FROM python:3.12
            WORKDIR /app
            COPY . .
            --- compose.yaml
            services:
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              web: {build: ., command: "gunicorn shop.wsgi -b 0.0.0.0:8000"}
              api:
                build: .
                command: uvicorn shop.asgi:application --host 0.0.0.0
                environment: {DJANGO_SETTINGS_MODULE: shop.settings.production}
            """,
            title="Django that redirects to HTTPS, for ever",
            message="Django redirects all requests",
        ),
    )
    good = (
        Example(
            """
            --- Caddyfile
            example.com {
            	reverse_proxy /a/* a:8000
            	reverse_proxy /b/* b:8000
            	reverse_proxy /c/* c:8000
            }
            --- shop/a.py
            MIDDLEWARE = ["django.middleware.security.SecurityMiddleware"]
            SECURE_SSL_REDIRECT = os.environ.get("SECURE_SSL_REDIRECT") == "1"
            --- shop/b.py
            MIDDLEWARE = ["django.middleware.security.SecurityMiddleware"]
            SECURE_SSL_REDIRECT = os.getenv("SSL") in ("True", "1")
            --- shop/c.py
            MIDDLEWARE = ["django.middleware.security.SecurityMiddleware"]
            SECURE_SSL_REDIRECT = not DEBUG
            --- Dockerfile
            FROM python:3.12
            WORKDIR /app
            COPY . .
            --- compose.yaml
            services:
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              a:
                build: .
                command: "gunicorn shop.wsgi -b 0.0.0.0:8000"
                environment: {DJANGO_SETTINGS_MODULE: shop.a, SECURE_SSL_REDIRECT: "True"}
              b:
                build: .
                command: "gunicorn shop.wsgi -b 0.0.0.0:8000"
                environment: {DJANGO_SETTINGS_MODULE: shop.b, SSL: "true"}
              c:
                build: .
                command: "gunicorn shop.wsgi -b 0.0.0.0:8000"
                environment: {DJANGO_SETTINGS_MODULE: shop.c}
            """,
            title="A variable that says something else, or that nobody gives, and what is not read",
        ),
        Example(
            """
            --- Caddyfile
            app.example.com {
            	reverse_proxy /a/* told:8000
            	reverse_proxy /b/* trusting:8000
            	reverse_proxy /c/* given:8000
            	reverse_proxy /d/* filed:8000
            	reverse_proxy /e/* elsewhere:8000
            	reverse_proxy /f/* absent:8000
            	reverse_proxy /g/* hidden:8000
            	reverse_proxy /h/* nameless:8000
            	reverse_proxy /i/* package:8000
            	reverse_proxy /j/* scheme:8000
            	reverse_proxy /k/* configured:8000
            }
            --- told.py
            MIDDLEWARE = ["django.middleware.security.SecurityMiddleware"]
            SECURE_SSL_REDIRECT = True
            SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
            --- untold.py
            MIDDLEWARE = ["django.middleware.security.SecurityMiddleware"]
            SECURE_SSL_REDIRECT = True
            --- open.py
            MIDDLEWARE = ["django.middleware.security.SecurityMiddleware"]
            SECURE_SSL_REDIRECT = not DEBUG
            --- more.py
            from untold import *
            from somewhere.else_ import *
            --- pack/__init__.py
            from .inner import *
            from ..outer import *
            --- manage.py
            print("hello")
            --- secure.py
            def application(environ, start_response):
                environ["wsgi.url_scheme"] = "https"
            --- filed/gunicorn.conf.py
            forwarded_allow_ips = "*"
            --- Dockerfile
            FROM python:3.12
            WORKDIR /app
            COPY . .
            --- compose.yaml
            x-app: &app
              build: .
              command: gunicorn wsgi -b 0.0.0.0:8000
              environment: {DJANGO_SETTINGS_MODULE: untold}
            services:
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              told: {<<: *app, environment: {DJANGO_SETTINGS_MODULE: told}}
              trusting: {<<: *app, command: "gunicorn wsgi -b 0.0.0.0:8000 --forwarded-allow-ips=*"}
              given: {<<: *app, environment: {DJANGO_SETTINGS_MODULE: untold, FORWARDED_ALLOW_IPS: "*"}}
              filed: {<<: *app, volumes: ["./filed/gunicorn.conf.py:/app/gunicorn.conf.py"]}
              elsewhere: {<<: *app, environment: {DJANGO_SETTINGS_MODULE: more}}
              absent: {<<: *app, environment: {DJANGO_SETTINGS_MODULE: open}}
              hidden: {<<: *app, environment: {DJANGO_SETTINGS_MODULE: "${MODULE}"}}
              nameless: {build: ., command: "python manage.py runserver 0.0.0.0:8000"}
              package: {<<: *app, environment: {DJANGO_SETTINGS_MODULE: pack}}
              scheme: {<<: *app, command: "gunicorn secure:application -b 0.0.0.0:8000"}
              configured: {<<: *app, command: gunicorn -c deploy.py wsgi}
            """,
            title="Django that is told, may be, or does not redirect",
        ),
    )

    def check(self, deployment: Deployment) -> Iterator[Diagnostic]:
        for found in untold(deployment):
            yield self._diagnostic(found)

    def _diagnostic(self, found: Untold) -> Diagnostic:
        name = found.settings.name
        said = f"Django redirects all requests that come here to HTTPS, for ever: {name} does not tell it of Caddy"
        if found.refused is not None:
            said = (
                f"Django answers forms of {found.refused} with 403: {name} neither tells it of Caddy "
                "nor has that in CSRF_TRUSTED_ORIGINS"
            )
        return self.report(
            found.link.upstream.origin,
            said,
            key=(found.link.front.name, found.link.upstream.text),
            help=f'write SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") into {name}',
            related=(Label(found.member.origin, "the service that runs it"),),
        )
