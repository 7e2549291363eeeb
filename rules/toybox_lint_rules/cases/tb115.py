"""Further examples of TB115."""

from __future__ import annotations

from toybox_lint.api import Example

BAD: tuple[Example, ...] = (
    Example(
        """
        --- Caddyfile
        example.com {
        	root * /var/www/html/public
        	php_fastcgi php:9000 {
        		root «/var/www/html/public»
        	}
        	file_server
        }
        --- Dockerfile
        FROM php:8.3-fpm-alpine
        RUN docker-php-ext-install pdo_mysql
        COPY php.ini /usr/local/etc/php/php.ini
        --- php.ini
        memory_limit=256M
        --- compose.yaml
        services:
          caddy:
            image: caddy:2
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile", "./src:/var/www/html"]
          php: {build: ., volumes: ["./src:/app"]}
        """,
        title="The root of the proxy itself, and an image that has extensions alone",
        unsafe=True,
        fixed="""
        --- Caddyfile
        example.com {
        	root * /var/www/html/public
        	php_fastcgi php:9000 {
        		root /app/public
        	}
        	file_server
        }
        """,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	root * «/srv»
        	php_fastcgi php:9000
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile", "./app:/srv"]}
          php: {image: "php:8.3-fpm", command: []}
        --- app/index.php
        <?php
        """,
        title="No script at all, and no word in the command",
        unsafe=True,
        fixed="""
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile", "./app:/srv"]}
          php: {image: "php:8.3-fpm", command: [], volumes: ["./app:/srv"]}
        """,
    ),
    Example(
        """
        --- Caddyfile
        :80 {
        	root * «/var/www/html»
        	php_fastcgi php:9000
        	file_server
        }
        --- compose.yaml
        services:
          caddy:
            image: caddy:2
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile", "./www:/var/www/html"]
          php:
            image: php:8.3-fpm
            volumes: ["./www:/www"]
        """,
        title="Where PHP's own image has nothing",
        message="has it at /www",
        unsafe=True,
        fixed="""
        --- Caddyfile
        :80 {
        	root * /var/www/html
        	php_fastcgi php:9000 {
        		root /www
        	}
        	file_server
        }
        """,
    ),
    Example(
        """
        --- Caddyfile
        :80 {
        	root * «/var/www»
        	php_fastcgi php:9000
        	file_server
        }
        --- compose.yaml
        services:
          caddy:
            image: caddy:2
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile", "./app:/var/www"]
          php:
            image: php:8.3-fpm
            volumes: ["./app:/var/www"]
        --- app/artisan
        #!/usr/bin/env php
        --- app/public/index.php
        <?php
        """,
        title="The first script is in a folder below",
        message="/var/www has no index.php, and its public has one",
        unsafe=True,
        fixed="""
        --- Caddyfile
        :80 {
        	root * /var/www/public
        	php_fastcgi php:9000
        	file_server
        }
        """,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	root * «/var/www/app»
        	php_fastcgi php:9000
        	file_server
        }
        --- Dockerfile
        FROM php:8.3-fpm
        WORKDIR /var/www/app
        COPY . .
        --- public/index.php
        <?php
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile", "public:/var/www/app/public:ro"]}
          php: {build: ., volumes: ["public:/var/www/app/public"]}
        volumes: {public: {}}
        """,
        title="The folder above the one that is mounted",
        message="/var/www/app has no index.php, and its public has one",
        unsafe=True,
        fixed="""
        --- Caddyfile
        example.com {
        	root * /var/www/app/public
        	php_fastcgi php:9000
        	file_server
        }
        """,
    ),
    Example(
        """
        --- compose.yaml
        services:
          php: {build: php, volumes: ["./src:/var/www/html"]}
          caddy:
            image: caddy:2
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile", "./src/public:/srv/app/public"]
        --- Caddyfile
        example.com {
        	root «/srv/app/public»
        	php_fastcgi php:9000
        }
        --- php/Dockerfile
        FROM php:8.3-fpm
        WORKDIR /srv/app
        --- src/public/index.php
        <?php
        """,
        title="A folder above, at another place",
        unsafe=True,
        fixed="""
        --- Caddyfile
        example.com {
        	root /srv/app/public
        	php_fastcgi php:9000 {
        		root /var/www/html/public
        	}
        }
        """,
    ),
)

