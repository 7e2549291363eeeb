"""Further examples of TB516."""

from __future__ import annotations

from toybox_lint.api import Example

BAD: tuple[Example, ...] = (
    Example(
        """
        --- Caddyfile
        example.com {
        	handle /orders/* {
        		reverse_proxy «orders:8080»
        	}
        	handle_path /blog* {
        		reverse_proxy «ghost:2368»
        	}
        	handle_path /cable* {
        		reverse_proxy «cable:8080»
        	}
        	handle_path /api/v1/streaming* {
        		reverse_proxy «streaming:4000»
        	}
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          orders: {build: orders}
          ghost: {image: "ghost:5", environment: {url: "https://example.com/blog"}}
          cable: {image: "anycable/anycable-go:1.5", environment: {ANYCABLE_HOST: 0.0.0.0, ANYCABLE_PORT: 8080}}
          streaming: {image: "ghcr.io/mastodon/mastodon-streaming:v4.3.0"}
        --- orders/Dockerfile
        FROM eclipse-temurin:21-jre
        COPY target/orders.jar /app.jar
        ENTRYPOINT ["java", "-jar", "/app.jar"]
        --- orders/pom.xml
        <project><parent><artifactId>spring-boot-starter-parent</artifactId><version>3.3.4</version></parent></project>
        --- orders/src/main/resources/application.yml
        server:
          port: 8080
          servlet:
            context-path: /order-service
        """,
        title="Told of another path, and paths that images have",
        unsafe=True,
        fixed="""
        --- Caddyfile
        example.com {
        	handle /orders/* {
        		reverse_proxy orders:8080
        	}
        	handle /blog* {
        		reverse_proxy ghost:2368
        	}
        	handle /cable* {
        		reverse_proxy cable:8080
        	}
        	handle /api/v1/streaming* {
        		reverse_proxy streaming:4000
        	}
        }
        """,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	@grafana path /grafana /grafana/*
        	handle @grafana {
        		reverse_proxy «grafana:3000»
        	}
        	handle {
        		reverse_proxy web:80
        	}
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          grafana:
            image: grafana/grafana:12.2.0
            environment: {GF_SERVER_ROOT_URL: "https://${DOMAIN}/grafana/", GF_SERVER_SERVE_FROM_SUB_PATH: "false"}
            volumes: ["./provisioning:/etc/grafana/provisioning:ro"]
          web: {image: nginx}
        """,
        title="The path with and without what is below it; nothing says that Grafana is to serve from there",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	handle_path /grafana/* {
        		reverse_proxy «grafana:3000»
        	}
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          grafana:
            image: grafana/grafana:12.2.0
            environment:
              - GF_SERVER_ROOT_URL=https://${DOMAIN}/grafana/
              - GF_SERVER_SERVE_FROM_SUB_PATH=true
        """,
        title="The path of a URL is known, though its host is not",
        unsafe=True,
        fixed="""
        --- Caddyfile
        example.com {
        	handle /grafana/* {
        		reverse_proxy grafana:3000
        	}
        }
        """,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	handle_path /api/* {
        		reverse_proxy «api:4000»
        	}
        	handle_path /v1/* {
        		reverse_proxy «py:8000»
        	}
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          api: {build: api}
          py: {build: py, command: "uvicorn main:app --host 0.0.0.0"}
        --- api/Dockerfile
        FROM node:22
        WORKDIR /app
        COPY . .
        CMD ["node", "server.js"]
        --- api/server.js
        const express = require('express');
        const app = express();
        app.use(express.json());
        app.use(cors());
        // app.get('/users', all)
        app.get('/health', (req, res) => res.send('ok'));
        app.get('/api/users', (req, res) => res.json([]));
        app.use('/api', router);
        app.use((req, res) => res.status(404).end());
        app.listen(4000);
        --- py/Dockerfile
        FROM python:3.12
        WORKDIR /app
        COPY . .
        --- py/main.py
        app = FastAPI()
        app.include_router(users, prefix="/v1")
        @app.get("/v1/items")
        def items():
            return []
        """,
        title="All routes of a program have the prefix that it does not get",
        message="tells",
        unsafe=True,
        fixed="""
        --- Caddyfile
        example.com {
        	handle /api/* {
        		reverse_proxy api:4000
        	}
        	handle /v1/* {
        		reverse_proxy py:8000
        	}
        }
        """,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	handle_path /api/* {
        		reverse_proxy «nest:3000»
        	}
        	handle_path /q/* {
        		reverse_proxy «quarkus:8080»
        	}
        	handle_path /lab/* {
        		reverse_proxy «lab:8888»
        	}
        	handle_path /shop/* {
        		reverse_proxy «ktor:8080»
        	}
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          nest: {build: nest}
          quarkus: {build: quarkus}
          lab: {image: quay.io/jupyter/scipy-notebook, command: start-notebook.py --ServerApp.base_url=/lab/}
          ktor: {build: ktor}
        --- nest/Dockerfile
        FROM node:22
        COPY dist dist
        CMD ["node", "dist/main"]
        --- nest/src/main.ts
        const app = await NestFactory.create(AppModule);
        app.setGlobalPrefix('api');
        await app.listen(3000);
        --- quarkus/Dockerfile
        FROM registry.access.redhat.com/ubi8/openjdk-21:1.20
        EXPOSE 8080
        ENTRYPOINT ["/opt/jboss/container/java/run/run-java.sh"]
        --- quarkus/src/main/resources/application.properties
        quarkus.http.root-path=/q
        --- ktor/Dockerfile
        FROM eclipse-temurin:21
        EXPOSE 8080
        CMD ["java", "-jar", "/app.jar"]
        --- ktor/src/main/resources/application.yaml
        ktor:
          deployment:
            port: 8080
            rootPath: /shop
        """,
        title="By their sources and settings",
        unsafe=True,
        fixed="""
        --- Caddyfile
        example.com {
        	handle /api/* {
        		reverse_proxy nest:3000
        	}
        	handle /q/* {
        		reverse_proxy quarkus:8080
        	}
        	handle /lab/* {
        		reverse_proxy lab:8888
        	}
        	handle /shop/* {
        		reverse_proxy ktor:8080
        	}
        }
        """,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	handle /grafana/* {
        		reverse_proxy «grafana:3000»
        	}
        	reverse_proxy /prometheus* «prometheus:9090»
        	handle /auth/* {
        		reverse_proxy «keycloak:8080»
        	}
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          grafana: {image: grafana/grafana, environment: {GF_SERVER_ROOT_URL: "https://example.com/grafana/"}}
          prometheus: {image: prom/prometheus}
          keycloak: {image: "quay.io/keycloak/keycloak:26.0", command: start-dev}
        """,
        title="Not taken off, and not told",
        message="nothing tells it",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	handle_path /docs/* {
        		reverse_proxy «docs:3000»
        	}
        	handle_path /api/* {
        		reverse_proxy «api:8080»
        	}
        	handle_path /admin* {
        		reverse_proxy «admin:4173»
        	}
        	handle_path /shop/* {
        		reverse_proxy «shop:3000»
        	}
        }
        --- shop/nuxt.config.ts
        export default defineNuxtConfig({ app: { head: "x", baseURL: "/shop/" }, ssr: true });
        --- shop/Dockerfile
        FROM node:22
        WORKDIR /app
        COPY . .
        CMD ["node", ".output/server/index.mjs"]
        --- docs/next.config.js
        // basePath: "/old"
        module.exports = { basePath: "/docs", output: "standalone" };
        --- docs/Dockerfile
        FROM node:22
        WORKDIR /app
        COPY . .
        RUN npm run build
        CMD ["npx", "next", "start"]
        --- api/src/main/resources/application.yml
        server:
          servlet:
            context-path: /api
        --- api/Dockerfile
        FROM maven:3 AS build
        COPY . .
        RUN mvn package
        FROM eclipse-temurin:21
        COPY --from=build target/api.jar /api.jar
        ENTRYPOINT ["java", "-jar", "/api.jar"]
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          docs: {build: docs}
          api: {build: api, expose: [8080]}
          admin: {image: "node:22", command: npx vite preview --host --base /admin/}
          shop: {build: shop}
        """,
        title="Told in its own files, or by its command",
        message="it answers 404",
        unsafe=True,
        fixed="""
        --- Caddyfile
        example.com {
        	handle /docs/* {
        		reverse_proxy docs:3000
        	}
        	handle /api/* {
        		reverse_proxy api:8080
        	}
        	handle /admin* {
        		reverse_proxy admin:4173
        	}
        	handle /shop/* {
        		reverse_proxy shop:3000
        	}
        }
        """,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	handle_path /logs/* {
        		reverse_proxy «dozzle:8080»
        	}
        	handle_path /links/* {
        		reverse_proxy «linkding:9090»
        	}
        	handle_path /kibana/* {
        		reverse_proxy «kibana:5601»
        	}
        	handle /git/* {
        		reverse_proxy «forgejo:3000»
        	}
        }
        code.example.com {
        	reverse_proxy /code/* «gitea:3000»
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          dozzle: {image: amir20/dozzle, environment: {DOZZLE_BASE: /logs}}
          linkding: {image: sissbruecker/linkding, environment: {LD_CONTEXT_PATH: links/}}
          kibana:
            image: docker.elastic.co/kibana/kibana:8.15.0
            environment: {SERVER_BASEPATH: /kibana, SERVER_REWRITEBASEPATH: "true"}
          forgejo:
            image: codeberg.org/forgejo/forgejo:11
            environment: {FORGEJO__server__ROOT_URL: "https://example.com/git/"}
          gitea: {image: docker.gitea.com/gitea, environment: {GITEA__server__ROOT_URL: "https://example.com/code/"}}
        """,
        title="Told by variables of their images, and two that want it taken off",
        message="it answers 404",
        unsafe=True,
        fixed="""
        --- Caddyfile
        example.com {
        	handle /logs/* {
        		reverse_proxy dozzle:8080
        	}
        	handle /links/* {
        		reverse_proxy linkding:9090
        	}
        	handle /kibana/* {
        		reverse_proxy kibana:5601
        	}
        	handle_path /git/* {
        		reverse_proxy forgejo:3000
        	}
        }
        code.example.com {
        	reverse_proxy /code/* gitea:3000
        }
        """,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	handle /ui/* {
        		reverse_proxy «minio:9001»
        	}
        	handle /portainer* {
        		reverse_proxy «portainer:9000»
        	}
        	handle_path /photos/* {
        		reverse_proxy «immich:2283»
        	}
        	reverse_proxy minio:9000
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          minio: {image: minio/minio, command: "server /data --console-address :9001"}
          portainer: {image: portainer/portainer-ce:2.21.0}
          immich: {image: "ghcr.io/immich-app/immich-server:v1.119.0"}
        """,
        title="Applications that are told of no path, or can be below none",
        unsafe=True,
        fixed="""
        --- Caddyfile
        example.com {
        	handle /ui/* {
        		reverse_proxy minio:9001
        	}
        	handle_path /portainer* {
        		reverse_proxy portainer:9000
        	}
        	handle_path /photos/* {
        		reverse_proxy immich:2283
        	}
        	reverse_proxy minio:9000
        }
        """,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	handle /ui/* {
        		reverse_proxy «minio:9001»
        	}
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          minio:
            image: minio/minio
            command: server /data --console-address :9001
            environment: {MINIO_BROWSER_REDIRECT_URL: "https://example.com/ui"}
        """,
        title="The console of MinIO, which names its path and wants it taken off",
        message="wants it taken off",
        unsafe=True,
        fixed="""
        --- Caddyfile
        example.com {
        	handle_path /ui/* {
        		reverse_proxy minio:9001
        	}
        }
        """,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	handle_path /opensearch/* {
        		reverse_proxy «search:5601»
        	}
        	handle_path /rundeck/* {
        		reverse_proxy «rundeck:4440»
        	}
        	handle_path /jaeger/* {
        		reverse_proxy «jaeger:16686»
        	}
        	handle_path /vm/* {
        		reverse_proxy «vm:8428»
        	}
        	handle_path /transmission/* {
        		reverse_proxy «torrents:9091»
        	}
        	handle_path /mlflow/* {
        		reverse_proxy «mlflow:5000»
        	}
        	handle_path /chat/* {
        		reverse_proxy «chat:8000»
        	}
        	handle_path /routes/* {
        		reverse_proxy «prom:9090»
        	}
        	handle /pma/* {
        		reverse_proxy «pma:80»
        	}
        	handle /alerts/* {
        		reverse_proxy «alerts:9093»
        	}
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          search:
            image: opensearchproject/opensearch-dashboards
            environment: {SERVER_BASEPATH: /opensearch, SERVER_REWRITEBASEPATH: "true"}
          rundeck: {image: rundeck/rundeck, environment: {RUNDECK_SERVER_CONTEXTPATH: /rundeck}}
          jaeger: {image: jaegertracing/all-in-one, environment: {QUERY_BASE_PATH: /jaeger}}
          vm: {image: victoriametrics/victoria-metrics, command: ["-http.pathPrefix=/vm"]}
          torrents: {image: linuxserver/transmission}
          mlflow: {image: ghcr.io/mlflow/mlflow, command: mlflow server --host 0.0.0.0 --static-prefix /mlflow}
          chat: {image: example/chat, command: chainlit run app.py --host 0.0.0.0 --root-path /chat}
          prom:
            image: prom/prometheus
            command: ["--web.external-url=https://example.com/", "--web.route-prefix=/routes"]
          pma: {image: phpmyadmin, environment: {PMA_ABSOLUTE_URI: "https://example.com/pma/"}}
          alerts:
            image: prom/alertmanager
            command: ["--web.external-url=https://example.com/alerts", --web.route-prefix, /]
        """,
        title="Of many kinds: told by variables, by flags, by the image; the path of the routes alone",
        unsafe=True,
        fixed="""
        --- Caddyfile
        example.com {
        	handle /opensearch/* {
        		reverse_proxy search:5601
        	}
        	handle /rundeck/* {
        		reverse_proxy rundeck:4440
        	}
        	handle /jaeger/* {
        		reverse_proxy jaeger:16686
        	}
        	handle /vm/* {
        		reverse_proxy vm:8428
        	}
        	handle /transmission/* {
        		reverse_proxy torrents:9091
        	}
        	handle /mlflow/* {
        		reverse_proxy mlflow:5000
        	}
        	handle /chat/* {
        		reverse_proxy chat:8000
        	}
        	handle /routes/* {
        		reverse_proxy prom:9090
        	}
        	handle_path /pma/* {
        		reverse_proxy pma:80
        	}
        	handle_path /alerts/* {
        		reverse_proxy alerts:9093
        	}
        }
        """,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	handle /api/* {
        		reverse_proxy «api:3000»
        	}
        	handle /ml/* {
        		reverse_proxy «ml:8000»
        	}
        }
        --- api/Dockerfile
        FROM node:22
        WORKDIR /app
        COPY . .
        CMD ["node", "server.js"]
        --- api/server.js
        const express = require('express')
        const app = express()
        app.use(express.json())
        app.get('/users', (q, r) => r.json([]))
        app.post('/orders/:id', (q, r) => r.json({}))
        app.listen(3000)
        --- ml/Dockerfile
        FROM python:3.12
        WORKDIR /app
        COPY . .
        CMD ["uvicorn", "main:app", "--host", "0.0.0.0", "--port", "8000"]
        --- ml/main.py
        from fastapi import FastAPI
        app = FastAPI()
        @app.get("/predict")
        def predict(): return {}
        @app.get("/models")
        def models(): return []
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          api: {build: api}
          ml: {build: ml}
        """,
        title="A path that no route of the program's one text has",
        message="no route of",
        unsafe=True,
        fixed="""
        --- Caddyfile
        example.com {
        	handle_path /api/* {
        		reverse_proxy api:3000
        	}
        	handle_path /ml/* {
        		reverse_proxy ml:8000
        	}
        }
        """,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	handle_path /dash/* {
        		reverse_proxy «dash:8501»
        	}
        	handle_path /api/* {
        		reverse_proxy «api:3000»
        	}
        	handle_path /app/* {
        		reverse_proxy «app:3000»
        	}
        }
        --- dash/Dockerfile
        FROM python:3.12
        WORKDIR /app
        COPY . .
        CMD ["streamlit", "run", "app.py"]
        --- dash/.streamlit/config.toml
        [server]
        # baseUrlPath = "old"
        baseUrlPath = "dash"
        --- api/package.json
        {"scripts": {"start": "nest start"}}
        --- api/src/main.ts
        const app = await NestFactory.create(AppModule);
        app.setGlobalPrefix('api');
        await app.listen(3000);
        --- app/Dockerfile
        FROM node:22
        WORKDIR /app
        COPY . .
        CMD ["node", "build"]
        --- app/package.json
        {"devDependencies": {"@sveltejs/adapter-node": "^5.2.0"}}
        --- app/svelte.config.js
        export default { kit: { adapter: adapter(), paths: { base: '/app' } } };
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          dash: {build: dash}
          api: {image: node:22, working_dir: /app, volumes: ["./api:/app"], command: npm start}
          app: {build: app}
        """,
        title="Paths in the settings of Streamlit, Nest and SvelteKit",
        message="to be there: it answers 404",
        fixed="""
        --- Caddyfile
        example.com {
        	handle /dash/* {
        		reverse_proxy dash:8501
        	}
        	handle /api/* {
        		reverse_proxy api:3000
        	}
        	handle /app/* {
        		reverse_proxy app:3000
        	}
        }
        """,
        unsafe=True,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	handle_path /api/* {
        		reverse_proxy «go:4000»
        	}
        	handle_path /v1/* {
        		reverse_proxy «bun:3000»
        	}
        	handle_path /hono/* {
        		reverse_proxy «hono:3000»
        	}
        	handle_path /mux/* {
        		reverse_proxy «mux:8080»
        	}
        }
        --- go/Dockerfile
        FROM golang:1.23 AS build
        WORKDIR /src
        COPY . .
        RUN go build -o /bin/todo .
        FROM alpine
        COPY --from=build /bin/todo /bin/todo
        CMD ["/bin/todo"]
        --- go/main.go
        package main

        import "github.com/gofiber/fiber/v2"

        func main() {
        	app := fiber.New()
        	app.Use(cors.New())
        	app.Get("/healthz", ok)
        	api := app.Group("/api")
        	api.Get("/todos", todos)
        	log.Fatal(app.Listen(":4000"))
        }
        --- mux/Dockerfile
        FROM golang:1.23 AS build
        WORKDIR /src
        COPY . .
        RUN go build -o /bin/mux .
        FROM alpine
        COPY --from=build /bin/mux /bin/mux
        CMD ["/bin/mux"]
        --- mux/main.go
        package main

        import "net/http"

        func main() {
        	mux := http.NewServeMux()
        	mux.HandleFunc("GET /mux/items", items)
        	http.ListenAndServe(":8080", mux)
        }
        --- bun/Dockerfile
        FROM oven/bun:1
        WORKDIR /app
        COPY . .
        CMD ["bun", "src/index.ts"]
        --- bun/src/index.ts
        new Elysia({ prefix: "/v1" }).get("/hello", () => "hello").listen(3000);
        --- hono/Dockerfile
        FROM node:22
        WORKDIR /app
        COPY . .
        CMD ["node", "index.js"]
        --- hono/index.js
        const app = new Hono().basePath('/hono')
        app.get('/', c => c.text('hello'))
        serve({ fetch: app.fetch, port: 3000 })
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          go: {build: go}
          mux: {build: mux}
          bun: {build: bun}
          hono: {build: hono}
        """,
        title="Groups of Fiber and of Go itself, prefixes of Elysia and Hono",
        message="it answers 404",
        fixed="""
        --- Caddyfile
        example.com {
        	handle /api/* {
        		reverse_proxy go:4000
        	}
        	handle /v1/* {
        		reverse_proxy bun:3000
        	}
        	handle /hono/* {
        		reverse_proxy hono:3000
        	}
        	handle /mux/* {
        		reverse_proxy mux:8080
        	}
        }
        """,
        unsafe=True,
    ),
    Example(
        """
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          web: {build: .}
        --- Caddyfile
        example.com {
        	handle_path /api/* {
        		reverse_proxy «web:3000»
        	}
        }
        --- Dockerfile
        FROM node:22
        WORKDIR /app
        COPY . .
        CMD ["node", "server.mjs"]
        --- package.json
        {"dependencies": {"fastify": "5"}}
        --- server.mjs
        import Fastify from 'fastify'
        import routes from './routes.mjs'
        const app = Fastify()
        app.register(routes, { prefix: '/api' })
        app.listen({ port: 3000, host: '0.0.0.0' })
        --- routes.mjs
        export default async function routes(app) { app.get('/status', async () => ({})) }
        """,
        title="A plugin of Fastify with a prefix",
        unsafe=True,
        fixed="""
        --- Caddyfile
        example.com {
        	handle /api/* {
        		reverse_proxy web:3000
        	}
        }
        """,
    ),
    Example(
        """
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          web: {build: .}
        --- Caddyfile
        example.com {
        	handle_path /api/* {
        		reverse_proxy «web:8080»
        	}
        }
        --- Dockerfile
        FROM golang:1.23 AS build
        WORKDIR /src
        COPY . .
        RUN go build -o /bin/server .
        FROM debian:12
        COPY --from=build /bin/server /bin/server
        ENTRYPOINT ["/bin/server"]
        --- main.go
        package main

        func main() {
        	r := chi.NewRouter()
        	r.Get("/healthz", func(w http.ResponseWriter, r *http.Request) { w.Write([]byte(r.Host)) })
        	r.Route("/api/v1", func(r chi.Router) {
        		r.Get("/todos", list)
        		r.Route("/admin", func(r chi.Router) { r.Get("/", list) })
        	})
        	http.ListenAndServe(":8080", r)
        }
        """,
        title="Routes of chi in a function with a router of its own",
        unsafe=True,
        fixed="""
        --- Caddyfile
        example.com {
        	handle /api/* {
        		reverse_proxy web:8080
        	}
        }
        """,
    ),
    Example(
        """
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          web: {build: .}
        --- Caddyfile
        example.com {
        	handle_path /socket.io/* {
        		reverse_proxy «web:3000»
        	}
        }
        --- Dockerfile
        FROM node:22
        WORKDIR /app
        COPY . .
        CMD ["node", "server.js"]
        --- package.json
        {"dependencies": {"express": "4", "socket.io": "4"}}
        --- server.js
        const app = require('express')()
        const server = require('http').createServer(app)
        const { Server } = require('socket.io')
        new Server(server, { path: '/socket.io/' })
        server.listen(3000)
        """,
        title="The path of Socket.IO",
        unsafe=True,
        fixed="""
        --- Caddyfile
        example.com {
        	handle /socket.io/* {
        		reverse_proxy web:3000
        	}
        }
        """,
    ),
    Example(
        """
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          docs: {image: swaggerapi/swagger-ui, environment: {BASE_URL: /docs}}
        --- Caddyfile
        example.com {
        	handle_path /docs/* {
        		reverse_proxy «docs:8080»
        	}
        }
        """,
        title="The pages of Swagger UI",
        unsafe=True,
        fixed="""
        --- Caddyfile
        example.com {
        	handle /docs/* {
        		reverse_proxy docs:8080
        	}
        }
        """,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	handle_path /monitoring/* {
        		reverse_proxy «grafana:3000»
        	}
        	handle_path /pgadmin* {
        		reverse_proxy «pgadmin:80»
        	}
        	handle_path /tube/* {
        		reverse_proxy «tube:8081»
        	}
        	reverse_proxy web:8000
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          grafana: {image: grafana/grafana:11.2.0, volumes: ["grafana:/var/lib/grafana"]}
          pgadmin: {image: dpage/pgadmin4, environment: {PGADMIN_DEFAULT_EMAIL: me@example.com}}
          tube: {image: ghcr.io/alexta69/metube, environment: {URL_PREFIX: /tube}}
          web: {image: example/web, expose: [8000]}
        volumes:
          grafana:
        """,
        title="Below a path that is taken off, of which nothing tells it, or that it is told",
        unsafe=True,
        fixed="""
        --- Caddyfile
        example.com {
        	handle_path /monitoring/* {
        		reverse_proxy grafana:3000
        	}
        	handle_path /pgadmin* {
        		reverse_proxy pgadmin:80
        	}
        	handle /tube/* {
        		reverse_proxy tube:8081
        	}
        	reverse_proxy web:8000
        }
        """,
    ),
)

GOOD: tuple[Example, ...] = (
    Example(
        """
        --- Caddyfile
        example.com {
        	handle /order-service/* {
        		reverse_proxy orders:8080
        	}
        	handle /admin/* {
        		reverse_proxy orders:8080
        	}
        	handle /blog* {
        		reverse_proxy ghost:2368
        	}
        	handle_path /ghost/* {
        		reverse_proxy plain:2368
        	}
        	handle_path /cable/* {
        		reverse_proxy cable:8080
        	}
        	handle /prod/* {
        		reverse_proxy profiled:8080
        	}
        	handle /moved/* {
        		rewrite * /order-service{path}
        		reverse_proxy moved:8080
        	}
        	handle /x/* {
        		reverse_proxy variable:8080
        	}
        	handle /l* {
        		reverse_proxy dozzle:8080
        	}
        }
        whole.example.com {
        	reverse_proxy whole:8080
        }
        whole.example.net {
        	handle /other/* {
        		reverse_proxy whole:8080
        	}
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          orders: {build: orders}
          moved: {build: orders}
          whole: {build: orders}
          variable: {build: orders, environment: {SERVER_SERVLET_CONTEXT_PATH: /x}}
          profiled: {build: profiled, environment: {SPRING_PROFILES_ACTIVE: prod}}
          ghost: {image: "ghost:5", environment: {url: "https://example.com/blog"}}
          plain: {image: "ghost:5", environment: {url: "https://example.com"}}
          cable: {image: "anycable/anycable-go:1.5", environment: {ANYCABLE_HOST: 0.0.0.0, ANYCABLE_PATH: /}}
          dozzle: {image: "amir20/dozzle", environment: {DOZZLE_BASE: /logs}}
        --- orders/Dockerfile
        FROM eclipse-temurin:21-jre
        COPY target/orders.jar /app.jar
        ENTRYPOINT ["java", "-jar", "/app.jar"]
        --- orders/src/main/resources/application.yml
        server:
          servlet:
            context-path: /order-service
        --- profiled/Dockerfile
        FROM eclipse-temurin:21-jre
        COPY target/orders.jar /app.jar
        ENTRYPOINT ["java", "-jar", "/app.jar"]
        --- profiled/src/main/resources/application.yml
        server:
          servlet:
            context-path: /order-service
        --- profiled/src/main/resources/application-prod.yml
        server:
          servlet:
            context-path: /prod
        """,
        title="Its own path beside others, or with what a profile or a variable says, or by a rewrite",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	@grafana path /grafana /grafana/*
        	handle @grafana {
        		reverse_proxy grafana:3000
        	}
        	@both path /grafana /monitoring
        	handle @both {
        		reverse_proxy own:3000
        	}
        	handle_path /g/* {
        		reverse_proxy unknown:3000
        	}
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          grafana:
            image: grafana/grafana:12.2.0
            environment: {GF_SERVER_ROOT_URL: "https://${DOMAIN}/grafana/"}
            volumes: ["./grafana.ini:/etc/grafana/grafana.ini:ro"]
          own: {image: "grafana/grafana:12.2.0"}
          unknown:
            image: grafana/grafana:12.2.0
            environment:
              GF_SERVER_ROOT_URL: ${ROOT_URL:-https://example.com/g/}
              GF_SERVER_SERVE_FROM_SUB_PATH: "true"
        --- grafana.ini
        [server]
        """,
        title="A settings file may say it, two paths are none, and a URL that is a variable is not known",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	handle /grafana/* {
        		reverse_proxy grafana:3000
        	}
        	handle_path /prometheus/* {
        		reverse_proxy prometheus:9090
        	}
        	handle /auth/* {
        		reverse_proxy keycloak:8080
        	}
        	handle_path /app/* {
        		reverse_proxy web:8000
        	}
        	handle /jenkins/* {
        		reverse_proxy jenkins:8080
        	}
        	handle_path /old/* {
        		rewrite * /old{uri}
        		reverse_proxy old:3000
        	}
        	handle_path /other/* {
        		reverse_proxy old:3000 {
        			rewrite /old{uri}
        		}
        	}
        	handle /api/* {
        		reverse_proxy grafana:3000
        	}
        	reverse_proxy grafana:3000
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          grafana:
            image: grafana/grafana
            environment: {GF_SERVER_ROOT_URL: "https://example.com/grafana", GF_SERVER_SERVE_FROM_SUB_PATH: "true"}
          prometheus:
            image: prom/prometheus
            command: ["--web.external-url=https://example.com/prometheus/", "--web.route-prefix=/"]
          keycloak: {image: "quay.io/keycloak/keycloak:16.1.1"}
          web: {build: ., command: "uvicorn app:app --host 0.0.0.0 --root-path /app"}
          jenkins: {build: .}
          old:
            image: grafana/grafana:9.5.3
            environment: {GF_SERVER_ROOT_URL: "https://example.com/old", GF_SERVER_SERVE_FROM_SUB_PATH: "true"}
        """,
        title="As each wants it, given again, or with an older release",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	handle_path /api/* {
        		reverse_proxy api:3000
        	}
        	handle_path /docs/* {
        		reverse_proxy docs:5000
        	}
        	handle_path /back/* {
        		reverse_proxy back:3000
        	}
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          api: {image: "node:22", working_dir: /app, volumes: ["./api:/app"], command: node server.js}
          docs: {image: "python:3.12", working_dir: /app, volumes: ["./docs:/app"], command: python app.py}
          back: {image: "node:22", working_dir: /app, volumes: ["./back:/app"], command: node server.js}
        --- back/server.js
        const app = express();
        app.use((req, res, next) => { req.url = `/back${req.url}`; next(); });
        app.get('/back/users', users);
        app.listen(3000);
        --- api/server.js
        const app = express();
        app.use('/api/', rateLimit({ windowMs: 1000 }));
        require('./routes')(app);
        app.listen(3000);
        --- docs/app.py
        from flask import Flask
        app = Flask(__name__)
        api = Api(app)
        @app.route("/docs/help")
        def help():
            return "help"
        api.add_resource(Page, "/page")
        app.run(host="0.0.0.0")
        """,
        title="Programs that hand their application to what gives it routes",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	handle_path /a/* {
        		reverse_proxy a:4000
        	}
        	handle_path /b/* {
        		reverse_proxy b:4000
        	}
        	handle_path /c/* {
        		reverse_proxy c:8000
        	}
        	handle_path /d/* {
        		reverse_proxy d:8000
        	}
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          a: {build: app, command: node a.js}
          b: {build: app, command: node b.js}
          c: {build: app, command: "uvicorn c:app --host 0.0.0.0"}
          d: {build: app, command: "uvicorn d:app --host 0.0.0.0"}
        --- app/Dockerfile
        FROM example/both
        WORKDIR /app
        COPY . .
        --- app/a.js
        const app = express();
        app.get('/a/users', all);
        app.get('/users', all);
        app.listen(4000);
        --- app/b.js
        const app = express();
        app.use('/b', router);
        app.use(require('./routes'));
        app.listen(4000);
        --- app/c.py
        app = FastAPI()
        app.include_router(users)
        @app.get("/c/items")
        def items():
            return []
        --- app/d.py
        app = FastAPI()
        """,
        title="Routes without it, or that are not told",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	handle_path /git/* {
        		reverse_proxy gitea:3000
        	}
        	handle /code/* {
        		reverse_proxy code:3000
        	}
        	handle_path /kibana/* {
        		reverse_proxy kibana:5601
        	}
        }
        git.example.com {
        	reverse_proxy gitea:3000
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          gitea: {image: gitea/gitea, environment: {GITEA__server__ROOT_URL: "https://example.com/git/"}}
          code:
            image: gitea/gitea
            environment:
              GITEA__server__ROOT_URL: https://example.com/code/
              GITEA__server__USE_SUB_URL_PATH: "true"
          kibana: {image: kibana:8.15.0, environment: {SERVER_BASEPATH: /kibana}}
        """,
        title="Taken off for those that want none, and one that takes it off by itself",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	handle /grafana/* {
        		reverse_proxy grafana:3000
        	}
        	handle_path /mon/* {
        		reverse_proxy other:3000
        	}
        	handle_path /root/* {
        		reverse_proxy root:3000
        	}
        	handle_path /sso/* {
        		reverse_proxy keycloak:8080
        	}
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          grafana: {image: grafana/grafana, volumes: ["./grafana:/etc/grafana"]}
          other: {image: grafana/grafana, environment: {GF_SERVER_ROOT_URL: "https://example.com/mon/"}}
          root:
            image: grafana/grafana
            environment: {GF_SERVER_ROOT_URL: "https://example.com/", GF_SERVER_SERVE_FROM_SUB_PATH: "true"}
          keycloak: {image: quay.io/keycloak/keycloak, command: start --http-relative-path /auth}
        """,
        title="Told in a file, taken off for one that does without, and another path",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	handle_path /ui/* {
        		reverse_proxy minio:9001
        	}
        	handle_path /portainer/* {
        		reverse_proxy portainer:9000
        	}
        	handle_path /photos/* {
        		reverse_proxy immich:2283
        	}
        	reverse_proxy immich:2283
        }
        status.example.com {
        	handle /api/* {
        		reverse_proxy kuma:3001
        	}
        	handle {
        		respond "closed" 403
        	}
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          minio:
            image: minio/minio
            command: server /data --console-address :9001
            environment: {MINIO_BROWSER_REDIRECT_URL: "https://example.com/ui"}
          portainer: {image: portainer/portainer-ce:2.21.0}
          immich: {image: "ghcr.io/immich-app/immich-server:v1.119.0"}
          kuma: {image: "louislam/uptime-kuma:1"}
        """,
        title="Told, taken off, at the root as well, or paths of their own",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	handle /opensearch/* {
        		reverse_proxy search:5601
        	}
        	handle /rundeck/* {
        		reverse_proxy rundeck:4440
        	}
        	handle /jaeger/* {
        		reverse_proxy jaeger:16686
        	}
        	handle /vm/* {
        		reverse_proxy vm:8428
        	}
        	handle /transmission/* {
        		reverse_proxy torrents:9091
        	}
        	handle /mlflow/* {
        		reverse_proxy mlflow:5000
        	}
        	handle /chat/* {
        		reverse_proxy chat:8000
        	}
        	handle /routes/* {
        		reverse_proxy prom:9090
        	}
        	handle_path /pma/* {
        		reverse_proxy pma:80
        	}
        	handle_path /alerts/* {
        		reverse_proxy alerts:9093
        	}
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          search:
            image: opensearchproject/opensearch-dashboards
            environment: {SERVER_BASEPATH: /opensearch, SERVER_REWRITEBASEPATH: "true"}
          rundeck: {image: rundeck/rundeck, environment: {RUNDECK_SERVER_CONTEXTPATH: /rundeck}}
          jaeger: {image: jaegertracing/all-in-one, environment: {QUERY_BASE_PATH: /jaeger}}
          vm: {image: victoriametrics/victoria-metrics, command: ["-http.pathPrefix=/vm"]}
          torrents: {image: linuxserver/transmission}
          mlflow: {image: ghcr.io/mlflow/mlflow, command: mlflow server --host 0.0.0.0 --static-prefix /mlflow}
          chat: {image: example/chat, command: chainlit run app.py --host 0.0.0.0 --root-path /chat}
          prom:
            image: prom/prometheus
            command: ["--web.external-url=https://example.com/", "--web.route-prefix=/routes"]
          pma: {image: phpmyadmin, environment: {PMA_ABSOLUTE_URI: "https://example.com/pma/"}}
          alerts:
            image: prom/alertmanager
            command: ["--web.external-url=https://example.com/alerts", --web.route-prefix, /]
        """,
        title="The same, as each wants it",
    ),
    Example(
        """
        --- Caddyfile
        same.example.com {
        	handle /api/* {
        		reverse_proxy same:3000
        	}
        }
        one.example.com {
        	handle /api/* {
        		reverse_proxy one:3000
        	}
        }
        param.example.com {
        	handle /api/* {
        		reverse_proxy param:3000
        	}
        }
        router.example.com {
        	handle /api/* {
        		reverse_proxy router:3000
        	}
        }
        page.example.com {
        	handle /api/* {
        		reverse_proxy page:3000
        	}
        }
        handed.example.com {
        	handle /api/* {
        		reverse_proxy handed:3000
        	}
        }
        above.example.com {
        	handle /api/* {
        		reverse_proxy above:3000
        	}
        }
        root.example.com {
        	handle /api/* {
        		reverse_proxy root:3000
        	}
        }
        flag.example.com {
        	handle /api/* {
        		reverse_proxy flag:3000
        	}
        }
        more.example.com {
        	handle /api/* {
        		reverse_proxy more:3000
        	}
        }
        told.example.com {
        	handle /api/* {
        		reverse_proxy told:3000
        	}
        }
        docs.example.com {
        	handle /docs/* {
        		reverse_proxy plain:3000
        	}
        	handle /api {
        		reverse_proxy plain:3000
        	}
        	handle_path /v1/* {
        		reverse_proxy plain:3000
        	}
        }
        --- same/Dockerfile
        FROM node:22
        WORKDIR /app
        COPY . .
        CMD ["node", "server.js"]
        --- same/server.js
        const app = require('express')()
        app.get('/api/users', users)
        app.get('/orders', orders)
        app.listen(3000)
        --- one/Dockerfile
        FROM node:22
        WORKDIR /app
        COPY . .
        CMD ["node", "server.js"]
        --- one/server.js
        const app = require('express')()
        app.get('/users', users)
        app.listen(3000)
        --- param/Dockerfile
        FROM node:22
        WORKDIR /app
        COPY . .
        CMD ["node", "server.js"]
        --- param/server.js
        const app = require('express')()
        app.get('/users', users)
        app.get('/:kind/:id', one)
        app.listen(3000)
        --- router/Dockerfile
        FROM node:22
        WORKDIR /app
        COPY . .
        CMD ["node", "server.js"]
        --- router/server.js
        const app = require('express')()
        app.get('/users', users)
        app.get('/orders', orders)
        app.use(router)
        app.listen(3000)
        --- page/Dockerfile
        FROM node:22
        WORKDIR /app
        COPY . .
        CMD ["node", "server.js"]
        --- page/server.js
        const app = require('express')()
        app.get('/users', users)
        app.get('/orders', orders)
        app.use((q, r) => r.sendFile('index.html'))
        app.listen(3000)
        --- handed/Dockerfile
        FROM node:22
        WORKDIR /app
        COPY . .
        CMD ["node", "server.js"]
        --- handed/server.js
        const app = require('express')()
        app.get('/users', users)
        app.get('/orders', orders)
        more(app)
        app.listen(3000)
        --- above/Dockerfile
        FROM node:22
        WORKDIR /app
        COPY . .
        CMD ["node", "server.js"]
        --- above/server.js
        const app = require('express')()
        app.get('/users', users)
        app.use('/api', router)
        app.listen(3000)
        --- root/Dockerfile
        FROM python:3.12
        WORKDIR /app
        COPY . .
        CMD ["uvicorn", "main:app", "--host", "0.0.0.0", "--port", "3000"]
        --- root/main.py
        app = FastAPI(root_path="/api")
        @app.get("/users")
        def users(): return {}
        @app.get("/orders")
        def orders(): return {}
        --- flag/Dockerfile
        FROM python:3.12
        WORKDIR /app
        COPY . .
        CMD ["uvicorn", "main:app", "--host", "0.0.0.0", "--port", "3000", "--root-path", "/api"]
        --- flag/main.py
        app = FastAPI()
        @app.get("/users")
        def users(): return {}
        @app.get("/orders")
        def orders(): return {}
        --- more/Dockerfile
        FROM python:3.12
        WORKDIR /app
        COPY . .
        CMD ["uvicorn", "main:app", "--host", "0.0.0.0", "--port", "3000"]
        --- more/main.py
        app = FastAPI()
        @app.get("/users")
        def users(): return {}
        @app.get("/orders")
        def orders(): return {}
        from .more import *
        --- told/Dockerfile
        FROM python:3.12
        WORKDIR /app
        COPY . .
        CMD ["uvicorn", "main:app", "--host", "0.0.0.0", "--port", "3000"]
        --- told/main.py
        app = FastAPI()
        @app.get("/users")
        def users(): return {}
        @app.get("/orders")
        def orders(): return {}
        --- plain/Dockerfile
        FROM python:3.12
        WORKDIR /app
        COPY . .
        CMD ["uvicorn", "main:app", "--host", "0.0.0.0", "--port", "3000"]
        --- plain/main.py
        app = FastAPI()
        @app.get("/users")
        def users(): return {}
        @app.get("/orders")
        def orders(): return {}
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          same: {build: same}
          one: {build: one}
          param: {build: param}
          router: {build: router}
          page: {build: page}
          handed: {build: handed}
          above: {build: above}
          root: {build: root}
          flag: {build: flag}
          more: {build: more}
          told: {build: told, environment: {ROOT_PATH: /api}}
          plain: {build: plain}
        """,
        title="Routes that take it, may take it, or are told of it",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	handle_path /api/* {
        		reverse_proxy go:4000
        	}
        	handle_path /v1/* {
        		reverse_proxy bun:3000
        	}
        	handle_path /several/* {
        		reverse_proxy several:3000
        	}
        }
        --- go/Dockerfile
        FROM golang:1.23 AS build
        WORKDIR /src
        COPY . .
        RUN go build -o /bin/todo .
        FROM alpine
        COPY --from=build /bin/todo /bin/todo
        CMD ["/bin/todo"]
        --- go/main.go
        package main

        import "github.com/gofiber/fiber/v2"

        func main() {
        	app := fiber.New()
        	api := app.Group("/api")
        	api.Get("/todos", todos)
        	app.Static("/", "./public")
        	log.Fatal(app.Listen(":4000"))
        }
        --- bun/Dockerfile
        FROM oven/bun:1
        WORKDIR /app
        COPY . .
        CMD ["bun", "src/index.ts"]
        --- bun/src/index.ts
        new Elysia({ prefix: "/other" }).get("/hello", () => "hello").listen(3000);
        --- several/Dockerfile
        FROM node:22
        WORKDIR /app
        COPY . .
        CMD ["node", "index.js"]
        --- several/index.js
        const inner = new Hono().basePath('/several')
        const app = new Hono()
        app.route('/', inner)
        serve({ fetch: app.fetch, port: 3000 })
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          go: {build: go}
          bun: {build: bun}
          several: {build: several}
        """,
        title="Files at the root as well, another prefix, applications in one another",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	handle_path /api/* {
        		reverse_proxy mux:8080
        	}
        	handle_path /rewritten/* {
        		reverse_proxy rewritten:8080
        	}
        	handle_path /v1/* {
        		reverse_proxy own:3000
        	}
        	handle_path /v2/* {
        		reverse_proxy pages:3000
        	}
        	handle_path /board/* {
        		reverse_proxy board:8501
        	}
        }
        --- mux/Dockerfile
        FROM golang:1.23 AS build
        WORKDIR /src
        COPY . .
        RUN go build -o /app .
        FROM alpine
        COPY --from=build /app /app
        CMD ["/app"]
        --- mux/main.go
        package main

        func main() {
        	r := gin.Default()
        	r.GET("/api/users", users)
        	http.HandleFunc("/users", users)
        	go http.ListenAndServe(":8080", nil)
        	r.Run(":9000")
        }
        --- rewritten/Dockerfile
        FROM golang:1.23 AS build
        WORKDIR /src
        COPY . .
        RUN go build -o /app .
        FROM alpine
        COPY --from=build /app /app
        CMD ["/app"]
        --- rewritten/main.go
        package main

        func main() {
        	e := echo.New()
        	e.Pre(prefixed)
        	e.GET("/rewritten/users", users)
        	e.Start(":8080")
        }
        --- own/Dockerfile
        FROM oven/bun
        WORKDIR /app
        COPY . .
        CMD ["bun", "index.ts"]
        --- own/index.ts
        const app = new Elysia({ prefix: "/v1" }).get("/users", users)
        Bun.serve({ port: 3000, fetch(req) { return app.fetch(prefixed(req)) } })
        --- pages/Dockerfile
        FROM oven/bun
        WORKDIR /app
        COPY . .
        CMD ["bun", "index.ts"]
        --- pages/index.ts
        const app = new Hono().basePath("/v2").get("/users", users)
        Bun.serve({ port: 3000, routes: { "/*": page }, fetch: app.fetch })
        --- board/Dockerfile
        FROM python:3.12
        WORKDIR /app
        COPY . .
        CMD ["streamlit", "run", "app.py", "--server.baseUrlPath=", "--server.address=0.0.0.0"]
        --- board/.streamlit/config.toml
        [server]
        baseUrlPath = "board"
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          mux: {build: mux}
          rewritten: {build: rewritten}
          own: {build: own}
          pages: {build: pages}
          board: {build: board}
        """,
        title="What gets requests before the routes, and flags that say more than a file",
    ),
    Example(
        """
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          web: {build: .}
        --- Caddyfile
        example.com {
        	handle_path /api/* {
        		reverse_proxy web:3000
        	}
        }
        --- Dockerfile
        FROM node:22
        WORKDIR /app
        COPY . .
        CMD ["node", "server.mjs"]
        --- package.json
        {"dependencies": {"fastify": "5", "fastify-plugin": "5"}}
        --- server.mjs
        import Fastify from 'fastify'
        import routes from './routes.mjs'
        const app = Fastify()
        app.register(routes, { prefix: '/api' })
        app.listen({ port: 3000, host: '0.0.0.0' })
        --- routes.mjs
        export default async function routes(app) { app.get('/status', async () => ({})) }
        """,
        title="A plugin that may heed no prefix",
    ),
    Example(
        """
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          web: {build: .}
        --- Caddyfile
        example.com {
        	handle_path /api/* {
        		reverse_proxy web:8080
        	}
        }
        --- Dockerfile
        FROM golang:1.23 AS build
        WORKDIR /src
        COPY . .
        RUN go build -o /bin/server .
        FROM debian:12
        COPY --from=build /bin/server /bin/server
        ENTRYPOINT ["/bin/server"]
        --- main.go
        package main

        func main() {
        	r := chi.NewRouter()
        	r.Get("/healthz", func(w http.ResponseWriter, r *http.Request) { w.Write([]byte(r.Host)) })
        	r.Route("/", func(r chi.Router) {
        		r.Get("/todos", list)
        		r.Route("/admin", func(r chi.Router) { r.Get("/", list) })
        	})
        	http.ListenAndServe(":8080", r)
        }
        """,
        title="Routes of chi below the root",
    ),
    Example(
        """
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          web: {build: .}
        --- Caddyfile
        example.com {
        	handle_path /socket.io/* {
        		reverse_proxy web:3000
        	}
        }
        --- Dockerfile
        FROM node:22
        WORKDIR /app
        COPY . .
        CMD ["node", "server.js"]
        --- package.json
        {"dependencies": {"express": "4", "socket.io": "4"}}
        --- server.js
        const app = require('express')()
        const server = require('http').createServer(app)
        new Server(server, { path: '/' })
        server.listen(3000)
        """,
        title="Another path for Socket.IO",
    ),
    Example(
        """
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          web: {build: .}
        --- Caddyfile
        example.com {
        	handle_path /socket.io/* {
        		reverse_proxy web:3000
        	}
        }
        --- Dockerfile
        FROM node:22
        WORKDIR /app
        COPY . .
        CMD ["node", "server.js"]
        --- package.json
        {"dependencies": {"express": "4", "socket.io": "4"}}
        --- server.js
        const app = require('express')()
        const server = require('http').createServer(app)
        require('./sockets')(server)
        server.listen(3000)
        --- sockets.js
        module.exports = (server) => new (require('socket.io').Server)(server, { path: '/' })
        """,
        title="A path of Socket.IO in another file",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	handle /app/* {
        		reverse_proxy cable:8080
        	}
        	handle /api/* {
        		reverse_proxy search:8983
        	}
        	handle /actuator/* {
        		reverse_proxy orders:8081
        	}
        	handle /v1/* {
        		reverse_proxy told:8080
        	}
        	handle /v2/* {
        		reverse_proxy mounted:8080
        	}
        	handle /v3/* {
        		reverse_proxy given:8080
        	}
        	handle /uploads/* {
        		reverse_proxy nest:3000
        	}
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          cable: {image: "anycable/anycable-go:1.6", environment: {ANYCABLE_PUSHER_APP_ID: shop}}
          search: {image: solr}
          orders: {build: orders, expose: ["8080", "8081"]}
          told: {build: orders, expose: ["8080"], command: --server.servlet.context-path=/v1}
          mounted: {build: orders, expose: ["8080"], volumes: ["./conf:/config"]}
          given:
            build: orders
            expose: ["8080"]
            environment: {SPRING_APPLICATION_JSON: '{"server.servlet.context-path":"/v3"}'}
          nest: {build: nest}
        --- orders/Dockerfile
        FROM eclipse-temurin:21-jre
        COPY target/orders.jar /app.jar
        ENTRYPOINT ["java", "-jar", "/app.jar"]
        --- orders/src/main/resources/application.yml
        server:
          servlet:
            context-path: /order-service
        --- nest/Dockerfile
        FROM node:20
        COPY . .
        CMD ["node", "dist/main.js"]
        --- nest/src/main.ts
        const app = await NestFactory.create(AppModule);
        app.setGlobalPrefix("api");
        app.useStaticAssets("uploads", { prefix: "/uploads" });
        await app.listen(3000);
        """,
        title="Further paths of images, second ports, what counts more than a file, a prefix of some routes alone",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	handle /socket.io/* {
        		reverse_proxy api:4000
        	}
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          api: {build: .}
        --- Dockerfile
        FROM node:20
        COPY . .
        CMD ["node", "index.js"]
        --- index.js
        const express = require("express");
        const { Server } = require("socket.io");
        const app = express();
        app.get("/api/items", (req, res) => res.json([]));
        app.post("/webhooks/stripe", (req, res) => res.sendStatus(204));
        const server = require("http").createServer(app);
        new Server(server);
        server.listen(4000);
        """,
        title="Socket.IO at the server of an Express",
    ),
    Example(
        """
        --- Caddyfile
        one.example.com {
        	handle_path /grafana/* {
        		reverse_proxy told:3000
        	}
        	handle_path /metrics/* {
        		reverse_proxy command:3000
        	}
        	handle_path /board/* {
        		reverse_proxy settings:3000
        	}
        	handle /tube/* {
        		reverse_proxy tube:8081
        	}
        }
        two.example.com {
        	handle_path /api/* {
        		reverse_proxy rooted:3000
        	}
        	reverse_proxy rooted:3000
        }
        four.example.com {
        	handle_path /grafana/* {
        		reverse_proxy paths:3000
        	}
        	handle_path /boards/* {
        		reverse_proxy own:3000
        	}
        	handle_path /pgadmin/* {
        		reverse_proxy system:80
        	}
        	handle /pgadmin4/* {
        		reverse_proxy rooted_sql:80
        	}
        }
        three.example.com {
        	reverse_proxy /prometheus/* prometheus:9090
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          told:
            image: grafana/grafana:11.2.0
            environment: {GF_SERVER_ROOT_URL: "https://one.example.com/grafana/"}
          command: {image: grafana/grafana:11.2.0, command: "--config=/own.ini"}
          settings: {image: grafana/grafana:11.2.0, volumes: ["./grafana.ini:/etc/grafana/grafana.ini"]}
          tube: {image: ghcr.io/alexta69/metube, environment: {URL_PREFIX: /tube}}
          rooted: {image: grafana/grafana:11.2.0}
          paths: {image: grafana/grafana, environment: {GF_PATHS_CONFIG: /own/grafana.ini}, volumes: ["./own:/own"]}
          own: {image: grafana/grafana, volumes: ["./custom.ini:/usr/share/grafana/conf/custom.ini"]}
          system: {image: dpage/pgadmin4, volumes: ["./config_system.py:/etc/pgadmin/config_system.py"]}
          rooted_sql: {image: dpage/pgadmin4, environment: {PGADMIN_CONFIG_APPLICATION_ROOT: "'/pgadmin4'"}}
          prometheus: {image: prom/prometheus, command: --web.external-url=https://three.example.com/prometheus}
        """,
        title="Told of a path that is taken off, by what may say anything, or asked at the root as well",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	handle_path /sql/* {
        		reverse_proxy pgadmin:80 {
        			header_up X-Script-Name /sql
        		}
        	}
        	handle /pgadmin/* {
        		reverse_proxy pgadmin:80 {
        			header_up X-Script-Name /pgadmin
        		}
        	}
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          pgadmin: {image: dpage/pgadmin4}
        """,
        title="Told of it by a field of the request",
    ),
)
