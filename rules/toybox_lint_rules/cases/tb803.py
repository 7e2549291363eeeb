"""Further examples of TB803."""

from __future__ import annotations

from toybox_lint.api import Example, Severity

BAD: tuple[Example, ...] = (
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy grafana:3000
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          grafana:
            image: grafana/grafana:11.3.0
            expose: [3000]
            volumes: ["./provisioning:/etc/grafana/provisioning"]
            healthcheck: {test: ["CMD", "wget", "-qO-", "http://localhost:«3001»/api/health"]}
        """,
        title="A port of which nothing else tells, and a well-known image that has another one",
        severity=Severity.WARNING,
        message="it asks for port 3001, and the image grafana/grafana listens on 3000",
    ),
    Example(
        """
        --- compose.yaml
        services:
          api:
            build: .
            healthcheck: {test: curl -f «http://localhost:8000/healthz»}
        --- Dockerfile
        FROM python:3.13
        COPY . .
        CMD ["uvicorn", "main:app", "--host", "0.0.0.0", "--port", "8000"]
        --- main.py
        from fastapi import FastAPI
        from fastapi.middleware.cors import CORSMiddleware

        app = FastAPI()
        app.add_middleware(CORSMiddleware, allow_origins=["https://example.com"])

        @app.get("/health")
        def health():
            return "ok"
        """,
        title="Middleware that answers no path by itself",
        message="no route of its program takes /healthz",
    ),
    Example(
        """
        --- compose.yaml
        services:
          caddy: {image: caddy:2, ports: ["80:80"]}
          web:
            image: python:3.12
            command: uvicorn main:app --host 0.0.0.0 --port 8000
            healthcheck: {test: «curl -fk https://localhost/health»}
        """,
        title="HTTPS of a server without: another port alone does not help",
    ),
    Example(
        """
        --- compose.yaml
        services:
          caddy: {image: caddy:2, ports: ["80:80"]}
          listed:
            image: python:3.12
            command: uvicorn main:app --host 0.0.0.0 --port 8000
            healthcheck:
              test: ["CMD", "curl", "-f", "«http://localhost/health»"]
          braces:
            image: python:3.12
            command: uvicorn main:app --host 0.0.0.0 --port 8000
            healthcheck: {test: «curl -f http://127.0.0.1»}
          shell:
            image: python:3.12
            command: uvicorn main:app --host 0.0.0.0 --port 8000
            healthcheck:
              test: «curl -f http://localhost/health»
        """,
        title="The usual port of HTTP, which is not written",
        fixed="""
        --- compose.yaml
        services:
          caddy: {image: caddy:2, ports: ["80:80"]}
          listed:
            image: python:3.12
            command: uvicorn main:app --host 0.0.0.0 --port 8000
            healthcheck:
              test: ["CMD", "curl", "-f", "http://localhost:8000/health"]
          braces:
            image: python:3.12
            command: uvicorn main:app --host 0.0.0.0 --port 8000
            healthcheck: {test: curl -f http://127.0.0.1:8000}
          shell:
            image: python:3.12
            command: uvicorn main:app --host 0.0.0.0 --port 8000
            healthcheck:
              test: curl -f http://localhost:8000/health
        """,
    ),
    Example(
        """
        --- compose.yaml
        services:
          web:
            image: example/web
            healthcheck:
              test: ["CMD", "curl", "-f", "http://127.0.0.1:8000/", "«||»", "exit", "1"]
          lines:
            image: example/web
            healthcheck:
              test:
                - CMD
                - wget
                - http://127.0.0.1:8000/
                - "«||»"
                - exit 1
          other:
            image: example/web
            depends_on: {web: {condition: service_healthy, required: false}}
            healthcheck:
              test: ["CMD", "curl", "-f", "http://127.0.0.1:8000/", "«&&»", "echo", "ok"]
        """,
        title="Words of a shell, where there is none",
        severity=Severity.WARNING,
        fixed="""
        --- compose.yaml
        services:
          web:
            image: example/web
            healthcheck:
              test: ["CMD", "curl", "-f", "http://127.0.0.1:8000/"]
          lines:
            image: example/web
            healthcheck:
              test:
                - CMD
                - wget
                - http://127.0.0.1:8000/
          other:
            image: example/web
            depends_on: {web: {condition: service_healthy, required: false}}
            healthcheck:
              test: ["CMD", "curl", "-f", "http://127.0.0.1:8000/", "&&", "echo", "ok"]
        """,
    ),
    Example(
        """
        --- Caddyfile
        {
        	admin off
        }
        example.com {
        	respond hello
        }
        --- compose.yaml
        services:
          caddy:
            image: caddy:2
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
            healthcheck:
              test: wget -q --spider http://127.0.0.1:«2019»/config/ || exit 1
          list:
            image: caddy:2
            healthcheck: {test: ["CMD", "caddy", "«list»", "routes"]}
          port:
            image: example/web
            environment: {PORT: 8000}
            healthcheck: {test: ["CMD", "wget", "-q", "«http://127.0.0.1:$$PORT/»"]}
        """,
        title="No admin interface, no such command, a variable",
        severity=Severity.WARNING,
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
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
            healthcheck: {test: ["CMD", "caddy", "«list»", "routes"]}
          plain:
            image: caddy:2
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
            healthcheck: {test: [CMD, caddy, «health»]}
          shell:
            image: caddy:2
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
            healthcheck: {test: caddy «ping» || exit 1}
          lines:
            image: caddy:2
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
            healthcheck:
              test:
                - CMD
                - caddy
                - «check»
        """,
        title="Commands that Caddy does not have",
        severity=Severity.WARNING,
        message="Caddy has no command",
        fixed="""
        --- compose.yaml
        services:
          caddy:
            image: caddy:2
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
            healthcheck: {test: ["CMD", "wget", "-qO/dev/null", "http://127.0.0.1:2019/config/"]}
          plain:
            image: caddy:2
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
            healthcheck: {test: [CMD, wget, -qO/dev/null, http://127.0.0.1:2019/config/]}
          shell:
            image: caddy:2
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
            healthcheck: {test: wget -qO/dev/null http://127.0.0.1:2019/config/ || exit 1}
          lines:
            image: caddy:2
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
            healthcheck:
              test:
                - CMD
                - wget
                - -qO/dev/null
                - http://127.0.0.1:2019/config/
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
        RUN apk add --no-cache curl
        --- compose.yaml
        services:
          caddy:
            image: caddy:2
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
            healthcheck: {test: ["CMD", "wget", "-q", "--spider", "--no-check-certificate", "«https://localhost/up»"]}
          other:
            build: .
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
            healthcheck: {test: "curl -fk «https://127.0.0.1:443» || exit 1"}
        """,
        title="Caddy is asked for a certificate that it has not",
        message="no certificate for this name",
        severity=Severity.WARNING,
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
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile", "data:/srv/files"]
            healthcheck: {test: ["CMD", "caddy", "«validate»"]}
        volumes: {data: }
        """,
        title="A Caddyfile that is looked for elsewhere",
        message="without --config looks for a Caddyfile in /srv",
        severity=Severity.WARNING,
        fixed="""
        --- compose.yaml
        services:
          caddy:
            image: caddy:2
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile", "data:/srv/files"]
            healthcheck: {test: ["CMD", "wget", "-qO/dev/null", "http://127.0.0.1:2019/config/"]}
        volumes: {data: }
        """,
    ),
    Example(
        """
        --- Caddyfile
        example.com, www.example.com {
        	respond hello
        }
        --- compose.yaml
        services:
          caddy:
            image: caddy:2
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
            healthcheck: {test: ["CMD", "wget", "-q", "--spider", "«http://localhost/»"]}
        """,
        title="Caddy redirects it to a name without a certificate",
        message="no certificate for this name",
        severity=Severity.WARNING,
    ),
    Example(
        """
        --- compose.yaml
        services:
          web:
            build: .
            command: gunicorn app.wsgi --bind 0.0.0.0:8000
            healthcheck: {test: curl -f http://127.0.0.1:«3000»/health}
        """,
        title="Another port than that of the process",
        message="it asks for port 3000, and gunicorn binds 0.0.0.0:8000",
        severity=Severity.WARNING,
        fixed="""
        --- compose.yaml
        services:
          web:
            build: .
            command: gunicorn app.wsgi --bind 0.0.0.0:8000
            healthcheck: {test: curl -f http://127.0.0.1:8000/health}
        """,
    ),
    Example(
        """
        --- Dockerfile
        FROM node:22-alpine
        WORKDIR /app
        COPY . .
        ENV PORT=8080
        CMD ["node", "server.js"]
        --- server.js
        const app = require("express")();
        app.listen(process.env.PORT || 3000);
        --- compose.yaml
        services:
          api:
            build: .
            healthcheck:
              test: ["CMD", "wget", "--spider", "-q", "http://127.0.0.1:«3000»/health"]
        """,
        title="A port on which a program of one's own does not listen",
        severity=Severity.WARNING,
        message="it asks for port 3000, and server.js listens on 0.0.0.0:8080",
        fixed="""
        --- compose.yaml
        services:
          api:
            build: .
            healthcheck:
              test: ["CMD", "wget", "--spider", "-q", "http://127.0.0.1:8080/health"]
        """,
    ),
    Example(
        """
        --- compose.yaml
        services:
          api:
            build: {dockerfile_inline: "FROM python:3.12-slim"}
            command: uvicorn main:app --host 0.0.0.0 --port 8080
            healthcheck:
              test: ["CMD", "python", "-c", "import urllib.request as r; r.urlopen('http://127.0.0.1:«8000»/')"]
        """,
        title="A line in Python that asks another port",
        severity=Severity.WARNING,
        message="it asks for port 8000",
        fixed="""
        --- compose.yaml
        services:
          api:
            build: {dockerfile_inline: "FROM python:3.12-slim"}
            command: uvicorn main:app --host 0.0.0.0 --port 8080
            healthcheck:
              test: ["CMD", "python", "-c", "import urllib.request as r; r.urlopen('http://127.0.0.1:8080/')"]
        """,
    ),
    Example(
        """
        --- compose.yaml
        services:
          caddy:
            image: caddy:2
            depends_on: {web: {condition: service_healthy}}
          web:
            build: .
            healthcheck: {test: ["CMD", "wget", "-qO-", "«http://localhost:3333/health»"]}
          own:
            build: own
            healthcheck: {test: "curl -fsS «http://127.0.0.1:3000/health» || exit 1"}
          python:
            build: own
            healthcheck: {test: ["CMD", "python3", "-c", "import urllib.request as u; u.urlopen('«http://127.0.0.1:3000/health»')"]}
          shop:
            build: shop
            healthcheck: {test: ["CMD", "curl", "-f", "«http://localhost:8085/actuator/health»"]}
          moved:
            build: shop
            healthcheck: {test: ["CMD", "curl", "--fail", "«http://localhost:9001/health»"]}
        --- Dockerfile
        FROM node:22
        WORKDIR /app
        COPY . .
        CMD ["node", "dist/main.js"]
        --- package.json
        {"dependencies": {"@nestjs/core": "10"}}
        --- src/main.ts
        const app = await NestFactory.create(AppModule);
        app.setGlobalPrefix('api');
        await app.listen(3333, '0.0.0.0');
        --- own/Dockerfile
        FROM node:22
        WORKDIR /app
        COPY . .
        CMD ["node", "server.js"]
        --- own/package.json
        {"dependencies": {"express": "4"}}
        --- own/server.js
        const express = require('express');
        const app = express();
        app.get('/', (req, res) => res.send('hello'));
        app.get('/healthz', (req, res) => res.sendStatus(200));
        app.listen(3000);
        --- shop/Dockerfile
        FROM eclipse-temurin:21
        COPY target/shop.jar /app.jar
        ENTRYPOINT ["java", "-jar", "/app.jar"]
        --- shop/src/main/resources/application.yml
        server:
          port: 8085
        management:
          server:
            port: 9001
        """,
        title="Paths that the application answers with 404",
        severity=Severity.WARNING,
    ),
)

GOOD: tuple[Example, ...] = (
    Example(
        """
        --- compose.yaml
        services:
          store:
            image: minio/minio
            command: server /data
            ports: ["9000:9000", "9001:9001"]
            healthcheck: {test: ["CMD", "curl", "-f", "http://localhost:9001/"]}
          grafana:
            image: grafana/grafana
            healthcheck: {test: ["CMD", "wget", "-qO-", "http://localhost:3001/"]}
        """,
        title="A port that something else names, too, and an image of which nothing says that it is as usual",
    ),
    Example(
        """
        --- compose.yaml
        x-next: &next
          healthcheck: {test: curl -f http://localhost:3000/}
        services:
          image: {<<: *next, build: {dockerfile: Dockerfile.image}}
          command: {<<: *next, build: ., command: sh -c "HOSTNAME=0.0.0.0 node server.js"}
          own: {<<: *next, build: own}
          script: {<<: *next, build: script}
        --- Dockerfile
        FROM node:22-alpine
        COPY .next/standalone ./
        CMD ["node", "server.js"]
        --- Dockerfile.image
        FROM node:22-alpine
        COPY .next/standalone ./
        CMD HOSTNAME="0.0.0.0" node server.js
        --- own/Dockerfile
        FROM node:22-alpine
        WORKDIR /app
        COPY --from=build /app/.next/standalone ./
        COPY server.js ./
        CMD ["node", "server.js"]
        --- own/server.js
        start()
        --- script/Dockerfile
        FROM node:22-alpine
        COPY .next/standalone ./
        CMD ["npm", "start"]
        --- script/package.json
        {"scripts": {"start": "HOSTNAME=0.0.0.0 node server.js"}}
        """,
        title="A Next.js whose command says where to listen, or with a server of its own",
    ),
    Example(
        """
        --- compose.yaml
        x-next: &next
          build: .
          healthcheck: {test: curl -f http://localhost:3000/}
        services:
          told: {<<: *next, environment: {HOSTNAME: "::"}}
          maybe: {<<: *next, env_file: absent.env}
          named: {<<: *next, hostname: localhost}
          host: {<<: *next, network_mode: host}
          both: {<<: *next, healthcheck: {test: "curl -f http://localhost:3000/ || curl -f http://both:3000/"}}
          content:
            build: .
            healthcheck: {test: [CMD, node, -e, "fetch('http://localhost:3000/').catch(() => {})"]}
          python:
            build: .
            healthcheck: {test: [CMD, python3, -c, "import ask; ask.all('http://localhost:3000/')"]}
          changed: {<<: *next, build: {dockerfile: Dockerfile.changed}}
          former: {<<: *next, build: former}
        --- Dockerfile
        FROM node:22-alpine
        COPY .next/standalone ./
        CMD ["node", "server.js"]
        --- Dockerfile.changed
        FROM node:22-alpine
        COPY .next/standalone ./
        RUN sed -i 's/process.env.HOSTNAME/undefined/' server.js
        CMD ["node", "server.js"]
        --- former/Dockerfile
        FROM node:22-alpine
        COPY .next/standalone ./
        CMD ["node", "server.js"]
        --- former/package.json
        {"dependencies": {"next": "13.1.0"}}
        """,
        title="A Next.js that may be told where to listen, one of before; a check that may succeed anyway",
    ),
    Example(
        """
        --- Caddyfile
        {
        	admin off
        }
        :2019 {
        	respond hello
        }
        --- compose.yaml
        services:
          caddy:
            image: caddy:2
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
            healthcheck: {test: ["CMD", "wget", "-q", "--spider", "http://127.0.0.1:2019/"]}
          valid:
            image: caddy:2
            healthcheck: {test: ["CMD", "caddy", "validate", "--config", "/etc/caddy/Caddyfile"]}
          version: {image: "caddy:2", healthcheck: {test: ["CMD", "caddy", "--version"]}}
          own: {image: example/caddy, healthcheck: {test: ["CMD", "caddy", "probe"]}}
          given: {image: "caddy:2", healthcheck: {test: ["CMD", "caddy", "${WORD}"]}}
          shell: {image: example/web, healthcheck: {test: ["CMD", "sh", "-c", "curl -f $$URL || exit 1"]}}
          line: {image: example/web, healthcheck: {test: "curl -f http://127.0.0.1:$${PORT}/ || exit 1"}}
          echo: {image: example/web, healthcheck: {test: ["CMD", "echo", "a", "||", "b"]}}
          path: {image: example/web, healthcheck: {test: ["CMD", "/app/check"]}}
          two: {image: example/web, healthcheck: {test: ["CMD", "curl", "-f", "http://x/?at=$$now"]}}
        """,
        title="Port 2019 is a site; commands that exist; a shell that is asked for",
    ),
    Example(
        """
        --- Caddyfile
        example.com, localhost {
        	respond hello
        }
        --- Caddyfile.named
        {
        	default_sni example.com
        	fallback_sni example.com
        }
        example.com {
        	respond hello
        }
        --- compose.yaml
        services:
          caddy:
            image: caddy:2
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
            healthcheck: {test: ["CMD", "wget", "-q", "--spider", "--no-check-certificate", "https://localhost/"]}
          named:
            image: caddy:2
            volumes: ["./Caddyfile.named:/etc/caddy/Caddyfile"]
            healthcheck: {test: ["CMD", "wget", "-q", "--spider", "--no-check-certificate", "https://localhost/"]}
        """,
        title="A certificate for localhost, and one for every name",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	respond hello
        }
        --- Dockerfile
        FROM caddy:2
        COPY Caddyfile .
        --- compose.yaml
        services:
          told:
            image: caddy:2
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
            healthcheck: {test: ["CMD", "caddy", "validate", "--config", "/etc/caddy/Caddyfile"]}
          there:
            image: caddy:2
            working_dir: /etc/caddy
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
            healthcheck: {test: ["CMD", "caddy", "validate"]}
          mounted:
            image: caddy:2
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile", ".:/srv"]
            healthcheck: {test: ["CMD", "caddy", "validate"]}
          built:
            build: .
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
            healthcheck: {test: ["CMD", "caddy", "adapt"]}
        """,
        title="A Caddyfile where caddy validate looks for one",
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
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
            healthcheck: {test: ["CMD", "wget", "-qO-", "--header", "Host: example.com", "http://localhost/"]}
        """,
        title="It is redirected to a name that may have a certificate",
    ),
    Example(
        """
        --- Dockerfile
        FROM node:22-alpine
        WORKDIR /app
        COPY . .
        ENV PORT=8080
        CMD ["node", "server.js"]
        --- server.js
        const app = require("express")();
        require("http").createServer(app).on("error", console.error);
        require("./admin")(3000);
        app.listen(process.env.PORT || 3000);
        --- admin.js
        module.exports = port => require("express")().listen(port);
        --- compose.yaml
        services:
          api:
            build: .
            healthcheck:
              test: ["CMD", "wget", "--spider", "-q", "http://127.0.0.1:3000/health"]
        """,
        title="Another part of the program may listen there",
    ),
    Example(
        """
        --- compose.yaml
        services:
          api:
            build: {dockerfile_inline: "FROM python:3.12-slim"}
            command: uvicorn main:app --host 0.0.0.0 --port 8080
            healthcheck:
              test:
                - CMD
                - python
                - -c
                - "exec('try: import urllib.request as r; r.urlopen(\"http://127.0.0.1:8000\")\\nexcept OSError: pass')"
        """,
        title="A line in Python that catches what goes wrong",
    ),
    Example(
        """
        --- compose.yaml
        services:
          web:
            build: .
            healthcheck: {test: ["CMD", "wget", "-qO-", "http://localhost:3333/api/health"]}
          own:
            build: own
            healthcheck: {test: "curl -fsS http://127.0.0.1:3000/healthz || exit 1"}
          root:
            build: own
            healthcheck: {test: "curl -fsS http://127.0.0.1:3000 || exit 1"}
          heeding:
            build: own
            healthcheck: {test: "curl -sS http://127.0.0.1:3000/health || exit 1"}
          headers:
            build: own
            healthcheck: {test: "curl -fsS -X POST http://127.0.0.1:3000/health"}
          node:
            build: own
            healthcheck: {test: ["CMD", "node", "-e", "fetch('http://127.0.0.1:3000/health')"]}
          shop:
            build: shop
            healthcheck: {test: ["CMD", "curl", "-f", "http://localhost:9001/actuator/health"]}
          other:
            build: shop
            environment: {MANAGEMENT_SERVER_PORT: 8085}
            healthcheck: {test: ["CMD", "curl", "-f", "http://localhost:8085/actuator/health"]}
        --- Dockerfile
        FROM node:22
        WORKDIR /app
        COPY . .
        CMD ["node", "dist/main.js"]
        --- package.json
        {"dependencies": {"@nestjs/core": "10"}}
        --- src/main.ts
        const app = await NestFactory.create(AppModule);
        app.setGlobalPrefix('api');
        await app.listen(3333, '0.0.0.0');
        --- own/Dockerfile
        FROM node:22
        WORKDIR /app
        COPY . .
        CMD ["node", "server.js"]
        --- own/package.json
        {"dependencies": {"express": "4"}}
        --- own/server.js
        const express = require('express');
        const app = express();
        app.get('/', (req, res) => res.send('hello'));
        app.get('/healthz', (req, res) => res.sendStatus(200));
        app.listen(3000);
        --- shop/Dockerfile
        FROM eclipse-temurin:21
        COPY target/shop.jar /app.jar
        ENTRYPOINT ["java", "-jar", "/app.jar"]
        --- shop/src/main/resources/application.yml
        server:
          port: 8085
        management:
          server:
            port: 9001
        """,
        title="Paths that it has; a program that minds no 404",
    ),
    Example(
        """
        --- compose.yaml
        services:
          mapped:
            build: ./mapped
            healthcheck: {test: ["CMD", "curl", "-f", "http://localhost:8000/health"]}
          imported:
            build: ./imported
            healthcheck: {test: ["CMD", "curl", "-f", "http://localhost:8000/health"]}
          prefixed:
            build: ./prefixed
            environment: {SCRIPT_NAME: /shop}
            healthcheck: {test: ["CMD", "curl", "-f", "http://localhost:8000/shop/items"]}
          every:
            build: ./every
            healthcheck: {test: ["CMD", "curl", "-f", "http://localhost:8000/health"]}
          piped:
            build: ./piped
            healthcheck: {test: ["CMD-SHELL", "wget -S --spider http://localhost:8000/health 2>&1 | grep -q HTTP/1.1"]}
          added:
            build: ./added
            healthcheck: {test: ["CMD", "curl", "-f", "http://localhost:8000/health"]}
          terminus:
            build: ./terminus
            healthcheck: {test: ["CMD", "curl", "-f", "http://localhost:3000/healthz"]}
          shown:
            build: ./shown
            healthcheck: {test: ["CMD", "curl", "-f", "http://localhost:3000/health"]}
          heartbeat:
            build: ./heartbeat
            healthcheck: {test: ["CMD", "wget", "-q", "--spider", "http://localhost:8080/ping"]}
          catching:
            build: ./catching
            healthcheck: {test: ["CMD", "wget", "-q", "--spider", "http://localhost:8080/health"]}
          handed:
            build: ./handed
            healthcheck: {test: ["CMD", "wget", "-q", "--spider", "http://localhost:8080/health"]}
          same:
            build: ./same
            healthcheck: {test: ["CMD", "curl", "-f", "http://localhost:8080/shop"]}
          usual:
            build: ./usual
            healthcheck: {test: ["CMD", "curl", "-f", "http://localhost:8080/shop"]}
          based:
            build: ./based
            healthcheck: {test: ["CMD", "curl", "-f", "http://localhost:9090/admin/manage/health"]}
          added-path:
            build: ./added-path
            healthcheck: {test: ["CMD", "curl", "-f", "http://localhost:9090/healthz"]}
          told:
            build: ./told
            healthcheck: {test: ["CMD", "curl", "-f", "http://localhost:8080/actuator/health"]}
        --- mapped/Dockerfile
        FROM python:3.12
        WORKDIR /app
        COPY . .
        CMD ["gunicorn", "-b", "0.0.0.0:8000", "main:app"]
        --- mapped/main.py
        from flask import Flask
        app = Flask(__name__)
        @app.route("/items")
        def items(): return "x"
        app.url_map.add(Rule("/health", endpoint="items"))
        --- imported/Dockerfile
        FROM python:3.12
        WORKDIR /app
        COPY . .
        CMD ["gunicorn", "-b", "0.0.0.0:8000", "main:app"]
        --- imported/main.py
        from flask import Flask
        app = Flask(__name__)
        @app.route("/items")
        def items(): return "x"
        import views, os
        --- imported/views.py
        from main import app
        @app.route("/health")
        def health(): return "x"
        --- prefixed/Dockerfile
        FROM python:3.12
        WORKDIR /app
        COPY . .
        CMD ["gunicorn", "-b", "0.0.0.0:8000", "main:app"]
        --- prefixed/main.py
        from flask import Flask
        app = Flask(__name__)
        @app.route("/items")
        def items(): return "x"
        --- every/Dockerfile
        FROM python:3.12
        WORKDIR /app
        COPY . .
        CMD ["gunicorn", "-b", "0.0.0.0:8000", "main:app"]
        --- every/main.py
        from flask import Flask
        app = Flask(__name__)
        @app.route("/items")
        def items(): return "x"
        app.register_error_handler(404, lambda error: ("x", 200))
        --- piped/Dockerfile
        FROM python:3.12
        WORKDIR /app
        COPY . .
        CMD ["gunicorn", "-b", "0.0.0.0:8000", "main:app"]
        --- piped/main.py
        from flask import Flask
        app = Flask(__name__)
        @app.route("/items")
        def items(): return "x"
        --- added/Dockerfile
        FROM python:3.12
        WORKDIR /app
        COPY . .
        CMD ["uvicorn", "main:app", "--host", "0.0.0.0"]
        --- added/main.py
        from fastapi import FastAPI
        app = FastAPI()
        @app.get("/items")
        def items(): return "x"
        app.add_route("/health", items)
        --- terminus/Dockerfile
        FROM node:22
        WORKDIR /app
        COPY . .
        CMD ["node", "server.js"]
        --- terminus/package.json
        {}
        --- terminus/server.js
        const app = require("express")();
        app.get("/items", (req, res) => res.send("x"));
        const server = require("http").createServer(app);
        createTerminus(server, {healthChecks: {"/healthz": check}});
        server.listen(3000);
        --- shown/Dockerfile
        FROM node:22
        WORKDIR /app
        COPY . .
        CMD ["node", "server.js"]
        --- shown/package.json
        {}
        --- shown/server.js
        const app = require("express")();
        app.get("/items", (req, res) => res.send("x"));
        module.exports = app;
        require("./routes");
        app.listen(3000);
        --- shown/routes.js
        require("./server").get("/health", (req, res) => res.send("x"));
        --- heartbeat/Dockerfile
        FROM golang:1.22-alpine AS build
        WORKDIR /src
        COPY . .
        RUN go build -o /app .
        FROM alpine:3.20
        COPY --from=build /app /app
        CMD ["/app"]
        --- heartbeat/go.mod
        module x
        --- heartbeat/main.go
        package main
        import "github.com/go-chi/chi/v5"
        func main() {
        	r := chi.NewRouter()
        	r.Use(middleware.Heartbeat("/ping"))
        	r.Get("/items", list)
        	http.ListenAndServe(":8080", r)
        }
        --- catching/Dockerfile
        FROM golang:1.22-alpine AS build
        WORKDIR /src
        COPY . .
        RUN go build -o /app .
        FROM alpine:3.20
        COPY --from=build /app /app
        CMD ["/app"]
        --- catching/go.mod
        module x
        --- catching/main.go
        package main
        import "net/http"
        func main() {
        	r := http.NewServeMux()
        	r.HandleFunc("/", page)
        	r.HandleFunc("/items", list)
        	http.ListenAndServe(":8080", r)
        }
        --- handed/Dockerfile
        FROM rust:1 AS build
        WORKDIR /src
        COPY . .
        RUN cargo build --release
        FROM alpine:3.20
        COPY --from=build /src/target/release/x /app
        CMD ["/app"]
        --- handed/Cargo.toml
        [package]
        name = "x"
        --- handed/src/main.rs
        use axum::{routing::get, Router};
        async fn main() {
            let app = Router::new().route("/items", get(list)).route("/users", get(list));
            let app = checks::with(app);
            let listener = tokio::net::TcpListener::bind("0.0.0.0:8080").await.unwrap();
            axum::serve(listener, app).await.unwrap();
        }
        --- same/Dockerfile
        FROM eclipse-temurin:21
        COPY target/shop.jar /app.jar
        ENTRYPOINT ["java", "-jar", "/app.jar"]
        --- same/src/main/resources/application.properties
        server.port=8080
        management.server.port=8080
        --- usual/Dockerfile
        FROM eclipse-temurin:21
        COPY target/shop.jar /app.jar
        ENTRYPOINT ["java", "-jar", "/app.jar"]
        --- usual/src/main/resources/application.properties
        management.server.port=8080
        --- based/Dockerfile
        FROM eclipse-temurin:21
        COPY target/shop.jar /app.jar
        ENTRYPOINT ["java", "-jar", "/app.jar"]
        --- based/src/main/resources/application.yml
        server:
          port: 8080
        management:
          server:
            port: 9090
            base-path: /admin
          endpoints:
            web:
              base-path: /manage
        --- added-path/Dockerfile
        FROM eclipse-temurin:21
        COPY target/shop.jar /app.jar
        ENTRYPOINT ["java", "-jar", "/app.jar"]
        --- added-path/src/main/resources/application.properties
        server.port=8080
        management.server.port=9090
        management.endpoint.health.group.live.additional-path=management:/healthz
        --- told/Dockerfile
        FROM eclipse-temurin:21
        COPY target/shop.jar /app.jar
        ENTRYPOINT ["java", "-jar", "/app.jar"]
        CMD ["--management.server.port=8080"]
        --- told/src/main/resources/application.properties
        server.port=8080
        management.server.port=9090
        """,
        title="Paths that something else answers than the routes that are read",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	tls /cert.pem /key.pem
        	respond ok
        }
        --- compose.yaml
        services:
          caddy:
            image: caddy:2
            ports: ["80:80", "443:443"]
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
            healthcheck: {test: ["CMD", "curl", "-fk", "https://localhost"]}
        """,
        title="A certificate of its own, which may be for localhost as well",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	tls {
        		on_demand
        	}
        	respond ok
        }
        --- compose.yaml
        services:
          caddy:
            image: caddy:2
            ports: ["80:80", "443:443"]
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
            healthcheck: {test: ["CMD", "curl", "-fk", "https://localhost"]}
        """,
        title="A certificate on demand",
    ),
    Example(
        """
        --- Caddyfile
        import sites/*
        import {$MORE}
        example.com {
        	respond ok
        }
        --- compose.yaml
        services:
          caddy:
            image: caddy:2
            ports: ["80:80", "443:443"]
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
            healthcheck: {test: ["CMD", "curl", "-fk", "https://localhost"]}
        """,
        title="Sites that are not shown",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	respond ok
        }
        --- compose.yaml
        services:
          web:
            image: nginx:1.27
            ports: ["8080:80"]
            healthcheck: {test: "curl -f http://localhost:3000/"}
          beside: {image: grafana/grafana, network_mode: "service:web"}
          other:
            image: nginx:1.27
            container_name: other
            ports: ["8081:80"]
            healthcheck: {test: "curl -f http://localhost:3000/"}
          third: {image: grafana/grafana, network_mode: "container:other"}
        """,
        title="Another container listens on the same addresses",
    ),
)