GOOD: tuple[Example, ...] = (
    Example(
        """
        --- Caddyfile
        a.example.com {
        	root * /var/www/html
        	php_fastcgi copied:9000
        }
        b.example.com {
        	root * /var/www/html
        	php_fastcgi started:9000
        }
        c.example.com {
        	root * /var/www/html
        	php_fastcgi scripted:9000
        }
        d.example.com {
        	root * /srv
        	php_fastcgi copied:9000 {
        		root {$ROOT:/app}
        	}
        }
        e.example.com {
        	root * /srv
        	php_fastcgi copied:9000 {
        		root /app
        	}
        }
        --- copied/Dockerfile
        FROM php:8.3-fpm
        COPY . /var/www/html
        --- started/Dockerfile
        FROM php:8.3-fpm
        CMD ["sh", "-c", "cp -r /app/. /var/www/html && php-fpm"]
        --- scripted/Dockerfile
        FROM php:8.3-fpm
        ENTRYPOINT ["start"]
        --- compose.yaml
        services:
          caddy:
            image: caddy:2
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile", "./src:/var/www/html", "./src:/srv"]
          copied: {build: copied, volumes: ["./src:/app"]}
          started: {build: started, volumes: ["./src:/app"]}
          scripted: {build: scripted, volumes: ["./src:/app"]}
        """,
        title="An image that may have the scripts there, and a root that is of the other container",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	root * /var/www/html
        	php_fastcgi php:9000
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile", "./app:/var/www/html"]}
          php: {image: "php:8.3-fpm", volumes: ["./app:/app", "./start.sh:/start.sh"], entrypoint: [/start.sh]}
        --- app/index.php
        <?php
        """,
        title="What starts PHP may put scripts there",
    ),
    Example(
        """
        --- Caddyfile
        a.example.com {
        	root * /a
        	php_fastcgi php:9000
        }
        b.example.com {
        	root * /b
        	php_fastcgi php:9000
        	file_server
        }
        c.example.com {
        	root * /c
        	php_fastcgi /public/* php:9000
        }
        d.example.com {
        	root * /c
        	redir / /public/
        	php_fastcgi php:9000
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile", "./a:/a", "./b:/b", "./c:/c"]}
          php: {image: "php:8.3-fpm", volumes: ["./a:/a", "./b:/b", "./c:/c"]}
        --- a/api.php
        <?php
        --- a/web/index.php
        <?php
        --- b/index.html
        hello
        --- b/web/index.php
        <?php
        --- c/public/index.php
        <?php
        """,
        title="Pages of the root itself, one path alone, a redirect to the folder",
    ),
    Example(
        """
        --- Caddyfile
        :80 {
        	root * /var/www
        	rewrite * /public{uri}
        	php_fastcgi php:9000
        	file_server
        }
        :81 {
        	root * /var/www
        	php_fastcgi php:9000 {
        		index public/index.php
        	}
        }
        :82 {
        	root * /var/www/public
        	php_fastcgi php:9000
        }
        :83 {
        	root * /srv
        	php_fastcgi php:9000
        }
        --- compose.yaml
        services:
          caddy:
            image: caddy:2
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile", "./app:/var/www", "./cms:/srv"]
          php:
            image: php:8.3-fpm
            volumes: ["./app:/var/www", "./cms:/srv"]
        --- app/public/index.php
        <?php
        --- cms/index.php
        <?php
        --- cms/public/index.php
        <?php
        """,
        title="The folder below is asked, or is not the only one",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	root * /var/www/app
        	php_fastcgi php:9000
        	file_server
        }
        --- Dockerfile
        FROM php:8.3-fpm
        WORKDIR /var/www/app
        COPY . .
        --- index.php
        <?php
        --- public/index.php
        <?php
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile", "public:/var/www/app/public:ro"]}
          php: {build: ., volumes: ["public:/var/www/app/public"]}
        volumes: {public: {}}
        """,
        title="The folder above has a script, too",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	root * /var/www/app
        	php_fastcgi php:9000
        	file_server
        }
        --- Dockerfile
        FROM php:8.3-fpm
        WORKDIR /var/www/app
        COPY . .
        --- public/index.php
        <?php
        --- compose.yaml
        services:
          caddy:
            image: caddy:2
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile", "public:/var/www/app/public:ro", "other:/var/www/app/themes"]
          php: {build: ., volumes: ["public:/var/www/app/public", "other:/var/www/app/themes"]}
        volumes: {public: {}, other: {}}
        """,
        title="Several folders below",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	root /srv/app
        	php_fastcgi php:9000
        }
        other.example.com {
        	root /srv/app
        	php_fastcgi other:9000
        }
        --- Dockerfile
        FROM php:8.3-fpm
        RUN ln -s /var/www/html /srv/app
        --- other/Dockerfile
        FROM php:8.3-fpm
        WORKDIR /srv/app
        RUN composer create-project laravel/laravel .
        --- src/index.php
        <?php
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile", "./src:/srv/app"]}
          php: {build: ., volumes: ["./src:/var/www/html"]}
          other: {build: other, volumes: ["./src:/var/www/html"]}
        """,
        title="A build that makes the folder, or works in it",
    ),
    Example(
        """
        --- Caddyfile
        a.example.com {
        	root * /srv
        	php_fastcgi php:9000 {
        		env SCRIPT_FILENAME /var/www/html{http.matchers.file.relative}
        	}
        }
        b.example.com {
        	root * /srv
        	php_fastcgi started:9000
        }
        c.example.com {
        	root * /srv/public
        	php_fastcgi linked:9000
        }
        d.example.com {
        	root * /srv
        	php_fastcgi own:9000
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile", "./app:/srv"]}
          php: {image: "php:8.3-fpm", volumes: ["./app:/var/www/html"]}
          started:
            image: php:8.3-fpm
            command: sh -c "ln -sfn /var/www/html /srv; exec php-fpm"
            volumes: ["./app:/var/www/html"]
          linked:
            build: {context: ., dockerfile_inline: "FROM php:8.3-fpm\\nRUN ln -s /var/www/html /srv"}
            volumes: ["./app:/var/www/html"]
          own: {image: registry.example.com/php}
        """,
        title="Two that say it to php-fpm themselves, and links that are made at the start and in the build",
    ),
)
