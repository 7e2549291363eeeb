"""Further examples of TB909."""

from __future__ import annotations

from toybox_lint.api import Example

BAD: tuple[Example, ...] = (
    Example(
        """
        --- Caddyfile
        auth.example.com {
        	reverse_proxy «keycloak:8080»
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, ports: ["443:443"], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          keycloak:
            image: quay.io/keycloak/keycloak:26.0
            command: start
            environment:
              KC_HTTP_ENABLED: "true"
              KC_HOSTNAME: auth.example.com
        """,
        title="Keycloak that takes HTTPS for plain HTTP",
        message="Keycloak answers https://auth.example.com with addresses in http://",
        unsafe=True,
        fixed="""
        --- compose.yaml
        services:
          caddy: {image: caddy:2, ports: ["443:443"], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          keycloak:
            image: quay.io/keycloak/keycloak:26.0
            command: start
            environment:
              KC_HTTP_ENABLED: "true"
              KC_HOSTNAME: auth.example.com
              KC_PROXY_HEADERS: xforwarded
        """,
    ),
)

GOOD: tuple[Example, ...] = (
    Example(
        """
        --- Caddyfile
        told.example.com {
        	reverse_proxy told:8080
        }
        named.example.com {
        	reverse_proxy named:8080
        }
        older.example.com {
        	reverse_proxy older:8080
        }
        file.example.com {
        	reverse_proxy file:8080
        }
        secure.example.com {
        	reverse_proxy https://secure:8443 {
        		transport http {
        			tls_insecure_skip_verify
        		}
        	}
        }
        http://plain.example.com {
        	reverse_proxy plain:8080
        }
        --- compose.yaml
        x-keycloak: &keycloak
          image: quay.io/keycloak/keycloak:26.0
          command: start --http-enabled=true --hostname-strict=false
        services:
          caddy: {image: caddy:2, ports: ["80:80", "443:443"], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          told: {<<: *keycloak, environment: [KC_PROXY_HEADERS=xforwarded]}
          named: {<<: *keycloak, environment: ["KC_HOSTNAME=https://named.example.com"]}
          older: {<<: *keycloak, image: "quay.io/keycloak/keycloak:24.0", environment: [KC_PROXY=edge]}
          file: {<<: *keycloak, volumes: ["./conf:/opt/keycloak/conf"]}
          secure: {<<: *keycloak, command: start --hostname-strict=false --https-certificate-file=/c.pem}
          plain: *keycloak
        """,
        title="Keycloak that is told, may be, or is asked in plain HTTP",
    ),
)
