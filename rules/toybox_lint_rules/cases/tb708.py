"""Further examples of ``tb708_container_name_taken``."""

from toybox_lint.api import Example

BAD = (
    Example(
        """
        --- Caddyfile
        shop.example.com {
        	reverse_proxy localhost:8000
        }
        wiki.example.com {
        	reverse_proxy localhost:3000
        }
        --- shop/compose.yaml
        services:
          shop: {image: example/shop, ports: ["127.0.0.1:8000:8000"]}
          database: {image: "postgres:17", container_name: db}
        --- wiki/compose.yaml
        services:
          wiki: {image: example/wiki, ports: ["127.0.0.1:3000:3000"]}
          mysql: {image: "mysql:8", container_name: «db»}
        """,
        title="Behind a Caddy on the host; by no name of a service",
    ),
    Example(
        """
        --- compose.yaml
        services:
          caddy: {image: caddy:2, networks: [edge], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          db: {image: "postgres:17", container_name: db}
        networks:
          edge: {name: edge}
        --- Caddyfile
        wiki.example.com {
        	reverse_proxy wiki:3000
        	reverse_proxy /db/* shop-db-1:8000
        }
        --- wiki/compose.yaml
        services:
          wiki: {image: example/wiki, networks: [edge]}
          mysql: {image: "mysql:8", container_name: «db»}
          named: {image: example/api, container_name: «project-caddy-1»}
        networks:
          edge: {external: true}
        """,
        title="With the project of Caddy itself",
        unsafe=True,
        fixed="""
        --- compose.yaml
        services:
          caddy: {image: caddy:2, networks: [edge], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          db: {image: "postgres:17"}
        networks:
          edge: {name: edge}
        """,
    ),
    Example(
        """
        --- compose.yaml
        services:
          caddy: {image: caddy:2, networks: [edge], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
        networks:
          edge: {name: edge}
        --- Caddyfile
        shop.example.com {
        	reverse_proxy shop:8000
        }
        wiki.example.com {
        	reverse_proxy wiki:3000
        }
        --- shop/docker/compose.yaml
        services:
          shop: {image: example/shop, networks: [edge, default]}
          db: {image: postgres:17, container_name: db}
        networks:
          edge: {external: true}
        --- wiki/docker/compose.yaml
        services:
          wiki: {image: example/wiki, networks: [edge, default]}
          «db»: {image: mysql:8, container_name: db, volumes: ["data:/var/lib/mysql"]}
        volumes:
          data:
        networks:
          edge: {external: true}
        """,
        title="Two folders of one name, with volumes",
        message="are one project to Docker Compose",
    ),
    Example(
        """
        --- compose.yaml
        services:
          caddy: {image: caddy:2, networks: [docker_default], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
        networks:
          docker_default: {external: true}
        --- Caddyfile
        shop.example.com {
        	reverse_proxy shop:8000
        }
        wiki.example.com {
        	reverse_proxy wiki:3000
        }
        --- shop/docker/compose.yaml
        services:
          shop: {image: example/shop}
          db: {image: postgres:17}
        --- wiki/docker/compose.yaml
        services:
          wiki: {image: example/wiki}
          «db»: {image: mysql:8}
        """,
        title="Caddy is on the network that is called after them",
    ),
    Example(
        """
        --- compose.yaml
        services:
          caddy: {image: caddy:2, networks: [edge], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
        networks:
          edge: {name: edge}
        --- Caddyfile
        shop.example.com {
        	reverse_proxy shop:8000
        }
        wiki.example.com {
        	reverse_proxy wiki:3000
        }
        --- shop/docker/compose.yaml
        services:
          shop: {image: example/shop, networks: [edge, default]}
          db: {image: postgres:17}
        networks:
          edge: {external: true}
        --- wiki/docker/compose.yaml
        {services: {wiki: {image: example/wiki, networks: [edge, default]}, «db»: {image: mysql}},
         networks: {edge: {external: true}}}
        """,
        title="In flow style",
    ),
    Example(
        """
        --- compose.yaml
        services:
          caddy: {image: caddy:2, networks: [edge], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
        networks:
          edge: {name: edge}
        --- Caddyfile
        shop.example.com {
        	reverse_proxy shop:8000
        }
        wiki.example.com {
        	reverse_proxy wiki:3000
        }
        --- shop/compose.yaml
        name: web
        services:
          shop: {image: example/shop, networks: [edge, default]}
          db: {image: postgres:17}
        networks:
          edge: {external: true}
        --- wiki/compose.yaml
        name: web
        services:
          wiki: {image: example/wiki, networks: [edge, default]}
          «db»: {image: mysql:8}
        networks:
          edge: {external: true}
        """,
        title="One name in both files",
    ),
)

