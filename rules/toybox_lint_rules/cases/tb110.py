"""Further examples of TB110."""

from __future__ import annotations

from toybox_lint.api import Example, Severity

BAD: tuple[Example, ...] = (
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy {
        		dynamic a «localhost» 8000
        	}
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, network_mode: host, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          web: {image: example/web, expose: [8000]}
        """,
        title="Looked up while Caddy runs: localhost may be ::1, where nothing is published",
        unsafe=True,
        fixed="""
        --- Caddyfile
        example.com {
        	reverse_proxy {
        		dynamic a 127.0.0.1 8000
        	}
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, network_mode: host, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          web: {image: example/web, expose: [8000], ports: ["127.0.0.1:8000:8000"]}
        """,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy «localhost:8000»
        	reverse_proxy /api/* «localhost:7000»
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, network_mode: host, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          web: {image: example/web, expose: [8000], deploy: {replicas: 2}}
          api: {image: example/api, expose: [7000], scale: 1000}
          other: {image: example/other, ports: ["8001:80"]}
        """,
        title="Several containers, each of which wants a port of its own",
        unsafe=True,
        fixed="""
        --- Caddyfile
        example.com {
        	reverse_proxy localhost:18000
        	reverse_proxy /api/* localhost:7000
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, network_mode: host, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          web: {image: example/web, expose: [8000], deploy: {replicas: 2}, ports: ["127.0.0.1:18000-18001:8000"]}
          api: {image: example/api, expose: [7000], scale: 1000}
          other: {image: example/other, ports: ["8001:80"]}
        """,
    ),
    Example(
        """
        --- Caddyfile
        s3.example.com {
        	reverse_proxy «localhost:9000»
        }
        console.example.com {
        	reverse_proxy localhost:9001
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, network_mode: host, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          store:
            image: minio/minio
            command: server /data --console-address :9001
            ports: ["127.0.0.1:9001:9001"]
        """,
        title="A port that is there by default, beside one that the command names",
        unsafe=True,
        fixed="""
        --- compose.yaml
        services:
          caddy: {image: caddy:2, network_mode: host, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          store:
            image: minio/minio
            command: server /data --console-address :9001
            ports: ["127.0.0.1:9001:9001", "127.0.0.1:9000:9000"]
        """,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy «localhost:18000»
        	reverse_proxy /api/* «localhost:8001»
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, network_mode: host, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          web: {image: example/web, ports: ["18000:8000"], networks: [back]}
          api: {image: example/api, expose: [8001], networks: [back]}
        networks:
          back: {internal: true}
        """,
        title="On a network from which nothing is published, whether it is written or not",
        unsafe=True,
        fixed="""
        --- compose.yaml
        services:
          caddy: {image: caddy:2, network_mode: host, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          web: {image: example/web, ports: ["18000:8000"], networks: [back, default]}
          api: {image: example/api, expose: [8001], networks: [back, default], ports: ["127.0.0.1:8001:8001"]}
        networks:
          back: {internal: true}
        """,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy «host.docker.internal:8000»
        }
        --- compose.yaml
        services:
          caddy:
            image: caddy:2
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
            extra_hosts: ["host.docker.internal:host-gateway"]
          vpn: {image: example/vpn}
          web: {build: ., command: uvicorn web:app --host 0.0.0.0 --port 8000, network_mode: "service:vpn"}
          job: {build: ., command: uvicorn job:app --host 0.0.0.0 --port 8001, network_mode: none}
        """,
        title="On the network of another service, whose name it has",
        unsafe=True,
        fixed="""
        --- Caddyfile
        example.com {
        	reverse_proxy vpn:8000
        }
        """,
    ),
    Example(
        """
        --- Caddyfile
        http://example.com {
        	reverse_proxy «host.docker.internal:3000»
        	reverse_proxy /admin/* «host.docker.internal:18000»
        }
        --- compose.yaml
        services:
          caddy:
            image: caddy:2
            ports: ["80:80"]
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
            extra_hosts: ["host.docker.internal:host-gateway"]
          web: {build: ., command: uvicorn web:app --host 0.0.0.0 --port 3000}
          api: {build: ., command: uvicorn api:app --host 0.0.0.0 --port 3000}
          admin: {build: ., command: uvicorn a:b --host 0.0.0.0 --port 80, ports: ["18000:80"], network_mode: host}
        """,
        title="From a container: one of two by its name; what has Caddy's port on the host's network leaves that",
        unsafe=True,
        fixed="""
        --- Caddyfile
        http://example.com {
        	reverse_proxy web:3000
        	reverse_proxy /admin/* host.docker.internal:18000
        }
        --- compose.yaml
        services:
          caddy:
            image: caddy:2
            ports: ["80:80"]
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
            extra_hosts: ["host.docker.internal:host-gateway"]
          web: {build: ., command: uvicorn web:app --host 0.0.0.0 --port 3000}
          api: {build: ., command: uvicorn api:app --host 0.0.0.0 --port 3000}
          admin: {build: ., command: uvicorn a:b --host 0.0.0.0 --port 80, ports: ["18000:80"]}
        """,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy «localhost:4200»
        	reverse_proxy /off/* «localhost:4300»
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, network_mode: host, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          web: {image: example/web, expose: [4200], ports: ["${WEB_PORT:-8080}:4200"]}
          api: {image: example/api, expose: [4300]}
        """,
        title="A variable decides, and has another port for its default",
        severity=Severity.WARNING,
        message="unless a variable says otherwise",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy «127.0.0.1:8080»
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, network_mode: host, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          api: {image: example/api, expose: [8080], ports: ["192.168.1.10:8080:8080"]}
        """,
        title="On another address of the host",
        message="api publishes 8080 on one address of the host only",
    ),
    Example(
        """
        --- proxy/Caddyfile
        crm.example.com {
        	reverse_proxy «localhost:3000»
        }
        --- proxy/compose.yaml
        services:
          caddy: {image: caddy:2, network_mode: host, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
        --- board/compose.yaml
        services:
          board: {image: example/board, ports: ["3003:3000"], environment: {PORT: 3000}}
        --- wiki/compose.yaml
        services:
          wiki: {image: example/wiki, expose: [4000]}
          search: {image: example/search, expose: [5000]}
          help: {image: example/help, expose: [6000]}
        """,
        title="A Caddy with a project to itself, in front of several others: one that is not shown may be meant",
        message="on the host it is port 3003, unless something else has it there",
        severity=Severity.WARNING,
    ),
    Example(
        """
        --- Caddyfile
        forum.example.com {
        	reverse_proxy «localhost:4567»
        }
        --- forum/compose.yaml
        services:
          forum: {image: example/forum, ports: ["127.0.0.1:14567:4567"], environment: {PORT: 4567}}
        """,
        title="No Caddy is shown, and the port has another number on the host",
        message="on the host it is port 14567",
        severity=Severity.WARNING,
    ),
)

GOOD: tuple[Example, ...] = (
    Example(
        """
        --- Caddyfile
        grafana.example.com {
        	reverse_proxy localhost:3000
        }
        home.example.com {
        	reverse_proxy localhost:3001
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, network_mode: host, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          homepage: {image: ghcr.io/gethomepage/homepage, ports: ["127.0.0.1:3001:3000"]}
        """,
        title="Another site dials what listens on the port inside: here a program of the host is meant",
    ),
    Example(
        """
        --- Caddyfile
        forum.example.com {
        	reverse_proxy localhost:4567
        	reverse_proxy /docs/* localhost:3000
        }
        --- forum/compose.yaml
        services:
          forum: {image: example/forum, environment: {PORT: 4567}}
        """,
        title="No Caddy is shown, and nothing is published for one on the host",
    ),
)
