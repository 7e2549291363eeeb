"""Further examples of TB525."""

from __future__ import annotations

from toybox_lint.api import Example

BAD: tuple[Example, ...] = (
    Example(
        """
        --- Caddyfile
        http://shop.example.com {
        	respond hello
        }
        app.example.com {
        	respond hello
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          tunnel:
            image: cloudflare/cloudflared:2024.9.1
            command: tunnel --config /etc/cloudflared/config.yml run
            volumes: ["./cloudflared:/etc/cloudflared:ro"]
        --- cloudflared/config.yml
        ingress:
          - {hostname: shop.example.com, service: «"http://proxy:80"»}
          - {hostname: shop.example.com, path: /a, service: «"http://localhost"»}
          - {hostname: shop.example.com, path: /b, service: «"https://proxy:443"»}
          - {hostname: app.example.com, service: «"http://caddy:80"»}
          - service: http_status:404
        """,
        title="Nobody, itself, and a name that is redirected",
        unsafe=True,
        fixed="""
        --- cloudflared/config.yml
        ingress:
          - {hostname: shop.example.com, service: "http://caddy:80"}
          - {hostname: shop.example.com, path: /a, service: "http://caddy:80"}
          - {hostname: shop.example.com, path: /b, service: "https://proxy:443"}
          - {hostname: app.example.com, service: "http://caddy:80"}
          - service: http_status:404
        """,
    ),
)

