"""Further examples of TB109."""

from __future__ import annotations

from toybox_lint.api import Example, Severity

BAD: tuple[Example, ...] = (
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy «php:80»
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          php:
            image: dunglas/frankenphp
            environment: {FRANKENPHP_CONFIG: worker ./public/index.php}
        """,
        title="FrankenPHP that is told no name has a site for localhost, in HTTPS",
        message="redirects all requests from 80 to HTTPS",
        severity=Severity.WARNING,
        unsafe=True,
        fixed="""
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          php:
            image: dunglas/frankenphp
            environment: {FRANKENPHP_CONFIG: worker ./public/index.php, SERVER_NAME: ":80"}
        """,
    ),
    Example(
        """
        --- Caddyfile
        http:// {
        	bind 192.168.1.5
        	reverse_proxy «caddy:80»
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
        """,
        title="Bound to an address of which nobody need know whose it is",
        message="the request is refused, or comes back",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy «php:80»
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          php: {image: dunglas/frankenphp, environment: {SERVER_NAME: "example.com, www.example.com"}}
        """,
        title="FrankenPHP that redirects",
        message="redirects all requests from 80 to HTTPS",
        severity=Severity.WARNING,
        unsafe=True,
        fixed="""
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          php: {image: dunglas/frankenphp, environment: {SERVER_NAME: ":80"}}
        """,
    ),
    Example(
        """
        --- Caddyfile
        gitlab.example.com {
        	reverse_proxy «gitlab:80»
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          gitlab:
            image: gitlab/gitlab-ce:17.5.1-ce.0
            environment:
              GITLAB_OMNIBUS_CONFIG: |
                external_url 'https://gitlab.example.com'
                gitlab_rails['gitlab_shell_ssh_port'] = 2424
        """,
        title="GitLab that ends TLS by itself",
        message="redirects all requests from 80 to HTTPS",
        severity=Severity.WARNING,
        unsafe=True,
        fixed="""
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          gitlab:
            image: gitlab/gitlab-ce:17.5.1-ce.0
            environment:
              GITLAB_OMNIBUS_CONFIG: |
                external_url 'https://gitlab.example.com'
                nginx['listen_port'] = 80
                nginx['listen_https'] = false
                gitlab_rails['gitlab_shell_ssh_port'] = 2424
        """,
    ),
)

GOOD: tuple[Example, ...] = (
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy /plain/* plain:80
        	reverse_proxy /php/* php:80
        	reverse_proxy /told/* told:80
        	reverse_proxy /started/* started:80
        	reverse_proxy /off/* off:80
        	reverse_proxy inner:80 {
        		header_up Host inner.example.com
        	}
        }
        http://plain.example.com {
        	reverse_proxy inner:80
        }
        --- inner/Caddyfile
        example.com {
        	respond hello
        }
        --- plain/Caddyfile
        http://example.com, https://example.org {
        	respond hello
        }
        --- off/Caddyfile
        {
        	auto_https disable_redirects
        }
        example.com {
        	respond hello
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          inner: {image: caddy:2, volumes: ["./inner/Caddyfile:/etc/caddy/Caddyfile"]}
          plain: {image: caddy:2, volumes: ["./plain/Caddyfile:/etc/caddy/Caddyfile"]}
          off: {image: caddy:2, volumes: ["./off/Caddyfile:/etc/caddy/Caddyfile"]}
          php: {image: dunglas/frankenphp, environment: {SERVER_NAME: "example.com, http://php"}}
          told: {image: dunglas/frankenphp, environment: {CADDY_GLOBAL_OPTIONS: auto_https off}}
          started: {image: dunglas/frankenphp, command: php artisan octane:frankenphp --port=80}
        """,
        title="Another Caddy, in plain HTTP, or asked for another name",
    ),
)
