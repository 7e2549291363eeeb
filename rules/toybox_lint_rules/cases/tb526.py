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
)
