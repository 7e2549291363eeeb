"""Further examples of TB701."""

from __future__ import annotations

from toybox_lint.api import Example, Severity

BAD: tuple[Example, ...] = (
    Example(
        """
        --- compose.yaml
        services:
          web: {image: example/web, env_file: «.env.prod»}
          api: {image: example/api, env_file: [«config/ap.env»]}
        --- .env.production
        NAME=value
        --- .env.example
        NAME=
        --- config/app.env
        NAME=value
        """,
        title="Files of variables of nearly that name",
        message="is not there, and Compose starts nothing",
        severity=Severity.WARNING,
        unsafe=True,
        fixed="""
        --- compose.yaml
        services:
          web: {image: example/web, env_file: .env.production}
          api: {image: example/api, env_file: [config/app.env]}
        """,
    ),
    Example(
        """
        --- compose.yaml
        services:
          web:
            image: example/web
            networks: [front, "back", «front», '«back»']
            expose: [80, "80"]
          api:
            image: example/api
            networks:
              - front
              # once more
              - "«front»"
          shared:
            image: example/shared
            networks: &both [front]
          other:
            image: example/other
            networks: *both
        networks: {front: {}, back: {}}
        """,
        title="A list that holds something twice",
        message="networks holds this twice",
        fixed="""
        --- compose.yaml
        services:
          web:
            image: example/web
            networks: [front, "back"]
            expose: [80, "80"]
          api:
            image: example/api
            networks:
              - front
              # once more
          shared:
            image: example/shared
            networks: &both [front]
          other:
            image: example/other
            networks: *both
        networks: {front: {}, back: {}}
        """,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy shop-web:8000
        	reverse_proxy /api/* api:8000
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          web: {image: example/web, container_name: «shop-web», deploy: {replicas: "2"}}
          api:
            image: example/api
            container_name: «shop-api»
            scale: 3
          both: {image: example/both, container_name: «shop-both», scale: 2, deploy: {replicas: 2}}
        """,
        title="A name that several containers would share: one that Caddy dials, and others",
        unsafe=True,
        fixed="""
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          web: {image: example/web, container_name: shop-web, deploy: {replicas: "1"}}
          api:
            image: example/api
            scale: 3
          both: {image: example/both, scale: 2, deploy: {replicas: 2}}
        """,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy shop-web:8000
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          web: {image: example/web, container_name: «shop-web», scale: 2, deploy: {replicas: 2}}
        """,
        title="Two numbers of containers, which no single edit mends",
    ),
    Example(
        """
        --- compose.yaml
        services:
          web:
            image: example/web
        «\ufeffvolumes»:
          data:
        --- other/compose.yaml
        services:
          web:
            image: example/web
        «\ufeff»# the volumes
        volumes:
          data:
        """,
        title="The byte order mark of a file that was put behind another one",
        fixed="""
        --- compose.yaml
        services:
          web:
            image: example/web
        volumes:
          data:
        --- other/compose.yaml
        services:
          web:
            image: example/web
        # the volumes
        volumes:
          data:
        """,
    ),
    Example(
        """
        --- compose.yaml
        # サービス：一覧　（本番）
        services:
          web:
            image«：» example/web
            command:　python main.py
            labels:
              メモ： "９：００から"
          api:
        　　image: example/api
            expose：
              － "8000"
            command:
              - sh
              - -c
              - |
                注意：ここから
                　python main.py
        """,
        title="Signs of a Japanese keyboard, which are letters to YAML",
        message="this colon is a letter to YAML",
        unsafe=True,
        fixed="""
        --- compose.yaml
        # サービス：一覧　（本番）
        services:
          web:
            image: example/web
            command: python main.py
            labels:
              メモ: "９：００から"
          api:
            image: example/api
            expose:
              - "8000"
            command:
              - sh
              - -c
              - |
                注意：ここから
                　python main.py
        """,
    ),
    Example(
        """
        --- compose.yaml
        services:
          web:
            «image：example/web»
          api:
            image: example/api
            ports: ["«８０８０:80»"]
        """,
        title="A key that is none, and a port in other digits",
        unsafe=True,
        fixed="""
        --- compose.yaml
        services:
          web:
            image: example/web
          api:
            image: example/api
            ports: ["8080:80"]
        """,
    ),
    Example(
        """
        --- compose.yaml
        name: shop
        # the services
          «w»eb:
            image: example/web
        """,
        title="A line is missing",
        message="name has a value already",
    ),
    Example(
        """
        --- compose.yaml
        services:
          web:
            image: example/web
           «p»orts: ["80:80"]
        """,
        title="A line in no column of those above",
        message="indented like none above it",
    ),
    Example(
        """
        --- compose.yaml
        services:
          web: {image: example/web}«,»
        """,
        title="What ends nothing",
        message="something follows",
    ),
    Example(
        """
        --- compose.yaml
        services:
          web:
            image: example/web
            ports: ["8000:8000"]
            «port»: ["9000:9000"]
            «wait»: true
        """,
        title="The key that is meant is there already, or none is much like it",
    ),
    Example(
        """
        --- compose.yaml
        services:
          web:
            image: example/web
            ports:
              - «“8000:8000”»
            networks: [«‘back’»]
        """,
        title="The quotes of a word processor",
        fixed="""
        --- compose.yaml
        services:
          web:
            image: example/web
            ports:
              - "8000:8000"
            networks: ["back"]
        networks:
          back:
        """,
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
            networks: [«edge»]
            volumes:
              - «Caddyfile»:/etc/caddy/Caddyfile
              - «caddy_data»:/data
        """,
        title="Nothing is declared, and a path lacks ./",
        fixed="""
        --- compose.yaml
        services:
          caddy:
            image: caddy:2
            networks: [edge]
            volumes:
              - ./Caddyfile:/etc/caddy/Caddyfile
              - caddy_data:/data
        networks:
          edge:
        volumes:
          caddy_data:
        """,
    ),
    Example(
        """
        --- site/index.html
        hello
        --- compose.yaml
        services:
          caddy:
            image: caddy:2
            networks: [«back_end»]
            volumes: ["«site»:/srv"]
          web:
            image: example/web
            networks: [«edge_net»]
        networks:
          backend:
        --- edge/compose.yaml
        services:
          edge: {image: example/edge, networks: [edge]}
        networks:
          edge: {name: edge_net}
        """,
        title="Other names may be meant; the network of another project",
        unsafe=True,
        fixed="""
        --- compose.yaml
        services:
          caddy:
            image: caddy:2
            networks: [backend]
            volumes: ["./site:/srv"]
          web:
            image: example/web
            networks: [edge_net]
        networks:
          backend:
          edge_net:
            external: true
        """,
    ),
    Example(
        """
        --- compose.yaml
        services:
          caddy: {image: "caddy:2", volumes: ["«caddy_dat»:/data"]}
        volumes: {caddy_data: {}, caddy_date: {}}
        """,
        title="One of two is meant",
        message="caddy_dat",
    ),
    Example(
        """
        --- compose.yaml
        «version»: "3.8"
        services:
          web: {image: example/web}
        """,
        title="Ignored, and no more than that",
        severity=Severity.INFO,
        fixed="""
        --- compose.yaml
        services:
          web: {image: example/web}
        """,
    ),
    Example(
        """
        --- compose.yaml
        «web»:
          image: example/web
          links: [db]
        db:
          image: postgres:16
        """,
        title="A file of Compose 1",
        severity=Severity.ERROR,
        message="services stand below the key services",
    ),
    Example(
        """
        --- compose.yaml
        services:
          app:
            image: «ghcr.io/Owner/App:Latest»
            environment:
              - APP_ENV=prod
              - «APP_DEBUG:false»
          api: {image: "«ghcr.io/Owner/api:${TAG:-latest}»"}
        """,
        title="Capitals in the name of an image, and a colon where a list has =",
        unsafe=True,
        severity=None,
        fixed="""
        --- compose.yaml
        services:
          app:
            image: ghcr.io/owner/app:Latest
            environment:
              - APP_ENV=prod
              - APP_DEBUG=false
          api: {image: "ghcr.io/Owner/api:${TAG:-latest}"}
        """,
    ),
    Example(
        """
        --- compose.yaml
        services:
          app: {image: "«example/app:1:latest»"}
          own: {image: «$IMAGE», build: "https://git.example.com/app.git"}
        --- .env
        IMAGE=Own
        """,
        title="Names that no image has",
        message="no image is called",
    ),
    Example(
        """
        --- compose.yaml
        services:
          app:
            image: example/app
            restart: «unlesss-stopped»
            depends_on:
              db: {condition: «service_healty»}
          db:
            image: postgres:16
            restart: «none»
            healthcheck: {test: ["CMD", "pg_isready"], interval: «10», timeout: "«5»"}
        """,
        title="Words of which Compose or the engine knows a few, and seconds without their unit",
        unsafe=True,
        fixed="""
        --- compose.yaml
        services:
          app:
            image: example/app
            restart: unless-stopped
            depends_on:
              db: {condition: service_healthy}
          db:
            image: postgres:16
            restart: none
            healthcheck: {test: ["CMD", "pg_isready"], interval: 10s, timeout: "5s"}
        """,
    ),
    Example(
        """
        --- compose.yaml
        services:
          web:
            image: example/web
            depends_on:
              - «db:»
            networks:
              - «caddy:»
              - default
          db: {image: example/db}
        networks: {caddy: {}}
        """,
        title="A colon behind an item of a list",
        message="must be a text, not a mapping",
        fixed="""
        --- compose.yaml
        services:
          web:
            image: example/web
            depends_on:
              - db
            networks:
              - caddy
              - default
          db: {image: example/db}
        networks: {caddy: {}}
        """,
    ),
    Example(
        """
        --- compose.yaml
        services:
          web:
            image: example/web
            networks:
              - «caddy:
                  aliases: [shop]»
        networks: {caddy: {}}
        """,
        title="One with something in it, which stays",
    ),
    Example(
        """
        --- compose.yaml
        version '3'

        services«:»
          web: {image: example/web}
        --- other/compose.yaml
        version '3'
        # of the other shop
        «s»ervices:
          web: {image: example/web}
        """,
        title="A line without its colon, which makes the next one wrong",
        message="a line before lacks its colon: version is no key without one",
    ),
)

GOOD: tuple[Example, ...] = (
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy api:8000
        }
        --- compose.yaml
        services:
          caddy:
            image: caddy:2
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
            networks: [front]
          api: {extends: {service: api, file: api/compose.yaml}}
        networks: {front: {}}
        --- api/compose.yaml
        services:
          api: {image: example/api, command: gunicorn app:app -b 0.0.0.0:8000, networks: [front]}
        """,
        title="A file that another project extends is no project: the network is declared there",
    ),
    Example(
        """
        --- compose.yaml
        services:
          web: {image: example/web, env_file: .env.production}
          api: {image: example/api, env_file: [.env.prod, .env.prods]}
          job: {image: example/job, env_file: "${STAGE}.env"}
          own: {image: example/own, env_file: ignored.env}
          made: {image: example/made, env_file: made.env}
          old: {image: example/old, env_file: [{path: app.evn, required: false}, settings]}
        --- .env.development
        NAME=value
        --- .env.prods
        NAME=value
        --- ignore.env
        NAME=value
        --- .gitignore
        ignored.env
        --- made.env.example
        NAME=
        --- mode.env
        NAME=
        --- app.env
        NAME=
        """,
        title="Files for another stage, that git ignores, that others read, that are made from a template",
    ),
    Example(
        """
        --- compose.yaml
        services:
          app: {image: "EXAMPLE.com/a/b_c__d-e.f:V1.0", restart: always}
          pinned: {image: "localhost:5000/app@sha256:00112233445566778899aabbccddeeff"}
          given: {image: "${REGISTRY}/Owner/app:${TAG}"}
          tagged: {image: "ghcr.io/owner/app:${TAG:-Latest}"}
          built: {image: "", build: "https://git.example.com/app.git"}
          asleep: {image: "ghcr.io/Owner/app", profiles: [never]}
          told:
            image: example/told
            environment: [TOKEN, "URL=http://app:8000", "NAME:"]
        """,
        title="Every kind of name that an image has, and variables of a list",
    ),
    Example(
        """
        --- compose.yaml
        services:
          app: {image: example/app, restart: always}
          db: {image: postgres:16, restart: "on-failure:3"}
          job: {image: example/job, restart: "no"}
          spare: {image: example/spare, restart: none, deploy: {restart_policy: {condition: any}}}
          web: {image: example/web, restart: "${POLICY:-unless-stopped}"}
        """,
        title="Every restart policy that there is",
    ),
    Example(
        """
        --- compose.yaml
        services:
          listed: {image: example/listed, environment: ["http://example.com"]}
          mapped: {image: example/mapped, environment: {"Serilog:MinimumLevel": , "Serilog:Level": Debug}}
        """,
        title="Addresses, and keys of a map, with a colon",
    ),
    Example(
        """
        --- compose.yaml
        services:
          web: {image: example/web, env_file: [.env1, .env2]}
        --- .env1
        A=1
        --- .env3
        A=1
        """,
        title="Files of variables that are numbered",
    ),
)
