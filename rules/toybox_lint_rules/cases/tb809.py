"""Further examples of TB809."""

from __future__ import annotations

from toybox_lint.api import Example

BAD: tuple[Example, ...] = (
    Example(
        """
        --- Caddyfile
        example.com {
        	respond hello
        }
        --- compose.yaml
        services:
          caddy:
            image: caddy:2
            command: ["caddy","run","«--quiet»"]
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
        """,
        title="An option that it has not got, in a list without blanks",
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
            image: caddy:2
            command: ['caddy', 'run', '«--quiet»']
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
        """,
        title="The same between single quotes",
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
            image: caddy:2
            command: [caddy, run, «--quiet»]
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
        """,
        title="The same without quotes",
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
            image: caddy:2
            command:
              - caddy
              - run
              - «--quiet»
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
        """,
        title="The same with a line for each",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy web:8000
        }
        --- common.yaml
        services:
          base:
            image: caddy:2
            command: «run» --config /etc/caddy/Caddyfile --watch
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
        --- compose.yaml
        x-command: &command «run» --config /etc/caddy/Caddyfile
        x-volumes: &volumes ["./Caddyfile:/etc/caddy/Caddyfile"]
        services:
          entered: {image: caddy:2, entrypoint: caddy, command: *command, volumes: *volumes}
          bare: {image: caddy:2, command: *command, volumes: *volumes}
          led: {extends: {file: common.yaml, service: base}, entrypoint: caddy}
          plain: {extends: {file: common.yaml, service: base}}
          web: {image: example/web, expose: ["8000"]}
        """,
        title="Another service takes the same words: nothing is edited",
        message="no program is called so",
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
            image: caddy:2.10.0-alpine
            command: «start» --config /etc/caddy/Caddyfile
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
        """,
        title="No program, and one that would end: told once",
        message="no program is called so",
        fixed="""
        --- compose.yaml
        services:
          caddy:
            image: caddy:2.10.0-alpine
            command: caddy run --config /etc/caddy/Caddyfile
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
        """,
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
            image: «caddy:2-builder-alpine»
            restart: always
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
          named:
            image: "«docker.io/library/caddy:builder»"
            command: caddy run --config /etc/caddy/Caddyfile
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
          small:
            image: «caddy:builder-alpine»
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
          other:
            image: «caddy:2-builder@sha256:0000000000000000000000000000000000000000000000000000000000000000»
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
          web: {image: example/web, expose: [8000]}
        """,
        title="The image that builds Caddies has none",
        message="ends at once: this image builds Caddies, and has none",
        unsafe=True,
        fixed="""
        --- compose.yaml
        services:
          caddy:
            image: caddy:2-alpine
            restart: always
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
          named:
            image: "docker.io/library/caddy"
            command: caddy run --config /etc/caddy/Caddyfile
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
          small:
            image: caddy:alpine
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
          other:
            image: caddy:2-builder@sha256:0000000000000000000000000000000000000000000000000000000000000000
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
          web: {image: example/web, expose: [8000]}
        """,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy web:8000
        }
        --- compose.yaml
        services:
          run:
            image: caddy:2
            command: «run» --config /etc/caddy/Caddyfile
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
          flow:
            image: caddy:2
            command: ["«run»", "--config", "/etc/caddy/Caddyfile"]
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
          block:
            image: caddy:2-alpine
            command:
              - «reverse-proxy»
              - --to
              - web:8000
          flag:
            image: caddy:2
            command: «--config» /etc/caddy/Caddyfile
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
          uncommanded:
            image: caddy:2
            command: caddy «--config» /etc/caddy/Caddyfile
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
          web: {image: example/web, expose: ["8000"]}
        """,
        title="No program, and no command of Caddy",
        message="ends at once",
        fixed="""
        --- compose.yaml
        services:
          run:
            image: caddy:2
            command: caddy run --config /etc/caddy/Caddyfile
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
          flow:
            image: caddy:2
            command: ["caddy", "run", "--config", "/etc/caddy/Caddyfile"]
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
          block:
            image: caddy:2-alpine
            command:
              - caddy
              - reverse-proxy
              - --to
              - web:8000
          flag:
            image: caddy:2
            command: caddy run --config /etc/caddy/Caddyfile
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
          uncommanded:
            image: caddy:2
            command: caddy run --config /etc/caddy/Caddyfile
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
          web: {image: example/web, expose: ["8000"]}
        """,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy web:8000
        }
        --- compose.yaml
        services:
          near:
            image: caddy:2
            command: caddy run --config /etc/caddy/Caddyfile «--adaptor» caddyfile
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
          short:
            image: caddy:2
            command: caddy run «--conf=/etc/caddy/Caddyfile» -wa caddyfile
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
          large:
            image: caddy:2
            command: caddy run --environ -c /etc/caddy/Caddyfile --adapter «Caddyfile»
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
          other:
            image: caddy:2
            command: caddy «runs» --config /etc/caddy/Caddyfile
            ports: ["80:80"]
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
          web: {image: example/web, expose: ["8000"]}
        """,
        title="Words that are nearly right",
        message="ends at once",
        unsafe=True,
        fixed="""
        --- compose.yaml
        services:
          near:
            image: caddy:2
            command: caddy run --config /etc/caddy/Caddyfile --adapter caddyfile
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
          short:
            image: caddy:2
            command: caddy run --config=/etc/caddy/Caddyfile -wa caddyfile
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
          large:
            image: caddy:2
            command: caddy run --environ -c /etc/caddy/Caddyfile --adapter caddyfile
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
          other:
            image: caddy:2
            command: caddy run --config /etc/caddy/Caddyfile
            ports: ["80:80"]
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
          web: {image: example/web, expose: ["8000"]}
        """,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy web:8000
        }
        --- compose.yaml
        services:
          first:
            image: caddy:2
            command: caddy run «-conf» /etc/caddy/Caddyfile
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
          letter:
            image: caddy:2
            command: caddy run -c /etc/caddy/Caddyfile «-port» 80
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
          behind: {image: caddy:2, command: caddy run «--config», volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          alone: {image: caddy:2, command: «caddy», ports: ["80:80"], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          word: {image: caddy:2, command: «run», volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          quotes:
            image: caddy:2
            command: ["«run»", '--config', /etc/caddy/Caddyfile]
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
          web: {image: example/web, expose: ["8000"]}
        """,
        title="Words of version 1, and some that are missing",
        message="ends at once",
        unsafe=True,
        fixed="""
        --- compose.yaml
        services:
          first:
            image: caddy:2
            command: caddy run --config /etc/caddy/Caddyfile
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
          letter:
            image: caddy:2
            command: caddy run -c /etc/caddy/Caddyfile -port 80
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
          behind: {image: caddy:2, command: caddy run --config, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          alone: {image: caddy:2, command: caddy, ports: ["80:80"], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          word: {image: caddy:2, command: run, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          quotes:
            image: caddy:2
            command: ["run", '--config', /etc/caddy/Caddyfile]
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
          web: {image: example/web, expose: ["8000"]}
        """,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy web:8000
        }
        --- first/Dockerfile
        FROM caddy:2
        COPY Caddyfile /etc/caddy/Caddyfile
        CMD ["«run»", "--config", "/etc/caddy/Caddyfile"]
        --- first/Caddyfile
        example.org {
        	respond hello
        }
        --- plugged/Dockerfile
        FROM caddy:2-builder AS builder
        RUN xcaddy build --with github.com/mholt/caddy-ratelimit
        FROM caddy:2
        COPY --from=builder /usr/bin/caddy /usr/bin/caddy
        COPY Caddyfile /etc/caddy/Caddyfile
        CMD ["caddy", "run", "--config", "/etc/caddy/Caddyfile", "«--adaptor»", "caddyfile"]
        --- plugged/Caddyfile
        example.net {
        	respond hello
        }
        --- compose.yaml
        services:
          first: {build: first}
          plugged: {build: plugged}
          web: {image: example/web, expose: ["8000"]}
        """,
        title="By a Dockerfile",
        message="ends at once",
        unsafe=True,
        fixed="""
        --- first/Dockerfile
        FROM caddy:2
        COPY Caddyfile /etc/caddy/Caddyfile
        CMD ["caddy", "run", "--config", "/etc/caddy/Caddyfile"]
        --- plugged/Dockerfile
        FROM caddy:2-builder AS builder
        RUN xcaddy build --with github.com/mholt/caddy-ratelimit
        FROM caddy:2
        COPY --from=builder /usr/bin/caddy /usr/bin/caddy
        COPY Caddyfile /etc/caddy/Caddyfile
        CMD ["caddy", "run", "--config", "/etc/caddy/Caddyfile", "--adapter", "caddyfile"]
        """,
    ),
)

GOOD: tuple[Example, ...] = (
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy web:8000
        }
        --- compose.yaml
        services:
          tagged: {image: "caddy:custom", command: run --config /etc/caddy/Caddyfile,
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          plugged: {image: "caddy:2-cloudflare", command: caddy docker-proxy, ports: ["80:80"]}
          adapted: {image: "caddy:local", command: caddy run --config /etc/caddy/caddy.yaml --adapter yaml}
          varied: {image: "caddy:${TAG:-custom}", command: run --config /etc/caddy/Caddyfile}
          kept: {image: "caddy:2", pull_policy: never, command: run --config /etc/caddy/Caddyfile}
          found: {image: "caddy:2", command: run, environment: {PATH: "/opt:/usr/bin"}, volumes: ["./run:/opt/run"]}
          lent: {image: "caddy:2", command: run, volumes_from: [web]}
          web: {image: example/web, expose: ["8000"]}
        """,
        title="Images that somebody built under the name of the official one; programs from elsewhere",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy web:8000
        }
        --- Dockerfile
        FROM caddy:2-builder
        RUN xcaddy build --with github.com/mholt/caddy-ratelimit
        COPY Caddyfile /etc/caddy/Caddyfile
        CMD ["caddy", "run", "--config", "/etc/caddy/Caddyfile"]
        --- compose.yaml
        services:
          caddy: {build: .}
          ordered: {build: ., command: caddy run --config /etc/caddy/Caddyfile}
          mounted:
            image: caddy:2-builder
            command: caddy run --config /etc/caddy/Caddyfile
            volumes: ["./caddy:/usr/bin/caddy", "./Caddyfile:/etc/caddy/Caddyfile"]
          first:
            image: caddy:2-builder
            command: sh -c "xcaddy build --output /tmp/caddy && /tmp/caddy run --config /etc/caddy/Caddyfile"
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
          windows:
            image: caddy:2-windowsservercore-ltsc2022
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
          web: {image: example/web, expose: [8000]}
        """,
        title="A Caddy that was built is started",
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
            command: caddy run -c /etc/caddy/web.conf -a caddyfile
            volumes: ["./Caddyfile:/etc/caddy/web.conf"]
          other:
            image: caddy:2
            command: caddy run --config /etc/caddy/web.conf -wa=caddyfile
            volumes: ["./Caddyfile:/etc/caddy/web.conf"]
          web: {image: example/web, expose: ["8000"]}
        """,
        title="The adapter by its short name",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy web:8000
        }
        --- Dockerfile
        FROM caddy:2
        ENTRYPOINT ["caddy"]
        --- compose.yaml
        services:
          entered:
            image: caddy:2
            entrypoint: caddy
            command: run --config /etc/caddy/Caddyfile
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
          built: {build: ., command: run --config /etc/caddy/Caddyfile, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          other: {image: example/caddy, command: run --config /etc/caddy/Caddyfile,
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          script:
            image: caddy:2
            command: run --config /etc/caddy/Caddyfile
            volumes: ["./run:/usr/local/bin/run", "./Caddyfile:/etc/caddy/Caddyfile"]
          plugged:
            image: caddy:2
            command: caddy run --config /etc/caddy/caddy.yaml --adapter yaml
            volumes: ["./caddy:/usr/bin/caddy", "./caddy.yaml:/etc/caddy/caddy.yaml"]
          shell:
            image: caddy:2
            command: sh -c "caddy run --config /etc/caddy/Caddyfile"
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
          web: {image: example/web, expose: ["8000"]}
        --- caddy.yaml
        apps: {}
        --- run
        #!/bin/sh
        exec caddy "$@"
        """,
        title="Something takes the words, or has them",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy web:8000
        }
        --- compose.yaml
        services:
          before:
            image: caddy:2
            command: caddy --config /etc/caddy/Caddyfile run
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
          old:
            image: caddy:2.4
            command: caddy run -config /etc/caddy/Caddyfile -adapter caddyfile
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
          joined:
            image: caddy:2
            command: caddy run --config=/etc/caddy/Caddyfile --adapter=caddyfile --watch=true -e --envfile /env
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
          behind:
            image: caddy:2
            command: caddy run --resume --pidfile /tmp/caddy /etc/caddy/Caddyfile -- --adaptor
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
          tool: {image: caddy:2, entrypoint: caddy, profiles: [tools], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          unseen: {image: caddy:2, command: "caddy $UNSEEN", ports: ["80:80", "443:443"],
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          options: {image: caddy:2, command: "caddy run $$OPTIONS", ports: ["81:80", "444:443"],
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          named: {image: caddy:2, command: caddy run --config /etc/caddy/Caddyfile --adapter $$A,
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          version: {image: caddy:2, command: caddy --version}
          one: {image: caddy:2, command: caddy validate --config /etc/caddy/Caddyfile,
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          plugin: {image: caddy:2, command: caddy docker-proxy}
          web: {image: example/web, expose: ["8000"]}
        """,
        title="Words that Caddy takes, though they look otherwise; one that is run by hand",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy web:8000
        }
        --- plugged/Dockerfile
        FROM caddy:2-builder AS builder
        RUN xcaddy build --with github.com/lucaslorentz/caddy-docker-proxy/v2
        FROM caddy:2
        COPY --from=builder /usr/bin/caddy /usr/bin/caddy
        CMD ["caddy", "docker-proxy"]
        --- yaml/Dockerfile
        FROM caddy:2-builder AS builder
        RUN xcaddy build --with github.com/abiosoft/caddy-yaml
        FROM caddy:2
        COPY --from=builder /usr/bin/caddy /usr/bin/caddy
        CMD ["caddy", "run", "--config", "/etc/caddy/caddy.yaml", "--adapter", "yaml"]
        --- script/Dockerfile
        FROM caddy:2
        COPY run /usr/local/bin/
        CMD ["run", "--now"]
        --- script/run
        #!/bin/sh
        exec caddy run --config /etc/caddy/Caddyfile
        --- made/Dockerfile
        FROM caddy:2
        RUN ln -s /usr/bin/caddy /bin/run
        CMD ["run", "run"]
        --- entered/Dockerfile
        FROM caddy:2
        ENTRYPOINT ["caddy"]
        CMD ["run", "--config", "/etc/caddy/Caddyfile"]
        --- compose.yaml
        services:
          plugged: {build: plugged, ports: ["80:80"]}
          yaml: {build: yaml, ports: ["81:80"]}
          script: {build: script}
          made: {build: made}
          entered: {build: entered}
          unseen: {image: caddy:2, build: nowhere, command: run --config /etc/caddy/Caddyfile}
          web: {image: example/web, expose: ["8000"]}
        """,
        title="Commands and adapters of plugins; a program of that name; an entrypoint",
    ),
)
