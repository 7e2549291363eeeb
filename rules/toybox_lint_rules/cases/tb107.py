"""Further examples of TB107."""

from __future__ import annotations

from toybox_lint.api import Example, Severity

BAD: tuple[Example, ...] = (
    Example(
        """
        --- Caddyfile
        grpc.example.com {
            reverse_proxy «grpc:5000»
        }
        web.example.com {
            reverse_proxy grpc:5001
        }
        --- compose.yaml
        services:
          caddy: {image: "caddy:2.10", volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          grpc: {build: .}
        --- Dockerfile
        FROM mcr.microsoft.com/dotnet/sdk:8.0 AS build
        WORKDIR /src
        COPY . .
        RUN dotnet publish Grpc.csproj -c Release -o /app
        FROM mcr.microsoft.com/dotnet/aspnet:8.0
        WORKDIR /app
        COPY --from=build /app .
        ENTRYPOINT ["dotnet", "Grpc.dll"]
        --- Grpc.csproj
        <Project Sdk="Microsoft.NET.Sdk.Web"></Project>
        --- Program.cs
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddGrpc();
        var app = builder.Build();
        app.Run();
        --- appsettings.json
        {"Kestrel": {"Endpoints": {
          "Grpc": {"Url": "http://0.0.0.0:5000", "Protocols": "Http2"},
          "Web": {"Url": "http://0.0.0.0:5001"}
        }}}
        """,
        title="An endpoint of Kestrel for HTTP/2 alone",
        unsafe=True,
        fixed="""
        --- Caddyfile
        grpc.example.com {
            reverse_proxy h2c://grpc:5000
        }
        web.example.com {
            reverse_proxy grpc:5001
        }
        """,
    ),
    Example(
        """
        --- Caddyfile
        matrix.example.org {
            reverse_proxy «synapse:8448»
        }
        --- compose.yaml
        services:
          caddy: {image: "caddy:2.10", volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          synapse: {image: "matrixdotorg/synapse:v1.119.0", volumes: ["./data:/data"]}
        --- data/homeserver.yaml
        listeners:
          - {port: 8448, type: http, tls: true}
          - {port: 8008, type: http}
        """,
        title="A listener of Synapse with TLS",
        unsafe=True,
        fixed="""
        --- Caddyfile
        matrix.example.org {
            reverse_proxy https://synapse:8448 {
                transport http {
                    tls_insecure_skip_verify
                }
            }
        }
        """,
    ),
    Example(
        """
        --- Caddyfile
        shop.example.com {
        	reverse_proxy /a/* «a:9000»
        	reverse_proxy /b/* «b:9000»
        	reverse_proxy /c/* «c:9000»
        	reverse_proxy /d/* d:8080
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          a:
            image: example/shop
            healthcheck:
              test: SCRIPT_FILENAME=/ping REQUEST_METHOD=GET cgi-fcgi -bind -connect 127.0.0.1:9000 | grep -q pong
          b:
            image: example/shop
            healthcheck:
              test: [CMD, cgi-fcgi, -bind, -connect, "127.0.0.1:9000"]
          c:
            image: example/shop
            healthcheck:
              test: |
                cgi-fcgi -bind \\
                  -connect 127.0.0.1:9000
          d:
            image: example/shop
            healthcheck:
              test: |
                command -v cgi-fcgi > /dev/null
                nc -z localhost 8080
        """,
        title="A healthcheck asks in FastCGI",
        message="speaks FastCGI on 9000",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy /plain/* «web:443»
        	reverse_proxy https://web:443
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          web: {image: example/web}
        """,
        title="The port of HTTPS, which another route asks in HTTPS",
        severity=Severity.WARNING,
        unsafe=True,
        fixed="""
        --- Caddyfile
        example.com {
        	reverse_proxy /plain/* https://web:443 {
        		transport http {
        			tls_insecure_skip_verify
        		}
        	}
        	reverse_proxy https://web:443
        }
        """,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	forward_auth «php:9000» {
        		uri /check
        		copy_headers Remote-User
        	}
        	respond ok
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          php: {image: php:8-fpm}
        """,
        title="A login that php-fpm is asked for",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy /calls/* «calls:50051»
        	reverse_proxy /vectors/* «vectors:6334»
        }
        mail.example.com {
        	root * /var/www/html
        	reverse_proxy «mail:9000»
        }
        desk.example.com {
        	reverse_proxy «https://desk:3000»
        }
        idm.example.com {
        	reverse_proxy «idm:8443»
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          calls: {build: calls}
          vectors: {image: qdrant/qdrant}
          mail: {image: "roundcube/roundcubemail:1.6.x-fpm-alpine"}
          desk: {image: lscr.io/linuxserver/webtop}
          idm: {image: kanidm/server, volumes: ["./server.toml:/data/server.toml"]}
        --- server.toml
        bindaddress = "[::]:8443"
        tls_chain = "/data/chain.pem"
        --- calls/Dockerfile
        FROM golang:1.23 AS build
        WORKDIR /src
        COPY . .
        RUN go build -o /app .
        FROM scratch
        COPY --from=build /app /app
        ENTRYPOINT ["/app"]
        --- calls/main.go
        package main
        import ("net"; "google.golang.org/grpc")
        func main() {
        	lis, _ := net.Listen("tcp", ":50051")
        	s := grpc.NewServer()
        	s.Serve(lis)
        }
        """,
        title="gRPC without HTTP/2, the variant of an image that is php-fpm alone",
        unsafe=True,
        fixed="""
        --- Caddyfile
        example.com {
        	reverse_proxy /calls/* h2c://calls:50051
        	reverse_proxy /vectors/* h2c://vectors:6334
        }
        mail.example.com {
        	root * /var/www/html
        	reverse_proxy mail:9000
        }
        desk.example.com {
        	reverse_proxy http://desk:3000
        }
        idm.example.com {
        	reverse_proxy https://idm:8443 {
        		transport http {
        			tls_insecure_skip_verify
        		}
        	}
        }
        """,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	root * /srv/app/public
        	reverse_proxy «php:9000»
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile", "public:/srv/app/public:ro"]}
          php: {image: "php:8.3-fpm", volumes: ["public:/srv/app/public"]}
        volumes: {public: {}}
        """,
        title="Both have the scripts at the root of the site",
        unsafe=True,
        fixed="""
        --- Caddyfile
        example.com {
        	root * /srv/app/public
        	php_fastcgi php:9000
        	file_server
        }
        """,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	php_fastcgi /a/* «api:8001»
        	php_fastcgi /b/* «web:80» {
        		root /srv
        		read_timeout 30s
        	}
        	reverse_proxy /c/* «api:8001» {
        		transport fastcgi {
        			root /srv
        		}
        	}
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          api: {image: example/api, command: "gunicorn app.wsgi -b 0.0.0.0:8001 --certfile=/c.pem --keyfile=/k.pem"}
          web: {image: example/web, command: "gunicorn app.wsgi -b 0.0.0.0:80 --certfile=/c.pem --keyfile=/k.pem"}
        """,
        title="FastCGI to HTTPS",
        unsafe=True,
        fixed="""
        --- Caddyfile
        example.com {
        	reverse_proxy /a/* https://api:8001 {
        		transport http {
        			tls_insecure_skip_verify
        		}
        	}
        	reverse_proxy /b/* web:80 {
        		transport http {
        			read_timeout 30s
        			tls
        			tls_insecure_skip_verify
        		}
        	}
        	reverse_proxy /c/* https://api:8001 {
        		transport http {
        			tls_insecure_skip_verify
        		}
        	}
        }
        """,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy /a/* {
        		dynamic a «api» 8001
        	}
        	reverse_proxy /b/* {
        		dynamic a «web» 8000
        		transport http {
        			tls
        			tls_insecure_skip_verify
        		}
        	}
        	reverse_proxy /c/* {
        		dynamic a «php» 9000
        	}
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          api: {image: example/api, command: "gunicorn app.wsgi -b 0.0.0.0:8001 --certfile=/c.pem --keyfile=/k.pem"}
          web: {image: example/web, command: "gunicorn app.wsgi -b 0.0.0.0:8000"}
          php: {image: php:8-fpm}
        """,
        title="Looked up while Caddy runs: its protocol is that of the transport",
        unsafe=True,
        fixed="""
        --- Caddyfile
        example.com {
        	reverse_proxy /a/* {
        		dynamic a api 8001
        		transport http {
        			tls
        			tls_insecure_skip_verify
        		}
        	}
        	reverse_proxy /b/* {
        		dynamic a web 8000
        	}
        	php_fastcgi /c/* {
        		dynamic a php 9000
        		root /var/www/html
        	}
        }
        """,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy /a/* «http://web»
        	reverse_proxy /b/* «web:80» {
        		transport http {
        			dial_timeout 2s
        		}
        	}
        	reverse_proxy /c/* {$API:«api:8001»}
        	reverse_proxy /d/* {$API_PLAIN:«http://api:8001»}
        	reverse_proxy /e/* {$API_HOST:«http://api}:8001»
        	reverse_proxy /f/* «{$GIVEN}:8001»
        }
        --- compose.yaml
        services:
          caddy:
            image: caddy:2
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
            environment: {GIVEN: api}
          web:
            image: example/web
            command: hypercorn main:app --bind 0.0.0.0:80 --certfile /c.pem --keyfile /k.pem
          api:
            image: example/api
            command: gunicorn app.wsgi -b 0.0.0.0:8001 --certfile=/c.pem --keyfile=/k.pem
        """,
        title="HTTPS on port 80, which no scheme can ask for, and in the default of a variable",
        unsafe=True,
        fixed="""
        --- Caddyfile
        example.com {
        	reverse_proxy /a/* web {
        		transport http {
        			tls
        			tls_insecure_skip_verify
        		}
        	}
        	reverse_proxy /b/* web:80 {
        		transport http {
        			dial_timeout 2s
        			tls
        			tls_insecure_skip_verify
        		}
        	}
        	reverse_proxy /c/* {$API:https://api:8001} {
        		transport http {
        			tls_insecure_skip_verify
        		}
        	}
        	reverse_proxy /d/* {$API_PLAIN:https://api:8001} {
        		transport http {
        			tls_insecure_skip_verify
        		}
        	}
        	reverse_proxy /e/* {$API_HOST:https://api}:8001 {
        		transport http {
        			tls_insecure_skip_verify
        		}
        	}
        	reverse_proxy /f/* https://{$GIVEN}:8001 {
        		transport http {
        			tls_insecure_skip_verify
        		}
        	}
        }
        """,
    ),
    Example(
        """
        --- Caddyfile
        (with) {
        	php_fastcgi {args[0]} {args[1]}
        }
        example.com {
        	php_fastcgi /a/* «web:8000»
        	php_fastcgi /b/* «web:8000» {
        		root /srv
        		index app.php
        	}
        	php_fastcgi /c/* "«web:8000»" {
        		root /srv
        		read_timeout 30s
        		header_up X-Site c
        		dial_timeout 2s
        	}
        	reverse_proxy /d/* «web:8000» {
        		transport fastcgi {
        			root /srv
        			read_timeout 30s
        		}
        	}
        	reverse_proxy /e/* «web:8000» {
        		header_up X-Site e
        		transport fastcgi {
        			root /srv
        		}
        	}
        	php_fastcgi /h/* «web:8000» {
        		header_up X-Site h
        	}
        	import with /f/* «api:8000»
        	import with /g/* php:9000
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          web: {build: ., command: uvicorn main:app --host 0.0.0.0 --port 8000}
          api: {build: ., command: uvicorn main:app --host 0.0.0.0 --port 8000}
          php: {image: php:8-fpm}
        """,
        title="FastCGI with options: timeouts stay, what only PHP knows goes",
        unsafe=True,
        fixed="""
        --- Caddyfile
        (with) {
        	php_fastcgi {args[0]} {args[1]}
        }
        example.com {
        	reverse_proxy /a/* web:8000
        	reverse_proxy /b/* web:8000
        	reverse_proxy /c/* "web:8000" {
        		header_up X-Site c
        		transport http {
        			read_timeout 30s
        			dial_timeout 2s
        		}
        	}
        	reverse_proxy /d/* web:8000 {
        		transport http {
        			read_timeout 30s
        		}
        	}
        	reverse_proxy /e/* web:8000 {
        		header_up X-Site e
        	}
        	reverse_proxy /h/* web:8000 {
        		header_up X-Site h
        	}
        	reverse_proxy /f/* api:8000
        	import with /g/* php:9000
        }
        """,
    ),
    Example(
        """
        --- Caddyfile
        a.example.com {
        	reverse_proxy «https://one:8000» «https://two:8000»
        }
        b.example.com {
        	reverse_proxy «one:8443» «two:8443»
        }
        c.example.com {
        	reverse_proxy «php:9000» «fpm:9000»
        }
        d.example.com {
        	php_fastcgi «one:8000» «two:8000»
        }
        e.example.com {
        	reverse_proxy one:8000 «other:9000» «two:8443»
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          one: &both
            build: .
            command: "sh -c 'uvicorn a:b --host :: --port 8000 & uvicorn a:b --host :: --port 8443 --ssl-certfile c'"
          two: *both
          php: {image: php:8-fpm}
          other: {image: php:8-fpm}
          fpm: {image: php:8-fpm}
        """,
        title="Several upstreams: all need the same, or some nothing",
        unsafe=True,
        fixed="""
        --- Caddyfile
        a.example.com {
        	reverse_proxy http://one:8000 http://two:8000
        }
        b.example.com {
        	reverse_proxy https://one:8443 https://two:8443 {
        		transport http {
        			tls_insecure_skip_verify
        		}
        	}
        }
        c.example.com {
        	php_fastcgi php:9000 fpm:9000 {
        		root /var/www/html
        	}
        }
        d.example.com {
        	reverse_proxy one:8000 two:8000
        }
        e.example.com {
        	reverse_proxy one:8000 other:9000 two:8000
        }
        """,
    ),
    Example(
        """
        --- Caddyfile
        (tls) {
        	reverse_proxy {args[0]} {
        		transport http {
        			tls_insecure_skip_verify
        		}
        	}
        }
        (php) {
        	encode gzip
        	reverse_proxy /php/* {args[0]}:9000
        }
        (both) {
        	# A comment comes along.

        	handle /api/* {
        		reverse_proxy https://{args[0]}
        	}
        	reverse_proxy {args[1]}:9000
        }
        (quoted) {
        	header X-Site `{args[0]}`
        	php_fastcgi {args[1]} {args[0]}
        }
        (long) {
        	header X-Long "a
        	b"
        	php_fastcgi {args[1]} {args[0]}
        }
        (again) {
        	import quoted {args[0]} /c/*
        }
        one.example.com {
        	import tls «web:8000»
        	import php «php»
        }
        two.example.com {
        	import tls «api:8000»
        	import php «fpm»
        }
        three.example.com {
        	import both safe:8443 «php»
        }
        four.example.com {
        	import both safe:8443 files
        }
        five.example.com {
        	import again «files:9000»
        	import quoted «files:9000» /d/*
        	import quoted php:9000 /e/*
        	import long «files:9000» /f/*
        	import long php:9000 /g/*
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          web: {build: ., command: uvicorn main:app --host 0.0.0.0 --port 8000}
          api: {build: ., command: uvicorn main:app --host 0.0.0.0 --port 8000}
          safe: {build: ., command: "uvicorn main:app --host 0.0.0.0 --port 8443 --ssl-keyfile k --ssl-certfile c"}
          files: {build: ., command: uvicorn main:app --host 0.0.0.0 --port 9000}
          php: {image: php:8-fpm}
          fpm: {image: php:8-fpm}
        """,
        title="Lines that an import brings to several: changed for all, or written out for one",
        unsafe=True,
        fixed="""
        --- Caddyfile
        (tls) {
        	reverse_proxy {args[0]}
        }
        (php) {
        	encode gzip
        	php_fastcgi /php/* {args[0]}:9000 {
        		root /var/www/html
        	}
        }
        (both) {
        	# A comment comes along.

        	handle /api/* {
        		reverse_proxy https://{args[0]}
        	}
        	reverse_proxy {args[1]}:9000
        }
        (quoted) {
        	header X-Site `{args[0]}`
        	php_fastcgi {args[1]} {args[0]}
        }
        (long) {
        	header X-Long "a
        	b"
        	php_fastcgi {args[1]} {args[0]}
        }
        (again) {
        	import quoted {args[0]} /c/*
        }
        one.example.com {
        	import tls http://web:8000
        	import php php
        }
        two.example.com {
        	import tls http://api:8000
        	import php fpm
        }
        three.example.com {
        	# A comment comes along.

        	handle /api/* {
        		reverse_proxy https://safe:8443
        	}
        	php_fastcgi php:9000 {
        		root /var/www/html
        	}
        }
        four.example.com {
        	import both safe:8443 files
        }
        five.example.com {
        	import again files:9000
        	import quoted files:9000 /d/*
        	import quoted php:9000 /e/*
        	import long files:9000 /f/*
        	import long php:9000 /g/*
        }
        """,
    ),
    Example(
        """
        --- Caddyfile
        shop.example.com {
        	reverse_proxy «http://shop:9000» {
        		transport http {
        			read_timeout 30s
        		}
        	}
        }
        wiki.example.com {
        	root * /var/www/html
        	reverse_proxy {
        		to «wiki:9000»
        		header_up X-Site wiki
        		transport http {
        			dial_timeout 2s
        		}
        	}
        	file_server
        }
        blog.example.com {
        	root * /var/www/html
        	reverse_proxy «wiki:9000» {
        		transport http
        	}
        }
        apps.example.com {
        	root * {$ROOT}
        	reverse_proxy /app/* «app:9000»
        	reverse_proxy /other/* «other:9000»
        	reverse_proxy /forum/* «forum:9000» {
        		transport http {
        			keepalive 10s
        		}
        	}
        }
        --- src/public/index.php
        <?php
        --- app/index.php
        <?php
        --- compose.yaml
        services:
          caddy:
            image: caddy:2
            environment: {ROOT: "${ROOT}"}
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile", "./site:/var/www/html"]
          shop: {image: php:8-fpm, volumes: ["./src:/srv/shop"]}
          wiki: {image: mediawiki:fpm, volumes: ["./site:/var/www/html"]}
          app: {image: example/app, command: php-fpm, volumes: ["./app:/opt/app"]}
          other: {image: example/other, command: php-fpm}
          forum: {image: "php:8-fpm"}
        """,
        title="HTTP to php-fpm: the folder of the scripts is named where the site does not",
        unsafe=True,
        fixed="""
        --- Caddyfile
        shop.example.com {
        	php_fastcgi shop:9000 {
        		root /srv/shop/public
        		read_timeout 30s
        	}
        }
        wiki.example.com {
        	root * /var/www/html
        	php_fastcgi {
        		to wiki:9000
        		header_up X-Site wiki
        		dial_timeout 2s
        	}
        	file_server
        }
        blog.example.com {
        	root * /var/www/html
        	php_fastcgi wiki:9000
        }
        apps.example.com {
        	root * {$ROOT}
        	php_fastcgi /app/* app:9000
        	reverse_proxy /other/* other:9000
        	reverse_proxy /forum/* forum:9000 {
        		transport http {
        			keepalive 10s
        		}
        	}
        }
        """,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy «api:8001» «api:8001» {
        		lb_policy first
        	}
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          api:
            build: .
            command: gunicorn app.wsgi -b 0.0.0.0:8001 --certfile=/c.pem --keyfile=/k.pem
        """,
        title="One server, named twice",
        unsafe=True,
        fixed="""
        --- Caddyfile
        example.com {
        	reverse_proxy https://api:8001 https://api:8001 {
        		lb_policy first
        		transport http {
        			tls_insecure_skip_verify
        		}
        	}
        }
        """,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy web:8000
        	reverse_proxy /api/* «https://web:8000» {
        		transport http {
        			tls_insecure_skip_verify
        		}
        	}
        	reverse_proxy /admin/* https://admin:8443
        	reverse_proxy /static/* «admin:8443»
        	reverse_proxy /told/* https://web:8000  # no certificate can be trusted: TB116
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          web: {image: example/web, expose: [8000]}
          admin: {image: example/admin, expose: [8443]}
        """,
        title="One port, asked in both: one of the two fails",
        severity=Severity.WARNING,
        unsafe=True,
        fixed="""
        --- Caddyfile
        example.com {
        	reverse_proxy web:8000
        	reverse_proxy /api/* http://web:8000
        	reverse_proxy /admin/* https://admin:8443
        	reverse_proxy /static/* https://admin:8443 {
        		transport http {
        			tls_insecure_skip_verify
        		}
        	}
        	reverse_proxy /told/* https://web:8000  # no certificate can be trusted: TB116
        }
        """,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy «{env.UPSTREAM}» {
        		transport http {
        			tls_insecure_skip_verify
        		}
        	}
        }
        --- compose.yaml
        services:
          caddy:
            image: caddy:2
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
            environment: {UPSTREAM: "web:8000"}
          web: {build: ., command: uvicorn web:app --host 0.0.0.0 --port 8000}
        """,
        title="An address that Caddy looks up while it runs",
        unsafe=True,
        fixed="""
        --- Caddyfile
        example.com {
        	reverse_proxy {env.UPSTREAM}
        }
        """,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy /mail/* «mail:1025»
        	reverse_proxy /queue/* «mqtt:1883»
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          mail: {image: axllent/mailpit}
          mqtt: {image: eclipse-mosquitto}
        """,
        title="The port for mail of a service that has one for the web, and one that has none",
        unsafe=True,
        fixed="""
        --- Caddyfile
        example.com {
        	reverse_proxy /mail/* mail:8025
        	reverse_proxy /queue/* mqtt:1883
        }
        """,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy «app:8000»
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          app: {build: .}
        --- Dockerfile
        FROM python:3.12
        WORKDIR /app
        COPY . .
        CMD ["uwsgi", "--ini", "uwsgi.ini"]
        --- uwsgi.ini
        [uwsgi]
        module = app
        uwsgi-socket = 0.0.0.0:8000
        """,
        title="The socket is in an ini file",
        message="app speaks uwsgi on 8000",
        unsafe=True,
        fixed="""
        --- uwsgi.ini
        [uwsgi]
        module = app
        http-socket = 0.0.0.0:8000
        """,
    ),
    Example(
        """
        --- Caddyfile
        budget.example.com {
        	reverse_proxy «budget:5006»
        }
        registry.example.com {
        	reverse_proxy «registry:5000»
        }
        npm.example.com {
        	reverse_proxy «npm:4873»
        }
        git.example.com {
        	reverse_proxy «git:3000»
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          budget: {image: actualbudget/actual-server, environment: {ACTUAL_HTTPS_KEY: /data/key.pem}}
          registry: {image: "registry:2", environment: {REGISTRY_HTTP_TLS_CERTIFICATE: /c.crt}}
          npm: {image: verdaccio/verdaccio:6, environment: [VERDACCIO_PROTOCOL=https]}
          git: {image: "codeberg.org/forgejo/forgejo:9", environment: {FORGEJO__server__PROTOCOL: https}}
          plain: {image: "codeberg.org/forgejo/forgejo:9", environment: {FORGEJO__server__PROTOCOL: http}}
        """,
        title="Variables that turn TLS on",
        message="turns on TLS",
        unsafe=True,
        fixed="""
        --- Caddyfile
        budget.example.com {
        	reverse_proxy https://budget:5006 {
        		transport http {
        			tls_insecure_skip_verify
        		}
        	}
        }
        registry.example.com {
        	reverse_proxy https://registry:5000 {
        		transport http {
        			tls_insecure_skip_verify
        		}
        	}
        }
        npm.example.com {
        	reverse_proxy https://npm:4873 {
        		transport http {
        			tls_insecure_skip_verify
        		}
        	}
        }
        git.example.com {
        	reverse_proxy https://git:3000 {
        		transport http {
        			tls_insecure_skip_verify
        		}
        	}
        }
        """,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy /emby/* «emby:8920»
        	reverse_proxy /pass/* «pass:4433»
        	reverse_proxy /es/* «es:9200»
        	reverse_proxy /mqtt/* «mqtt:9001»
        	reverse_proxy /t/* «temporal:7233»
        	reverse_proxy /node/* «h2c://node:3000»
        	reverse_proxy /net/* «h2c://net:8080»
        }
        --- mosquitto.conf
        listener 9001
        --- node/Dockerfile
        FROM node:22
        WORKDIR /app
        COPY . .
        CMD ["node", "server.js"]
        --- node/server.js
        const express = require('express')
        const app = express()
        app.listen(3000)
        --- net/Dockerfile
        FROM mcr.microsoft.com/dotnet/aspnet:8.0
        WORKDIR /app
        COPY out .
        ENTRYPOINT ["dotnet", "Api.dll"]
        --- net/Program.cs
        var app = WebApplication.CreateBuilder(args).Build();
        app.Run();
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          emby: {image: linuxserver/emby, volumes: ["emby:/config"]}
          pass: {image: "passbolt/passbolt:latest-ce-non-root", volumes: ["gpg:/etc/passbolt/gpg"]}
          es: {image: "elasticsearch:8.14.3", environment: {discovery.type: single-node}}
          mqtt: {image: eclipse-mosquitto:2, volumes: ["./mosquitto.conf:/mosquitto/config/mosquitto.conf"]}
          temporal: {image: temporalio/auto-setup}
          node: {build: node}
          net: {build: net}
        volumes: {emby: , gpg: }
        """,
        title="The port beside that is there for HTTPS, MQTT, gRPC, and HTTP/2 where only HTTP/1.1 is spoken",
        unsafe=True,
        fixed="""
        --- Caddyfile
        example.com {
        	reverse_proxy /emby/* https://emby:8920 {
        		transport http {
        			tls_insecure_skip_verify
        		}
        	}
        	reverse_proxy /pass/* https://pass:4433 {
        		transport http {
        			tls_insecure_skip_verify
        		}
        	}
        	reverse_proxy /es/* https://es:9200 {
        		transport http {
        			tls_insecure_skip_verify
        		}
        	}
        	reverse_proxy /mqtt/* mqtt:9001
        	reverse_proxy /t/* h2c://temporal:7233
        	reverse_proxy /node/* http://node:3000
        	reverse_proxy /net/* http://net:8080
        }
        """,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	php_fastcgi «app:8000»
        }
        --- Dockerfile
        FROM dunglas/frankenphp:1-php8.3
        WORKDIR /app
        COPY . .
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          app:
            build: .
            command: php artisan octane:frankenphp --host=0.0.0.0 --port=8000
            environment: {CADDY_TLS: "${CADDY_TLS}"}
        """,
        title="FastCGI to a server that may speak HTTPS, and surely HTTP",
        message="speaks HTTP on 8000",
    ),
)

GOOD: tuple[Example, ...] = (
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy host.docker.internal:443
        }
        --- compose.yaml
        services:
          caddy:
            image: caddy:2
            ports: ["8443:443"]
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
            extra_hosts: ["host.docker.internal:host-gateway"]
          web: {image: example/web, ports: ["443:80"]}
        """,
        title="A port of the host that leads to another one of the container",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	@calls header Content-Type application/grpc*
        	reverse_proxy @calls h2c://vectors:6334
        	reverse_proxy vectors:6333
        }
        more.example.com {
        	reverse_proxy vectors:6334 {
        		transport http {
        			versions h2c 2
        		}
        	}
        }
        web.example.com {
        	reverse_proxy both:50051
        }
        site.example.com {
        	reverse_proxy site:9000
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          vectors: {image: qdrant/qdrant}
          both: {build: both}
          site: {image: "example/site:8-fpm-nginx"}
        --- both/Dockerfile
        FROM golang:1.23 AS build
        WORKDIR /src
        COPY . .
        RUN go build -o /app .
        FROM scratch
        COPY --from=build /app /app
        ENTRYPOINT ["/app"]
        --- both/main.go
        package main
        import ("net"; "google.golang.org/grpc"; "golang.org/x/net/http2/h2c")
        func main() {
        	lis, _ := net.Listen("tcp", ":50051")
        	s := grpc.NewServer()
        	h2c.NewHandler(nil, nil)
        	s.Serve(lis)
        }
        """,
        title="HTTP/2 for gRPC; a program that answers in both, a variant with a server of its own",
    ),
    Example(
        """
        --- Caddyfile
        npm.example.com {
        	reverse_proxy npm:4873
        }
        budget.example.com {
        	reverse_proxy budget:5006
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          npm: {image: verdaccio/verdaccio:6, environment: [VERDACCIO_PROTOCOL=http]}
          budget: {image: actualbudget/actual-server, environment: {ACTUAL_HTTPS_KEY: "${KEY}"}}
        """,
        title="The variable has another value, or one that is not known",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy /a/* a:8000
        	reverse_proxy /b/* b:8000
        	reverse_proxy /c/* c:8000
        	reverse_proxy /d/* d:8000
        	reverse_proxy /e/* e:8000
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          a: {image: example/a, command: "uwsgi --socket 0.0.0.0:8000 --protocol=http -w wsgi:app"}
          b: {image: example/b, command: "uwsgi -s 0.0.0.0:8000 --protocol http -w wsgi:app"}
          c: {image: example/c, command: "uwsgi -s 0.0.0.0:8000 -w wsgi:app", environment: {UWSGI_PROTOCOL: http}}
          d: {build: .}
          e: {image: example/e, command: "uwsgi -s 0.0.0.0:8000 -w wsgi:app --protocol puwsgi"}
        --- Dockerfile
        FROM python:3.12
        WORKDIR /app
        COPY . .
        CMD ["uwsgi", "app.ini"]
        --- app.ini
        [uwsgi]
        module = wsgi:app
        socket = 0.0.0.0:8000
        protocol = http
        """,
        title="uWSGI is told which protocol its sockets speak",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy /es/* es:9200
        	reverse_proxy /old/* old:9200
        	reverse_proxy /node/* h2c://node:3000
        	reverse_proxy /other/* h2c://other:3000
        	reverse_proxy /net/* h2c://net:8080
        	reverse_proxy /mqtt/* mqtt:9001
        }
        --- mosquitto.conf
        listener 9001
        protocol websockets
        --- node/Dockerfile
        FROM node:22
        WORKDIR /app
        COPY . .
        CMD ["node", "server.js"]
        --- node/server.js
        const app = require('fastify')({ http2: true })
        app.listen({ port: 3000, host: '0.0.0.0' })
        --- other/Dockerfile
        FROM node:22
        WORKDIR /app
        COPY . .
        CMD ["node", "server.js"]
        --- other/server.js
        const server = require('./made')
        server.listen(3000)
        --- net/Dockerfile
        FROM mcr.microsoft.com/dotnet/aspnet:8.0
        WORKDIR /app
        COPY out .
        ENTRYPOINT ["dotnet", "Api.dll"]
        --- net/Program.cs
        var builder = WebApplication.CreateBuilder(args);
        builder.WebHost.ConfigureKestrel(o => o.ConfigureEndpointDefaults(e => e.Protocols = HttpProtocols.Http2));
        builder.Build().Run();
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          es: {image: "elasticsearch:8.14.3", environment: {xpack.security.enabled: "false"}}
          old: {image: "elasticsearch:7.17.0"}
          node: {build: node}
          other: {build: other}
          net: {build: net}
          mqtt: {image: eclipse-mosquitto:2, volumes: ["./mosquitto.conf:/mosquitto/config/mosquitto.conf"]}
        """,
        title="Elasticsearch without its security, programs that speak HTTP/2, or may",
    ),
)
