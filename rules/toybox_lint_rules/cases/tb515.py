"""Further examples of TB515."""

from __future__ import annotations

from toybox_lint.api import Example

BAD: tuple[Example, ...] = (
    Example(
        """
        --- Caddyfile
        example.com {
        	root * /var/www/html
        	@uploads path_regexp ^/wp-content/uploads/.*\\.php$
        	respond @uploads 403
        	«php_fastcgi» wordpress:9000
        }
        --- compose.yaml
        services:
          caddy:
            image: caddy:2
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile", "site:/var/www/html"]
          wordpress: {image: "wordpress:6-fpm", volumes: ["site:/var/www/html"]}
        volumes: {site: {}}
        """,
        title="No scripts among what people have put there",
        message="a style sheet",
        unsafe=True,
        fixed="""
        --- Caddyfile
        example.com {
        	root * /var/www/html
        	@uploads path_regexp ^/wp-content/uploads/.*\\.php$
        	respond @uploads 403
        	php_fastcgi wordpress:9000
        	file_server
        }
        """,
    ),
    Example(
        """
        --- Caddyfile
        blog.example.com {
        	root * /var/www/html
        	«php_fastcgi» wordpress:9000
        	@hidden path /xmlrpc.php
        	respond @hidden 403
        }
        shop.example.com {
        	root * /srv/public
        	encode zstd gzip
        	«php_fastcgi» php:9000
        }
        --- compose.yaml
        services:
          caddy:
            image: caddy:2
            ports: ["80:80", "443:443"]
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile", "wp:/var/www/html", "./shop:/srv"]
          wordpress: {image: "wordpress:6-fpm", volumes: ["wp:/var/www/html"]}
          php: {image: "php:8.4-fpm", volumes: ["./shop:/srv"]}
        volumes: {wp: {}}
        --- shop/public/index.php
        <?php
        --- shop/public/css/shop.css
        body {}
        """,
        title="Nothing serves what lies beside the scripts",
        unsafe=True,
        fixed="""
        --- Caddyfile
        blog.example.com {
        	root * /var/www/html
        	php_fastcgi wordpress:9000
        	file_server
        	@hidden path /xmlrpc.php
        	respond @hidden 403
        }
        shop.example.com {
        	root * /srv/public
        	encode zstd gzip
        	php_fastcgi php:9000
        	file_server
        }
        """,
    ),
    Example(
        """
        --- Caddyfile
        (files) {
        	«root» * /srv
        	handle {
        		try_files {path} /index.html
        	}
        }
        example.com {
        	import files
        }
        """,
        title="In what is imported",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	@ws header Upgrade websocket
        	reverse_proxy «@ws» {
        		to chat:8000
        	}
        }
        """,
        title="The upstreams stand in a block",
        unsafe=True,
        fixed="""
        --- Caddyfile
        example.com {
        	reverse_proxy {
        		to chat:8000
        	}
        }
        """,
    ),
)

GOOD: tuple[Example, ...] = (
    Example(
        """
        --- Caddyfile
        example.com {
        	root * /var/www/html
        	@files {
        		file
        		not path *.php
        	}
        	redir @files https://files.example.net{uri}
        	php_fastcgi wordpress:9000
        }
        --- compose.yaml
        services:
          caddy:
            image: caddy:2
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile", "site:/var/www/html"]
          wordpress: {image: "wordpress:6-fpm", volumes: ["site:/var/www/html"]}
        volumes: {site: {}}
        """,
        title="All but the scripts",
    ),
    Example(
        """
        --- Caddyfile
        api.example.com {
        	root * /srv/public
        	php_fastcgi php:9000
        }
        all.example.com {
        	root * /srv/all
        	php_fastcgi php:9000 {
        		try_files index.php
        	}
        }
        some.example.com {
        	root * /srv/all
        	php_fastcgi /app/* php:9000
        	redir /old /new
        }
        served.example.com {
        	root * /srv/all
        	php_fastcgi php:9000
        	file_server
        }
        handled.example.com {
        	root * /srv/all
        	handle /css/* {
        		file_server
        	}
        	php_fastcgi php:9000
        }
        named.example.com {
        	root * {env.ROOT}
        	php_fastcgi php:9000
        }
        --- compose.yaml
        services:
          caddy:
            image: caddy:2
            ports: ["80:80", "443:443"]
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile", "./srv:/srv"]
          php: {image: "php:8.4-fpm", volumes: ["./srv:/srv"]}
        --- srv/public/index.php
        <?php
        --- srv/public/robots.txt
        --- srv/all/index.php
        <?php
        --- srv/all/css/shop.css
        body {}
        """,
        title="Scripts without files, every path for a script, and files that are served",
    ),
    Example(
        """
        --- Caddyfile
        one.example.com {
        	handle /api/* {
        		reverse_proxy backend:8080
        	}
        	handle {
        		root * /srv
        		try_files {path} /index.html
        	}
        	file_server
        }
        two.example.com {
        	handle /api/* {
        		reverse_proxy backend:8080
        	}
        	handle {
        		try_files {path} /index.html
        	}
        	route {
        		file_server
        	}
        }
        three.example.com {
        	handle /api/* {
        		reverse_proxy backend:8080
        	}
        	handle /health {
        		header X-Health ok
        	}
        }
        """,
        title="What a handle leaves, others answer; one without files",
    ),
    Example(
        """
        --- Caddyfile
        {
        	order webdav last
        }
        example.com {
        	root * /srv
        	webdav
        }
        --- compose.yaml
        services:
          caddy: {build: ., volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
        --- Dockerfile
        FROM caddy:2-builder AS builder
        RUN xcaddy build --with github.com/mholt/caddy-webdav
        FROM caddy:2
        COPY --from=builder /usr/bin/caddy /usr/bin/caddy
        """,
        title="A directive of a plugin may answer",
    ),
    Example(
        """
        --- Caddyfile
        moved.example.com {
        	root * /srv/public
        	rewrite * /index.php
        	php_fastcgi php:9000
        }
        sent.example.com {
        	root * /srv/public
        	redir /css/* https://cdn.example.com{uri}
        	php_fastcgi php:9000
        }
        matched.example.com {
        	root * /srv/public
        	@files {
        		path *.css
        	}
        	redir @files https://cdn.example.com{uri}
        	php_fastcgi php:9000
        }
        inner.example.com {
        	root * /srv/inner
        	php_fastcgi php:9000
        }
        --- public/index.php
        --- public/css/site.css
        --- inner/index.php
        --- inner/build/Dockerfile
        FROM scratch
        --- compose.yaml
        services:
          caddy: {image: "caddy:2", volumes: ["./Caddyfile:/etc/caddy/Caddyfile", "./:/srv"]}
          php: {image: "php:8.3-fpm", volumes: ["./:/srv"]}
        """,
        title="Files that are asked for elsewhere, and folders without any for browsers",
    ),
)
