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
    rejected_sites,
)


class SiteNotInAllowedHosts(Rule):
    """A name that Caddy serves must be one that the application answers for.

    Caddy passes the `Host` of the client on. Django answers 400 to every name that is not in
    `ALLOWED_HOSTS`: with `example.com`
    in the list and a site `www.example.com`, every page of the latter is *Bad Request*.

    **What to do.** List every name of the sites that lead to the service. `.example.com` stands for the name and
    all below it.

    **When it is reported.** When the service that an upstream reaches has `ALLOWED_HOSTS`, `DJANGO_ALLOWED_HOSTS` or
    `NEXTCLOUD_TRUSTED_DOMAINS` (Nextcloud answers 400 as well, Rails 403), `PAPERLESS_ALLOWED_HOSTS` or
    `ZITADEL_EXTERNALDOMAIN` (404) with a value that is known, and nothing changes `Host` on the way, those of one
    application for its images alone; when SvelteKit's `ORIGIN` is the name with `http://`, and the site is on HTTPS;
    or `header_up Host` sends one that the list lacks. The settings may add names of their own: it is a warning.

    **The fix.** Adds the name to the list, or puts it in place of the one domain. It is unsafe: the settings may have
    it already.

    Sources: Django's documentation of `ALLOWED_HOSTS`; the guide of Rails to `config.hosts`; Caddy's of
    `reverse_proxy`.
    """

    id = "TB907"
    name = "site-not-in-allowed-hosts"
    severity = Severity.WARNING
    signs = ("_hosts", "trusted_domains", "zitadel", "app_base_url", "origin")
    bad = (
        Example(
            """
            --- Caddyfile
            example.com, «www.example.com» {
            	reverse_proxy /api/* web:8000
            	reverse_proxy web:8000
            }
            «https://shop.example.net:8443» {
            	reverse_proxy web:8000 {
            		header_up X-Shop yes
            	}
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              web:
                image: example/web
                expose: ["8000"]
                environment:
                  - ALLOWED_HOSTS=example.com localhost
            """,
            title="Two names are missing",
            message="ALLOWED_HOSTS of web",
            unsafe=True,
            fixed="""
            --- compose.yaml
            services:
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              web:
                image: example/web
                expose: ["8000"]
                environment:
                  - ALLOWED_HOSTS=example.com localhost www.example.com shop.example.net
            """,
        ),
        Example(
            """
            --- Caddyfile
            «example.com» {
            	reverse_proxy web:8000
            }
            --- web.env
            DJANGO_ALLOWED_HOSTS=['localhost']
            --- compose.yaml
            services:
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              web: {image: example/web, expose: ["8000"], env_file: web.env}
            """,
            title="The list is in a file of variables, in the words of Python",
        ),
        Example(
            """
            --- Caddyfile
            example.com, «www.example.com» {
            	reverse_proxy web:8000
            }
            --- web.env
            SECRET_KEY=kept
            ALLOWED_HOSTS="example.com localhost"
            --- compose.yaml
            services:
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              web: {image: example/web, expose: ["8000"], env_file: web.env}
            """,
            title="The list is in a file of variables",
            unsafe=True,
            fixed="""
            --- web.env
            SECRET_KEY=kept
            ALLOWED_HOSTS="example.com localhost www.example.com"
            """,
        ),
        Example(
            """
            --- Caddyfile
            «c.example.com» {
            	reverse_proxy nextcloud:80
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              nextcloud: {image: nextcloud:29, environment: {NEXTCLOUD_TRUSTED_DOMAINS: nc.example.com}}
            """,
            title="Nextcloud",
            message="Nextcloud answers all requests with 400",
            unsafe=True,
            fixed="""
            --- compose.yaml
            services:
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              nextcloud: {image: nextcloud:29, environment: {NEXTCLOUD_TRUSTED_DOMAINS: nc.example.com c.example.com}}
            """,
        ),
        Example(
            """
            --- Caddyfile
            example.com, «www.example.com» {
            	reverse_proxy web:3000
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              web: {image: "ruby:3", command: puma -p 3000, environment: {ALLOWED_HOSTS: example.com}}
            """,
            title="Rails",
            message="Rails answers all requests with 403",
            unsafe=True,
            fixed="""
            --- compose.yaml
            services:
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              web: {image: "ruby:3", command: puma -p 3000, environment: {ALLOWED_HOSTS: "example.com,www.example.com"}}
            """,
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	reverse_proxy /a/* web:8000 {
            		header_up Host «{upstream_hostport}»
            	}
            	reverse_proxy /b/* web:8000 {
            		header_up Host «inner.example:8000»
            	}
            	reverse_proxy /c/* web:8000 {
            		header_up Host {http.request.header.X-Host}
            	}
            	reverse_proxy /d/* web:8000 {
            		header_up -Host
            	}
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              web: {image: example/web, expose: [8000], environment: {ALLOWED_HOSTS: example.com}}
            """,
            title="Caddy names another host than the client",
            message="which is sent as the Host, is not in ALLOWED_HOSTS",
            unsafe=True,
            fixed="""
            --- compose.yaml
            services:
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              web: {image: example/web, expose: [8000], environment: {ALLOWED_HOSTS: "example.com,web,inner.example"}}
            """,
        ),
    )
    good = (
        Example(
            """
            --- Caddyfile
            app.example.com {
            	reverse_proxy app:3000
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              app: {image: example/app, env_file: all.env, expose: ["3000"]}
              built: {build: ., env_file: all.env}
            --- all.env
            ZITADEL_EXTERNALDOMAIN=auth.example.com
            NEXTCLOUD_TRUSTED_DOMAINS=cloud.example.com
            PAPERLESS_ALLOWED_HOSTS=paper.example.com
            """,
            title="Variables of other applications, in a file that all are given",
        ),
        Example(
            """
            --- Caddyfile
            example.com, www.example.com, localhost, :8080, {$MORE}, 127.0.0.1 {
            	reverse_proxy web:8000
            }
            other.example {
            	reverse_proxy web:8000 {
            		header_up Host example.com
            	}
            }
            files.example {
            	reverse_proxy files:80
            	respond hello
            }
            tls.example {
            	reverse_proxy https://web:8000
            }
            &(shared) {
            	reverse_proxy web:8000
            }
            gone.example {
            	reverse_proxy gone:8000
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              web:
                image: example/web
                expose: ["8000"]
                environment: {ALLOWED_HOSTS: ".example.com"}
              files: {image: "nginx:1.27"}
              gone:
                image: example/web
                networks: [back]
                environment: {ALLOWED_HOSTS: "example.com"}
            networks: {back: {}}
            """,
            title="All below a name, another Host, another service",
        ),
        Example(
            """
            --- Caddyfile
            other.example.com {
            	reverse_proxy web:8000 {
            		header_up Host example.com
            	}
            	reverse_proxy /same/* web:8000 {
            		header_up Host {upstream_hostport}
            	}
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              web: {image: example/web, expose: [8000], environment: {DJANGO_ALLOWED_HOSTS: "example.com,web"}}
            """,
            title="Caddy names a host that is in the list",
        ),
    )

    def check(self, deployment: Deployment) -> Iterator[Diagnostic]:
        for found in rejected_sites(deployment.links):
            yield self._diagnostic(found)

    def _diagnostic(self, found: Rejected) -> Diagnostic:
        hosts, edit = found.hosts, found.edit()
        place = hosts.written
        host = f"{found.host}, which is sent as the Host," if found.sent else found.host
        title = f"add it to {hosts.name}"
        if found.plain:
            host, title = f"https://{found.host}", f"write {hosts.name} with https"
        return self.report(
            found.origin,
            f"{host} is not in {hosts.name} of {hosts.member.name}: {hosts.reader} {hosts.answers}",
            key=(hosts.member.key, found.host),
            related=(Label(place, "the hosts that it answers for"),) if place else (),
            fixes=(Fix(title, Applicability.UNSAFE, (edit,)),) if edit else (),
        )
