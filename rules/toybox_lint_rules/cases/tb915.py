"""Further examples of TB915."""

from __future__ import annotations

from toybox_lint.api import Example

BAD: tuple[Example, ...] = (
    Example(
        """
        --- compose.yaml
        services:
          web:
            image: example/web
            environment: [SMTP_PASS, "MAIL_SECRET=${«MAILER_SECRET»}"]
        --- compose.override.yaml
        services:
          web:
            labels: {secret: "${MAILER_SECRET}"}
        --- .env
        MAILERS_SECRET=abc
        SMTP_PASS=secret
        --- .env.example
        MAILER_SECRET=
        --- run.sh
        docker compose up -d
        """,
        title="In two files, where an example alone has the name",
        unsafe=True,
        fixed="""
        --- compose.yaml
        services:
          web:
            image: example/web
            environment: [SMTP_PASS, "MAIL_SECRET=${MAILERS_SECRET}"]
        --- compose.override.yaml
        services:
          web:
            labels: {secret: "${MAILERS_SECRET}"}
        """,
    ),
)
GOOD: tuple[Example, ...] = (
    Example(
        """
        --- compose.yaml
        services:
          web:
            image: example/web
            user: ${UID}:${GID}
            volumes: ["${PWD}/data:/data"]
            environment: {USER: "${USER}", HOST: "${HOSTNAME}", http_proxy: "${HTTP_PROXY}"}
        --- .env
        PASSWORD=secret
        USERNAME=me
        HOST=example.com
        UIDS=1000
        HTTPS_PROXY=http://proxy:3128
        """,
        title="What every shell gives",
    ),
    Example(
        """
        --- compose.yaml
        services:
          web:
            image: example/web
            environment:
              A: ${A_KEY}
              B: ${TEST_URL}
              C: ${DEV_HOST}
              D: ${HTTP_BINDING}
        --- .env
        B_KEY=1
        REST_URL=https://example.com
        DEB_HOST=example.com
        HTTPS_BINDING=1
        """,
        title="Short words that are others",
    ),
    Example(
        """
        --- compose.yaml
        services:
          web: {image: "example/web:${IMAGE_TAG}", environment: {PASSWORD: "${MAIL_PASSWORD}"}}
          job: {image: "example/job:${BATCH_TAG}", environment: {DOMAIN: "${SITE_HOSTNAME}"}}
          own: {image: example/own, environment: {TOKEN: "${METRICS_TOKEN}", KEY: "${SIGNING_KEY}"}}
          old: {image: example/old, environment: {URL: "${BROKER_URL}", PASSWORD: "${BROKER_PASSWORD}"}}
          new: {image: example/new, environment: {SECRET: "${SESSION_SECRET}", SALT: "${COOKIE_SALT}"}}
        --- .github/workflows/deploy.yml
        jobs:
          deploy:
            steps:
              - run: docker compose up -d
                env: {IMAGE_TAG: "${{ github.sha }}"}
        --- Makefile
        export BATCH_TAG := 1
        --- caddy/Caddyfile
        {$SITE_HOST} {
        	respond ok
        }
        --- .env.production
        MAIL_PASSWORD=secret
        --- ops/compose.yaml
        services:
          job: {image: example/job, environment: {TOKEN: "${METRIC_TOKEN}"}}
        --- prod.env
        SIGNING_KEY=secret
        --- deploy
        export SESSION_SECRET=$(pass session)
        --- playbook.yml
        - community.docker.docker_compose_v2:
          environment: {COOKIE_SALT: "{{ salt }}"}
        --- .env
        BROKER_PASS=secret
        BROKER_URL=amqp://app:${BROKER_PASS}@broker
        SIGNINGS_KEY=secret
        SESSION_SECRT=secret
        COOKIES_SALT=secret
        IMAGES_TAG=1
        BATCHES_TAG=1
        MAIL_PASS=secret
        SITE_HOST=example.com
        METRIC_TOKEN=secret
        """,
        title="Scripts and workflows may give it, and a Caddyfile or another project takes what is nearly called so",
    ),
)
