from collections.abc import Iterator

from toybox_lint.api import (
    Cause,
    Deployment,
    Diagnostic,
    Example,
    Label,
    Rule,
    Severity,
    dial_socket,
    mount_socket,
)


class SocketNotThere(Rule):
    """A socket that Caddy dials must be in its own container.

    A container has a file system of its own. A socket that an application makes in its container is in Caddy's only
    where both have the same volume, or the same folder of the host, mounted: Caddy answers 502, *no such file or
    directory*.

    **What to do.** Mount a volume in both, and let the application make its socket there:

        services:
          caddy:
            volumes: [run:/run/app]
          web:
            command: gunicorn --bind unix:/run/app/web.sock app.wsgi
            volumes: [run:/run/app]

    **When it is an error.** For the official image, or one built on it that starts nothing but Caddy, where no mount
    holds the path; and where of all other services that have the same volume it is known where they listen, and none
    has a socket at that path. A volume of the project that no other service mounts is a warning.

    **The fix.** Mounts the volume that is at the path in other services, where there is one. It is unsafe: Caddy gets
    at all that is in it. Where the volume is there, it dials the one socket in it that no other route dials: unsafe.

    Sources: Docker's documentation of volumes; measured with Caddy 2.11.7.
    """

    id = "TB117"
    name = "socket-not-there"
    severity = Severity.ERROR
    signs = (Cause.NO_SOCKET,)
    bad = (
        Example(
            """
            --- Caddyfile
            php.example.com {
            	root * /app
            	php_fastcgi «unix//run/php/php8.3-fpm.sock»
            }
            rails.example.com {
            	reverse_proxy «unix//sockets/puma.sock»
            }
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile", "php:/run/php", "rails:/sockets", "./app:/app"]
              php:
                image: php:8.3-fpm
                volumes: ["./www.conf:/usr/local/etc/php-fpm.d/zzz.conf", "php:/run/php", "./app:/app"]
              rails:
                image: ruby:3.3
                command: bundle exec puma -b tcp://0.0.0.0:9292
                volumes: ["rails:/app/tmp/sockets"]
            volumes: {php: {}, rails: {}}
            --- www.conf
            [www]
            listen = /run/php/fpm.sock
            """,
            title="Another socket, and none",
            unsafe=True,
            fixed="""
            --- Caddyfile
            php.example.com {
            	root * /app
            	php_fastcgi unix//run/php/fpm.sock
            }
            rails.example.com {
            	reverse_proxy unix//sockets/puma.sock
            }
            """,
            severity=Severity.WARNING,
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	php_fastcgi «unix//run/php/php-fpm.sock»
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile", "socket:/run/php"]}
              php: {image: php:8-fpm}
            volumes: {socket: }
            """,
            title="A volume that nothing else has",
            message="no other service mounts the volume socket",
            severity=Severity.WARNING,
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	reverse_proxy «unix//run/app/web.sock»
            }
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                volumes:
                  - ./Caddyfile:/etc/caddy/Caddyfile
              web:
                image: example/web
                command: gunicorn --bind unix:/run/app/web.sock app.wsgi
                volumes: ["run:/var/run/app"]
            volumes: {run: }
            """,
            title="The volume is not mounted in Caddy",
            message="nothing is mounted in caddy at /run/app",
            unsafe=True,
            fixed="""
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                volumes:
                  - ./Caddyfile:/etc/caddy/Caddyfile
                  - run:/run/app
              web:
                image: example/web
                command: gunicorn --bind unix:/run/app/web.sock app.wsgi
                volumes: ["run:/var/run/app"]
            volumes: {run: }
            """,
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	reverse_proxy «unix//sockets/app.sock»
            }
            php.example.com {
            	php_fastcgi «unix//run/php/php-fpm.sock»
            }
            --- Dockerfile
            FROM caddy:2
            COPY Caddyfile /etc/caddy/Caddyfile
            --- compose.yaml
            services:
              caddy: {build: ., volumes: ["./Caddyfile:/etc/caddy/Caddyfile", "run:/sockets"]}
              web:
                image: example/web
                command: gunicorn --bind unix:/run/app/web.sock app.wsgi
                volumes: ["run:/run/app"]
            volumes: {run: }
            """,
            title="In an image built on the official one: another file, and no volume anywhere",
            unsafe=True,
            fixed="""
            --- Caddyfile
            example.com {
            	reverse_proxy unix//sockets/web.sock
            }
            php.example.com {
            	php_fastcgi unix//run/php/php-fpm.sock
            }
            """,
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	reverse_proxy «unix//run/app/app.sock»
            	reverse_proxy /admin/* unix//run/app/admin.sock
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile", "run:/run/app"]}
              web: {image: example/web, command: gunicorn -b unix:/run/app/web.sock web.wsgi, volumes: ["run:/run/app"]}
              admin: {image: example/web, command: gunicorn -b unix:/run/app/admin.sock a:b, volumes: ["run:/run/app"]}
              api: {image: example/web, command: gunicorn -b unix:/tmp/api.sock a:b, volumes: ["run:/run/app"]}
              files: {image: example/web, command: gunicorn -b 0.0.0.0:8000 a:b, volumes: ["run:/run/app"]}
            volumes: {run: }
            """,
            title="One of several in a volume that more services have",
            message="web and admin and api listen on socket files, and not at that path",
            unsafe=True,
            fixed="""
            --- Caddyfile
            example.com {
            	reverse_proxy unix//run/app/web.sock
            	reverse_proxy /admin/* unix//run/app/admin.sock
            }
            """,
        ),
    )
    good = (
        Example(
            """
            --- Caddyfile
            example.com {
            	php_fastcgi unix//run/php/php.sock
            }
            --- compose.yaml
            name: edge
            services:
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile", "socket:/run/php"]}
            volumes: {socket: }
            --- app/compose.yaml
            name: app
            services:
              php: {image: example/php, volumes: ["shared:/run/php"]}
            volumes: {shared: {external: true, name: edge_socket}}
            """,
            title="In a volume that another project has, under another name",
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	reverse_proxy /app/* unix//sockets/web.sock
            	reverse_proxy /docker/* unix//var/run/docker.sock
            	reverse_proxy /socket/* unix//docker.sock
            	reverse_proxy /other/* unix//other/any.sock
            	reverse_proxy /made/* unix//made/any.sock
            	reverse_proxy /plain/* unix//plain/any.sock
            	reverse_proxy unix/relative.sock
            }
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                volumes:
                  - ./Caddyfile:/etc/caddy/Caddyfile
                  - run:/sockets
                  - /var/run/docker.sock:/run/docker.sock
                  - /var/run/docker.sock:/docker.sock
                  - other:/other
                  - made:/made
                  - plain:/plain
              web:
                image: example/web
                command: gunicorn --bind unix:/run/app/web.sock app.wsgi
                volumes: ["run:/run/app"]
              any: {image: example/any, volumes: ["made:/run"]}
              jobs:
                image: example/web
                command: gunicorn --bind unix:/run/jobs/web.sock app.wsgi
                volumes: ["/var/run/docker.sock:/var/run/docker.sock"]
              loop: {image: example/web, command: gunicorn -b :8000 a:b, volumes: ["plain:/run"]}
              pool: {image: example/web, command: gunicorn -b :8000 a:b, volumes: ["plain:/run"]}
            volumes: {run: , other: {external: true}, made: , plain: }
            """,
            title="In a volume that both have, and what is not known",
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	reverse_proxy unix//run/app/web.sock
            }
            --- Dockerfile
            FROM caddy:2
            COPY start.sh /
            CMD ["/start.sh"]
            --- compose.yaml
            services:
              caddy: {build: ., volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
            """,
            title="An image of its own, which may start what listens there",
        ),
    )

    def check(self, deployment: Deployment) -> Iterator[Diagnostic]:
        for link in deployment.failing(Cause.NO_SOCKET):
            yield self.report(
                link.upstream.origin,
                f'no socket is at "{link.upstream.text}": {link.reason}',
                severity=link.severity,
                key=(link.front.name, link.upstream.text),
                related=(Label(link.target.origin, "it has the same volume"),) if link.target else (),
                fixes=(dial_socket if link.target else mount_socket)(link, deployment.members),
            )
