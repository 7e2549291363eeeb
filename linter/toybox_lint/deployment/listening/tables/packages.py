"""Packages of Python, by what comes along with them.

Source: what they say that they require, on PyPI.
"""

from __future__ import annotations

from toybox_lint.deployment.listening.tables import word_set

# Of these nothing else comes that is looked for, unless an extra is called so.
ALONE = word_set(
    """
    aio-pika aiofiles aiohttp aiokafka aioredis aiosqlite alembic amqp annotated-doc annotated-types anthropic
    anyio apscheduler argon2-cffi arrow asgiref asyncmy asyncpg attrs authlib babel bcrypt beanie beautifulsoup4
    billiard black bleach blinker boto3 botocore cachetools celery certifi cffi channels channels-redis chardet
    charset-normalizer click confluent-kafka coverage crispy-bootstrap4 crispy-bootstrap5 cryptography cssselect2
    databases defusedxml dj-database-url dj-rest-auth django django-allauth django-axes django-bootstrap5
    django-celery-beat django-celery-results django-ckeditor django-cors-headers django-crispy-forms django-csp
    django-debug-toolbar django-environ django-extensions django-filter django-guardian django-health-check
    django-htmx django-import-export django-jazzmin django-model-utils django-money django-mptt
    django-phonenumber-field django-prometheus django-ratelimit django-redis django-redis-cache django-rest-knox
    django-silk django-simple-history django-solo django-storages django-tables2 django-taggit django-tinymce
    django-unfold django-widget-tweaks djangorestframework djangorestframework-simplejwt djoser dnspython dramatiq
    drf-nested-routers drf-spectacular drf-yasg duckdb elasticsearch email-validator exceptiongroup factory-boy
    faker fakeredis fastapi-mail fastapi-pagination feedparser flake8 flask-admin flask-babel flask-bcrypt
    flask-caching flask-compress flask-cors flask-httpauth flask-jwt-extended flask-limiter flask-login flask-mail
    flask-marshmallow flask-migrate flask-restful flask-restx flask-session flask-smorest flask-socketio
    flask-sqlalchemy flask-talisman flask-wtf geoalchemy2 greenlet h11 hiredis httpcore httptools httpx idna isort
    itsdangerous jinja2 joblib kombu loguru lxml lxml-html-clean mako markdown markdown-it-py markupsafe
    marshmallow matplotlib mdurl minio motor mypy mysqlclient nats-py nltk numpy oauthlib openai openpyxl orjson
    packaging pandas passlib pdfplumber peewee pgvector phonenumbers pika pillow pip plotly polars pre-commit
    prometheus-client prometheus-fastapi-instrumentator prompt-toolkit psutil psycopg psycopg-binary psycopg-pool
    psycopg2 psycopg2-binary pyarrow pycparser pydantic pydantic-core pydantic-settings pygments pyjwt pymemcache
    pymongo pymysql pyotp pypdf pypdf2 pytest pytest-asyncio pytest-cov pytest-django python-dateutil
    python-decouple python-docx python-dotenv python-engineio python-jose python-multipart python-slugify
    python-socketio python3-openid pytz pyyaml qdrant-client qrcode redis regex reportlab requests
    requests-oauthlib rich rq ruff scikit-learn scipy scrapy seaborn selenium sendgrid sentry-sdk setuptools
    shellingham simple-websocket six slowapi sniffio sqlalchemy sqlalchemy-utils sqlmodel sqlparse starlette
    stripe structlog tenacity tiktoken tinycss2 torch torchvision tornado tortoise-orm tqdm transformers twilio
    typer typing-extensions typing-inspection tzdata urllib3 uvicorn uvloop vine watchfiles weasyprint
    webencodings websockets werkzeug wheel whitenoise wsproto wtforms xlsxwriter
    """
)
# And these where they have none.
BARE = word_set(
    "daphne eventlet fastapi flask flower gevent granian gunicorn hypercorn streamlit uvicorn-worker"
)
# Extras that bring none of them either.
HARMLESS_EXTRAS = word_set(
    "argon2 async asyncio bcrypt crypto cryptography django email fastapi hiredis http2 mfa msgpack redis socialaccount"
    " socks sqs standard"
)
# Channels did until its fourth release.
BROUGHT = {
    "flower": "celery",
    "uvicorn-worker": "uvicorn gunicorn",
    "channels": "daphne",
    "channels-redis": "daphne",
    "django-celery-beat": "celery",
    "django-celery-results": "celery",
}
