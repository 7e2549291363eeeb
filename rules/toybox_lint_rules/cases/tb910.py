"""Further examples of TB910."""

from __future__ import annotations

from toybox_lint.api import Example

BAD: tuple[Example, ...] = (
    Example(
        """
        --- Caddyfile
        shop.example.com, http://intern.example.com {
        	reverse_proxy /bare/* «bare:8000»
        	reverse_proxy /other/* «other:8000»
        	reverse_proxy /wide/* wide:8000
        	reverse_proxy /listed/* listed:8000
        }
        shop.example.com:8443 {
        	reverse_proxy «listed:8000»
        }
        http://plain.example.com {
        	reverse_proxy bare:8000
        }
        --- bare.py
        SECURE_SSL_REDIRECT = False
        MIDDLEWARE = [
            "django.middleware.security.SecurityMiddleware",
            "whitenoise.middleware.WhiteNoiseMiddleware",
            "django.middleware.csrf.CsrfViewMiddleware",
        ]
        --- other.py
        MIDDLEWARE = ["django.middleware.csrf.CsrfViewMiddleware"]
        CSRF_TRUSTED_ORIGINS = [
            "https://www.example.com",
            "http://shop.example.com",
        ]
        --- wide.py
        MIDDLEWARE = ["django.middleware.csrf.CsrfViewMiddleware"]
        CSRF_TRUSTED_ORIGINS: list[str] = ["https://*.example.com"]
        --- listed.py
        MIDDLEWARE = ["django.middleware.csrf.CsrfViewMiddleware"]
        CSRF_TRUSTED_ORIGINS = ("https://shop.example.com",)
        --- requirements.txt
        Django>=4.2,<6
        --- Dockerfile
        FROM python:3.12
        WORKDIR /app
        COPY . .
        CMD ["gunicorn", "shop.wsgi", "-b", "0.0.0.0:8000"]
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          bare: {build: ., environment: {DJANGO_SETTINGS_MODULE: bare}}
          other: {build: ., environment: {DJANGO_SETTINGS_MODULE: other}}
          wide: {build: ., environment: {DJANGO_SETTINGS_MODULE: wide}}
          listed: {build: ., environment: {DJANGO_SETTINGS_MODULE: listed}}
        """,
        title="Django that refuses the forms of its own pages",
        message="answers forms of https://shop.example.com",
    ),
)

GOOD: tuple[Example, ...] = (
    Example(
        """
        --- Caddyfile
        shop.example.com {
        	reverse_proxy /a/* variable:8000
        	reverse_proxy /b/* added:8000
        	reverse_proxy /c/* own:8000
        	reverse_proxy /d/* api:8000
        	reverse_proxy /e/* old:8000
        	reverse_proxy /g/* wide:8000
        	reverse_proxy /h/* below:8000
        	reverse_proxy /api/* tokens:8000
        	reverse_proxy /k/* headless:8000
        	reverse_proxy /f/* bare:8000 {
        		header_up X-Real-IP {remote_host}
        		header_up -Origin
        	}
        }
        shop.example.com:8443 {
        	reverse_proxy wide:8000
        }
        &(named) {
        	reverse_proxy bare:8000
        }
        --- variable.py
        MIDDLEWARE = ["django.middleware.csrf.CsrfViewMiddleware"]
        CSRF_TRUSTED_ORIGINS = os.environ.get("CSRF_ORIGINS", "").split(",")
        --- added.py
        MIDDLEWARE = ["django.middleware.csrf.CsrfViewMiddleware"]
        CSRF_TRUSTED_ORIGINS = []
        CSRF_TRUSTED_ORIGINS += [f"https://{name}" for name in ALLOWED_HOSTS]
        --- own.py
        MIDDLEWARE = ["shop.middleware.ForwardedScheme", "django.middleware.csrf.CsrfViewMiddleware"]
        --- api.py
        MIDDLEWARE = ["django.middleware.common.CommonMiddleware"]
        --- bare.py
        MIDDLEWARE = ["django.middleware.csrf.CsrfViewMiddleware"]
        --- wide.py
        MIDDLEWARE = ["django.middleware.csrf.CsrfViewMiddleware"]
        CSRF_TRUSTED_ORIGINS = ["https://*.shop.example.com", "https://*.example.com:8443"]
        --- tokens.py
        INSTALLED_APPS = ["django.contrib.admin", "rest_framework"]
        MIDDLEWARE = ["django.middleware.csrf.CsrfViewMiddleware"]
        REST_FRAMEWORK = {
            "DEFAULT_AUTHENTICATION_CLASSES": ["rest_framework_simplejwt.authentication.JWTAuthentication"],
        }
        --- headless.py
        INSTALLED_APPS = ["rest_framework", "knox"]
        MIDDLEWARE = ["django.middleware.csrf.CsrfViewMiddleware"]
        --- below/pyproject.toml
        [project]
        dependencies = ["Django>=3.2,<4.0"]
        --- below/bare.py
        MIDDLEWARE = ["django.middleware.csrf.CsrfViewMiddleware"]
        --- below/Dockerfile
        FROM python:3.9
        WORKDIR /app
        COPY . .
        CMD ["gunicorn", "shop.wsgi", "-b", "0.0.0.0:8000"]
        --- old/requirements.txt
        Django==3.2.25
        --- old/bare.py
        MIDDLEWARE = ["django.middleware.csrf.CsrfViewMiddleware"]
        --- old/Dockerfile
        FROM python:3.9
        WORKDIR /app
        COPY . .
        CMD ["gunicorn", "shop.wsgi", "-b", "0.0.0.0:8000"]
        --- Dockerfile
        FROM python:3.12
        WORKDIR /app
        COPY . .
        CMD ["gunicorn", "shop.wsgi", "-b", "0.0.0.0:8000"]
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          variable: {build: ., environment: {DJANGO_SETTINGS_MODULE: variable}}
          added: {build: ., environment: {DJANGO_SETTINGS_MODULE: added}}
          own: {build: ., environment: {DJANGO_SETTINGS_MODULE: own}}
          api: {build: ., environment: {DJANGO_SETTINGS_MODULE: api}}
          wide: {build: ., environment: {DJANGO_SETTINGS_MODULE: wide}}
          tokens: {build: ., environment: {DJANGO_SETTINGS_MODULE: tokens}}
          headless: {build: ., environment: {DJANGO_SETTINGS_MODULE: headless}}
          below: {build: below, environment: {DJANGO_SETTINGS_MODULE: bare}}
          old: {build: old, environment: {DJANGO_SETTINGS_MODULE: bare}}
          bare: {build: ., environment: {DJANGO_SETTINGS_MODULE: bare}}
        """,
        title="Origins of a variable or a wildcard, a middleware of one's own, none that compares, programs alone",
    ),
)
