from collections.abc import Iterator

from toybox_lint.api import (
    Applicability,
    Deployment,
    Diagnostic,
    Example,
    Fix,
    Label,
    PlainOnly,
    Rule,
    Severity,
    plain_only,
)


class HttpsForcedOnPlainSite(Rule):
    """A site in plain HTTP must not lead to an application that sends everybody to HTTPS.

    With `config.force_ssl` Rails answers each request in plain HTTP with a redirect to the same address in HTTPS, as
    Django does with `SECURE_SSL_REDIRECT`. Caddy serves nothing there: the browser finds nobody. Where something in
    front of Caddy ends TLS, the redirect comes back to the same site, for ever: from whom it does not trust Caddy does
    not take `X-Forwarded-Proto: https`.

    **What to do.** Write the name of the site without `http://`, and publish 443: Caddy gets a certificate by itself.
    Where a proxy in front ends TLS, trust it: `trusted_proxies` in the global options. Else take the setting out.

    **When it is reported.** When no site of a Caddy that publishes ports is in HTTPS, nobody is trusted, none of the
    other services passes requests on to it, and a service behind it has such a setting: a variable, or
    `config.force_ssl = true` in `config/environments/production.rb` of a Rails that runs as production, without
    `config.assume_ssl` and exceptions. It is a warning: the setting may be overruled.

    **The fix.** Takes `http://` off the name, where 443 is published. It is unsafe: somebody may want plain HTTP.

    Sources: the guides of Rails and Django; the header measured with Caddy 2.11.7.
    """

    id = "TB521"
    name = "https-forced-on-plain-site"
    severity = Severity.WARNING
    signs = ("ssl", "force_https", "puma", "rails", "ghost", "openproject_https")
    bad = (
        Example(
            """
            --- Caddyfile
            «http://projects.example.com» {
            	reverse_proxy projects:80
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, ports: ["80:80", "443:443"], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              projects: {image: "openproject/openproject:15", environment: {OPENPROJECT_HTTPS: "true"}}
            """,
            title="OpenProject",
            message="(OPENPROJECT_HTTPS)",
            unsafe=True,
            fixed="""
            --- Caddyfile
            projects.example.com {
            	reverse_proxy projects:80
            }
            """,
        ),
        Example(
            """
            --- Caddyfile
            «http://blog.example.com» {
            	reverse_proxy ghost:2368
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, ports: ["80:80", "443:443"], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              ghost: {image: ghost:5, environment: {NODE_ENV: production, url: "https://blog.example.com"}}
            """,
            title="Ghost, by its own address",
            message="(url)",
            unsafe=True,
            fixed="""
            --- Caddyfile
            blog.example.com {
            	reverse_proxy ghost:2368
            }
            """,
        ),
        Example(
            """
            --- Caddyfile
            «http://forum.example.com» {
            	handle /cable {
            		reverse_proxy forum:3000 {
            			header_up X-Forwarded-Proto https
            		}
            	}
            	handle {
            		reverse_proxy forum:3000
            	}
            }
            --- Gemfile
            gem "rails"
            --- config/environments/production.rb
            Rails.application.configure do
              # config.assume_ssl = true
              config.force_ssl = true
            end
            --- Dockerfile
            FROM ruby:3.3
            WORKDIR /rails
            ENV RAILS_ENV="production"
            COPY . .
            CMD ["bin/rails", "server", "-b", "0.0.0.0"]
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                ports: ["80:80", "443:443"]
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
              forum: {build: .}
            """,
            title="Rails with force_ssl",
            message="config.force_ssl",
            unsafe=True,
            fixed="""
            --- Caddyfile
            forum.example.com {
            	handle /cable {
            		reverse_proxy forum:3000 {
            			header_up X-Forwarded-Proto https
            		}
            	}
            	handle {
            		reverse_proxy forum:3000
            	}
            }
            """,
        ),
        Example(
            """
            --- Caddyfile
            «:80» {
            	reverse_proxy web:8000
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, ports: ["80:80"], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              web:
                build: .
                command: gunicorn app.wsgi -b 0.0.0.0:8000
                environment: {SECURE_SSL_REDIRECT: "true"}
            """,
            title="A variable says it, and 443 is not published",
            message="web sends every request to HTTPS",
        ),
    )
    good = (
        Example(
            """
            --- Caddyfile
            http://a.example.com {
            	reverse_proxy a:3000
            }
            http://b.example.com {
            	reverse_proxy b:3000
            }
            http://c.example.com {
            	reverse_proxy c:3000
            }
            http://d.example.com {
            	reverse_proxy d:3000
            }
            http://e.example.com {
            	reverse_proxy e:8000
            	respond /up ok
            }
            --- Caddyfile.tls
            a.example.com {
            	reverse_proxy forced:8000
            }
            --- Caddyfile.trusting
            {
            	servers {
            		trusted_proxies static private_ranges
            	}
            }
            http://a.example.com {
            	reverse_proxy forced:8000
            }
            --- assumed/config/environments/production.rb
            config.assume_ssl = true
            config.force_ssl = true
            --- open/config/environments/production.rb
            # config.force_ssl = true
            --- forced/config/environments/production.rb
            config.force_ssl = true
            --- Dockerfile
            FROM ruby:3.3
            WORKDIR /rails
            COPY . .
            CMD ["bin/rails", "server", "-b", "0.0.0.0"]
            --- compose.yaml
            x-caddy: &caddy
              image: caddy:2
              ports: ["80:80"]
            x-rails: &rails
              build: .
              environment: {RAILS_ENV: production}
            services:
              caddy: {<<: *caddy, networks: [one], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              tls: {<<: *caddy, networks: [two], volumes: ["./Caddyfile.tls:/etc/caddy/Caddyfile"]}
              trusting: {<<: *caddy, networks: [three], volumes: ["./Caddyfile.trusting:/etc/caddy/Caddyfile"]}
              a: {<<: *rails, networks: [one], volumes: ["./assumed:/rails"]}
              b: {<<: *rails, networks: [one], volumes: ["./open:/rails"]}
              c: {<<: *rails, networks: [one], environment: {}, volumes: ["./forced:/rails"]}
              d: {<<: *rails, networks: [one]}
              e: {image: example/web, networks: [one], expose: ["8000"], environment: {FORCE_SSL: "false"}}
              forced: {image: example/web, networks: [two, three], environment: {FORCE_SSL: "true"}}
            networks: {one: {}, two: {}, three: {}}
            """,
            title="Assumed, left out, for development, not shown, in HTTPS, behind a proxy that is trusted",
        ),
        Example(
            """
            --- Caddyfile
            http://a.example.com {
            	reverse_proxy web:8000
            }
            --- compose.yaml
            services:
              tunnel: {image: cloudflare/cloudflared, command: tunnel run}
              caddy: {image: caddy:2, ports: ["8080:80"], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              web: {image: example/web, environment: {FORCE_SSL: "true"}}
            """,
            title="Behind another proxy, which TB508 is about",
        ),
    )

    def check(self, deployment: Deployment) -> Iterator[Diagnostic]:
        for found in plain_only(deployment):
            yield self._diagnostic(found)

    def _diagnostic(self, found: PlainOnly) -> Diagnostic:
        edit = found.edit()
        return self.report(
            found.name.address.origin,
            f"{found.member.name} sends every request to HTTPS ({found.setting.value}), and no site is served there",
            key=(found.entrance.front.name, found.member.key),
            help="write the name without http://, and publish 443",
            related=(
                Label(found.link.upstream.origin, "requests come to it from here"),
                Label(found.setting.origin, "this sends them to HTTPS"),
            ),
            fixes=(Fix("serve it in HTTPS", Applicability.UNSAFE, (edit,)),) if edit else (),
        )
