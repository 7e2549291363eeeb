from collections.abc import Iterator

from toybox_lint.api import (
    Applicability,
    Cause,
    Deployment,
    Diagnostic,
    Example,
    Fix,
    Label,
    Link,
    Refused,
    Rule,
    Severity,
    Unfound,
    check_the_port,
    refused_probes,
    unfound_probes,
)


class HealthCheckRefused(Rule):
    """The application must answer Caddy's health check: at its port, and for the host that it names.

    With `health_uri` Caddy asks each upstream by itself, at `health_port` where that is given, and names the upstream
    as the host: `web:8000`. Where nothing listens, where an application that only accepts its own names answers 400, or
    one that has no such path 404, Caddy takes the upstream for dead, and answers 503 to everybody although the
    application works.

    **What to do.** Leave `health_port` out where the application has no port for checks alone. Name a host that is
    allowed:

        health_headers {
            Host shop.example.com
        }

    or add the name of the service to the setting.

    **When it is an error.** When nothing answers at `health_port`, as certainly as for an upstream's own port, and no
    other upstream may live. A warning when the service has a setting ALLOWED_HOSTS in its environment, or a Django has
    it in its settings, without the upstream's name and without `*`: the application may do otherwise. So is a path
    that no route of its own program takes, or that is not below the path where it is told to be.

    **The fix.** Leaves `health_port` out, or names the site's own host where that is allowed. It is unsafe.

    Sources: Caddy's documentation of active health checks, Django's of ALLOWED_HOSTS; the host measured with Caddy
    2.11.7.
    """

    id = "TB506"
    name = "health-check-refused"
    severity = Severity.ERROR
    signs = ("health_uri", "health_path")
    bad = (
        Example(
            """
            --- Caddyfile
            example.com {
            	reverse_proxy «web:8000» {
            		health_uri /health
            		health_port 9000
            	}
            	reverse_proxy /told/* web:8000 {
            		health_uri /health
            		health_port 8000
            	}
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              web: {build: ., command: uvicorn main:app --host 0.0.0.0 --port 8000}
            """,
            title="Nothing listens at the port of the check",
            unsafe=True,
            fixed="""
            --- Caddyfile
            example.com {
            	reverse_proxy web:8000 {
            		health_uri /health
            	}
            	reverse_proxy /told/* web:8000 {
            		health_uri /health
            		health_port 8000
            	}
            }
            """,
        ),
        Example(
            """
            --- Caddyfile
            shop.example.com {
            	reverse_proxy web:8000 {
            		health_uri «/health»
            	}
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              web:
                build: .
                command: gunicorn app.wsgi -b 0.0.0.0:8000
                environment:
                  DJANGO_ALLOWED_HOSTS: shop.example.com,localhost
            """,
            title="The name of the service is not allowed",
            severity=Severity.WARNING,
            message="DJANGO_ALLOWED_HOSTS",
            unsafe=True,
            fixed="""
            --- Caddyfile
            shop.example.com {
            	reverse_proxy web:8000 {
            		health_uri /health
            		health_headers {
            			Host shop.example.com
            		}
            	}
            }
            """,
        ),
        Example(
            """
            --- Caddyfile
            http:// {
            	reverse_proxy web:8000 {
            		health_uri «/health»
            	}
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              web:
                build: .
                command: gunicorn app.wsgi -b 0.0.0.0:8000
                environment: {ALLOWED_HOSTS: "[.shop.example.com]"}
            """,
            title="Nothing is known that may be named: nothing is edited",
            severity=Severity.WARNING,
        ),
    )
    good = (
        Example(
            """
            --- Caddyfile
            shop.example.com {
            	reverse_proxy /a/* web:8000 {
            		health_uri /health
            		health_headers {
            			Host shop.example.com
            		}
            	}
            	reverse_proxy /b/* open:8000 {
            		health_uri /health
            	}
            	reverse_proxy /c/* own.name:8000 {
            		health_uri /health
            	}
            	reverse_proxy /d/* unknown:8000 {
            		health_uri /health
            	}
            	reverse_proxy web:8000
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              web: {image: example/web, environment: {ALLOWED_HOSTS: shop.example.com}, expose: [8000]}
              open: {image: example/web, environment: {ALLOWED_HOSTS: "*"}, expose: [8000]}
              own:
                image: example/web
                environment: {ALLOWED_HOSTS: ".name"}
                expose: [8000]
                networks: {default: {aliases: [own.name]}}
              unknown: {image: example/web, environment: {ALLOWED_HOSTS: "${HOSTS}"}, expose: [8000]}
            """,
            title="Named, everything allowed, not known, not checked",
        ),
    )

    def check(self, deployment: Deployment) -> Iterator[Diagnostic]:
        for link in deployment.failing(Cause.UNHEALTHY):
            yield self._unanswered(link)
        for found in refused_probes(deployment):
            yield self._diagnostic(found)
        for missing in unfound_probes(deployment):
            yield self._not_found(missing)

    def _not_found(self, found: Unfound) -> Diagnostic:
        who, path = found.link.upstream.text, found.uri.value
        return self.report(
            found.uri.origin,
            f"{who} answers this check with 404, and Caddy takes it for dead: {found.reason}",
            severity=Severity.WARNING,
            key=(found.link.front.name, who, path),
            help="ask for a path that it has",
            related=(Label(found.setting, "what it answers is told here"),),
        )

    def _unanswered(self, link: Link) -> Diagnostic:
        return self.report(
            link.upstream.origin,
            f'upstream "{link.upstream.text}": {link.reason}; it is taken for dead',
            severity=link.severity,
            key=(link.front.name, link.upstream.text),
            related=(Label(link.listener.origin, link.listener.text),) if link.listener else (),
            fixes=check_the_port(link),
        )

    def _diagnostic(self, found: Refused) -> Diagnostic:
        edits, setting, host = found.edits(), found.setting, found.link.upstream.host
        return self.report(
            found.uri.origin,
            f"this check names the host {host}, which {setting.value} of {found.member.key} lacks: answered 400, "
            "it takes the upstream for dead",
            severity=Severity.WARNING,
            key=(found.link.front.name, found.link.upstream.text),
            related=(Label(setting.origin, f"the hosts that {found.member.name} accepts"),),
            fixes=(Fix(f"check it as {found.host}", Applicability.UNSAFE, edits),) if edits else (),
        )
