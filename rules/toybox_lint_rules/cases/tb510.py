"""Further examples of TB510."""

from __future__ import annotations

from toybox_lint.api import Example, Severity

BAD: tuple[Example, ...] = (
    Example(
        """
        --- Caddyfile
        example.com {
        	root * «/srv/dist»
        	try_files {path} /index.html
        	file_server
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile", "./dist:/srv"]}
        --- dist/index.html
        x
        """,
        title="A folder that is mounted is looked for below itself",
        message="/srv/dist is not there: ./dist is mounted at /srv, and the pages are in it",
        severity=Severity.WARNING,
        unsafe=True,
        fixed="""
        --- Caddyfile
        example.com {
        	root * /srv
        	try_files {path} /index.html
        	file_server
        }
        """,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy web:8000
        	handle_errors {
        		root * /srv/errors
        		rewrite * «/offline.html»
        		file_server
        	}
        }
        --- compose.yaml
        services:
          caddy:
            image: caddy:2
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile", "./errors:/srv/errors"]
          web: {image: example/web}
        --- errors/down.html
        <p>Back soon</p>
        """,
        title="A page for errors that has another name",
        message="has no /offline.html",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	handle_path /static/* {
        		root * «/srv/static»
        		file_server
        	}
        	reverse_proxy web:8000
        }
        --- compose.yaml
        services:
          caddy:
            image: caddy:2
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile", "static:/srv/static"]
          web: &app
            build: .
            volumes: ["static:/app/static"]
          worker:
            <<: *app
            command: celery -A shop worker
        volumes:
          static:
        --- Dockerfile
        FROM python:3.13
        WORKDIR /app
        COPY . .
        CMD ["gunicorn", "shop.wsgi", "-b", ":8000"]
        --- shop/wsgi.py
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")
        --- shop/settings.py
        BASE_DIR = Path(__file__).resolve().parent.parent
        STATIC_ROOT = BASE_DIR / "staticfiles"
        """,
        title="The volume of a Django and of its workers",
        message="Django collects into /app/staticfiles",
    ),
    Example(
        """
        --- Caddyfile
        shop.example.com {
        	@api path /api/*
        	@pages {
        		not path /api/* /admin/*
        	}
        	@rest not path /api/*
        	reverse_proxy @api web:8000
        	handle @pages {
        		root * «/dist»
        		try_files {path} /index.html
        		file_server
        	}
        	handle @rest {
        		root * «/admin»
        		file_server
        	}
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, ports: ["80:80", "443:443"], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          web: {image: example/web, expose: [8000]}
        """,
        title="For all paths but some",
        severity=Severity.ERROR,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	root * «/srv/site»
        	file_server
        }
        --- compose.yaml
        services:
          caddy:
            image: caddy:2
            environment: {NAME: one}
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
        --- compose.static.yaml
        services:
          caddy:
            environment: {NAME: two}
            volumes: ["../site:/srv/site:ro"]
        """,
        title="The file beside changes something: it may be for another purpose",
        severity=Severity.ERROR,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	root * «/srv/site»
        	file_server
        }
        --- compose.yaml
        services:
          caddy:
            image: caddy:2
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
        --- compose.one.yaml
        services:
          caddy:
            volumes: ["../site:/srv/site:ro"]
        --- compose.two.yaml
        services:
          caddy:
            labels: [two]
        """,
        title="Of two files beside, either may be meant",
        severity=Severity.ERROR,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	root * «/app»
        	file_server
        }
        --- compose.yaml
        services:
          caddy:
            image: caddy:2
            volumes:
              - ./Caddyfile:/etc/caddy/Caddyfile
              - "./site:/srv/our site"
        --- site/index.html
        hello
        """,
        title="The folder with the pages has a blank in its name: it is left to people to write that",
        severity=Severity.ERROR,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	handle /pwa/* {
        		root * «/srv»
        		file_server
        	}
        	handle {
        		reverse_proxy web:80
        	}
        }
        --- Dockerfile
        FROM caddy:2-builder AS builder
        RUN xcaddy build --with github.com/caddy-dns/acmedns
        FROM caddy:2
        COPY --from=builder /usr/bin/caddy /usr/bin/caddy
        --- compose.yaml
        services:
          caddy: {build: ., volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          web: {image: nginx}
        """,
        title="An image with a Caddy of one's own in it, and nothing else",
        severity=Severity.ERROR,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	root * «/usr/share/caddy/dist»
        	file_server
        }
        --- compose.yaml
        services:
          caddy:
            image: caddy:2
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile", "./web/dist:/var/www/html"]
        """,
        title="Below the one page that the official image has",
    ),
    Example(
        """
        --- Caddyfile
        a.example.com {
        	root * «/srv»
        	try_files {path} /index.html
        	file_server
        }
        --- compose.yaml
        services:
          caddy: {build: .}
        --- Dockerfile
        FROM node:22 AS build
        WORKDIR /app
        COPY . .
        RUN npm run build
        FROM caddy:2
        COPY Caddyfile /etc/caddy/Caddyfile
        COPY --from=build /app/dist /usr/share/caddy
        """,
        title="An image that has them elsewhere",
        unsafe=True,
        fixed="""
        --- Caddyfile
        a.example.com {
        	root * /usr/share/caddy
        	try_files {path} /index.html
        	file_server
        }
        """,
    ),
    Example(
        """
        --- Caddyfile
        a.example.com {
        	root * «/srv/site»
        	file_server
        }
        --- compose.yaml
        services:
          caddy: {build: .}
        --- pages/index.html
        --- Dockerfile
        FROM caddy:2
        COPY Caddyfile /etc/caddy/Caddyfile
        COPY pages /www
        """,
        title="Pages of the project that are copied elsewhere",
        unsafe=True,
        fixed="""
        --- Caddyfile
        a.example.com {
        	root * /www
        	file_server
        }
        """,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	handle_path /static/* {
        		root * «/app/staticfiles»
        		file_server
        	}
        	handle_path /pictures/* {
        		root /var/pictures
        		file_server browse {
        			root «pictures»
        		}
        	}
        	reverse_proxy web:8000
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          web: {image: example/web, volumes: ["static:/app/staticfiles"]}
        volumes: {static: {}}
        """,
        title="The folder is in another container",
        message="nothing is mounted",
        unsafe=True,
        fixed="""
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile", "static:/app/staticfiles:ro"]}
          web: {image: example/web, volumes: ["static:/app/staticfiles"]}
        volumes: {static: {}}
        """,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	root * «/var/www/html/public»
        	php_fastcgi php:9000
        	file_server
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          php: {image: "php:8.3-fpm", volumes: ["./app:/var/www/html", "/var/log/php:/var/log/php"]}
          worker: {image: "php:8.3-fpm", volumes: ["./app:/var/www/html/"]}
        """,
        title="The application's folder on the host",
        unsafe=True,
        fixed="""
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile", "./app:/var/www/html:ro"]}
          php: {image: "php:8.3-fpm", volumes: ["./app:/var/www/html", "/var/log/php:/var/log/php"]}
          worker: {image: "php:8.3-fpm", volumes: ["./app:/var/www/html/"]}
        """,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	«file_server»
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
        """,
        title="Without a root: Caddy's working folder",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	root * «/srv/static»
        	file_server
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile", "static:/srv"]}
          web: {image: example/web, volumes: ["files:/app/static"]}
        volumes: {static: {}, files: {}}
        """,
        title="A volume that nobody fills",
        severity=Severity.WARNING,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy web:8000
        	handle_errors {
        		root * «/srv/errors»
        		rewrite * /{err.status_code}.html
        		file_server
        	}
        }
        other.example.com {
        	root * «/pages»
        	reverse_proxy web:8000
        	handle_errors 5xx {
        		handle {
        			file_server
        		}
        	}
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          web: {image: example/web, expose: [8000]}
        """,
        title="Pages for errors",
        message="errors are answered without a page",
        severity=Severity.WARNING,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	root * «/var/www/html/public»
        	php_fastcgi app:9000
        	file_server
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile", "./app/public:/var/www/app/public"]}
          app: {image: example/app, expose: [9000], volumes: ["./app/public:/var/www/app/public"]}
        """,
        title="A folder of that name is elsewhere in both",
        unsafe=True,
        fixed="""
        --- Caddyfile
        example.com {
        	root * /var/www/app/public
        	php_fastcgi app:9000
        	file_server
        }
        """,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	root * «/var/www/html/public»
        	php_fastcgi app:9000
        	file_server
        }
        --- public/index.php
        <?php
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile", "./public:/var/www/public"]}
          app: {image: example/app, expose: [9000]}
        """,
        title="The only mount with a start page in PHP",
        unsafe=True,
        fixed="""
        --- Caddyfile
        example.com {
        	root * /var/www/public
        	php_fastcgi app:9000
        	file_server
        }
        """,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	handle_path /static/* {
        		root * «/srv/static»
        		file_server
        	}
        	reverse_proxy web:8000
        }
        --- Dockerfile
        FROM python:3.12
        WORKDIR /app
        COPY . .
        CMD ["gunicorn", "shop.wsgi:application", "--bind", "0.0.0.0:8000"]
        --- shop/wsgi.py
        import os
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")
        --- shop/settings.py
        from pathlib import Path

        BASE_DIR = Path(__file__).resolve().parent.parent
        STATIC_ROOT = BASE_DIR / "staticfiles"  # collectstatic
        MEDIA_ROOT = os.path.join(BASE_DIR, "media")
        --- compose.yaml
        services:
          caddy:
            image: caddy:2
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile", "static:/srv/static:ro"]
          web: {build: ., volumes: ["static:/app/static"]}
        volumes: {static: {}}
        """,
        title="A Django collects its files elsewhere",
        message="Django collects into /app/staticfiles",
        severity=Severity.WARNING,
    ),
)

GOOD: tuple[Example, ...] = (
    Example(
        """
        --- Caddyfile
        one.example.com {
        	root * /srv/site
        	file_server
        }
        two.example.com {
        	root * /app
        	file_server
        }
        three.example.com {
        	root * /usr/share/caddy
        	file_server
        }
        four.example.com {
        	root * /nowhere
        	file_server {
        		pass_thru
        	}
        	@local file
        	file_server @local
        	file_server /fs/* {
        		fs plugin
        	}
        	reverse_proxy web:8000
        }
        five.example.com {
        	root * /volumes/{host}
        	file_server
        }
        six.example.com {
        	@host host six.example.com
        	root @host /nowhere
        	file_server
        }
        seven.example.com {
        	root * /shared
        	file_server
        }
        eight.example.com {
        	file_server browse
        }
        --- compose.yaml
        services:
          caddy:
            image: caddy:2
            volumes:
              - ./Caddyfile:/etc/caddy/Caddyfile
              - ./site:/srv/site
              - static:/app/static
              - shared:/shared
              - outside:/outside
          own: {build: ., volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          web: {image: example/web, volumes: ["shared:/app/files"]}
        volumes: {static: {}, shared: {}, outside: {external: true}}
        --- Dockerfile
        FROM caddy:2
        COPY rootfs /
        --- site/index.html
        hello
        """,
        title="Mounted above, below, of the image, only what is there, not known, shared",
    ),
    Example(
        """
        --- Caddyfile
        a.example.com {
        	root * /vite/dist
        	file_server
        }
        b.example.com {
        	root * /ignored/out
        	file_server
        }
        c.example.com {
        	root * /shared/made
        	file_server
        }
        d.example.com {
        	root * /sites/d
        	file_server
        }
        e.example.com {
        	root * /sites/d/e
        	file_server
        }
        --- compose.yaml
        services:
          caddy:
            image: caddy:2
            volumes:
              - ./Caddyfile:/etc/caddy/Caddyfile
              - ./vite:/vite
              - ./ignored:/ignored
              - ./shared:/shared
              - ./sites:/sites
          maker: {image: example/maker, volumes: ["./shared:/shared"]}
        --- vite/package.json
        {}
        --- vite/index.html
        x
        --- ignored/index.html
        x
        --- ignored/.gitignore
        out
        --- shared/index.html
        x
        --- sites/index.html
        x
        --- sites/d/index.html
        x
        """,
        title="Yet to be built, not versioned, written by another container; there; deeper",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy web:8000
        	handle_errors {
        		root * /srv/errors
        		@down expression `{err.status_code} >= 500`
        		rewrite @down /down.html
        		rewrite * /{err.status_code}.html
        		rewrite /pages/* /pages/all.html
        		file_server
        	}
        }
        other.example.com {
        	reverse_proxy web:8000
        	handle_errors {
        		root * /srv/made
        		rewrite * /made.html
        		file_server
        	}
        }
        kept.example.com {
        	reverse_proxy web:8000
        	handle_errors {
        		root * /srv/kept
        		rewrite * /kept.html
        		file_server
        	}
        }
        --- compose.yaml
        services:
          caddy:
            image: caddy:2
            volumes:
              - ./Caddyfile:/etc/caddy/Caddyfile
              - ./errors:/srv/errors
              - ./made:/srv/made
              - kept:/srv/kept
          web: {image: example/web, volumes: ["kept:/pages"]}
        volumes:
          kept:
        --- errors/down.html
        <p>Back soon</p>
        --- made/README
        The pages are made elsewhere.
        """,
        title="Pages for errors that are there, that a placeholder names, or that are not shown",
    ),
    Example(
        """
        --- Caddyfile
        shop.example.com {
        	@there file
        	@first {
        		file
        		path /first/*
        	}
        	handle @there {
        		root * /dist
        		file_server
        	}
        	@none not path /*
        	handle @first {
        		root * /first
        		file_server
        	}
        	handle @none {
        		root * /none
        		file_server
        	}
        	reverse_proxy web:8000
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, ports: ["80:80", "443:443"], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          web: {image: example/web, expose: [8000]}
        """,
        title="Only what is there is served",
    ),
    Example(
        """
        --- Caddyfile
        localhost:8888 {
        	root * /var/www/html
        	file_server
        	reverse_proxy admin:80
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, ports: ["8888:8888"], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          admin: {image: example/admin, expose: [80]}
        """,
        title="Another answers before the file server does",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	root * /srv/site
        	file_server
        }
        --- compose.yaml
        services:
          caddy:
            image: caddy:2
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
        --- compose.static.yaml
        # Written by a program: what other repositories have.
        services:
          caddy:
            volumes: ["../site:/srv/site:ro"]
        """,
        title="A file that has no image, and only gives Caddy more, is laid over the one that it needs",
    ),
    Example(
        """
        --- Caddyfile
        a.example.com {
        	root * /srv
        	file_server
        }
        b.example.com {
        	root * /made
        	file_server
        }
        c.example.com {
        	root * /srv/c
        	file_server
        }
        --- compose.yaml
        services:
          caddy: {build: .}
          other: {build: {context: other}, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
        --- Dockerfile
        FROM caddy:2
        RUN mkdir /made && wget -O /made/index.html https://example.com/
        COPY Caddyfile /etc/caddy/Caddyfile
        COPY pages .
        --- other/Dockerfile
        FROM caddy:2
        ADD rootfs.tar /
        """,
        title="Images of one's own that have files there",
    ),
    Example(
        """
        --- Caddyfile
        one.example.com {
        	root * /outside
        	file_server
        }
        two.example.com {
        	root * /nfs
        	file_server
        }
        three.example.com {
        	root * /host
        	file_server
        }
        --- compose.yaml
        services:
          caddy:
            image: caddy:2
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile", "outside:/outside", "nfs:/nfs", "./made/later:/host"]
        volumes:
          outside: {external: true}
          nfs: {driver_opts: {type: nfs, o: addr=192.0.2.1, device: ":/files"}}
        """,
        title="A volume of others, one of a file server, a folder that is made later",
    ),
    Example(
        """
        --- Caddyfile
        http://example.com {
        	root * /site
        	file_server
        }
        --- compose.yaml
        services:
          one:
            image: caddy:2
            command: sh -c "cp -r /a /site && caddy run --config /etc/caddy/Caddyfile"
            volumes: [&c "./Caddyfile:/etc/caddy/Caddyfile"]
          two: {image: caddy:2, post_start: [{command: cp -r /a /site}], volumes: [*c]}
          three: {image: caddy:2, volumes_from: [files], volumes: [*c]}
          four: {image: caddy:2, develop: {watch: [{action: sync, path: ./public, target: /site}]}, volumes: [*c]}
          files: {image: busybox, volumes: ["./public:/site"]}
        """,
        title="A script, a hook or another service's mounts may put files there",
    ),
    Example(
        """
        --- Caddyfile
        http://example.com {
        	root * /site
        	file_server
        	handle_errors {
        		route {
        			reverse_proxy web:8000
        		}
        	}
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          web: {image: example/web, expose: [8000]}
        """,
        title="Another application answers for what is not there",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	handle_path /static/* {
        		root * /srv/static
        		file_server
        	}
        	reverse_proxy web:8000
        }
        --- Dockerfile
        FROM python:3.12
        WORKDIR /app
        COPY . .
        CMD ["gunicorn", "shop.wsgi:application", "--bind", "0.0.0.0:8000"]
        --- shop/wsgi.py
        import os
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")
        --- shop/settings.py
        from pathlib import Path

        BASE_DIR = Path(__file__).resolve().parent.parent
        STATIC_ROOT = BASE_DIR / "static"
        --- compose.yaml
        services:
          caddy:
            image: caddy:2
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile", "static:/srv/static:ro"]
          web: {build: ., volumes: ["static:/app/static"]}
        volumes: {static: {}}
        """,
        title="A Django collects its files there",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	handle_path /static/* {
        		root * /srv/static
        		file_server
        	}
        	reverse_proxy web:8000
        }
        --- Dockerfile
        FROM python:3.12
        WORKDIR /app
        COPY . .
        CMD ["gunicorn", "shop.wsgi:application", "--bind", "0.0.0.0:8000"]
        --- shop/wsgi.py
        import os
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")
        --- shop/settings.py
        from pathlib import Path

        BASE_DIR = Path(__file__).resolve().parent.parent
        STATIC_ROOT = "/app/static/all"
        --- compose.yaml
        services:
          caddy:
            image: caddy:2
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile", "static:/srv/static:ro"]
          web: {build: ., volumes: ["static:/app/static"]}
        volumes: {static: {}}
        """,
        title="A Django collects its files below",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	handle_path /static/* {
        		root * /srv/static
        		file_server
        	}
        	reverse_proxy web:8000
        }
        --- Dockerfile
        FROM python:3.12
        WORKDIR /app
        COPY . .
        CMD ["gunicorn", "shop.wsgi:application", "--bind", "0.0.0.0:8000"]
        --- shop/wsgi.py
        import os
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")
        --- shop/settings.py
        from pathlib import Path

        BASE_DIR = Path(__file__).resolve().parent.parent
        STATIC_ROOT = os.environ["STATIC_ROOT"]
        --- compose.yaml
        services:
          caddy:
            image: caddy:2
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile", "static:/srv/static:ro"]
          web: {build: ., volumes: ["static:/app/static"]}
        volumes: {static: {}}
        """,
        title="A variable says where a Django collects its files",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	handle_path /static/* {
        		root /srv/static
        		file_server
        	}
        	handle_path /own/* {
        		root /srv/own
        		file_server
        	}
        	reverse_proxy web:8000
        }
        --- Dockerfile
        FROM python:3.12
        WORKDIR /app
        COPY . .
        ENTRYPOINT ["./entrypoint.sh"]
        CMD ["gunicorn", "shop.wsgi:application", "--bind", "0.0.0.0:8000"]
        --- entrypoint.sh
        #!/bin/sh
        python manage.py collectstatic --noinput
        cp -r staticfiles/. static/
        exec "$@"
        --- shop/wsgi.py
        import os
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")
        --- shop/settings.py
        from pathlib import Path

        BASE_DIR = Path(__file__).resolve().parent.parent
        STATIC_ROOT = BASE_DIR / "staticfiles"
        --- compose.yaml
        services:
          caddy:
            image: caddy:2
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile", "static:/srv/static:ro", "own:/srv/own:ro"]
          web: {build: ., volumes: ["static:/app/static"]}
          own:
            build: .
            entrypoint: []
            command: sh -c 'cp -r staticfiles/. assets && exec gunicorn shop.wsgi:application --bind 0.0.0.0:8000'
            volumes: ["own:/app/assets"]
        volumes: {static: {}, own: {}}
        """,
        title="What a container starts copies what Django collects",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	root /srv
        	file_server
        }
        --- Dockerfile
        FROM caddy:2
        RUN wget -qO- https://example.com/site.tgz | gunzip | cpio -i
        --- compose.yaml
        services:
          caddy: {build: ., volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
        """,
        title="Commands in the folder of the official image",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy app:80
        	handle_errors {
        		root * /srv/errors
        		rewrite * /404.html
        		file_server
        	}
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile", "./errors:/srv/errors",
            "./404.html:/srv/errors/404.html"]}
          app: {image: example/app}
        --- errors/500.html
        x
        --- 404.html
        x
        """,
        title="A page that is mounted by itself",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy app:80
        	handle_errors {
        		@nf expression {err.status_code} == 404
        		handle @nf {
        			rewrite * /missing.html
        			reverse_proxy pages:80
        		}
        		handle {
        			root * /srv/errors
        			rewrite * /500.html
        			file_server
        		}
        	}
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile", "./errors:/srv/errors"]}
          app: {image: example/app}
          pages: {image: example/pages}
        --- errors/500.html
        x
        """,
        title="A page of another server",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy app:80
        	handle_errors {
        		root * /srv
        		rewrite * /404.html
        		file_server
        	}
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile", "./public:/srv"]}
          build: {image: example/gen, volumes: ["./public:/out"]}
          app: {image: example/app}
        --- public/index.html
        x
        """,
        title="Another container may write the page",
    ),
    Example(
        """
        --- Caddyfile
        one.example.com {
        	root * /built/dist
        	file_server
        }
        two.example.com {
        	root * /made/dist
        	file_server
        }
        three.example.com {
        	root * /pages
        	file_server
        	handle_path /uploads/* {
        		root * /pages/uploads
        		file_server
        	}
        }
        --- compose.yaml
        services:
          caddy:
            image: caddy:2
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile", "./built:/built", "./web/made:/made", "./pages:/pages"]
        --- built/index.html
        x
        --- built/vite.config.js.bak
        x
        --- web/Makefile
        x
        --- web/made/index.html
        x
        --- pages/index.html
        x
        """,
        title="A folder that is built, by what is beside it or around it, and one for files to come",
    ),
)