GOOD = (
    Example(
        """
        --- compose.yaml
        services:
          caddy: {image: caddy:2, networks: [edge], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
        networks:
          edge: {name: edge}
        --- Caddyfile
        example.com {
        	reverse_proxy blue:8000 green:8000
        }
        red.example.com {
        	reverse_proxy red:8000
        }
        yellow.example.com {
        	reverse_proxy yellow:8000
        }
        gone.example.com {
        	reverse_proxy nobody:8000
        }
        --- blue/compose.yaml
        services:
          blue: {image: example/app, networks: [edge]}
          db: {image: "postgres:17", container_name: db}
        networks:
          edge: {external: true}
        --- green/compose.yaml
        services:
          green: {image: example/app, networks: [edge]}
          db: {image: "postgres:17", container_name: db}
        networks:
          edge: {external: true}
        --- red/compose.yaml
        services:
          red: {image: example/app, networks: [edge]}
          cache: {image: redis, container_name: cache, ports: ["6379:6379"]}
        networks:
          edge: {external: true}
        --- yellow/compose.yaml
        services:
          yellow: {image: example/app, networks: [edge]}
          cache: {image: redis, container_name: cache, ports: ["6379:6379"]}
        networks:
          edge: {external: true}
        """,
        title="Either of two: upstreams of one proxy, one port of the host",
    ),
    Example(
        """
        --- compose.yaml
        services:
          caddy: {image: caddy:2, networks: [edge], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          off: {image: example/off, profiles: [off], container_name: cache}
        networks:
          edge: {name: edge}
        --- Caddyfile
        example.com {
        	reverse_proxy shop:8000
        }
        wiki.example.com {
        	reverse_proxy wiki:8000
        }
        swarm.example.com {
        	reverse_proxy swarm:8000
        }
        --- shop/docker/compose.yaml
        name: shop
        services:
          shop: {image: example/app, networks: [edge]}
          db: {image: "postgres:17", container_name: "${DB}"}
        networks:
          edge: {external: true}
        --- wiki/docker/compose.yaml
        name: wiki
        services:
          wiki: {image: example/app, networks: [edge]}
          db: {image: "postgres:17"}
          cache: {image: redis, container_name: cache}
        networks:
          edge: {external: true}
        --- swarm/compose.yaml
        services:
          swarm: {image: example/app, networks: [edge]}
          cache: {image: redis, container_name: cache, deploy: {placement: {constraints: [node.role == manager]}}}
        networks:
          edge: {external: true}
        """,
        title="Names of their own, a service that does not run, a stack for Swarm",
    ),
    Example(
        """
        --- compose.yaml
        services:
          caddy: {image: caddy:2, profiles: [edge], networks: [edge], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
        networks:
          edge: {name: edge}
        --- Caddyfile
        shop.example.com {
        	reverse_proxy shop:8000
        }
        wiki.example.com {
        	reverse_proxy wiki:3000
        }
        --- shop/compose.yaml
        services:
          shop: {image: example/shop, networks: [edge]}
          db: {image: "postgres:17", container_name: db}
        networks:
          edge: {external: true}
        --- wiki/compose.yaml
        services:
          wiki: {image: example/wiki, networks: [edge]}
          db: {image: "mysql:8", container_name: db}
        networks:
          edge: {external: true}
        """,
        title="A Caddy that does not run",
    ),
)
