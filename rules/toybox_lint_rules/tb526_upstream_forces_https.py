from collections.abc import Iterator

from toybox_lint.api import Deployment, Diagnostic, Example, Label, Rule, SentBack, Severity, sent_back


class UpstreamForcesHttps(Rule):
    """An nginx behind Caddy must answer what comes in plain HTTP, and not send it to HTTPS.

    A configuration that was made for an nginx in front of all redirects what comes to port 80: `return 301
    https://$host$request_uri;`. Behind Caddy everything comes there, as Caddy ends TLS: the client, who asked in HTTPS,
    is sent to where it is, and the browser gives up with "too many redirects".

    **What to do.** Take the redirect out: Caddy redirects to HTTPS by itself. Or let it go by what Caddy says: `if
    ($http_x_forwarded_proto = http)`.

    **When it is reported.** When the site is in HTTPS, all of nginx's configuration is shown, one server of it listens
    on the port that Caddy dials, and that one redirects every request, or all below `location /`, to the host for which
    it was asked: by itself, or under a condition on `$scheme` or `$https`, which tell of nginx's own connection.

    Sources: nginx's manual of `return`, `if` and `$scheme`; Caddy's documentation of automatic HTTPS.
    """

    id = "TB526"
    name = "upstream-forces-https"
    severity = Severity.WARNING
    signs = ("nginx",)
    bad = (
        Example(
            """
            --- Caddyfile
            example.com {
            	reverse_proxy «web:80»
            }
            --- nginx.conf
            server {
              listen 80 default_server;
              listen [::]:80;
              server_name _;
              return 301 https://$host$request_uri;
            }
            server {
              listen 443 ssl;
              location / { root /usr/share/nginx/html; }
            }
            --- compose.yaml
            services:
              caddy: {image: "caddy:2", ports: ["80:80", "443:443"], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              web: {image: "nginx:1.27", volumes: ["./nginx.conf:/etc/nginx/conf.d/default.conf:ro"]}
            """,
            title="A server that was in front of all",
            message="for ever",
        ),
    )
    good = (
        Example(
            """
            --- Caddyfile
            example.com {
            	reverse_proxy web:80
            }
            --- nginx.conf
            server {
              listen 80;
              if ($http_x_forwarded_proto = http) { return 301 https://$host$request_uri; }
              location / { root /usr/share/nginx/html; }
            }
            --- compose.yaml
            services:
              caddy: {image: "caddy:2", ports: ["80:80", "443:443"], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              web: {image: "nginx:1.27", volumes: ["./nginx.conf:/etc/nginx/conf.d/default.conf:ro"]}
            """,
            title="By what Caddy says of the request",
        ),
    )

    def check(self, deployment: Deployment) -> Iterator[Diagnostic]:
        for found in sent_back(deployment):
            yield self._diagnostic(found)

    def _diagnostic(self, found: SentBack) -> Diagnostic:
        return self.report(
            found.link.upstream.origin,
            f"the nginx of {found.member.name} redirects all that comes here to HTTPS, where it was: for ever",
            key=(found.link.front.name, found.link.upstream.text),
            help="take the redirect out of its configuration: Caddy redirects to HTTPS by itself",
            related=(Label(found.origin, "it is sent there"),),
        )
