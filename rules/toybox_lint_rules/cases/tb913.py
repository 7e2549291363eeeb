"""Further examples of TB913."""

from __future__ import annotations

from toybox_lint.api import Example

BAD: tuple[Example, ...] = (
    Example(
        """
        --- compose.yaml
        services:
          papers:
            image: ghcr.io/paperless-ngx/paperless-ngx:2
            environment:
              PAPERLESS_TIKA_ENDPOINT: http://tika:«9999»
              PAPERLESS_TIKA_GOTENBERG_ENDPOINT: http://gotenberg:«3001»
          tika: {image: "apache/tika:latest"}
          gotenberg: {image: "gotenberg/gotenberg:8"}
        """,
        title="Servers that have one port alone",
        unsafe=True,
        fixed="""
        --- compose.yaml
        services:
          papers:
            image: ghcr.io/paperless-ngx/paperless-ngx:2
            environment:
              PAPERLESS_TIKA_ENDPOINT: http://tika:9998
              PAPERLESS_TIKA_GOTENBERG_ENDPOINT: http://gotenberg:3000
          tika: {image: "apache/tika:latest"}
          gotenberg: {image: "gotenberg/gotenberg:8"}
        """,
    ),
    Example(
        """
        --- compose.yaml
        services:
          api:
            image: example/api
            environment:
              ConnectionStrings__Redis: redis:«6380»,abortConnect=false,ssl=false
          redis: {image: redis:7-alpine}
        """,
        title="The words of StackExchange.Redis",
        unsafe=True,
        fixed="""
        --- compose.yaml
        services:
          api:
            image: example/api
            environment:
              ConnectionStrings__Redis: redis:6379,abortConnect=false,ssl=false
          redis: {image: redis:7-alpine}
        """,
    ),
    Example(
        """
        --- compose.yaml
        services:
          ledger:
            image: example/ledger
            environment: {DSN: host=db port=«5433» user=ledger password=secret dbname=ledger}
          db: {image: postgres:16}
        """,
        title="The words of libpq",
        unsafe=True,
        fixed="""
        --- compose.yaml
        services:
          ledger:
            image: example/ledger
            environment: {DSN: host=db port=5432 user=ledger password=secret dbname=ledger}
          db: {image: postgres:16}
        """,
    ),
    Example(
        """
        --- compose.yaml
        services:
          bi:
            image: metabase/metabase:v0.50.6
            environment: {MB_DB_TYPE: postgres, MB_DB_HOST: pg, MB_DB_PORT: «3306»}
          shop:
            build: .
            environment: {REDIS_HOST: redis, REDIS_PORT: «6380»}
          pg:
            image: postgres:16
            environment: {POSTGRES_USER: shelf, POSTGRES_PASSWORD: secret}
            volumes: ["./initdb:/docker-entrypoint-initdb.d:ro", "pg:/var/lib/postgresql/data"]
          redis:
            image: redis:7
            command: redis-server --requirepass secret --appendonly yes
        volumes: {pg: }
        --- Dockerfile
        FROM node:22
        CMD ["node", "server.js"]
        """,
        title="Databases with options and files that tell of no port",
        message="does not listen on",
        unsafe=True,
        fixed="""
        --- compose.yaml
        services:
          bi:
            image: metabase/metabase:v0.50.6
            environment: {MB_DB_TYPE: postgres, MB_DB_HOST: pg, MB_DB_PORT: 5432}
          shop:
            build: .
            environment: {REDIS_HOST: redis, REDIS_PORT: 6379}
          pg:
            image: postgres:16
            environment: {POSTGRES_USER: shelf, POSTGRES_PASSWORD: secret}
            volumes: ["./initdb:/docker-entrypoint-initdb.d:ro", "pg:/var/lib/postgresql/data"]
          redis:
            image: redis:7
            command: redis-server --requirepass secret --appendonly yes
        volumes: {pg: }
        """,
    ),
    Example(
        """
        --- compose.yaml
        services:
          web: {image: example/web, environment: {MEMCACHED: "cache:«11212»"}}
          cache: {image: "memcached:1.6-alpine", command: -m 128}
        """,
        title="A cache without a scheme",
        unsafe=True,
        fixed="""
        --- compose.yaml
        services:
          web: {image: example/web, environment: {MEMCACHED: "cache:11211"}}
          cache: {image: "memcached:1.6-alpine", command: -m 128}
        """,
    ),
    Example(
        """
        --- compose.yaml
        services:
          web:
            image: example/web
            environment:
              CACHE_ADDR: cache:«6379»
              QUEUE_URL: redis://queue:«6379»/0
              SESSIONS_REDIS_HOST: «sessions»
          cache:
            image: redis:7
            command: redis-server /usr/local/etc/redis/redis.conf
            volumes: ["./redis.conf:/usr/local/etc/redis/redis.conf:ro"]
          queue:
            image: redis:7
            command: ["redis-server", "/etc/redis/redis.conf"]
            volumes: ["./queue.conf:/etc/redis/redis.conf"]
          sessions: {image: "valkey/valkey:8", command: valkey-server --bind 127.0.0.1}
        --- redis.conf
        bind 127.0.0.1 -::1
        protected-mode yes
        port 6379
        --- queue.conf
        bind 0.0.0.0
        port 6380
        """,
        title="Redis that listens for its own container alone, or by its file on another port",
        unsafe=True,
        fixed="""
        --- compose.yaml
        services:
          web:
            image: example/web
            environment:
              CACHE_ADDR: cache:6379
              QUEUE_URL: redis://queue:6380/0
              SESSIONS_REDIS_HOST: sessions
          cache:
            image: redis:7
            command: redis-server /usr/local/etc/redis/redis.conf
            volumes: ["./redis.conf:/usr/local/etc/redis/redis.conf:ro"]
          queue:
            image: redis:7
            command: ["redis-server", "/etc/redis/redis.conf"]
            volumes: ["./queue.conf:/etc/redis/redis.conf"]
          sessions: {image: "valkey/valkey:8", command: valkey-server --bind 127.0.0.1}
        """,
    ),
    Example(
        """
        --- compose.yaml
        services:
          lb: {image: "nginx:1.27", volumes: ["./lb.conf:/etc/nginx/conf.d/default.conf"]}
          api: {image: example/api, command: "uvicorn main:app --host 0.0.0.0 --port 8000"}
        --- lb.conf
        upstream app { server api:«9000»; }
        server {
          listen 80;
          location / { proxy_pass http://app; }
        }
        """,
        title="What an nginx passes requests to",
        unsafe=True,
        fixed="""
        --- lb.conf
        upstream app { server api:8000; }
        server {
          listen 80;
          location / { proxy_pass http://app; }
        }
        """,
    ),
    Example(
        """
        --- actions/Dockerfile
        FROM denoland/deno:2.0.0
        WORKDIR /app
        COPY main.ts .
        CMD ["run", "--allow-net", "--allow-env", "main.ts"]
        --- actions/main.ts
        Deno.serve({ port: Number(Deno.env.get("PORT") ?? 8000) }, () => new Response("ok"));
        --- orders/Dockerfile
        FROM golang:1.23
        WORKDIR /src
        COPY . .
        RUN go build -o /orders .
        EXPOSE 50051
        CMD ["/orders"]
        --- orders/go.mod
        module orders
        --- orders/main.go
        package main
        import ("net"; "google.golang.org/grpc")
        func main() {
            lis, _ := net.Listen("tcp", ":50051")
            grpc.NewServer().Serve(lis)
        }
        --- queue.env
        QUEUE_HOST=queue
        QUEUE_PORT=«5673»
        --- compose.yaml
        services:
          actions: {build: actions, environment: {PORT: 3100}}
          orders: {build: orders}
          echo: {image: traefik/whoami, command: --port 8000}
          queue: {image: "rabbitmq:3", ports: ["5673:5672"]}
          web:
            image: example/web
            env_file: queue.env
            environment:
              - ACTION_URL=http://actions:«3000»/api
              - ORDERS_ADDR=orders:«50052»
              - OAUTH2_PROXY_UPSTREAMS=http://echo:«80»
              - PDNS_HOST=orders
              - PDNS_PORT=«50052»
        """,
        title="By the text of a program, by its command, in a file of variables",
        unsafe=True,
        fixed="""
        --- queue.env
        QUEUE_HOST=queue
        QUEUE_PORT=5672
        --- compose.yaml
        services:
          actions: {build: actions, environment: {PORT: 3100}}
          orders: {build: orders}
          echo: {image: traefik/whoami, command: --port 8000}
          queue: {image: "rabbitmq:3", ports: ["5673:5672"]}
          web:
            image: example/web
            env_file: queue.env
            environment:
              - ACTION_URL=http://actions:3100/api
              - ORDERS_ADDR=orders:50051
              - OAUTH2_PROXY_UPSTREAMS=http://echo:8000
              - PDNS_HOST=orders
              - PDNS_PORT=50051
        """,
    ),
    Example(
        """
        --- compose.yaml
        services:
          web: {image: example/web, environment: {"MQ_URL": "amqp://queue:«5673»"}}
          queue: {image: example/queue, ports: ["5673:5672", "5673:5671/tcp"]}
        """,
        title="Two that may be meant: nothing is edited",
    ),
    Example(
        """
        --- haproxy.cfg
        backend app
          server one web:«3001» check
        --- compose.yaml
        services:
          balancer: {image: "haproxy:3.0", volumes: ["./haproxy.cfg:/usr/local/etc/haproxy/haproxy.cfg:ro"]}
          web: {image: example/web, command: uvicorn web:app --host 0.0.0.0 --port 3000}
        """,
        title="A server of HAProxy",
        unsafe=True,
        fixed="""
        --- haproxy.cfg
        backend app
          server one web:3000 check
        """,
    ),
    Example(
        """
        --- compose.yaml
        services:
          queue: {image: "rabbitmq:3-management"}
          store: {image: minio/minio, command: "server /data --console-address :9001"}
          other:
            image: minio/minio
            command: server /data
            environment: {MINIO_CONSOLE_ADDRESS: ":9090"}
          moved: {image: minio/minio, command: "server /data --address=:9100 --console-address=:9001"}
          web:
            image: example/web
            environment:
              CELERY_BROKER_URL: amqp://user:${QUEUE_PASSWORD}@queue:«15672»//
              QUEUE_API_URL: http://queue:«5672»/api
              S3_ENDPOINT: http://store:«9001»
              MINIO_ENDPOINT: other:«9090»
              BACKUP_S3_ENDPOINT: http://moved:«9001»
        """,
        title="Another protocol, and a console where S3 is wanted",
        unsafe=True,
        fixed="""
        --- compose.yaml
        services:
          queue: {image: "rabbitmq:3-management"}
          store: {image: minio/minio, command: "server /data --console-address :9001"}
          other:
            image: minio/minio
            command: server /data
            environment: {MINIO_CONSOLE_ADDRESS: ":9090"}
          moved: {image: minio/minio, command: "server /data --address=:9100 --console-address=:9001"}
          web:
            image: example/web
            environment:
              CELERY_BROKER_URL: amqp://user:${QUEUE_PASSWORD}@queue:5672//
              QUEUE_API_URL: http://queue:5672/api
              S3_ENDPOINT: http://store:9000
              MINIO_ENDPOINT: other:9000
              BACKUP_S3_ENDPOINT: http://moved:9001
        """,
    ),
)

