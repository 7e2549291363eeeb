"""Further examples of TB702."""

from __future__ import annotations

from toybox_lint.api import Example, Severity

BAD: tuple[Example, ...] = (
    Example(
        """
        --- Caddyfile
        one.example.com {
        	reverse_proxy localhost:3000
        }
        two.example.com {
        	reverse_proxy localhost:3001
        }
        --- one/compose.yaml
        services:
          git: {image: gitea/gitea, ports: ["127.0.0.1:3000:3000"]}
        --- two/compose.yaml
        services:
          status: {image: "louislam/uptime-kuma:1", ports: ["127.0.0.1:«3000»:3001"]}
        """,
        title="Two projects behind one Caddy on the host",
        severity=Severity.WARNING,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy web:8000
        }
        --- compose.yaml
        services:
          caddy:
            image: caddy:2
            ports: ["80:80", "443:443"]
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
          web:
            image: example/web
            scale: 2
            ports: ["«8000»:8000", "9000"]
          near:
            image: example/near
            scale: 3
            ports: ["«7000»:7000"]
          next:
            image: example/next
            ports: ["7001:7000"]
        """,
        title="Containers that Caddy reaches without the port, and some whose next ports are taken",
        unsafe=True,
        fixed="""
        --- compose.yaml
        services:
          caddy:
            image: caddy:2
            ports: ["80:80", "443:443"]
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
          web:
            image: example/web
            scale: 2
            ports: ["9000"]
          near:
            image: example/near
            scale: 3
            ports: ["7000:7000"]
          next:
            image: example/next
            ports: ["7001:7000"]
        """,
    ),
    Example(
        """
        --- Caddyfile
        http://shop.example {
        	reverse_proxy shop:8000
        	reverse_proxy /old/* old:8000
        }
        --- compose.yaml
        services:
          shop:
            image: example/shop
            command: gunicorn shop.wsgi --bind 0.0.0.0:8000
            ports:
              - 80:8000 # as before Caddy
            restart: always
          old:
            image: example/old
            command: gunicorn old.wsgi --bind 0.0.0.0:8000
            ports:
              - 443:8000
              - 9000:9000
          caddy:
            image: caddy:2
            ports: ["«80»:80", "«443»:443"]
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
          range:
            image: httpd:2
            ports: ["«80-81»:80-81"]
        """,
        title="What is behind Caddy was published there before",
        severity=Severity.ERROR,
        unsafe=True,
        fixed="""
        --- compose.yaml
        services:
          shop:
            image: example/shop
            command: gunicorn shop.wsgi --bind 0.0.0.0:8000
            restart: always
          old:
            image: example/old
            command: gunicorn old.wsgi --bind 0.0.0.0:8000
            ports:
              - 9000:9000
          caddy:
            image: caddy:2
            ports: ["80:80", "443:443"]
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
          range:
            image: httpd:2
            ports: ["80-81:80-81"]
        """,
    ),
    Example(
        """
        --- Caddyfile
        http://shop.example {
        	reverse_proxy shop:80
        	reverse_proxy /files/* files:9000
        }
        --- compose.yaml
        services:
          caddy:
            image: caddy:2
            ports: ["80:80", "9000:80"]
            networks: [edge]
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
          shop:
            image: example/shop
            command: gunicorn shop.wsgi --bind «0.0.0.0:80»
            network_mode: host  # was easy
          files:
            image: example/files
            command: gunicorn files.wsgi --bind «127.0.0.1:9000»
            environment: {DATABASE_URL: "postgres://localhost/files"}
            network_mode: host
        networks:
          edge:
        """,
        title="A service on the network of the host",
        severity=Severity.ERROR,
        message="one of the two does not start",
        unsafe=True,
        fixed="""
        --- compose.yaml
        services:
          caddy:
            image: caddy:2
            ports: ["80:80", "9000:80"]
            networks: [edge]
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
          shop:
            image: example/shop
            command: gunicorn shop.wsgi --bind 0.0.0.0:80
            networks:
              - edge  # was easy
          files:
            image: example/files
            command: gunicorn files.wsgi --bind 127.0.0.1:9000
            environment: {DATABASE_URL: "postgres://localhost/files"}
            network_mode: host
        networks:
          edge:
        """,
    ),
)

GOOD: tuple[Example, ...] = (
    Example(
        """
        --- Caddyfile
        shop.example.com {
        	reverse_proxy web:80
        }
        --- compose.yaml
        services:
          api: {build: ./api, environment: {PORT: "8090"}}
          web: {build: ./web, ports: ["80:80"]}
        --- compose.prod.yaml
        services:
          caddy: {image: caddy:2, ports: ["80:80", "443:443"], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          api: {image: registry.example/api, environment: {PORT: "8090"}}
          web: {image: registry.example/web}
        """,
        title="A file that has all services of the other, and a port that one of them takes there: it is by itself",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy web:8000
        }
        --- compose.yaml
        services:
          caddy:
            image: caddy:2
            container_name: edge
            ports: ["80:80", "443:443"]
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
            networks: [front]
          web: {image: example/web, expose: [8000], networks: [front]}
        networks: {front: {name: front}}
        --- alone/compose.yaml
        services:
          caddy:
            image: caddy:2
            container_name: edge
            ports: ["443:443"]
            volumes: ["../Caddyfile:/etc/caddy/Caddyfile"]
            networks: [front]
        networks: {front: {name: front}}
        """,
        title="Two projects that describe one container: who starts one does not start the other",
    ),
    Example(
        """
        --- Caddyfile
        http://example.com {
        	reverse_proxy web:8000
        }
        --- compose.yaml
        services:
          caddy:
            image: caddy:2
            ports: ["80:80"]
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
            depends_on: {certbot: {condition: service_completed_successfully}}
          certbot: {image: certbot/certbot, command: certonly --standalone -d example.com, ports: ["80:80"]}
          web:
            image: example/web
            ports: ["8000:8000"]
            deploy: {replicas: 2, update_config: {order: start-first}}
        """,
        title="One after the other, and a stack of Swarm",
    ),
)