GOOD: tuple[Example, ...] = (
    Example(
        """
        --- Caddyfile
        http://shop.example.com, http://*.apps.example.com {
        	respond hello
        }
        shop.example.com, one.apps.example.com {
        	respond hello
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          asleep: {image: caddy:2, profiles: [more]}
          host:
            image: cloudflare/cloudflared:2024.9.1
            network_mode: host
            command: tunnel --url http://localhost:8080
          beside: {image: cloudflare/cloudflared:2024.9.1, command: "tunnel --url http://localhost:8080"}
          web: {image: example/web, network_mode: "service:beside"}
          outside:
            image: cloudflare/cloudflared:2024.9.1
            command: tunnel --url http://proxy:8080
            networks: [default, proxy]
          mapped:
            image: cloudflare/cloudflared:2024.9.1
            command: tunnel --url http://nas:8080
            extra_hosts: ["nas:10.0.0.5"]
          waking: {image: cloudflare/cloudflared:2024.9.1, command: "tunnel --url http://asleep:8080"}
          tunnel:
            image: cloudflare/cloudflared:2024.9.1
            volumes: ["./config.yml:/etc/cloudflared/config.yml"]
          apart: {image: cloudflare/cloudflared:2024.9.1, command: "tunnel --url http://nobody", networks: [apart]}
        networks: {proxy: {external: true}, apart: }
        --- config.yml
        ingress:
          - {hostname: shop.example.com, service: "http://caddy:80"}
          - {hostname: one.apps.example.com, service: "http://caddy:80"}
          - {hostname: ssh.example.com, service: "ssh://localhost:22"}
          - {hostname: nas.example.com, service: "http://nas.lan:5000"}
          - {service: "http://caddy:80"}
        """,
        title="On the host, beside others, names from elsewhere, and sites in both",
    ),
    Example(
        """
        --- Caddyfile
        {
        	auto_https disable_redirects
        }
        http:// {
        	respond hello
        }
        shop.example.com {
        	respond hello
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          tunnel:
            image: cloudflare/cloudflared:2024.9.1
            volumes: ["./config.yml:/etc/cloudflared/config.yml"]
        --- config.yml
        ingress:
          - {hostname: shop.example.com, service: "http://caddy:80"}
        """,
        title="A site for all that comes in plain HTTP",
    ),
    Example(
        """
        --- Caddyfile
        http://app.example.com {
        	respond hello
        }
        shop.example.com {
        	respond hello
        }
        import more/*
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          tunnel:
            image: cloudflare/cloudflared:2024.9.1
            volumes: ["./config.yml:/etc/cloudflared/config.yml"]
        --- config.yml
        ingress:
          - {hostname: shop.example.com, service: "http://caddy:80"}
          - {hostname: app.example.com, service: "http://nobody:80"}
        """,
        title="Sites that are not shown",
    ),
    Example(
        """
        --- Caddyfile
        http://shop.example.com:8080 {
        	respond hello
        }
        import sites/*.caddy
        --- compose.yaml
        services:
          caddy:
            image: caddy:2
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile", "./sites:/etc/caddy/sites"]
          tunnel:
            image: cloudflare/cloudflared:2024.9.1
            command: tunnel run
            volumes: ["./config.yml:/etc/cloudflared/config.yml"]
        --- config.yml
        tunnel: shop
        ingress:
          - hostname: shop.example.com
            service: http://caddy
          - service: http_status:404
        --- sites/.gitkeep
        """,
        title="Other sites may come from a folder that is empty here",
    ),
    Example(
        """
        --- Caddyfile
        {
        	admin 0.0.0.0:2019
        }
        http://shop.example.com {
        	respond hello
        }
        shop.example.com {
        	tls /certs/all.pem /certs/all.key
        	respond hello
        }
        --- wrapped.caddy
        {
        	servers :443 {
        		listener_wrappers {
        			http_redirect
        			tls
        		}
        	}
        }
        shop.example.com {
        	tls {
        		get_certificate tailscale
        	}
        	respond hello
        }
        --- plain.caddy
        shop.example.com {
        	tls internal
        	respond hello
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          wrapped: {image: caddy:2, volumes: ["./wrapped.caddy:/etc/caddy/Caddyfile"]}
          plain: {image: caddy:2, volumes: ["./plain.caddy:/etc/caddy/Caddyfile"]}
          tunnel:
            image: cloudflare/cloudflared:2024.9.1
            command: tunnel --url http://caddy:8080 run
            volumes: ["./config.yml:/etc/cloudflared/config.yml"]
          named:
            image: cloudflare/cloudflared:2024.9.1
            command: tunnel --url https://plain --origin-server-name shop.example.com
          set:
            image: cloudflare/cloudflared:2024.9.1
            command: tunnel --url https://plain
            environment: {TUNNEL_ORIGIN_SERVER_NAME: shop.example.com}
          unknown:
            image: cloudflare/cloudflared:2024.9.1
            command: tunnel --url https://plain
            env_file: tunnel.env
        --- config.yml
        options: &options {originServerName: shop.example.com}
        ingress:
          - {hostname: shop.example.com, service: "https://caddy"}
          - {hostname: shop.example.com, service: "https://wrapped"}
          - {hostname: shop.example.com, service: "http://wrapped:443"}
          - {hostname: admin.example.com, service: "http://caddy:2019"}
          - hostname: www.example.com
            service: http://caddy
            originRequest: {httpHostHeader: "shop.example.com:80"}
          - {hostname: shop.example.com, service: "https://plain", originRequest: *options}
          - hostname: shop.example.com
            service: https://plain
            originRequest: {<<: *options, noTLSVerify: true}
          - service: http_status:404
        """,
        title="Certificates of files, options in other places, and the admin interface",
    ),
    Example(
        """
        --- Caddyfile
        :80 {
        	respond hello
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          tunnel:
            image: cloudflare/cloudflared:2024.9.1
            command: tunnel --metrics 0.0.0.0:2000 run
            volumes: ["./config.yml:/etc/cloudflared/config.yml"]
        --- config.yml
        ingress:
          - {hostname: home.example.com, service: "http://homeassistant:8123"}
          - {hostname: numbers.example.com, service: "http://localhost:2000"}
          - service: http_status:404
        """,
        title="Another machine of the network at home, and the tunnel's own metrics",
    ),
)