GOOD: tuple[Example, ...] = (
    Example(
        """
        --- compose.yaml
        services:
          api:
            image: example/api
            environment:
              ConnectionStrings__Redis: redis:6379,abortConnect=false
              REDIS_NODES: redis:6379,other:6380
              MODE_HOST: fast,port=1
          redis: {image: redis:7-alpine}
        """,
        title="Options behind an address, and lists",
    ),
    Example(
        """
        --- compose.yaml
        services:
          one: {image: example/one, environment: {DB_HOST: pg, DB_PORT: 5433}}
          two: {image: example/two, environment: {REDIS_HOST: redis, REDIS_PORT: 6380}}
          three: {image: example/three, environment: {DB_HOST: given, DB_PORT: 5433}}
          four: {image: example/four, environment: {REDIS_HOST: set, REDIS_PORT: 6380}}
          five: {image: example/five, environment: {REDIS_HOST: watch, REDIS_PORT: 26379}}
          pg: {image: postgres:16, command: ["-c", "port=5433"]}
          redis: {image: redis:7, command: redis-server /usr/local/etc/redis/redis.conf}
          given: {image: postgres:16, environment: {PGPORT: 5433, POSTGRES_PASSWORD: secret}}
          watch: {image: redis:7, command: [redis-server, --sentinel]}
          set: {image: redis:7, command: "redis-server /etc/redis/own", volumes: ["./redis:/etc/redis"]}
        """,
        title="Databases that something may give another port",
    ),
    Example(
        """
        --- compose.yaml
        services:
          web:
            image: example/web
            environment: {REDIS_URL: "redis://cache:6379/0", QUEUE_URL: "redis://queue:6380/0", JOBS: "redis://jobs/1"}
          cache:
            image: redis:7
            command: ["redis-server", "/etc/redis.conf"]
            volumes: ["./cache.conf:/etc/redis.conf:ro"]
          queue:
            image: valkey/valkey:8
            command: valkey-server /etc/valkey.conf
            volumes: ["./queue.conf:/etc/valkey.conf:ro"]
          jobs:
            image: redis:7
            command: redis-server /etc/redis.conf
            volumes: ["./jobs.conf:/etc/redis.conf:ro"]
        --- cache.conf
        # bind 127.0.0.1 -::1
        bind 127.0.0.1 172.18.0.5
        protected-mode no
        --- queue.conf
        bind * -::*
        port 6380
        --- jobs.conf
        bind 127.0.0.1
        include /etc/redis.d/network.conf
        """,
        title="Addresses that others reach, and a file that takes in another one",
    ),
    Example(
        """
        --- web/Dockerfile
        FROM python:3.12
        WORKDIR /app
        COPY . .
        CMD ["gunicorn", "shop.wsgi", "-b", "0.0.0.0:8000"]
        --- web/shop/wsgi.py
        from shop import metrics
        --- compose.yaml
        services:
          web: {build: web}
          prom: {image: example/prom, environment: {WEB_METRICS_TARGET: "web:9100", SHOP_GRPC_ADDR: "web:50051"}}
          job: {image: example/job, environment: {KAFKA_BROKERS: "kafka:9092", NODE_HOST: worker, NODE_PORT: 8000}}
          kafka:
            image: example/kafka
            ports: ["9092:29092"]
            environment: {KAFKA_LISTENERS: "INTERNAL://:9092,EXTERNAL://:29092"}
        """,
        title="Second ports of a server's own program, and a listener that the environment names",
    ),
    Example(
        """
        --- compose.yaml
        services:
          web:
            image: example/web
            environment:
              N8N_RUNNERS_TASK_BROKER_URI: http://n8n:5679
              KC_HEALTH_URL: http://keycloak:9000/health
              MINIO_CONSOLE: http://minio:9001
              RABBIT_API: http://queue:15672
              RABBITMQ_URL: amqp://queue:5671
              ELASTICSEARCH_NODE: http://search:9300
              METRICS_TARGET: api:9100
              GRPC_ADDR: api:9090
          n8n: {image: "n8nio/n8n:1", environment: {N8N_PORT: 5678}}
          keycloak: {image: "quay.io/keycloak/keycloak:26.0", command: start, environment: {KC_HTTP_PORT: 8081}}
          minio: {image: "minio/minio", command: 'server /data --console-address ":9001"'}
          queue: {image: "rabbitmq:3-management", environment: {RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS: "-x"}}
          search: {image: "elasticsearch:8.15.0"}
          api: {image: example/api, environment: {PORT: "3000"}, expose: ["3000"]}
        """,
        title="Second ports of images: brokers, management, consoles, transports, metrics",
    ),
    Example(
        """
        --- api/Dockerfile
        FROM node:20
        WORKDIR /app
        COPY . .
        CMD ["node", "server.js"]
        --- api/server.js
        const admin = 9000;
        require('http').createServer(() => {}).listen(process.env.PORT);
        require('http').createServer(() => {}).listen(admin);
        --- compose.yaml
        services:
          web: {image: example/web, environment: {API_ADMIN: "http://api:9000", API_TARGET: "http://api:9000"}}
          api: {build: api, environment: {PORT: 3100}}
        """,
        title="A second port that the program's text names",
    ),
    Example(
        """
        --- compose.yaml
        services:
          web:
            image: example/web
            environment:
              NEXT_PUBLIC_API_URL: http://api:8080
              CORS_ORIGIN: http://api:8080
              APP_URL: http://api:8080
              PUBLIC_HOST: api
              PUBLIC_PORT: "8080"
          api: {image: example/api, ports: ["8080:80"]}
        """,
        title="For browsers, and names of applications",
    ),
    Example(
        """
        --- compose.yaml
        services:
          web:
            image: example/web
            extra_hosts: ["db:10.0.0.5"]
            environment: {DATABASE_URL: "postgres://app@db:5433/app"}
          linked: {image: example/web, links: ["store:db"], environment: {DATABASE_URL: "postgres://app@db:5433/app"}}
          db: {image: postgres:16, ports: ["5433:5432"]}
          store: {image: postgres:16, command: -p 5433}
        """,
        title="The name is mapped elsewhere, or linked",
    ),
    Example(
        """
        --- compose.yaml
        services:
          web: {image: example/web, environment: {DATABASE_URL: "postgres://app@db:5433/app"}}
          moved: {image: example/web, environment: {DATABASE_URL: "postgres://app@other:5433/app", REDIS_PORT: 6380}}
          db: {image: postgres:16, command: postgres -p 5433}
          other: {image: postgres:16, environment: {PGPORT: "5433"}}
        """,
        title="A database that was moved to that port",
    ),
    Example(
        """
        --- compose.yaml
        services:
          web: {image: example/web, environment: {REDIS_URL: "redis://vpn:6380", API_URL: "http://vpn:8080/"}}
          vpn: {image: example/vpn, ports: ["8080:80"]}
          cache: {image: "redis:7", network_mode: "service:vpn"}
        """,
        title="Others are on its network",
    ),
    Example(
        """
        --- compose.yaml
        services:
          web: {image: example/web, environment: {REDIS_URL: "redis://cache:6380"}}
          cache: {image: redis:7, command: redis-server /etc/redis.conf, volumes: ["./r.conf:/etc/redis.conf"]}
          a: {image: redis:7, networks: {default: {aliases: [both]}}}
          b: {image: redis:7, networks: {default: {aliases: [both]}}}
          c: {image: example/c, environment: {REDIS_URL: "redis://both:6380", MONGO_URL: "mongodb://idle:27018"}}
          idle: {image: mongo, profiles: [never]}
        """,
        title="Settings that are not shown, a name of two, one that does not run",
    ),
    Example(
        """
        --- api/Dockerfile
        FROM node:20
        CMD ["sleep", "infinity"]
        --- compose.yaml
        services:
          web:
            image: example/web
            environment: {API_ADDR: "api:3000", DEV_SERVER: "dev:3000"}
            networks: [default, proxy]
          api: {build: api, environment: {PORT: 3100}}
          dev: {image: "node:20", command: sh -c "npm run a & npm run b", environment: {PORT: 3100}}
        networks: {proxy: {external: true}}
        """,
        title="Kept for programs that are started by hand, or that starts several",
    ),
    Example(
        """
        --- shop/compose.yaml
        services:
          web: {image: example/web, networks: [proxy, out], environment: {DB_URL: "postgres://u@store:5433/d"}}
        networks: {proxy: {external: true}, out: {external: true}}
        --- store/compose.yaml
        services:
          store: {image: "postgres:16", ports: ["5433:5432"], networks: [proxy]}
        networks: {proxy: {name: proxy}}
        """,
        title="On a network that is not shown there may be another one",
    ),
    Example(
        """
        --- compose.yaml
        services:
          db: {image: postgres:16, environment: {PGHOST: db, DB_URL: "postgres://u@db:5433/d"}, ports: ["5433:5432"]}
          job: {image: job, environment: {DB_HOST: db, DB_PORT: "${DB_PORT}", MQ_HOST: a.example, MQ_PORT: 1}}
          all: {image: example/all, env_file: all.env}
        --- all.env
        DB_HOST=db
        DB_PORT="5432"
        """,
        title="Itself, a variable, a public name",
    ),
    Example(
        """
        --- app/Dockerfile
        FROM alpine
        COPY app /app
        CMD ["/app"]
        --- compose.yaml
        services:
          web:
            image: example/web
            environment:
              STATSD_HOST: stats
              STATSD_PORT: 8125
              APP_TARGET: app:7777
              TEST_DATABASE_URL: postgres://a@db:5433/test
              OAUTH_AUTHORIZE_ENDPOINT: http://login:8081/authorize
              CADDY_API: http://edge:2019
          stats: {image: example/stats, ports: ["8125:8125/udp", "8126:8126"]}
          app: {build: app, environment: {PORT: 3000}}
          db: {image: postgres:16, ports: ["5433:5432"]}
          login: {image: example/login, ports: ["8081:80"]}
          edge: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
        --- Caddyfile
        {
        	admin :2019
        }
        :80 {
        	respond ok
        }
        """,
        title="UDP, a program that is not shown, what tests and browsers are told, an admin API",
    ),
    Example(
        """
        --- compose.yaml
        services:
          queue: {image: "rabbitmq:3-management"}
          store: {image: minio/minio, command: "server /data --console-address :9001"}
          swapped: {image: minio/minio, command: "server /data --address :9001 --console-address :9000"}
          collector: {image: jaegertracing/all-in-one}
          nats: {image: "nats:2"}
          web:
            image: example/web
            environment:
              CELERY_BROKER_URL: amqp://user@queue:5672//
              RABBITMQ_API_URL: http://queue:15672/api
              RABBITMQ_HOST: queue
              RABBITMQ_PORT: "15672"
              S3_ENDPOINT: http://store:9000
              MINIO_CONSOLE_ENDPOINT: http://store:9001
              S3_ADMIN_ENDPOINT: http://store:9001
              MINIO_URL: http://store:9001
              BACKUP_S3_ENDPOINT: http://swapped:9001
              OTEL_EXPORTER_OTLP_ENDPOINT: http://collector:4317
              NATS_MONITORING: http://nats:8222
              NATS_SERVER: http://nats:4222
              S3_MANAGER_HOST: http://store:9001
              S3_PANEL_URL: http://store:9001
        """,
        title="Protocols and consoles that are meant",
    ),
)
