"""Further examples of TB526."""

from __future__ import annotations

from toybox_lint.api import Example

_COMPOSE = """
        --- compose.yaml
        services:
          caddy: {image: "caddy:2", ports: ["80:80", "443:443"], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          web: {image: "nginx:1.27", volumes: ["./web.conf:/etc/nginx/conf.d/default.conf"]}
          scheme: {image: "nginx:1.27", volumes: ["./scheme.conf:/etc/nginx/conf.d/default.conf"]}
          own: {image: "nginx:1.27", volumes: ["./own.conf:/etc/nginx/conf.d/default.conf"]}
          root: {image: "nginx:1.27", volumes: ["./root.conf:/etc/nginx/conf.d/default.conf"]}
"""

BAD: tuple[Example, ...] = (
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy /scheme/* «scheme:8080»
        	reverse_proxy /own/* «own»
        	reverse_proxy «root:80»
        }
        --- web.conf
        --- scheme.conf
        server {
          listen 0.0.0.0:8080;
          if ($scheme != "https") { rewrite ^ https://$http_host$request_uri permanent; }
          location / { proxy_pass http://own; }
        }
        --- own.conf
        server {
          server_name example.com www.example.com;
          return 308 "https://$server_name$request_uri";
        }
        --- root.conf
        server {
          listen 80;
          location /.well-known/acme-challenge/ { root /var/www; }
          location / {
            return 301 https://example.com$request_uri;
          }
        }
"""
        + _COMPOSE,
        title="By the scheme, to its own name, below a location",
    ),
)

GOOD: tuple[Example, ...] = (
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy /web/* web:80
        	reverse_proxy /scheme/* scheme:80
        	reverse_proxy /own/* own:80
        	reverse_proxy /named/* root:80 {
        		header_up Host other.example.com
        	}
        	reverse_proxy /app/* app:80
        	reverse_proxy /tls/* https://root:443
        	reverse_proxy /twice/* twice:80
        }
        http://plain.example.com {
        	reverse_proxy root:80
        }
        (snippet) {
        	reverse_proxy root:80
        }
        --- web.conf
        server {
          listen 80;
          location /old { return 301 https://$host/new; }
          location / { root /usr/share/nginx/html; }
        }
        --- scheme.conf
        server {
          listen 80;
          return 301 https://www.example.com$request_uri;
        }
        --- own.conf
        server {
          listen 80;
          server_name _;
          if ($host = old.example.com) { return 301 https://$host:8443/; }
          return 301 https://$server_name$request_uri;
        }
        server { listen 8080; listen unix:/run/nginx.sock; }
        --- root.conf
        server {
          listen 80;
          return 301 https://$host$request_uri;
        }
        server { listen 443 ssl; }
        --- twice.conf
        server { listen 80; server_name one.example.com; return 301 https://$host$request_uri; }
        server { listen 80; server_name example.com; root /usr/share/nginx/html; }
        --- unseen.conf
        include /etc/nginx/sites/*;
        server { listen 80; return 301 https://$host$request_uri; }
"""
        + _COMPOSE
        + """
          app: {image: example/app, expose: [80]}
          twice: {image: "nginx:1.27", volumes: ["./twice.conf:/etc/nginx/conf.d/default.conf"]}
          unseen: {image: "nginx:1.27", volumes: ["./unseen.conf:/etc/nginx/conf.d/default.conf"]}
        """,
        title="To another host, for some paths, by one of several servers, and sites in plain HTTP",
    ),
    Example(
        """
        --- Caddyfile
        old.example.com {
        	reverse_proxy old:80
        }
        first.example.com {
        	reverse_proxy first:80
        }
        admin.example.com {
        	reverse_proxy admin:80
        }
        ended.example.com {
        	reverse_proxy ended:80
        }
        acme.example.com {
        	reverse_proxy /.well-known/* acme:80
        }
        taken.example.com {
        	reverse_proxy taken:80 {
        		@moved status 301
        		handle_response @moved {
        			respond ok
        		}
        	}
        }
        --- old.conf
        server {
          listen 80;
          rewrite ^/old(.*)$ https://$host/new$1 permanent; location / { root /srv; }
        }
        --- first.conf
        server {
          listen 80;
          location / { return 301 https://$host/app/; } location /app/ { root /srv; }
        }
        --- admin.conf
        server {
          listen 80;
          location /admin { if ($scheme = http) { return 301 https://$host$request_uri; } } location / { root /srv; }
        }
        --- ended.conf
        server {
          listen 80;
          if ($http_x_forwarded_proto = https) { break; } return 301 https://$host$request_uri;
        }
        --- acme.conf
        server {
          listen 80;
          location /.well-known/ { root /srv; } location / { return 301 https://$host$request_uri; }
        }
        --- taken.conf
        server {
          listen 80;
          return 301 https://$host$request_uri;
        }
        --- compose.yaml
        services:
          caddy: {image: "caddy:2", ports: ["80:80", "443:443"], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          old: {image: "nginx:1.27", volumes: ["./old.conf:/etc/nginx/conf.d/default.conf"]}
          first: {image: "nginx:1.27", volumes: ["./first.conf:/etc/nginx/conf.d/default.conf"]}
          admin: {image: "nginx:1.27", volumes: ["./admin.conf:/etc/nginx/conf.d/default.conf"]}
          ended: {image: "nginx:1.27", volumes: ["./ended.conf:/etc/nginx/conf.d/default.conf"]}
          acme: {image: "nginx:1.27", volumes: ["./acme.conf:/etc/nginx/conf.d/default.conf"]}
          taken: {image: "nginx:1.27", volumes: ["./taken.conf:/etc/nginx/conf.d/default.conf"]}
        """,
        title="Other addresses, some paths alone, what ends before, and an answer that Caddy takes in hand",
    ),
)
