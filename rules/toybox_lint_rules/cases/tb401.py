"""Further examples of TB401."""

from __future__ import annotations

from toybox_lint.api import Example, Severity

BAD: tuple[Example, ...] = (
    Example(
        """
        --- Caddyfile
        &(posts) {
        	@old path_regexp «^/posts/(\\d+$»
        	redir @old /p/{re.1}
        }
        (office) {
        	@office {
        		path /admin/*
        		not remote_ip «10.0.0.0/33»
        	}
        }
        one.example.com {
        	import office
        	respond "none"
        }
        two.example.com {
        	import office
        	invoke posts
        	handle @office {
        		respond 403
        	}
        }
        """,
        title="Such words in a named route that is invoked, and in a matcher that one of two sites uses",
    ),
    Example(
        """
        --- Caddyfile
        {
        	pki {
        		ca inner {
        			name Inner
        		}
        	}
        }
        a.example.com {
        	tls {
        		issuer internal {
        			ca «iner»
        		}
        		key_type «P256»
        		protocols tls1.3 «tls1.2»
        		client_auth {
        			mode «required»
        		}
        	}
        	log {
        		level «warning»
        	}
        	@api `{path}.startsWith("/api") && {method} == "GET"`
        	@both expression `«path("/a") and method("POST")»`
        	@one `«{path} = "/x"»`
        	@open `«(path("/x")»`
        	@call `«methd("GET")»`
        	@unused `(`
        	respond @api ok
        	respond @one ok
        	respond @open ok
        	respond @call ok
        	header @both Location "«http://(.*»" https://$1
        	header {
        		Location http:// https://
        	}
        	map {path} {kind} {
        		"«~^/(a»" a
        		default b
        	}
        	reverse_proxy web:8000 {
        		header_up Cookie «a**» b
        		health_uri /
        		health_body «(ok»
        	}
        }
        """,
        title="Words that adapt passes on, and at which Caddy ends when it starts",
    ),
    Example(
        """
        --- Caddyfile
        a.example.com {
        	encode gzip «zst»
        	reverse_proxy web:8000 {
        		lb_policy «roundrobin»
        	}
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
        """,
        title="Modules by names that are nearly right",
        unsafe=True,
        fixed="""
        --- Caddyfile
        a.example.com {
        	encode gzip zstd
        	reverse_proxy web:8000 {
        		lb_policy round_robin
        	}
        }
        """,
    ),
    Example(
        """
        --- Caddyfile
        a.example.com {
        	respond ok
        }
        «}»
        «b.example.com» {
        	respond ok
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
        """,
        title="A brace that closes nothing, on a line of its own",
        unsafe=True,
        fixed="""
        --- Caddyfile
        a.example.com {
        	respond ok
        }
        b.example.com {
        	respond ok
        }
        """,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	basic_auth «admin» $2a$14$6TtpiWk3v0yGcGqYy3lQXuwzq5sJ5nC3l0fYJrIUsB9qU0Yt3cQdK
        	respond hello
        }
        """,
        title="A user beside basic_auth, not in its block",
        message="'admin' is no hash algorithm",
    ),
    Example(
        """
        --- Caddyfile
        {
        	email admin@example.com

        	# certificates by themselves
        	auto_https «on»
        }

        example.com {
        	respond hello
        }
        """,
        title="What Caddy does by itself cannot be asked for",
        message="there is no auto_https on",
        fixed="""
        --- Caddyfile
        {
        	email admin@example.com

        	# certificates by themselves
        }

        example.com {
        	respond hello
        }
        """,
    ),
    Example(
        """
        --- Caddyfile
        {
        	auto_https «on» disable_redirects
        }

        example.com {
        	respond hello
        }
        """,
        title="Beside another word",
    ),
    Example(
        """
        --- Caddyfile
        import «sites/*.caddy»
        --- sites/.gitkeep
        --- compose.yaml
        services:
          caddy:
            image: caddy:2
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile", "./sites:/etc/caddy/sites"]
        """,
        title="A folder that is there for sites to come",
        message="no file matches sites/*.caddy; Caddy goes on without",
        severity=Severity.INFO,
    ),
    Example(
        """
        --- Caddyfile
        import «sites/*.caddy»
        --- sites/a.conf
        a.example.com {
        	respond ok
        }
        --- compose.yaml
        services:
          caddy:
            image: caddy:2
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile", "./sites:/etc/caddy/sites"]
        """,
        title="The files have another extension",
        severity=Severity.WARNING,
    ),
    Example(
        """
        --- Caddyfile
        import «sites/*.caddy»
        --- sites/.gitkeep
        """,
        title="An empty folder beside the file",
        severity=Severity.INFO,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy «https://web:80» {
        		transport http {
        			tls_insecure_skip_verify
        		}
        	}
        	reverse_proxy /api/* «http://web:443» {
        		header_up X-Site a
        		transport http {
        			tls
        		}
        	}
        }
        """,
        title="A scheme that contradicts the port, beside a transport with TLS",
        unsafe=True,
        fixed="""
        --- Caddyfile
        example.com {
        	reverse_proxy web:80 {
        		transport http {
        			tls_insecure_skip_verify
        		}
        	}
        	reverse_proxy /api/* https://web:443 {
        		header_up X-Site a
        		transport http {
        			tls
        		}
        	}
        }
        """,
    ),
    Example(
        """
        --- Caddyfile
        «http://app.${DOMAIN}» {
        	reverse_proxy web:8000
        }
        --- compose.yaml
        services:
          caddy:
            image: caddy:2
            environment: [DOMAIN=example.com]
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
          web: {build: ., command: gunicorn app.wsgi -b 0.0.0.0:8000}
        """,
        title="A variable of the shell in an address that Caddy accepts",
        severity=Severity.WARNING,
        message="Caddy has no shell variables",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy /a/* «{$A}»
        	reverse_proxy /b/* http://{$B}
        	reverse_proxy /c/* «{$C}» {
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
            environment:
              A: https://web:80
              B: web:80
              C: https://web:80
          web: {image: httpd:2}
        """,
        title="A value that is given in the compose file",
        unsafe=True,
        fixed="""
        --- compose.yaml
        services:
          caddy:
            image: caddy:2
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
            environment:
              A: http://web:80
              B: web:80
              C: web:80
          web: {image: httpd:2}
        """,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy /live/* «{$LIVE}»
        	reverse_proxy «{$WEB}»
        }
        --- compose.yaml
        services:
          caddy:
            image: caddy:2
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
            environment: {LIVE: "${LIVE}", WEB: "http://web:80/"}
          web: {image: httpd:2}
        --- .env
        LIVE=ws://web
        """,
        title="A value that is given in .env, one in the compose file",
        fixed="""
        --- compose.yaml
        services:
          caddy:
            image: caddy:2
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
            environment: {LIVE: "${LIVE}", WEB: "http://web:80"}
          web: {image: httpd:2}
        --- .env
        LIVE=http://web
        """,
    ),
    Example(
        """
        --- Caddyfile
        :8090 {
        	handle /api «/api/*» {
        		reverse_proxy app:3000
        	}
        	handle /api/v2 «/v2/*» {
        		reverse_proxy app:4000
        	}
        }
        """,
        title="Twice, of which each gets a name",
        fixed="""
        --- Caddyfile
        :8090 {
        	@api path /api /api/*
        	handle @api {
        		reverse_proxy app:3000
        	}
        	@api_v2 path /api/v2 /v2/*
        	handle @api_v2 {
        		reverse_proxy app:4000
        	}
        }
        """,
    ),
    Example(
        """
        --- Caddyfile
        :8090 {
        	handle /api, «/api/*» {
        		reverse_proxy app:3000
        	}
        }
        """,
        title="With a comma, which would be a part of the path",
    ),
    Example(
        """
        --- Caddyfile
        :8090 {
        	handle /mcp «/mcp/*» {
        		reverse_proxy app:3000
        	}
        	reverse_proxy web:3000
        }
        """,
        title="Several paths, which need a name",
        fixed="""
        --- Caddyfile
        :8090 {
        	@mcp path /mcp /mcp/*
        	handle @mcp {
        		reverse_proxy app:3000
        	}
        	reverse_proxy web:3000
        }
        """,
    ),
    Example(
        """
        --- Caddyfile
        :8090 {
        	@one path /one
        	route /a/* «/b/*» {  # both
        		reverse_proxy app:3001
        	}
        	handle /one «/more/*» {
        		reverse_proxy app:3002
        	}
        	handle_path /one/* «/two/*» {
        		reverse_proxy app:3003
        	}
        }
        """,
        title="Beside a comment, a matcher of that name, and where there may be no name",
    ),
    Example(
        """
        --- Caddyfile
        a.example.com ｛
        	reverse_proxy web:8000
        «｝»
        """,
        title="Braces of a Japanese keyboard",
        unsafe=True,
        fixed="""
        --- Caddyfile
        a.example.com {
        	reverse_proxy web:8000
        }
        """,
    ),
    Example(
        """
        --- Caddyfile
        a.example.com {
        	handle {
        		reverse_proxy web:8000
        	«｝»
        «}»
        """,
        title="One such brace",
        unsafe=True,
        fixed="""
        --- Caddyfile
        a.example.com {
        	handle {
        		reverse_proxy web:8000
        	}
        }
        """,
    ),
    Example(
        """
        --- Caddyfile
        a.example.com {
        	handle «／api／*» {
        		reverse_proxy web:8000
        	}
        	respond "ここは／ではありません｛｝"
        }
        """,
        title="Other characters that only look like those of ASCII",
        unsafe=True,
        fixed="""
        --- Caddyfile
        a.example.com {
        	handle /api/* {
        		reverse_proxy web:8000
        	}
        	respond "ここは／ではありません｛｝"
        }
        """,
    ),
    Example(
        """
        --- Caddyfile
        a.example.com {
        	reverse_proxy «web1:8000、web2:8000»
        }
        """,
        title="A comma of a Japanese keyboard between upstreams, which Caddy takes for a part of the name",
        message="blanks alone stand between two",
        fixed="""
        --- Caddyfile
        a.example.com {
        	reverse_proxy web1:8000 web2:8000
        }
        """,
    ),
    Example(
        """
        --- proxy/Caddyfile
        import «common.caddy»
        a.example.com {
        	import logging
        	reverse_proxy web:8000
        }
        --- proxy/common.caddy
        (logging) {
        	log
        }
        --- compose.yaml
        services:
          caddy:
            image: caddy:2
            volumes: ["./proxy/Caddyfile:/etc/caddy/Caddyfile"]
          web: {image: example/web, expose: [8000]}
        """,
        title="A file beside the Caddyfile that the container does not have: what it defines is not missed as well",
        unsafe=True,
        fixed="""
        --- compose.yaml
        services:
          caddy:
            image: caddy:2
            volumes: ["./proxy/Caddyfile:/etc/caddy/Caddyfile", "./proxy/common.caddy:/etc/caddy/common.caddy"]
          web: {image: example/web, expose: [8000]}
        """,
    ),
    Example(
        """
        --- Caddyfile
        {
        	email admin@example.com
        }
        import «sites/*.caddy»
        --- sites/a.caddy
        a.example.com {
        	reverse_proxy web:8000
        }
        --- compose.yaml
        services:
          caddy:
            image: caddy:2
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
          web: {image: example/web, expose: [8000]}
        """,
        title="A folder beside the Caddyfile that the container does not have: none of its sites is served",
        message="mount the folder there",
        unsafe=True,
        fixed="""
        --- compose.yaml
        services:
          caddy:
            image: caddy:2
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile", "./sites:/etc/caddy/sites"]
          web: {image: example/web, expose: [8000]}
        """,
    ),
    Example(
        """
        --- Caddyfile
        {
        	email admin@example.com
        }
        import «sites/*.caddy»
        --- sites/a.caddy
        a.example.com {
        	revers_proxy web:80
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          web: {image: example/web}
        """,
        title="Caddy would refuse what comes in with the folder",
        message="mount the folder there",
    ),
    Example(
        """
        --- Caddyfile
        (security_headers) {
        	header X-Frame-Options DENY
        }
        example.com {
        	import «security-headers»
        	reverse_proxy «web:8080,» spare:8080
        }
        slow.example.com {
        	reverse_proxy slow:8080 {
        		transport http {
        			read_timeout «30»
        		}
        	}
        }
        old.example.com {
        	reverse_proxy «http:old:8080»
        }
        """,
        title="A name, a comma, a unit, two slashes",
        unsafe=True,
        fixed="""
        --- Caddyfile
        (security_headers) {
        	header X-Frame-Options DENY
        }
        example.com {
        	import security_headers
        	reverse_proxy web:8080 spare:8080
        }
        slow.example.com {
        	reverse_proxy slow:8080 {
        		transport http {
        			read_timeout 30s
        		}
        	}
        }
        old.example.com {
        	reverse_proxy http://old:8080
        }
        """,
    ),
    Example(
        """
        --- Caddyfile
        one.example.com {
        	@api {
        		path /api/*
        		method GET
        	}
        	reverse_proxy @api api:8081
        }
        two.example.com {
        	reverse_proxy «@api» api:8081
        }
        """,
        title="A matcher of another site",
        unsafe=True,
        fixed="""
        --- Caddyfile
        one.example.com {
        	@api {
        		path /api/*
        		method GET
        	}
        	reverse_proxy @api api:8081
        }
        two.example.com {
        	@api {
        		path /api/*
        		method GET
        	}
        	reverse_proxy @api api:8081
        }
        """,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy web:8080
        }

        other.example.com {
        	reverse_proxy other:8080
        }

        «example.com» {
        	# of the second team
        	reverse_proxy /api/* api:9000
        }

        last.example.com {
        	respond ok
        }
        """,
        title="Two sites of one address",
        unsafe=True,
        fixed="""
        --- Caddyfile
        example.com {
        	reverse_proxy web:8080
        	# of the second team
        	reverse_proxy /api/* api:9000
        }

        other.example.com {
        	reverse_proxy other:8080
        }

        last.example.com {
        	respond ok
        }
        """,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	respond /up ok
        }

        example.org {
        	respond hello
        }

        «example.com» {
        	reverse_proxy web:8000
        }
        """,
        title="The second one at the end of the file",
        unsafe=True,
        fixed="""
        --- Caddyfile
        example.com {
        	respond /up ok
        	reverse_proxy web:8000
        }

        example.org {
        	respond hello
        }
        """,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	@api path /api/*
        	reverse_proxy @api api:9000
        }
        «example.com» {
        	@api path /v2/*
        	reverse_proxy @api api:9001
        }
        """,
        title="Two sites of one address, with matchers of one name",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy https://api:8443 {
        		«tls_insecure_skip_verify»
        		header_up X-From caddy
        	}
        	reverse_proxy /files/* https://files:8443 {
        		«tls_server_name» files.internal
        		transport http {
        			read_timeout 30s
        		}
        		keepalive 1m
        	}
        }
        """,
        title="Words of a transport in the block of the proxy",
        message="has no sub-directive tls_",
        fixed="""
        --- Caddyfile
        example.com {
        	reverse_proxy https://api:8443 {
        		transport http {
        			tls_insecure_skip_verify
        		}
        		header_up X-From caddy
        	}
        	reverse_proxy /files/* https://files:8443 {
        		transport http {
        			read_timeout 30s
        			tls_server_name files.internal
        			keepalive 1m
        		}
        	}
        }
        """,
    ),
    Example(
        """
        --- Caddyfile
        {
        	servers {
        		trusted_proxies static private_ranges
        	}
        }
        example.com {
        	reverse_proxy /api/* api:8000 {
        		«uri» strip_prefix /api
        	}
        	handle /shop/* {
        		«header_up» X-Shop yes
        		«lb_policy» first
        		reverse_proxy shop:8000 shop:8001
        	}
        	handle {
        		reverse_proxy web:8000 {
        			«encode» gzip
        			header_up X-From caddy
        		}
        	}
        }
        www.example.com {
        	file_server {
        		root /srv
        		«try_files» {path} /index.html
        	}
        }
        """,
        title="Directives in the block of another, and words of a block beside it",
        unsafe=True,
        fixed="""
        --- Caddyfile
        {
        	servers {
        		trusted_proxies static private_ranges
        	}
        }
        example.com {
        	handle_path /api/* {
        		reverse_proxy api:8000
        	}
        	handle /shop/* {
        		reverse_proxy shop:8000 shop:8001 {
        			header_up X-Shop yes
        			lb_policy first
        		}
        	}
        	handle {
        		encode gzip
        		reverse_proxy web:8000 {
        			header_up X-From caddy
        		}
        	}
        }
        www.example.com {
        	try_files {path} /index.html
        	file_server {
        		root /srv
        	}
        }
        """,
    ),
    Example(
        """
        --- Caddyfile
        (app) {
        	reverse_proxy web:8000 {
        		encode gzip
        	}
        }
        example.com {
        	«email» admin@example.com
        	«tls_server_name» web
        	«header_up» X-From caddy
        	reverse_proxy /a/* web:8000 {
        		«log»
        	}
        	reverse_proxy /b/* web:8000 {
        		«encode» gzip
        		method GET
        	}
        	reverse_proxy web:8000 {
        		«tls_server_name» web
        		transport fastcgi
        	}
        	reverse_proxy web:8001 {
        		«tls_server_name» web # of the certificate
        		dial_timeout 3s
        	}
        	tls {
        		«email» admin@example.com
        	}
        }
        www.example.com {
        	tls {
        		«telephone» 1
        	}
        }
        """,
        title="Where only a person can put them",
    ),
    Example(
        """
        --- Caddyfile
        «example.com,www.example.com,» example.org {
        	reverse_proxy «ws://web:8000»
        }
        «ws://chat.example.com», «wss://talk.example.com» {
        	reverse_proxy «wss://web:8443»
        }
        """,
        title="Schemes that only browsers have, and addresses without a space between them",
        fixed="""
        --- Caddyfile
        example.com, www.example.com, example.org {
        	reverse_proxy http://web:8000
        }
        http://chat.example.com, https://talk.example.com {
        	reverse_proxy https://web:8443
        }
        """,
    ),
    Example(
        """
        --- Caddyfile
        «http://example.com:443», «https://www.example.com:80» {
        	reverse_proxy web:8000
        }
        """,
        title="A site's scheme that its port contradicts",
        unsafe=True,
        fixed="""
        --- Caddyfile
        https://example.com:443, http://www.example.com:80 {
        	reverse_proxy web:8000
        }
        """,
    ),
    Example(
        """
        --- Caddyfile
        # the shop
        shop.example.com
        reverse_proxy shop:8000

        # and the wiki
        «wiki.example.com»
        encode gzip
        reverse_proxy wiki:8000 {
        	header_up X-From caddy
        }
        """,
        title="Several sites, none with braces",
        unsafe=True,
        fixed="""
        --- Caddyfile
        # the shop
        shop.example.com {
        	reverse_proxy shop:8000
        }

        # and the wiki
        wiki.example.com {
        	encode gzip
        	reverse_proxy wiki:8000 {
        		header_up X-From caddy
        	}
        }
        """,
    ),
    Example(
        """
        --- Caddyfile
        shop.example.com
        respond `hello
        you`
        «wiki.example.com»
        reverse_proxy wiki:8000
        """,
        title="Several sites, and a text of several lines: nothing is edited",
    ),
    Example(
        """
        --- Caddyfile
        shop.example.com # the shop
        reverse_proxy shop:8000
        «wiki.example.com» {
        	reverse_proxy wiki:8000
        }
        """,
        title="A comment where the brace would stand: nothing is edited",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	handle_path /api/* {
        		reverse_proxy «http://api:8080/v1/» http://spare:8080/v1
        	}
        	reverse_proxy http://web:3000
        }
        """,
        title="A path in the addresses",
        unsafe=True,
        fixed="""
        --- Caddyfile
        example.com {
        	handle_path /api/* {
        		reverse_proxy http://api:8080 http://spare:8080 {
        			rewrite /v1{uri}
        		}
        	}
        	reverse_proxy http://web:3000
        }
        """,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	handle /auth* {
        		reverse_proxy «http://auth:8090/auth»
        	}
        }
        """,
        title="A path in the address with which the path of each request begins already",
        unsafe=True,
        fixed="""
        --- Caddyfile
        example.com {
        	handle /auth* {
        		reverse_proxy http://auth:8090
        	}
        }
        """,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	@api {
        		path /api/v1/* /api/v2/*
        		method GET
        	}
        	reverse_proxy @api «http://api:8080/api/»
        }
        """,
        title="A path in the address that a named matcher asks for",
        unsafe=True,
        fixed="""
        --- Caddyfile
        example.com {
        	@api {
        		path /api/v1/* /api/v2/*
        		method GET
        	}
        	reverse_proxy @api http://api:8080
        }
        """,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	handle /api/* {
        		uri strip_prefix /api
        		reverse_proxy «http://api:8080/api»
        	}
        }
        """,
        title="A path in the address that was taken off before",
        unsafe=True,
        fixed="""
        --- Caddyfile
        example.com {
        	handle /api/* {
        		uri strip_prefix /api
        		reverse_proxy http://api:8080 {
        			rewrite /api{uri}
        		}
        	}
        }
        """,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy {
        		to «http://api:8080/v1» http://spare:8080/v2
        	}
        }
        """,
        title="Paths of which only one can be put before that of the request",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	handle /app/* {
        		reverse_proxy web:8000
        	}
        	handle {
        		redir «/app/»
        	}
        }
        """,
        title="A path alone, which says for what the redirect is",
        message="nothing says where to redirect them",
        unsafe=True,
        fixed="""
        --- Caddyfile
        example.com {
        	handle /app/* {
        		reverse_proxy web:8000
        	}
        	handle {
        		redir * /app/
        	}
        }
        """,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	«reverse_prox» web:8000
        	reverse_proxy web:8000 {
        		«health» /ping
        	}
        }
        """,
        title="A directive and a subdirective that do not exist",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy «web:8000;»
        }
        """,
        title="A semicolon, as in nginx",
        fixed="""
        --- Caddyfile
        example.com {
        	reverse_proxy web:8000
        }
        """,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy «“web:8000”»
        }
        """,
        title="The quotes of a word processor",
        fixed="""
        --- Caddyfile
        example.com {
        	reverse_proxy "web:8000"
        }
        """,
    ),
    Example(
        """
        --- Caddyfile
        &(app) {
        	reverse_proxy «https://web:80»
        }
        example.com {
        	@static path /static/*
        	«revers_proxy» @static files:80
        	respond «@statics» ok
        	reverse_proxy /files/* files:80 {
        		«heath_uri» /ping
        	}
        	«invok» app
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          web: {image: nginx}
          files: {image: nginx}
        """,
        title="One name alone is near, and the scheme of a port",
        unsafe=True,
        fixed="""
        --- Caddyfile
        &(app) {
        	reverse_proxy http://web:80
        }
        example.com {
        	@static path /static/*
        	reverse_proxy @static files:80
        	respond @static ok
        	reverse_proxy /files/* files:80 {
        		health_uri /ping
        	}
        	invoke app
        }
        """,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy «http://web:8000/»
        }
        """,
        title="A slash at the end, as nginx takes it",
        fixed="""
        --- Caddyfile
        example.com {
        	reverse_proxy http://web:8000
        }
        """,
    ),
    Example(
        """
        --- Caddyfile
        {
        	servers {
        		trusted_proxies «private_ranges» 203.0.113.0/24
        	}
        }
        example.com {
        	reverse_proxy web:8000
        }
        """,
        title="Addresses without the word that says what they are, as a proxy takes them",
        message="needs static before addresses",
        fixed="""
        --- Caddyfile
        {
        	servers {
        		trusted_proxies static private_ranges 203.0.113.0/24
        	}
        }
        example.com {
        	reverse_proxy web:8000
        }
        """,
    ),
    Example(
        """
        --- Caddyfile
        www.example.com {
        	redir «301» https://example.com{uri}
        }
        http://old.example.com {
        	redir «permanent» "https://example.com"
        }
        """,
        title="A status before the address, as nginx has it",
        fixed="""
        --- Caddyfile
        www.example.com {
        	redir https://example.com{uri} 301
        }
        http://old.example.com {
        	redir "https://example.com" permanent
        }
        """,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	handle /old/* {
        		respond «410» "Gone for good"
        	}
        	handle /new/* {
        		error * «503» `not yet`
        	}
        	respond "«no page»" none
        	respond «{status}» gone
        }
        """,
        title="A status before its text, as nginx has it, and one that is none",
        message="answers 500",
        severity=Severity.ERROR,
        fixed="""
        --- Caddyfile
        example.com {
        	handle /old/* {
        		respond "Gone for good" 410
        	}
        	handle /new/* {
        		error * `not yet` 503
        	}
        	respond "no page" none
        	respond {status} gone
        }
        """,
    ),
    Example(
        """
        --- Caddyfile
        {
        	email me@example.com
        }

        example.com {
          reverse_proxy web:8000
        }

        # what is shown when it is down
        «handle_errors» {
          rewrite /down.html

          file_server
        }
        --- before/Caddyfile
        «header» {
        	-Server
        }

        example.org {
        	respond ok
        }

        «encode» {
        	gzip
        }
        (unused) {
        	respond ok
        }
        """,
        title="A directive beside the only site, which it must be for",
        unsafe=True,
        fixed="""
        --- Caddyfile
        {
        	email me@example.com
        }

        example.com {
          reverse_proxy web:8000

          # what is shown when it is down
          handle_errors {
            rewrite /down.html

            file_server
          }
        }
        --- before/Caddyfile
        example.org {
        	respond ok

        	header {
        		-Server
        	}

        	encode {
        		gzip
        	}
        }

        (unused) {
        	respond ok
        }
        """,
    ),
    Example(
        """
        --- Caddyfile
        one.example.com {
        	respond one
        }
        two.example.com {
        	respond two
        }
        «handle_errors» {
        	respond down
        }
        --- closed/Caddyfile
        example.com { # the shop
        	respond ok
        }
        «header» {
        	-Server
        }
        --- texts/Caddyfile
        example.com {
        	respond `ok`
        }
        «header» {
        	-Server
        }
        --- indented/Caddyfile
        example.com {
        	respond ok
          }
        «header» {
        	-Server
        }
        --- nested/Caddyfile
        example.com {
        handle {
        	respond ok
        }
        }
        «header» {
        	-Server
        }
        """,
        title="Beside two of which either may be meant, or in another layout",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	handle /api/* {
        		«revers_proxy» web:8000
        	}
        	handle {
        		«repond» "no page"
        	}
        	greet world
        	«encod» gzip
        }
        --- compose.yaml
        services:
          caddy: {build: ., volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          web: {image: example/web, expose: [8000]}
        """,
        title="For a Caddy of one's own, what is nearly a word of Caddy's",
        message="it may be misspelt",
        severity=Severity.WARNING,
        unsafe=True,
        fixed="""
        --- Caddyfile
        example.com {
        	handle /api/* {
        		reverse_proxy web:8000
        	}
        	handle {
        		respond "no page"
        	}
        	greet world
        	encode gzip
        }
        """,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	tls {
        		dns «mydnsprovider» {env.TOKEN}
        	}
        	«greet» world
        	reverse_proxy 127.0.0.1:8000
        }
        """,
        title="Words of which a plugin may be the source: the Caddy that reads them is not shown",
        message="a plugin may have it",
        severity=Severity.WARNING,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	handle {
        		respond ok
        	«}»
        """,
        title="Accepted although a brace is missing",
        severity=Severity.WARNING,
        unsafe=True,
        fixed="""
        --- Caddyfile
        example.com {
        	handle {
        		respond ok
        	}
        }
        """,
    ),
    Example(
        """
        --- Caddyfile
        {
        	email me@example.com
        }

        example.com {
        	handle /api/* {
        		reverse_proxy web:8000 { # the API

        	# all else
        	}
        	handle {
        		respond ok
        	}
        «}»
        """,
        title="It is missing where the lines are put in less",
        severity=Severity.WARNING,
        unsafe=True,
        fixed="""
        --- Caddyfile
        {
        	email me@example.com
        }

        example.com {
        	handle /api/* {
        		reverse_proxy web:8000 { # the API
        		}

        	# all else
        	}
        	handle {
        		respond ok
        	}
        }
        """,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        handle /api/* {
        reverse_proxy web:8000
        }
        handle {
        respond ok
        «}»
        """,
        title="The indentation does not tell where",
        severity=Severity.WARNING,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	bind network/address
        example.com {
        	bind network/address
        	respond ok
        «}»
        --- compose.yaml
        services:
          caddy: {image: example/caddy, ports: ["443:443"], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
        """,
        title="Closed there, the site would stand there twice",
        severity=Severity.WARNING,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy web:8000 {
        		transport http {
        			read_timeout 30s
        		write_timeout 30s
        		}
        	# }
        «}»
        """,
        title="A brace stands deeper than what it closes",
        severity=Severity.WARNING,
    ),
    Example(
        """
        --- Caddyfile
        «{$DOMAIN}» {
        	handle /api/* {
        		reverse_proxy web:8000
        	}
        	encode gzip
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, env_file: .env, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          web: {image: example/web}
        """,
        title="Refused while the variable is not set",
        message="when DOMAIN is not set",
        severity=Severity.INFO,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	basic_auth {
        		«alice» secret1
        		bob $2a$14$Zkx19XLiW6VYouLHR5NmfOFU0z2GTNmpkT/5qqR7hx4IjWJPDhjvG
        		carol JDJhJDE0JDdPOXhoNUdhSmNVNDl6UWpmeTE0cWVkLjRwcUNJUnc0dVQ4MTZNSmVaNjA1TlptaVZYY1hh
        		dave {env.HASH}
        	}
        	respond ok
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, env_file: caddy.env, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
        """,
        title="A password in the place of its hash",
        message="Caddy does not start",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	basic_auth {
        		«alice» password
        	}
        	respond ok
        }
        """,
        title="A password that might be a hash in base64",
        message="nobody can log in",
        severity=Severity.WARNING,
    ),
    Example(
        """
        --- Caddyfile
        {$DOMAIN:localhost} {
        	reverse_proxy web:8000
        }
        «{$DOMAIN:localhost}» {
        	respond ok
        }
        {$BOUND:localhost} {
        	bind 10.0.0.1
        	respond one
        }
        {$BOUND:localhost} {
        	bind 10.0.0.2
        	respond two
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, env_file: caddy.env, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          web: {image: example/web}
        """,
        title="Whatever the variable holds, two sites have the address",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	import «users.caddy»
        	import «/run/secrets/auth»
        	reverse_proxy web:8000
        }
        --- .gitignore
        users.caddy
        --- compose.yaml
        services:
          caddy: {image: caddy:2, secrets: [auth], volumes: [".:/etc/caddy"]}
          web: {image: example/web, expose: [8000]}
        secrets: {auth: {file: auth.txt}}
        """,
        title="What only the machine has: ignored by git, a secret",
        severity=Severity.WARNING,
    ),
    Example(
        """
        --- Caddyfile
        import «/etc/caddy/sites.caddy»
        --- .gitignore
        .local/
        --- compose.yaml
        services:
          caddy:
            image: caddy:2
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile", "./.local/sites.caddy:/etc/caddy/sites.caddy"]
          web: {image: example/web}
        """,
        title="What is mounted from a folder that git ignores",
        severity=Severity.WARNING,
    ),
    Example(
        """
        --- Caddyfile
        «${DOMAIN:-example.com}» {
        	respond hello
        }
        «${OTHER}» {
        	respond hello
        }
        """,
        title="A variable as a shell has it, for an address",
        message="Caddy has no shell variables",
    ),
    Example(
        """
        --- Caddyfile
        {
        	on_demand_tls {
        		«interval» 2m
        		burst 5
        	}
        }
        https:// {
        	tls {
        		on_demand
        	}
        	respond ok
        }
        --- compose.yaml
        services:
          caddy: {image: "caddy:2.4-alpine", volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
        """,
        title="Options that went with 2.9, in a Caddy that has them",
        message="any more: the Caddy of this image has it, one since 2.9 refuses the file",
        severity=Severity.WARNING,
    ),
    Example(
        """
        --- Caddyfile
        {
        	on_demand_tls {
        		ask http://shop:8000/known
        		«interval» 2m
        	}
        }
        https:// {
        	tls {
        		on_demand
        	}
        	reverse_proxy shop:8000
        }
        --- compose.yaml
        services:
          caddy: {image: "caddy:2.9-alpine", volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          shop: {build: ., command: gunicorn shop.wsgi -b 0.0.0.0:8000}
        """,
        title="An option that went with 2.9, in a Caddy without it",
        message="Caddy has no interval in on_demand_tls any more",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	log {
        		output file /var/log/caddy/access.log {
        			roll_size 10mb
        			«format» console
        		}
        	}
        	reverse_proxy web:8000
        }
        --- compose.yaml
        services:
          caddy: {image: "caddy:2.6.2", volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          web: {image: example/web, expose: [8000]}
        """,
        title="What this Caddy passes over, and later ones refuse",
        severity=Severity.WARNING,
        message="passes over",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	log {
        		output file /var/log/caddy/access.log {
        			«level» INFO
        			roll_keep 5
        		}
        	}
        	reverse_proxy web:8000
        }
        --- compose.yaml
        services:
          caddy: {image: "caddy:2-alpine", volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          web: {image: example/web, expose: [8000]}
        """,
        title="What stands in the log, and not in its file",
        message="has no sub-directive level",
    ),
    Example(
        """
        --- Caddyfile
        «{env.DOMAIN}» {
        	respond hello
        }
        «www.{env.DOMAIN}» {
        	respond hello
        }
        """,
        title="Filled in while Caddy runs, in an address",
        message="too late for an address",
        fixed="""
        --- Caddyfile
        {$DOMAIN} {
        	respond hello
        }
        www.{$DOMAIN} {
        	respond hello
        }
        """,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy «http://<HOSTNAME>:3000»
        }
        """,
        title="A host that is still to be filled in",
        severity=Severity.WARNING,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	handle /api/* {
        		reverse_proxy «web:8000»
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          web: {image: example/web, expose: ["8000"]}
        """,
        title="The file ends in a block of a block",
        severity=Severity.ERROR,
        message="} is missing after 'web:8000'",
        unsafe=True,
        fixed="""
        --- Caddyfile
        example.com {
        	handle /api/* {
        		reverse_proxy web:8000
        	}
        }
        """,
    ),
    Example(
        """
        --- Caddyfile
        (proxied) {
        	{block}
        	reverse_proxy {args[0]} {
        	}
        	{block}
        }
        example.com {
        	import proxied web:8000 {
        		«lb_retries» 2
        	}
        }
        """,
        title="A line that an import brings to two places is not moved from both",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	«rspond» /media
        	handle {
        		«tlss» internal
        	}
        }
        --- compose.yaml
        services:
          caddy: {build: ., volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
        """,
        title="Nearly a directive, which does not take what stands behind it, or not there: nothing is edited",
        message="it may be misspelt",
        severity=Severity.WARNING,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        tls internal {
        «}»
        """,
        title="Closed there, the site would hold nothing",
        severity=Severity.WARNING,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	respond /up ok
        example.org:99999 {
        	respond hello
        «}»
        --- compose.yaml
        services:
          caddy: {image: example/caddy, ports: ["443:443"], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
        """,
        title="Closed there, Caddy would refuse the address behind it",
        severity=Severity.WARNING,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	respond /up ok
        log {
        	output stderr
        «}»
        """,
        title="What stands behind it is no site",
        severity=Severity.WARNING,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy api:8000 «/api/*»
        	reverse_proxy a:8000 b:8000 «@some» {
        		lb_policy first
        	}
        	reverse_proxy @some c:8000 «/c/*»
        	@some path /some/*
        	reverse_proxy web:3000
        }
        """,
        title="A matcher behind the upstreams, where it is one",
        message="a matcher stands before the upstreams",
        severity=Severity.ERROR,
        unsafe=True,
        fixed="""
        --- Caddyfile
        example.com {
        	reverse_proxy /api/* api:8000
        	reverse_proxy @some a:8000 b:8000 {
        		lb_policy first
        	}
        	reverse_proxy @some c:8000 /c/*
        	@some path /some/*
        	reverse_proxy web:3000
        }
        """,
    ),
    Example(
        """
        --- Caddyfile
        {$SITE} {
        	basic_auth * bcrypt "Members" {
        		«member» {$MEMBERS_HASH}
        	}
        }
        --- compose.yaml
        services:
          caddy:
            image: caddy:2
            environment: {SITE: "http://localhost:8080", MEMBERS_HASH: }
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
        --- .env
        MEMBERS_HASH=
        """,
        title="What a variable without a value leaves",
        message="needs a user and a password hash; MEMBERS_HASH is empty here",
    ),
    Example(
        """
        --- Caddyfile
        {
        	servers {
        		trusted_proxies static private_ranges «10.0.0.0/33»
        	}
        }
        example.com {
        	@old path_regexp old «^/posts/(\\d+$»
        	redir @old /p/{re.old.1}
        	@office remote_ip «192.168.1.0/24,10.8.0.0/16»
        	respond @office ok
        	uri path_regexp «/(?!api)» /
        	reverse_proxy web:8000 {
        		trusted_proxies «proxy»
        	}
        }
        """,
        title="Words at which Caddy ends when it starts",
        message="Caddy does not start",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	basic_auth «ann:secret»
        	respond hello
        }
        """,
        title="A user with a password in the place of an algorithm",
        message="what follows basic_auth is no hash algorithm",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	encode gzip
        	reverse_proxy web:8000
        }
        «example.com» {
        	encode gzip
        	reverse_proxy api:8000
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          web: {image: example/web}
          api: {image: example/api}
        """,
        title="Both answer every request: in one site the second proxy is never reached",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy web:8000
        }

        «example.com» {
        	reverse_proxy web:8000
        }
        """,
        title="Two sites that say the same",
        fixed="""
        --- Caddyfile
        example.com {
        	reverse_proxy web:8000
        }
        """,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	tls «off»
        	respond ok
        }
        """,
        title="A word of Caddy 1 for plain HTTP",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	«order» rate_limit before basic_auth
        	rate_limit {remote.ip} 10r/m
        	respond ok
        }
        --- compose.yaml
        services:
          caddy: {build: ., volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
        --- Dockerfile
        FROM caddy:2-builder AS builder
        RUN xcaddy build --with github.com/mholt/caddy-ratelimit
        FROM caddy:2
        COPY --from=builder /usr/bin/caddy /usr/bin/caddy
        """,
        title="A global option in a site of a Caddy with plugins",
        message="there is no directive order",
        unsafe=True,
        fixed="""
        --- Caddyfile
        {
        	order rate_limit before basic_auth
        }

        example.com {
        	rate_limit {remote.ip} 10r/m
        	respond ok
        }
        """,
    ),
)

GOOD: tuple[Example, ...] = (
    Example(
        """
        --- Caddyfile
        (matchers) {
        	@old path_regexp ^/posts/(\\d+$
        	@office {
        		path /admin/*
        		not remote_ip 10.0.0.0/33
        	}
        	@letters path_regexp ^/\\x{41}+$
        }
        &(spare) {
        	@new path_regexp ^/(new
        	respond @new ok
        }
        example.com {
        	import matchers
        	respond @letters A
        	reverse_proxy web:8000
        }
        """,
        title="Words at which Caddy would end, of which no directive asks",
    ),
    Example(
        """
        --- Caddyfile
        {
        	servers {
        		trusted_proxies static private_ranges fd00::/8 {$FRONT:10.0.0.0/8}
        	}
        }
        example.com {
        	@photos path_regexp \\.(jpe?g|png)$
        	header @photos Cache-Control max-age=3600
        	@user path_regexp user (?i)^/u/(?P<name>[^]/()]+)/(?:edit|{$WORD})?$
        	redir @user /users/{re.user.name}
        	@near client_ip fe80::1%eth0 127.0.0.1 {$OFFICE}
        	respond @near ok
        	uri path_regexp /{2,} /
        	reverse_proxy web:8000 {
        		trusted_proxies private_ranges 2001:db8::/32
        	}
        }
        """,
        title="Expressions and ranges that look wrong",
    ),
    Example(
        """
        --- caddy/Caddyfile
        https://${DOMAIN} {
        	reverse_proxy ${UPSTREAM}
        }
        --- compose.yaml
        services:
          caddy: {build: caddy, environment: ["DOMAIN=${DOMAIN}", "UPSTREAM=web:8000"]}
          web: {build: ., command: gunicorn app.wsgi -b 0.0.0.0:8000}
        --- caddy/Dockerfile
        FROM caddy:2
        RUN apk add --no-cache gettext
        COPY Caddyfile /etc/caddy/template
        CMD ["sh", "-c", "envsubst < /etc/caddy/template > /etc/caddy/Caddyfile && exec caddy run"]
        """,
        title="Variables of the shell that another program fills in before",
    ),
    Example(
        """
        --- Caddyfile
        https://${DOMAIN} {
        	reverse_proxy ${UPSTREAM}
        }
        --- fill.sh
        #!/bin/sh
        envsubst < /etc/caddy/Caddyfile.template > /etc/caddy/Caddyfile
        exec caddy run --config /etc/caddy/Caddyfile
        --- compose.yaml
        services:
          caddy:
            image: caddy:2
            entrypoint: /fill.sh
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile.template", "./fill.sh:/fill.sh"]
          web: {build: ., command: gunicorn app.wsgi -b 0.0.0.0:8000}
        """,
        title="Variables of the shell that a script fills in before",
    ),
    Example(
        """
        --- Caddyfile
        {
        	email {$EMAIL}
        }

        example.com {
        	respond ok
        }
        --- compose.yaml
        services:
          caddy: {image: example/our-caddy, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
        """,
        title="Refused unless its image gives the variable, which TB901 reports",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	handle /eth/{$API_KEY} {
        		reverse_proxy node:8545
        	}
        	handle /eth/{$API_KEY}/ws {
        		reverse_proxy node:8546
        	}
        }
        """,
        title="Paths that depend on a variable, one behind another",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	gzip
        }
        """,
        title="Refused for a word of Caddy 1, which TB403 reports",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy web:80
        }
        --- Caddyfile.example
        <your domain> {
        	reverse_proxy web:<port>
        }
        --- Caddyfile.in
        @DOMAIN@ {
        	reverse_proxy web:80
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          web: {image: nginx}
        """,
        title="Examples that are still to be filled in",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy web:${PORT}
        }
        --- Dockerfile
        FROM caddy:2
        RUN apk add --no-cache envsubst
        COPY Caddyfile /etc/caddy/Caddyfile
        ENTRYPOINT ["/fill"]
        --- compose.yaml
        services:
          caddy: {build: ., environment: {PORT: 80}}
          web: {image: nginx}
        """,
        title="A variable of the shell that a program of the image fills in",
    ),
    Example(
        """
        --- Caddyfile
        {
        	key_type p384
        }
        a.example.com {
        	tls {
        		issuer internal {
        			ca local
        		}
        		protocols tls1.2 tls1.3
        		client_auth {
        			mode {env.MODE}
        		}
        	}
        	log {
        		level Warn
        	}
        	@quoted `{path} == "it's" || {path} == 'a and b = (c' || {path}.matches(r"\\(a")`
        	@plain expression {path} == "/x" and {method} == "GET"
        	@own `some_function({path})`
        	respond @quoted ok
        	header Location "{path}(" https://$1
        	reverse_proxy web:8000 {
        		health_body "(ok"
        	}
        }
        """,
        title="Words that Caddy reads later, or not at all",
    ),
    Example(
        """
        --- Caddyfile
        {
        	servers :8443 {
        		trusted_proxies static 10.0.0.0/33
        	}
        }
        example.com {
        	respond hello
        }
        """,
        title="A range for a server that no site makes",
    ),
)
