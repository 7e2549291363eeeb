"""Further examples of TB101."""

from __future__ import annotations

from toybox_lint.api import Example, Severity

BAD: tuple[Example, ...] = (
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy «app:8000»
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          minio: {image: minio/minio, command: server /data}
        """,
        title="A program that is called so, and listens elsewhere, is hardly meant",
        unsafe=True,
        fixed="""
        --- Caddyfile
        example.com {
        	reverse_proxy minio:9000
        }
        """,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy api:8000
        }
        notes.example.com {
        	reverse_proxy «notes-box:3100»
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          api: {image: example/api, expose: [8000]}
          garage: {image: "dxflrs/garage:v2"}
        """,
        title="Nor where it is the only one that no route leads to",
    ),
    Example(
        """
        --- Caddyfile
        :443 {
        	tls /certs/site.pem /certs/site.key
        	reverse_proxy /tunnel/* «tunnel:2080»
        	reverse_proxy pages:5000
        }
        --- compose.yaml
        services:
          balancer: {image: haproxy, ports: ["80:80", "443:443"], depends_on: [caddy]}
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile", "./certs:/certs"]}
          pages: {image: registry.example/pages}
        """,
        title="What stands in front of Caddy is not meant",
    ),
    Example(
        """
        --- proxy/Caddyfile
        example.com {
        	reverse_proxy «backend:3001»
        }
        --- app/Dockerfile
        FROM caddy:2-alpine AS proxy
        COPY --from=proxy-files Caddyfile /etc/caddy/Caddyfile
        COPY --from=elsewhere site.html /srv/
        --- compose.yaml
        services:
          caddy:
            build:
              context: ./app
              target: proxy
              additional_contexts:
                proxy-files: ./proxy
                elsewhere: https://github.com/example/site.git
          server: {image: example/server, expose: [3001]}
        """,
        title="The Caddyfile comes from a further build context",
        fixed="""
        --- proxy/Caddyfile
        example.com {
        	reverse_proxy server:3001
        }
        """,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy /api/* «api：９０００»
        	reverse_proxy «web：8000»
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          web: {image: example/web, expose: [8000]}
          api: {image: example/api, expose: [9000]}
        """,
        title="Colons and digits of a Japanese keyboard",
        fixed="""
        --- Caddyfile
        example.com {
        	reverse_proxy /api/* api:9000
        	reverse_proxy web:8000
        }
        """,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy /a/* 172.28.0.10:80
        	reverse_proxy /b/* «172.28.0.13:8080»
        }
        --- compose.yaml
        services:
          caddy:
            image: caddy:2
            networks: {lan: {ipv4_address: 172.28.0.2}}
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
          a: {image: traefik/whoami, networks: {lan: {ipv4_address: 172.28.0.10}}}
          b: {image: example/b, expose: [8080], networks: {lan: {ipv4_address: 172.28.0.12}}}
        networks:
          lan: {ipam: {config: [{subnet: 172.28.0.0/24}]}}
        """,
        title="An address near those of others, on a network where all have fixed ones",
        message="nothing has the address 172.28.0.13",
        unsafe=True,
        fixed="""
        --- Caddyfile
        example.com {
        	reverse_proxy /a/* 172.28.0.10:80
        	reverse_proxy /b/* b:8080
        }
        """,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy «images:8080»
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, networks: [front], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          c: {image: example/c, networks: {front: , back: {aliases: [images]}}}
        networks: {front: , back: }
        """,
        title="A name that it has elsewhere, and a port of which nothing tells",
        fixed="""
        --- Caddyfile
        example.com {
        	reverse_proxy c:8080
        }
        """,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy app-blue:3000 «app-green:3000»
        	reverse_proxy /mail/* «mailpit:8025»
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          blue: {image: example/app, container_name: app-blue, expose: [3000]}
          mail: {image: example/mail, expose: [25]}
        --- compose.green.yaml
        services:
          green: {image: example/app, container_name: app-green, expose: [3000]}
          mailpit: {image: axllent/mailpit}
        """,
        title="The names are in a file beside it, which may be started, too",
        severity=Severity.WARNING,
    ),
    Example(
        """
        --- Caddyfile
        deploy.example.com {
        	reverse_proxy «deployer:8080»
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"], networks: [inside, deployer]}
          logs: {image: amir20/dozzle, networks: [inside]}
        networks:
          inside: {external: true}
          deployer: {external: true}
        """,
        title="A network that is called as the host is that of its project: the port of another speaks for nothing",
        severity=Severity.INFO,
        message="nothing shown here has this name",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy «shop-staging:3000»
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"], networks: [edge]}
          shop: {image: example/shop, expose: [3000], networks: [edge]}
        networks:
          edge: {external: true}
        --- compose.staging.yaml
        services:
          shop: {image: example/shop, networks: {edge: {aliases: [shop-staging]}}}
        networks:
          edge: {external: true}
        """,
        title="The name is in a file beside it, on a network of others",
        severity=Severity.INFO,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy «mailpit:8025»
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
        --- compose.dev.yaml
        services:
          mailpit: {image: axllent/mailpit}
        """,
        title="The name is in a file for development, which no server starts",
        severity=Severity.INFO,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy «blue:3000» «green:3000»
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          app: {image: example/app, command: node server.js --port 3000, ports: ["3000:3000"]}
        """,
        title="Two names that nobody has: two services are meant, not one twice",
        severity=Severity.ERROR,
        unsafe=True,
        fixed="""
        --- Caddyfile
        example.com {
        	reverse_proxy app:3000
        }
        """,
    ),
    Example(
        """
        --- proxy/Caddyfile
        example.com {
        	reverse_proxy «shop:5000»
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./proxy/Caddyfile:/etc/caddy/Caddyfile"]}
          panel: {image: portainer/portainer-ce, volumes: ["/var/run/docker.sock:/var/run/docker.sock"]}
        --- proxy/compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"], networks: [web]}
        networks:
          web: {external: true}
        """,
        title="Two Caddies read the file: what is told of one is not told again",
        severity=Severity.WARNING,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy «shop:5000»
        }
        --- one/compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["../Caddyfile:/etc/caddy/Caddyfile"], networks: [web]}
        networks:
          web: {external: true}
        --- two/compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["../Caddyfile:/etc/caddy/Caddyfile"], networks: [edge]}
        networks:
          edge: {external: true}
        """,
        title="The same, where neither is more than information",
        message="the network web",
        severity=Severity.INFO,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy «{env.APP}»
        }
        --- compose.yaml
        services:
          caddy:
            image: caddy:2
            environment: {APP: "app:8000"}
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
          web: {build: ., command: gunicorn app.wsgi -b 0.0.0.0:8000}
        """,
        title="In a variable, which is given the right value",
        fixed="""
        --- compose.yaml
        services:
          caddy:
            image: caddy:2
            environment: {APP: "web:8000"}
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
          web: {build: ., command: gunicorn app.wsgi -b 0.0.0.0:8000}
        """,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy «ghost:2368»
        	reverse_proxy /api/* «backend:8000»
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          blog: {image: ghost:5-alpine}
          one: {image: "example/frontend:1", command: npx serve -l 8000}
          two: {image: "example/backend:1", command: gunicorn app.wsgi -b 0.0.0.0:8000}
        """,
        title="By the name of the image",
        unsafe=True,
        fixed="""
        --- Caddyfile
        example.com {
        	reverse_proxy blog:2368
        	reverse_proxy /api/* two:8000
        }
        """,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy «http://ap:3000»
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          app: {build: ., command: next start -p 3000}
          api: {build: ., command: uvicorn main:app --host 0.0.0.0 --port 8000}
        """,
        title="Two could be meant",
        unsafe=True,
        fixed="""
        --- Caddyfile
        example.com {
        	reverse_proxy http://app:3000
        }
        """,
    ),
    Example(
        """
        --- Caddyfile
        one.example {
        	reverse_proxy «https://backend:4000»
        }
        two.example {
        	reverse_proxy «backend:4443» {
        		transport http {
        			tls_insecure_skip_verify
        		}
        	}
        }
        three.example {
        	reverse_proxy «h2c://backend:4000»
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          web: {build: ., command: gunicorn app.wsgi -b 0.0.0.0:8000}
        """,
        title="The service that is meant speaks plain HTTP",
        unsafe=True,
        fixed="""
        --- Caddyfile
        one.example {
        	reverse_proxy http://web:8000
        }
        two.example {
        	reverse_proxy http://web:8000
        }
        three.example {
        	reverse_proxy http://web:8000
        }
        """,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy «backend:9000»
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          web: {image: "php:8.3-fpm"}
        """,
        title="The service that is meant speaks FastCGI: a scheme is not enough",
        unsafe=True,
        fixed="""
        --- Caddyfile
        example.com {
        	reverse_proxy web:9000
        }
        """,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy «server:4000»
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          wiki: {image: "php:8.3-fpm", expose: [9000]}
          blog: {build: ., command: gunicorn blog.wsgi --bind 0.0.0.0:8001}
          shop: {build: ., command: gunicorn shop.wsgi --bind 0.0.0.0:8002}
        """,
        title="What speaks FastCGI, by its image, is not meant; nothing tells which of the others is",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy «172.28.0.50:8000»
        }
        old.example.com {
        	reverse_proxy «172.28.9.4:8001»
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, networks: [edge, inner], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          web:
            build: .
            command: gunicorn web.wsgi --bind 0.0.0.0:8000
            networks: {edge: {ipv4_address: 172.28.0.40}}
          old: {build: ., command: gunicorn old.wsgi --bind 0.0.0.0:8001, networks: [inner]}
        networks:
          edge: {ipam: {config: [{subnet: 172.28.0.0/24}]}}
          inner: {ipam: {config: [{subnet: 172.28.8.0/22, ip_range: 172.28.8.0/24}]}}
        """,
        title="An address of one of its networks that no container has",
        message="nothing has the address",
        unsafe=True,
        fixed="""
        --- Caddyfile
        example.com {
        	reverse_proxy web:8000
        }
        old.example.com {
        	reverse_proxy old:8001
        }
        """,
    ),
    Example(
        """
        --- Caddyfile
        one.example {
        	reverse_proxy «office:9980»
        }
        two.example {
        	reverse_proxy «office:9980» other:80
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          code: {image: "collabora/code:24.04"}
          other: {image: "nginx:1.27"}
        """,
        title="It speaks HTTPS, and is asked so where no other upstream is beside it",
        unsafe=True,
        fixed="""
        --- Caddyfile
        one.example {
        	reverse_proxy https://code:9980 {
        		transport http {
        			tls_insecure_skip_verify
        		}
        	}
        }
        two.example {
        	reverse_proxy code:9980 other:80
        }
        """,
    ),
    Example(
        """
        --- Caddyfile
        http://example.com {
        	reverse_proxy «docs:8000»
        }
        --- compose.yaml
        services:
          caddy:
            image: caddy:2
            ports: ["80:80"]
            networks: [edge]
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
          docs:
            image: example/docs
            expose: [80]
            network_mode: host
        networks:
          edge:
        """,
        title="On the network of the host, with the port that Caddy publishes there",
        unsafe=True,
        fixed="""
        --- compose.yaml
        services:
          caddy:
            image: caddy:2
            ports: ["80:80"]
            networks: [edge]
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
          docs:
            image: example/docs
            expose: [80]
            networks:
              - edge
        networks:
          edge:
        """,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy web:8000 «wbe:8000» {
        		lb_policy round_robin
        	}
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          web: {image: example/web, expose: [8000]}
        """,
        title="What is meant is there already",
        fixed="""
        --- Caddyfile
        example.com {
        	reverse_proxy web:8000 {
        		lb_policy round_robin
        	}
        }
        """,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy «backend:4000»
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"], networks: [edge]}
        networks:
          edge: {external: true}
        """,
        title="The name may be in a project that was not given",
        severity=Severity.INFO,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy «backend:4000»
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"], networks: [default, edge]}
          api: {image: example/api, expose: [4000]}
          docs: {image: example/docs, expose: [80]}
        networks:
          edge: {external: true}
        """,
        title="It may, and a service that is shown listens on the port",
        severity=Severity.WARNING,
        message="the project that owns the network edge is not shown",
    ),
    Example(
        """
        --- Caddyfile
        stats.example.com {
        	reverse_proxy counter:3000
        }
        club.example.com {
        	reverse_proxy «members:3000»
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"], networks: [edge]}
          counter: {image: example/counter, expose: [3000], networks: [edge]}
        networks:
          edge: {external: true}
        """,
        title="It may: what listens on the port has a route of its own",
        severity=Severity.INFO,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy «backend:4000»
        }
        --- compose.yaml
        include: ["https://git.example.com/shared.git"]
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
        """,
        title="It may be in an include that is fetched from elsewhere",
        severity=Severity.INFO,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy {
        		dynamic srv «_http._tcp.api»
        	}
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          api: {image: example/api, expose: [8080]}
          web: {image: example/web, expose: [3000]}
        """,
        title="Services of DNS, which Docker's own has none of",
        message="no services (SRV records)",
        unsafe=True,
        fixed="""
        --- Caddyfile
        example.com {
        	reverse_proxy {
        		dynamic a api 8080
        	}
        }
        """,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy {
        		dynamic srv {
        			service http
        			proto tcp
        			name «api»
        		}
        	}
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          api: {image: example/api, expose: [8080]}
        """,
        title="The parts of a service's name one by one",
    ),
    Example(
        """
        --- Caddyfile
        home.example.com {
        	reverse_proxy «homeassistant:8123»
        }
        --- compose.yaml
        services:
          caddy:
            image: caddy:2
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
          hass:
            image: ghcr.io/home-assistant/home-assistant:stable
            container_name: homeassistant
            network_mode: host
          panel: {image: portainer/portainer-ce, volumes: ["/var/run/docker.sock:/var/run/docker.sock"]}
        """,
        title="The name of a container on the host's network, which nothing that a panel starts can have",
        message="hass is on the network of the host",
        unsafe=True,
        fixed="""
        --- Caddyfile
        home.example.com {
        	reverse_proxy host.docker.internal:8123
        }
        --- compose.yaml
        services:
          caddy:
            image: caddy:2
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
            extra_hosts:
              - "host.docker.internal:host-gateway"
          hass:
            image: ghcr.io/home-assistant/home-assistant:stable
            container_name: homeassistant
            network_mode: host
          panel: {image: portainer/portainer-ce, volumes: ["/var/run/docker.sock:/var/run/docker.sock"]}
        """,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy «shop:5000»
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          web: {image: example/web, expose: [3000]}
          renewing: {image: containrrr/watchtower, volumes: ["/var/run/docker.sock:/var/run/docker.sock"]}
        """,
        title="A service that has the socket and only renews what is there",
        unsafe=True,
        fixed="""
        --- Caddyfile
        example.com {
        	reverse_proxy web:3000
        }
        """,
    ),
    Example(
        """
        --- Caddyfile
        cloud.example.com {
        	reverse_proxy «cloud-apache:11000»
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          cloud:
            image: example/all-in-one
            volumes: ["/var/run/docker.sock:/var/run/docker.sock:ro"]
        """,
        title="A service that starts containers of its own",
        severity=Severity.WARNING,
    ),
    Example(
        """
        --- Caddyfile
        (proxy) {
        	reverse_proxy {args[0]}
        }
        example.com {
        	import proxy «legacy:3000»
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          frontend: {image: example/frontend}
        """,
        title="Nothing is known of the service's port",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy «side:9000»
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          side: {build: ., command: uvicorn side:app --port 9000, network_mode: "service:caddy"}
        """,
        title="A service on the network of Caddy has no name",
        fixed="""
        --- Caddyfile
        example.com {
        	reverse_proxy localhost:9000
        }
        """,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy «media:32400»
        	reverse_proxy /vpn/* «{$TORRENT}»
        }
        --- compose.yaml
        services:
          caddy:
            image: caddy:2
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
            environment:
              TORRENT: torrent:8080  # through the VPN
          media: {image: example/media, expose: [32400], network_mode: host}
          torrent: {image: example/torrent, expose: [8080], network_mode: "service:vpn"}
          vpn: {image: example/vpn}
        """,
        title="On the network of the host, and of another service",
        unsafe=True,
        fixed="""
        --- Caddyfile
        example.com {
        	reverse_proxy host.docker.internal:32400
        	reverse_proxy /vpn/* {$TORRENT}
        }
        --- compose.yaml
        services:
          caddy:
            image: caddy:2
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
            environment:
              TORRENT: vpn:8080  # through the VPN
            extra_hosts:
              - "host.docker.internal:host-gateway"
          media: {image: example/media, expose: [32400], network_mode: host}
          torrent: {image: example/torrent, expose: [8080], network_mode: "service:vpn"}
          vpn: {image: example/vpn}
        """,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy «web.local:8000»
        	reverse_proxy /api/* api.internal:9999
        	reverse_proxy /shop/* web.shop:8000
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          web: {image: example/web, expose: [8000]}
          api: {image: example/api, expose: [8000]}
        """,
        title="A service's name with a private domain; the others may be names that somebody has",
        severity=Severity.WARNING,
        message="web is without what follows the dot",
    ),
    Example(
        """
        --- Caddyfile
        app.example.com {
        	reverse_proxy «app:3000»
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, networks: [proxy], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          database: {image: postgres:17}
        networks:
          proxy: {name: proxy}
        """,
        title="A Caddy with a project to itself, whose network others join",
        severity=Severity.INFO,
        message="a project that is not shown may join the network proxy",
    ),
    Example(
        """
        --- caddy/Caddyfile
        app.example.com {
        	reverse_proxy «app:3000»
        }
        --- caddy/compose.yaml
        services:
          caddy: {image: caddy:2, networks: [proxy], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
        networks:
          proxy: {name: proxy}
        --- photos/compose.yaml
        services:
          photos: {image: example/photos, expose: [2283], networks: [proxy]}
        networks:
          proxy: {external: true}
        """,
        title="A network that other projects join: a name like none may be of one that is not shown",
        severity=Severity.INFO,
        message="other projects than photos may join the network proxy",
    ),
    Example(
        """
        --- caddy/Caddyfile
        photos.example.com {
        	reverse_proxy «photo:2283»
        }
        --- caddy/compose.yaml
        services:
          caddy: {image: caddy:2, networks: [proxy], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
        networks:
          proxy: {name: proxy}
        --- photos/compose.yaml
        services:
          photos: {image: example/photos, expose: [2283], networks: [proxy]}
        networks:
          proxy: {external: true}
        """,
        title="The same, misspelt",
        severity=Severity.ERROR,
        fixed="""
        --- caddy/Caddyfile
        photos.example.com {
        	reverse_proxy photos:2283
        }
        """,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy /api/* api:8080
        	reverse_proxy «web_prod:80»
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, networks: [proxy], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          api: {image: example/api, expose: [8080], networks: [proxy, inner]}
          database: {image: postgres:17, networks: [inner]}
        networks:
          proxy: {name: proxy}
          inner:
        """,
        title="A network with a name of its own, where each application has its route already",
        severity=Severity.WARNING,
        message="on the network proxy may be a project that is not shown",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy /api/* api:8080
        	reverse_proxy «app:8080»
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, networks: [proxy], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          api: {image: example/api, expose: [8080], networks: [proxy]}
        networks:
          proxy: {name: proxy}
        """,
        title="There, too, a port of one that is shown and has its route",
        severity=Severity.WARNING,
    ),
    Example(
        """
        --- Caddyfile
        app.example.com {
        	reverse_proxy «app:3000»
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, networks: [proxy], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          whoami: {image: traefik/whoami, networks: [proxy]}
        networks:
          proxy: {name: proxy}
        """,
        title="A network with a name of its own, on which nothing has that port",
        severity=Severity.WARNING,
    ),
    Example(
        """
        --- Caddyfile
        *.example.com {
        	map {labels.2} {upstream} {
        		www «weeb:8000»
        		default web:8000
        	}
        	reverse_proxy {upstream}
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          web: {image: example/web, command: gunicorn app.wsgi -b :8000}
        """,
        title="What a map gives to a placeholder",
        fixed="""
        --- Caddyfile
        *.example.com {
        	map {labels.2} {upstream} {
        		www web:8000
        		default web:8000
        	}
        	reverse_proxy {upstream}
        }
        """,
    ),
    Example(
        """
        --- Caddyfile
        one.example, two.example {
        	map {host} {upstream} {
        		one.example web:8000
        		two.example -
        		default «nobody:9000»
        	}
        	reverse_proxy {upstream}
        }
        *.three.example {
        	map {host} {upstream} {
        		a.three.example «nobody:9001»
        		~^b web:8000
        		three.example nobody:9002
        		default web:8000
        	}
        	reverse_proxy {upstream}
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          web: {image: example/web, command: gunicorn app.wsgi -b :8000}
        """,
        title="Rows of a map for hosts that the site has",
        fixed="""
        --- Caddyfile
        one.example, two.example {
        	map {host} {upstream} {
        		one.example web:8000
        		two.example -
        		default web:8000
        	}
        	reverse_proxy {upstream}
        }
        *.three.example {
        	map {host} {upstream} {
        		a.three.example web:8000
        		~^b web:8000
        		three.example nobody:9002
        		default web:8000
        	}
        	reverse_proxy {upstream}
        }
        """,
    ),
    Example(
        """
        --- Caddyfile
        (site) {
        	@{args[0]} host {args[0]}.example.com
        	handle @{args[0]} {
        		reverse_proxy {args[0]}:8000
        	}
        }
        *.example.com {
        	import site «back»
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          web: {build: ., command: uvicorn main:app --host 0.0.0.0 --port 8000}
        """,
        title="An argument that is the name of the site as well: nothing is edited",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy «statu:5000»
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          blog: {image: "ghost:5"}
          status: {image: example/status, expose: [5000], scale: 0}
        """,
        title="The one of nearly that name is not started",
        unsafe=True,
        fixed="""
        --- Caddyfile
        example.com {
        	reverse_proxy status:5000
        }
        """,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy «django:8000»
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          docs: {image: example/docs, expose: [8080]}
          site: {image: example/site, profiles: [full]}
        """,
        title="The only one that runs, beside one that is not started",
        unsafe=True,
        fixed="""
        --- Caddyfile
        example.com {
        	reverse_proxy docs:8080
        }
        """,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy «shop-web-1:8000»
        	reverse_proxy /swarm/* «shop_web:8000»
        	reverse_proxy /errors/* «nobody:8000»
        	handle_errors 5xx {
        		reverse_proxy web:8000
        	}
        }
        &(unused) {
        	reverse_proxy «nobody:8000»
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          web: {image: example/web, expose: [8000], deploy: {update_config: {order: start-first}}}
        """,
        title="Another folder's container, a stack's service, a name of the own network: each may be there",
        severity=Severity.WARNING,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy «nas:5000»
        }
        --- lan/Caddyfile
        http://example.org {
        	reverse_proxy «printer:631»
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, dns: [192.168.1.1], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          lan: {image: caddy:2, volumes: ["./lan/Caddyfile:/etc/caddy/Caddyfile", "/etc/hosts:/etc/hosts:ro"]}
        """,
        title="A resolver or a file may know the name",
        severity=Severity.INFO,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy /a/* web:8000 «old:7000» {
        		lb_policy weighted_round_robin 1 0
        	}
        	reverse_proxy /b/* web:8000 «old:7000» {
        		lb_policy cookie {
        			fallback first
        		}
        	}
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          web: {image: example/web, expose: [8000]}
          new: {image: example/new, expose: [80]}
        """,
        title="Never asked, or only by those who were sent there before",
        severity=Severity.WARNING,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy «shop_web_1:8000»
        }
        --- compose.yaml
        name: shop
        x-podman: {in_pod: false}
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          web: {image: example/web, expose: [8000]}
        """,
        title="What podman-compose calls it",
        severity=Severity.WARNING,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy «shop_portal_1:8080»
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          portal: {image: example/portal}
        """,
        title="The name of its container in old versions of Compose; its port is not known",
        unsafe=True,
        fixed="""
        --- Caddyfile
        example.com {
        	reverse_proxy portal:8080
        }
        """,
    ),
    Example(
        """
        --- Caddyfile
        timer.example.com {
        	reverse_proxy timer-app:80
        }
        stats.example.com {
        	reverse_proxy «umami:3000»
        }
        club.example.com {
        	reverse_proxy club-front:3000
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          timer-app: {image: example/timer, expose: [80]}
          club-front: {image: example/club}
        """,
        title="The only service of a known port has its route already",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	handle /api/* {
        		reverse_proxy «backend:4000»
        	}
        	handle {
        		reverse_proxy «frontend:8000»
        	}
        }
        shop.example.com {
        	reverse_proxy «shop:4000»
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          web: {image: example/web, expose: [8000]}
          server: {image: example/server, expose: [8000]}
          other: {image: example/other, expose: [8000]}
        """,
        title="Several names, and several services: only a port tells which of them one means",
        unsafe=True,
        fixed="""
        --- Caddyfile
        example.com {
        	handle /api/* {
        		reverse_proxy backend:4000
        	}
        	handle {
        		reverse_proxy web:8000
        	}
        }
        shop.example.com {
        	reverse_proxy shop:4000
        }
        """,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy web:3000
        }
        charts.example.com {
        	reverse_proxy «grafana:3000»
        }
        blog.example.com {
        	reverse_proxy «wordpress:80»
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          web: {image: example/web, expose: [3000]}
          pages: {build: ./pages}
        --- pages/Dockerfile
        FROM wordpress:6-apache
        """,
        title="A program that is missing, which no other with its port stands for, and one under another name",
        severity=Severity.ERROR,
        fixed="""
        --- Caddyfile
        example.com {
        	reverse_proxy web:3000
        }
        charts.example.com {
        	reverse_proxy grafana:3000
        }
        blog.example.com {
        	reverse_proxy pages:80
        }
        """,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy /api/* «backend:8000»
        	reverse_proxy «fronted:3000»
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, container_name: "${NAME}_caddy", volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          api: {image: example/api, container_name: "${NAME}_api", expose: [8000]}
          frontend: {image: example/web, container_name: "$NAME-front", expose: [3000]}
        """,
        title="A name that no variable can give to a container: each has its own end",
        severity=Severity.ERROR,
        unsafe=True,
        fixed="""
        --- Caddyfile
        example.com {
        	reverse_proxy /api/* api:8000
        	reverse_proxy frontend:3000
        }
        """,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy «shop_ap1:8000»
        }
        http://example.org {
        	reverse_proxy «shop_fronted:3000»
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          shop_api: {image: example/api, container_name: "shop_$NAME", expose: [8000]}
          shop_frontend: {image: example/web, hostname: "${A}${B}${C}${D}", expose: [3000]}
        """,
        title="A name that a variable may give to a container",
        severity=Severity.WARNING,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy «shop-apis:8080»
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          web: {image: example/web, expose: [3000]}
          shop-api:
            image: example/api
            expose: [8080, 8081]
            healthcheck: {test: [CMD, curl, -f, "http://localhost:8081/health"]}
        """,
        title="A port that something tells of stays, though the healthcheck asks at another",
        severity=Severity.ERROR,
        unsafe=True,
        fixed="""
        --- Caddyfile
        example.com {
        	reverse_proxy shop-api:8080
        }
        """,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy «shop:8000»
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, profiles: [on], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          web: {image: example/web, ports: ["8000:8000"], profiles: [on]}
          docs: {image: example/docs, expose: [3000]}
        """,
        title="What is meant is started with Caddy, by the profile of both",
        severity=Severity.ERROR,
        unsafe=True,
        fixed="""
        --- Caddyfile
        example.com {
        	reverse_proxy web:8000
        }
        """,
    ),
    Example(
        """
        --- edge/Caddyfile
        shop.example.com {
        	reverse_proxy shop-web:3000
        }
        crm.example.com {
        	reverse_proxy «crm-web:80»
        }
        old.example.com {
        	reverse_proxy «crm_api_1:9000»
        }
        --- edge/compose.yaml
        services:
          caddy: {image: caddy:2, networks: [edge], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
        networks: {edge: {name: edge}}
        --- shop/compose.yaml
        services:
          web: {build: ., command: uvicorn web:app --host 0.0.0.0 --port 3000, networks: {edge: {aliases: [shop-web]}}}
          api: {build: ., command: uvicorn api:app --host 0.0.0.0 --port 8000, networks: [edge]}
        networks: {edge: {external: true}}
        --- crm/compose.yaml
        services:
          web: {image: nginx, container_name: crm_web, networks: [edge]}
          api: {build: ., command: uvicorn api:app --host 0.0.0.0 --port 9000, networks: [edge]}
        networks: {edge: {external: true}}
        """,
        title="Services that are called the same as others there: by a name that is theirs alone",
        fixed="""
        --- edge/Caddyfile
        shop.example.com {
        	reverse_proxy shop-web:3000
        }
        crm.example.com {
        	reverse_proxy crm_web:80
        }
        old.example.com {
        	reverse_proxy crm-api-1:9000
        }
        """,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy «api-1:8000» «api-2:8000» {
        		lb_policy round_robin
        	}
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          api: {build: ., command: uvicorn api:app --host 0.0.0.0 --port 8000, scale: 2}
        """,
        title="Two upstreams that mean one service",
        fixed="""
        --- Caddyfile
        example.com {
        	reverse_proxy api:8000 {
        		lb_policy round_robin
        	}
        }
        """,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	handle /api/media/* {
        		reverse_proxy «media-service:8002»
        	}
        	handle /api/chat/* {
        		reverse_proxy chat-service:8001
        	}
        	handle /api/logs/* {
        		reverse_proxy log-service:8004
        	}
        	handle /health {
        		reverse_proxy «health-aggregator:8084»
        	}
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          prometheus: {image: prom/prometheus}
          grafana: {image: grafana/grafana}
          chat-service: {image: example/chat, expose: [8001]}
          log-service: {image: example/logs, expose: [8004]}
        """,
        title="Nothing speaks for one of several that have their own routes, or are programs of another name",
        severity=Severity.ERROR,
        message="nothing is called",
    ),
    Example(
        """
        --- Caddyfile
        desk.example.com {
        	reverse_proxy «desk-uxi:3000»
        }
        chat.example.com {
        	reverse_proxy desk-ui:3000
        }
        --- compose.yaml
        name: ${COMPOSE_PROJECT_NAME:-helpdesk}
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          desk: {image: example/desk, expose: [3000]}
          desk-ui: {image: example/ui, expose: [3000]}
        """,
        title="One letter tells more than the site, whatever the project is called",
        severity=Severity.ERROR,
        unsafe=True,
        fixed="""
        --- Caddyfile
        desk.example.com {
        	reverse_proxy desk-ui:3000
        }
        chat.example.com {
        	reverse_proxy desk-ui:3000
        }
        """,
    ),
    Example(
        """
        --- edge/Caddyfile
        example.com {
        	reverse_proxy «apxi:3000»
        }
        --- alpha/compose.yaml
        services:
          api: {image: example/alpha, expose: [3000]}
        --- edge/compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          api: {image: example/api, expose: [3000]}
        """,
        title="Of two services of one name the one in reach",
        unsafe=True,
        fixed="""
        --- edge/Caddyfile
        example.com {
        	reverse_proxy api:3000
        }
        """,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy «web:8000»
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          web: {image: example/web, expose: [8000], network_mode: bridge}
        """,
        title="On Docker's own bridge",
        message="on Docker's own bridge, where nothing has a name",
        unsafe=True,
        fixed="""
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          web: {image: example/web, expose: [8000]}
        """,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy «backstage:8000»
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, networks: [edge], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          web:
            build: .
            command: uvicorn main:app --host 0.0.0.0 --port 8000
            networks:
              edge:
              back: {aliases: [backstage]}
        networks:
          edge: {name: edge}
          back:
        --- wiki/compose.yaml
        services:
          web: {image: example/wiki, networks: [edge]}
        networks:
          edge: {external: true}
        """,
        title="An alias of another network, where its service has no name of its own on Caddy's",
        fixed="""
        --- Caddyfile
        example.com {
        	reverse_proxy project-web-1:8000
        }
        """,
    ),
    Example(
        """
        --- Caddyfile
        :80 {
        	reverse_proxy vite:5173
        }
        --- Caddyfile.prod
        example.com {
        	reverse_proxy «wbe:80»
        }
        --- compose.yaml
        services:
          caddy:
            image: caddy:2
            command: sh -c "cp /conf/Caddyfile.prod /etc/caddy/Caddyfile && caddy run --config /etc/caddy/Caddyfile"
            volumes: ["./:/conf"]
          web: {image: nginx}
        """,
        title="What is copied to where Caddy reads it",
        fixed="""
        --- Caddyfile.prod
        example.com {
        	reverse_proxy web:80
        }
        """,
    ),
    Example(
        """
        --- Caddyfile
        app.example.com {
        	reverse_proxy «app:3000»
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, networks: [proxy], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          web: {image: example/web, expose: [3000], networks: [proxy]}
        networks:
          proxy: {name: proxy}
        """,
        title="On such a network, what waits for a route has the port",
        severity=Severity.ERROR,
        fixed="""
        --- Caddyfile
        app.example.com {
        	reverse_proxy web:3000
        }
        """,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy «node:3000»
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, networks: [chain], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          signer: {image: example/signer, ports: ["18545:8545"], networks: [chain]}
        networks:
          chain: {name: chain}
        """,
        title="On such a network, an application that is reached at another port without Caddy",
        message="may be a project that is not shown",
        severity=Severity.WARNING,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy /api/* «backend:4000»
        	reverse_proxy /two/* «shop-docs-2:3000»
        	reverse_proxy /manual/* «my-docs:3000»
        	reverse_proxy docs:3000
        }
        --- compose.yaml
        name: shop
        services:
          caddy: {image: caddy:2, networks: [proxy], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          web: {image: example/web, expose: [8000], networks: [proxy]}
          docs: {image: example/docs, expose: [3000], networks: [proxy]}
        networks:
          proxy: {name: proxy}
        """,
        title="On such a network, an application of one's own that waits for a route, and names like those shown",
        severity=Severity.ERROR,
        unsafe=True,
        fixed="""
        --- Caddyfile
        example.com {
        	reverse_proxy /api/* web:8000
        	reverse_proxy /two/* docs:3000
        	reverse_proxy /manual/* docs:3000
        	reverse_proxy docs:3000
        }
        """,
    ),
    Example(
        """
        --- Caddyfile
        one.example.com {
        	reverse_proxy «wep:8000»
        }
        two.example.com {
        	reverse_proxy «c-web:9000»
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, networks: [proxy], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
        networks:
          proxy: {name: proxy}
        --- a/compose.yaml
        services:
          web: {image: example/web, command: gunicorn -b :8000 web, networks: [proxy], scale: 2}
        networks:
          proxy: {external: true}
        --- b/compose.yaml
        services:
          web: {image: example/web, command: gunicorn -b :9000 web, networks: [proxy]}
        networks:
          proxy: {external: true}
        --- c/compose.yaml
        services:
          web: {image: example/web, command: gunicorn -b :9000 web, networks: [proxy], profiles: [more]}
        networks:
          proxy: {external: true}
        """,
        title="Containers that have no name for themselves, and one of a service that is not started",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy app:3000
        }
        mail.example.com {
        	reverse_proxy «https://mail:443» {
        		transport http {
        			tls_insecure_skip_verify
        		}
        	}
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, networks: [proxy], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          app: {image: example/app, expose: [3000], networks: [proxy]}
          inner: {image: example/inner, expose: [443], networks: [proxy]}
        networks:
          proxy: {name: proxy}
        """,
        title="The port of most images tells nothing of whom a name means",
        message="on the network proxy may be a project that is not shown",
        severity=Severity.WARNING,
    ),
    Example(
        """
        --- caddy/Caddyfile
        one.example.com {
        	reverse_proxy one:8080
        }
        wiki.example.com {
        	reverse_proxy «wiki:8080»
        }
        --- caddy/compose.yaml
        services:
          caddy: {image: caddy:2, networks: [proxy], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
        networks:
          proxy: {name: proxy}
        --- apps/compose.yaml
        services:
          one: {image: example/one, expose: [8080], networks: [proxy]}
        networks:
          proxy: {external: true}
        """,
        title="On a network that other projects join, a port of what has its route",
        message="other projects than apps may join the network proxy",
        severity=Severity.INFO,
    ),
    Example(
        """
        --- Caddyfile
        wiki.example.com {
        	reverse_proxy «wiki:8080»
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, networks: [proxy], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          one: {image: example/one, expose: [8080], networks: [proxy]}
          two: {image: example/two, expose: [8080], networks: [proxy]}
        networks:
          proxy: {name: proxy}
        """,
        title="On such a network, several that wait for a route have the port",
        severity=Severity.WARNING,
    ),
    Example(
        """
        --- Caddyfile
        wiki.example.com {
        	reverse_proxy «wiki:8080»
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          one: {image: example/one, expose: [8080]}
          two: {image: example/two, expose: [8080]}
        """,
        title="Several have the port, and nothing else speaks for one of them",
        message='nothing is called "wiki"',
    ),
)

GOOD: tuple[Example, ...] = (
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy shop_web:8000
        	reverse_proxy /api/* APP-WEB-1:8000
        	reverse_proxy /old/* legacy.internal:8000
        	reverse_proxy /out/* www.example.org:80
        	reverse_proxy /env/* {env.UPSTREAM}
        }
        --- compose.yaml
        name: app
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          shop: {image: example/shop, container_name: shop_web}
          web:
            image: example/web
            networks: {default: {aliases: [legacy.internal]}}
        """,
        title="Container names, aliases and placeholders",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy shop_web_1:8000
        }
        --- compose.yaml
        name: shop
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          web: {image: example/web, expose: [8000]}
        --- .env
        COMPOSE_COMPATIBILITY=true
        """,
        title="Containers are called as by Compose 1",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	handle /api/* { reverse_proxy api:8000 }
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          api: {image: example/api, expose: [8000]}
        """,
        title="A brace that is misplaced, which another rule tells",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy api:8000 /api/*
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          api: {image: example/api, expose: [8000]}
        """,
        title="A matcher that stands behind the upstreams, which another rule tells",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy app:8000
        	reverse_proxy /files/* files.internal:9000
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          web: {image: example/web, container_name: "${NAME:-app}", expose: [8000]}
          store: {image: example/store, hostname: "${STORE:-files.internal}", expose: [9000]}
        """,
        title="What somebody is called by the default of a variable",
    ),
)
