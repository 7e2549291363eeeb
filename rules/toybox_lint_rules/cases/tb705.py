"""Further examples of TB705."""

from __future__ import annotations

from toybox_lint.api import Example, Severity

BAD: tuple[Example, ...] = (
    Example(
        """
        --- $caddy/Caddyfile
        example.com {
        	respond hello
        }
        --- compose.yaml
        services:
          «caddy»: {image: caddy:2}
        """,
        title="A path that Compose would not take as it is",
        severity=Severity.WARNING,
    ),
    Example(
        """
        --- caddy/Caddyfile
        example.com {
        	respond hello
        }
        --- caddy/Dockerfile
        FROM caddy:2-alpine
        RUN apk add --no-cache tzdata
        COPY «Caddyfile .»
        COPY errors /srv/errors
        --- old/Caddyfile
        example.org {
        	respond hello
        }
        --- old/Dockerfile
        FROM caddy:2
        COPY «["Caddyfile", "/etc/Caddyfile"]»
        --- compose.yaml
        services:
          caddy: {build: caddy, volumes: ["caddy_data:/data"]}
          old: {build: old}
        volumes: {caddy_data: {}}
        """,
        title="A Dockerfile copies it into the working folder, or where Caddy 1 read it",
        severity=Severity.ERROR,
        message="reads /etc/caddy/Caddyfile, where nothing is copied",
        unsafe=True,
        fixed="""
        --- caddy/Dockerfile
        FROM caddy:2-alpine
        RUN apk add --no-cache tzdata
        COPY Caddyfile /etc/caddy/Caddyfile
        COPY errors /srv/errors
        """,
    ),
    Example(
        """
        --- caddy/Caddyfile
        example.com {
        	respond hello
        }
        --- compose.yaml
        services:
          caddy:
            build: ./image
            command: docker-proxy
            volumes: ["./caddy:«/etc/caddy»"]
        """,
        title="A folder, and an image of one's own",
        message="CADDY_DOCKER_CADDYFILE_PATH",
        severity=Severity.WARNING,
        unsafe=True,
        fixed="""
        --- compose.yaml
        services:
          caddy:
            build: ./image
            command: docker-proxy
            volumes: ["./caddy:/etc/caddy"]
            environment:
              CADDY_DOCKER_CADDYFILE_PATH: /etc/caddy/Caddyfile
        """,
    ),
    Example(
        """
        --- caddy/Caddyfile
        example.com {
        	respond hello
        }
        --- compose.yaml
        services:
          caddy:
            image: lucaslorentz/caddy-docker-proxy:2.9
            environment:
              - CADDY_DOCKER_CADDYFILE_PATH=«/etc/docker/caddy/Caddyfile»
            volumes:
              - /var/run/docker.sock:/var/run/docker.sock
        """,
        title="Told of a path at which nothing is",
        message="nothing is mounted at /etc/docker/caddy/Caddyfile",
        severity=Severity.ERROR,
        unsafe=True,
        fixed="""
        --- compose.yaml
        services:
          caddy:
            image: lucaslorentz/caddy-docker-proxy:2.9
            environment:
              - CADDY_DOCKER_CADDYFILE_PATH=/etc/docker/caddy/Caddyfile
            volumes:
              - /var/run/docker.sock:/var/run/docker.sock
              - ./caddy/Caddyfile:/etc/docker/caddy/Caddyfile
        """,
    ),
    Example(
        """
        --- generated/OfLabels
        example.com {
        	respond hello
        }
        --- compose.yaml
        services:
          caddy:
            image: homeall/caddy-reverse-proxy-cloudflare:latest
            environment:
              - CADDY_DOCKER_CADDYFILE_PATH=«'/generated/OfLabels'»
            volumes:
              - /var/run/docker.sock:/var/run/docker.sock
              - ./generated:/generated
        """,
        title="Told with quotes, in a list",
        message="the quotes are a part of the path",
        severity=Severity.WARNING,
        unsafe=True,
        fixed="""
        --- compose.yaml
        services:
          caddy:
            image: homeall/caddy-reverse-proxy-cloudflare:latest
            environment:
              - CADDY_DOCKER_CADDYFILE_PATH=/generated/OfLabels
            volumes:
              - /var/run/docker.sock:/var/run/docker.sock
              - ./generated:/generated
        """,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	respond hello
        }
        --- Dockerfile
        FROM caddy:2
        COPY «Caddyfile /tmp/Caddyfile»
        --- compose.yaml
        services:
          a: {build: .}
          b: {build: ., command: caddy run --config /tmp/Caddyfile}
        """,
        title="Another service reads it where it is copied: the line stays",
    ),
    Example(
        """
        --- proxy/Caddyfile
        example.com {
        	respond hello
        }
        --- compose.yaml
        services:
          «caddy»:
            image: caddy:2
            volumes:
              - caddy_data:/data
        volumes: {caddy_data: {}}
        """,
        title="Other things are mounted, the Caddyfile is not",
        severity=Severity.WARNING,
        unsafe=True,
        fixed="""
        --- compose.yaml
        services:
          caddy:
            image: caddy:2
            volumes:
              - caddy_data:/data
              - ./proxy/Caddyfile:/etc/caddy/Caddyfile
        volumes: {caddy_data: {}}
        """,
    ),
    Example(
        """
        --- caddy/Caddyfile
        example.com {
        	reverse_proxy web:8000
        }
        --- compose.yaml
        services:
          caddy:
            image: caddy:2
            command: caddy «reverse-proxy» --from :80 --to web:8000
            volumes: ["./caddy/Caddyfile:/etc/caddy/Caddyfile:ro"]
          folder:
            image: caddy:2
            command: ["caddy", "«file-server»", "--root", "/srv"]
            volumes: ["./caddy:/etc/caddy", "./www:/srv"]
          web: {image: example/web, expose: ["8000"]}
        """,
        title="Commands that read none",
        severity=Severity.WARNING,
        message="the Caddyfile that is mounted is not read",
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
            command: caddy run --config /etc/caddy/Caddyfile «--resume»
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile", "caddy_config:/config"]
          web: {image: example/web, expose: ["8000"]}
        volumes: {caddy_config: {}}
        """,
        title="What the last run left",
        severity=Severity.INFO,
        message="it reads its Caddyfile once",
    ),
    Example(
        """
        --- Caddyfile
        {
        	admin off
        }
        example.com {
        	reverse_proxy web:8000
        }
        --- compose.yaml
        services:
          caddy:
            image: caddy:2
            command: caddy run -c /etc/caddy/Caddyfile «-r»
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile", "./state:/config/caddy/"]
          web: {image: example/web, expose: ["8000"]}
        """,
        title="What the last run left, and nobody can tell it otherwise",
        severity=Severity.WARNING,
        message="it reads its Caddyfile once",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	respond hello
        }
        --- compose.yaml
        services:
          caddy:
            image: lucaslorentz/caddy-docker-proxy:2.9
            volumes:
              - /var/run/docker.sock:/var/run/docker.sock
              - ./Caddyfile:«/etc/caddy/Caddyfile»
        """,
        title="caddy-docker-proxy, which reads none unless it is told of one",
        message="CADDY_DOCKER_CADDYFILE_PATH",
        severity=Severity.ERROR,
        unsafe=True,
        fixed="""
        --- compose.yaml
        services:
          caddy:
            image: lucaslorentz/caddy-docker-proxy:2.9
            volumes:
              - /var/run/docker.sock:/var/run/docker.sock
              - ./Caddyfile:/etc/caddy/Caddyfile
            environment:
              CADDY_DOCKER_CADDYFILE_PATH: /etc/caddy/Caddyfile
        """,
    ),
)

GOOD: tuple[Example, ...] = (
    Example(
        """
        --- Caddyfile
        example.com {
        	respond hello
        }
        --- compose.yaml
        services:
          volume: {image: caddy:2, volumes: [conf:/etc/caddy, "./Caddyfile:/tmp/Caddyfile"]}
          target: {image: caddy:2, volumes: ["./Caddyfile:/tmp/Caddyfile", "./c:${TARGET}"]}
          other: {image: example/caddy, volumes: ["./Caddyfile:/etc/Caddyfile"]}
          script: {image: caddy:2, entrypoint: /start.sh, volumes: ["./Caddyfile:/Caddyfile"]}
          files: {image: caddy:2, command: caddy file-server, volumes: ["./Caddyfile:/Caddyfile"]}
          build:
            build: {dockerfile_inline: "FROM caddy:2\\nCMD caddy run --config /Caddyfile"}
            volumes: ["./Caddyfile:/Caddyfile"]
        volumes: {conf: {}}
        """,
        title="A volume, a variable, another image, another command",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	respond hello
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["caddy_data:/data"]}
        volumes: {caddy_data: {}}
        --- compose.dev.yaml
        services:
          caddy: {volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
        """,
        title="The file of another stage mounts it",
    ),
    Example(
        """
        --- compose.yaml
        services:
          welcome:
            image: caddy:2
            volumes: ["./site:/usr/share/caddy"]
          more:
            image: caddy:2
            configs: [robots]
        configs:
          robots: {content: "User-agent: *"}
        --- site/index.html
        <h1>hello</h1>
        """,
        title="The Caddyfile of the image is what is wanted",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	respond hello
        }
        --- compose.yaml
        services:
          told:
            image: lucaslorentz/caddy-docker-proxy:2.9
            environment: {CADDY_DOCKER_CADDYFILE_PATH: /etc/caddy/Caddyfile}
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
          flagged:
            image: lucaslorentz/caddy-docker-proxy:2.9
            command: docker-proxy --caddyfile-path /etc/caddy/Caddyfile
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
          labels:
            image: lucaslorentz/caddy-docker-proxy:2.9
            volumes: ["/var/run/docker.sock:/var/run/docker.sock", "./data:/data"]
          passed:
            image: lucaslorentz/caddy-docker-proxy:2.9
            environment: [CADDY_DOCKER_CADDYFILE_PATH]
          folder:
            image: lucaslorentz/caddy-docker-proxy:2.9
            environment: {CADDY_DOCKER_CADDYFILE_PATH: /conf/Caddyfile}
            volumes: [conf:/conf]
          built:
            build: .
            command: docker-proxy
            environment: {CADDY_DOCKER_CADDYFILE_PATH: /conf/Caddyfile}
          relative:
            image: lucaslorentz/caddy-docker-proxy:2.9
            environment: {CADDY_DOCKER_CADDYFILE_PATH: Caddyfile}
          plain:
            image: lucaslorentz/caddy-docker-proxy:2.9
            command: caddy run --config /etc/caddy/Caddyfile
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
        volumes: {conf: {}}
        """,
        title="caddy-docker-proxy that is told, has labels alone, or gets its Caddyfile in another way",
    ),
    Example(
        """
        --- caddy/Caddyfile
        example.com {
        	respond hello
        }
        --- caddy/Dockerfile
        FROM caddy:2 AS base
        COPY Caddyfile /etc/caddy/Caddyfile
        FROM base AS moved
        COPY Caddyfile.moved /conf/Caddyfile
        CMD ["caddy", "run", "--config", "/conf/Caddyfile"]
        FROM caddy:2 AS run
        COPY Caddyfile /tmp/Caddyfile
        RUN mv /tmp/Caddyfile /etc/caddy/Caddyfile
        FROM caddy:2 AS own
        COPY Caddyfile /tmp/Caddyfile
        COPY --from=builder /usr/bin/caddy /usr/bin/caddy
        FROM caddy:2 AS more
        COPY Caddyfile other /conf/
        FROM caddy:2 AS commanded
        COPY Caddyfile /conf/Caddyfile
        --- compose.yaml
        services:
          base: {build: {context: caddy, target: base}}
          moved: {build: {context: caddy, target: moved}}
          run: {build: {context: caddy, target: run}}
          own: {build: {context: caddy, target: own}}
          more: {build: {context: caddy, target: more}}
          commanded: {build: {context: caddy, target: commanded}, command: caddy run -c /conf/Caddyfile}
        """,
        title="Built with it, and started or put there in another way",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy web:8000
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          files:
            image: caddy:2
            command: caddy file-server --root /srv
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
          bare: {image: caddy:2, command: caddy respond hello, volumes: ["./www:/srv"]}
          site: {image: caddy:2, command: caddy file-server, volumes: ["./Caddyfile:/srv/Caddyfile"]}
          folder: {image: caddy:2, command: caddy file-server --root /etc/caddy, volumes: ["./shown:/etc/caddy"]}
          web: {image: example/web, expose: ["8000"]}
        --- shown/Caddyfile
        example.org {
        	respond hello
        }
        """,
        title="Another Caddy reads the one that is mounted twice; one that is none of its own",
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
            command: caddy reverse-proxy --from :80 --to web:8000
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
          web: {image: example/web, expose: ["8000"]}
        --- compose.prod.yaml
        services:
          caddy: {command: caddy run --config /etc/caddy/Caddyfile}
        """,
        title="It is read in another stage",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy web:8000
        }
        --- off/Caddyfile
        {
        	persist_config off
        }
        example.org {
        	reverse_proxy web:8000
        }
        --- compose.yaml
        services:
          unkept: {image: caddy:2, command: caddy run --config /etc/caddy/Caddyfile --resume,
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          off:
            image: caddy:2
            command: caddy run --config /etc/caddy/Caddyfile --resume
            volumes: ["./off:/etc/caddy", "caddy_config:/config"]
          elsewhere:
            image: caddy:2
            command: caddy run --config /etc/caddy/Caddyfile --resume
            environment: {XDG_CONFIG_HOME: /tmp}
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile", "caddy_config:/config"]
          json: {image: caddy:2, command: caddy run --resume, volumes: ["caddy_config:/config"]}
          unnamed: {image: caddy:2, command: caddy run --resume,
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile", "caddy_config:/config"]}
          web: {image: example/web, expose: ["8000"]}
        volumes: {caddy_config: {}}
        """,
        title="Nothing is kept; it is told by its admin API alone",
    ),
)
