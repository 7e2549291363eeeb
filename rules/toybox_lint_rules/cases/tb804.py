"""Further examples of TB804."""

from __future__ import annotations

from toybox_lint.api import Example

GOOD: tuple[Example, ...] = (
    Example(
        """
        --- compose.yaml
        services:
          debug:
            build: .
            environment: {DJANGO_SETTINGS_MODULE: debug}
            healthcheck: {test: "curl -f http://localhost:8000/"}
          alive:
            build: .
            environment: {DJANGO_SETTINGS_MODULE: alive}
            healthcheck: {test: "curl -f http://localhost:8000/"}
          inserted:
            build: .
            environment: {DJANGO_SETTINGS_MODULE: inserted}
            healthcheck: {test: "curl -f http://localhost:8000/"}
          summed:
            build: .
            environment: {DJANGO_SETTINGS_MODULE: summed}
            healthcheck: {test: "curl -f http://localhost:8000/"}
          named:
            build: .
            environment: {DJANGO_SETTINGS_MODULE: named}
            healthcheck: {test: "curl -f http://localhost:8000/"}
          open:
            build: .
            environment: {DJANGO_SETTINGS_MODULE: open}
            healthcheck: {test: "curl -f http://localhost:8000/"}
          wrapped:
            build: .
            command: gunicorn around -b 0.0.0.0:8000
            environment: {DJANGO_SETTINGS_MODULE: plain}
            healthcheck: {test: "curl -f http://localhost:8000/"}
          unknown:
            build: .
            env_file: [{path: web.env, required: false}]
            healthcheck: {test: "curl -f http://localhost:8000/"}
        --- Dockerfile
        FROM python:3.12
        WORKDIR /app
        COPY . .
        CMD ["gunicorn", "shop.wsgi", "-b", "0.0.0.0:8000"]
        --- shop/wsgi.py
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")
        application = get_wsgi_application()
        --- debug.py
        DEBUG = True
        ALLOWED_HOSTS = []
        MIDDLEWARE = ["django.middleware.common.CommonMiddleware"]
        --- alive.py
        ALLOWED_HOSTS = ["shop.example.com"]
        MIDDLEWARE = ["shop.alive", "django.middleware.common.CommonMiddleware"]
        --- inserted.py
        ALLOWED_HOSTS = ["shop.example.com"]
        MIDDLEWARE = ["django.middleware.common.CommonMiddleware"]
        MIDDLEWARE.insert(0, "shop.health.alive")
        --- summed.py
        ALLOWED_HOSTS = ["shop.example.com"]
        MIDDLEWARE = FIRST + ["django.middleware.common.CommonMiddleware"]
        --- named.py
        ALLOWED_HOSTS = ["shop.example.com"]
        MIDDLEWARE = [FIRST, "django.middleware.common.CommonMiddleware"]
        --- open.py
        ALLOWED_HOSTS = ["shop.example.com"]
        MIDDLEWARE = ["django.middleware.common.CommonMiddleware"]
        globals().update(more)
        --- plain.py
        ALLOWED_HOSTS = ["shop.example.com"]
        MIDDLEWARE = ["django.middleware.common.CommonMiddleware"]
        --- shop/settings.py
        ALLOWED_HOSTS = ["shop.example.com"]
        MIDDLEWARE = ["django.middleware.common.CommonMiddleware"]
        --- around.py
        application = wrapped(get_wsgi_application())
        """,
        title="Settings that say more than a list, what answers before them, and a module that is not known",
    ),
)
