from collections.abc import Iterator

from toybox_lint.api import (
    Apart,
    Deployment,
    Diagnostic,
    Example,
    Label,
    Rule,
    Severity,
    above,
    apart,
)


class PhpRootDiffers(Rule):
    """php-fpm must have the scripts where Caddy says they are.

    `php_fastcgi` sends php-fpm the path of the script as Caddy sees it: `/srv/index.php` with `root * /srv`.
    When the same folder
    is mounted at `/var/www/html` in the container of PHP there is no such file: every page is *File not
    found*, while images and style sheets, which Caddy sends itself, are there.

    **What to do.** Mount the folder at the same place in both, or tell Caddy the other one:

        php_fastcgi php:9000 {
            root /var/www/html
        }

    **When it is reported.** When both containers mount the same folder or volume at different places,
    nothing else is at Caddy's place in the container of PHP, and its image is an official one. And when Caddy alone
    mounts the folder, and PHP runs in the image `php` as it is, which brings no scripts. And when the folder that both
    mount is shown, and its only `index.php` is in `public`, `web` or the like below it: every page is answered 404.

    **The fix.** Writes `root` into the block, mounts the folder in both, or serves the folder below. It is unsafe:
    scripts may be there in a way that is not seen.

    Sources: Caddy's documentation of `php_fastcgi`.
    """

    id = "TB115"
    name = "php-root-differs"
    severity = Severity.WARNING
    signs = ("php_fastcgi",)
    bad = (
        Example(
            """
            --- Caddyfile
            example.com {
            	root * «/srv»
            	php_fastcgi php:9000
            	file_server
            }
            --- compose.yaml
            name: edge
            services:
              caddy:
                image: caddy:2
                networks: [shared]
                volumes:
                  - ./Caddyfile:/etc/caddy/Caddyfile
                  - site:/srv
            networks: {shared: {name: shared}}
            volumes: {site: }
            --- app/compose.yaml
            name: app
            services:
              php: {image: "php:8.4-fpm", networks: [shared]}
            networks: {shared: {name: shared, external: true}}
            """,
            title="A volume that the project of PHP does not have: nothing is edited",
            message="has no such folder",
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	root * «/srv/public»
            	php_fastcgi php:9000
            	file_server
            }
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile", "./app:/srv"]
              php:
                image: php:8.3-fpm-alpine
                volumes: ["./app:/var/www/html"]
            """,
            title="Two places for one folder",
            message="php has it at /var/www/html/public",
            unsafe=True,
            fixed="""
            --- Caddyfile
            example.com {
            	root * /srv/public
            	php_fastcgi php:9000 {
            		root /var/www/html/public
            	}
            	file_server
            }
            """,
        ),
        Example(
            """
            --- Caddyfile
            (php) {
            	root * «/srv»
            	php_fastcgi php:9000
            }
            example.com {
            	import php
            }
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile", "app:/srv"]
              php:
                image: wordpress:fpm
                volumes: [app:/var/www/html]
            volumes: {app: {}}
            """,
            title="In a snippet",
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	root * «/srv/public»
            	php_fastcgi php:9000
            	file_server
            }
            other.example.com {
            	root * «/other»
            	php_fastcgi unix//run/php/fpm.sock
            }
            --- pool.conf
            [www]
            listen = /var/run/php/fpm.sock
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                volumes:
                  - ./Caddyfile:/etc/caddy/Caddyfile
                  - ./site:/srv
                  - other:/other
                  - socket:/run/php
              php:
                image: php:8.4-fpm
              other:
                image: php:8.4-fpm-alpine
                volumes:
                  - ./pool.conf:/usr/local/etc/php-fpm.d/zz-docker.conf:ro
                  - socket:/run/php
            volumes:
              socket:
              other:
            """,
            title="A folder that Caddy alone has",
            message="has no such folder",
            unsafe=True,
            fixed="""
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                volumes:
                  - ./Caddyfile:/etc/caddy/Caddyfile
                  - ./site:/srv
                  - other:/other
                  - socket:/run/php
              php:
                image: php:8.4-fpm
                volumes:
                  - "./site:/srv"
              other:
                image: php:8.4-fpm-alpine
                volumes:
                  - ./pool.conf:/usr/local/etc/php-fpm.d/zz-docker.conf:ro
                  - socket:/run/php
                  - other:/other
            volumes:
              socket:
              other:
            """,
        ),
    )
    good = (
        Example(
            """
            --- Caddyfile
            one.example {
            	root * /srv
            	php_fastcgi php:9000 {
            		root /var/www/html
            	}
            }
            two.example {
            	root * /srv
            	php_fastcgi same:9000
            }
            three.example {
            	root * /srv
            	php_fastcgi own:9000
            }
            four.example {
            	root * /srv
            	php_fastcgi built:9000
            }
            five.example {
            	root * {$ROOT}
            	php_fastcgi php:9000
            }
            six.example {
            	root * /opt
            	php_fastcgi php:9000
            }
            seven.example {
            	root * /srv
            	reverse_proxy php:9000 {
            		transport fastcgi
            	}
            }
            eight.example {
            	root * /srv
            	php_fastcgi other:9000
            }
            --- index.php
            <?php
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                environment: {ROOT: "${ROOT}"}
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile", "./app:/srv"]
              php: {image: "php:8-fpm", volumes: ["./app:/var/www/html"]}
              same: {image: "php:8-fpm", volumes: ["./app:/var/www/html", "./app:/srv"]}
              own: {image: example/php, expose: ["9000"], volumes: ["./app:/var/www/html"]}
              built:
                build: {context: ., dockerfile_inline: "FROM php:8-fpm\\nCOPY index.php /srv/index.php"}
                volumes: ["./app:/var/www/html"]
              other: {image: "php:8-fpm", volumes: ["./files:/var/www/html"]}
            """,
            title="Caddy knows the other place, or the files are in both",
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	root * /srv
            	php_fastcgi one:9000 two:9000 three:9000 four:9000 five:9000
            }
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile", "./app:/srv"]
              one: {image: "php:8-fpm", volumes: ["./app/index.php:/srv/index.php"]}
              two: {image: "php:8-fpm", command: "sh -c 'cp -r /from /srv && php-fpm'"}
              three: {image: "php:8-fpm", volumes_from: [caddy]}
              four: {image: "php:8-fpm", develop: {watch: [{path: app, target: /srv, action: sync}]}}
              five: {image: example/php}
            """,
            title="Scripts that come in another way",
        ),
    )

    def check(self, deployment: Deployment) -> Iterator[Diagnostic]:
        for found in apart(deployment):
            yield self._diagnostic(found)
        for each in above(deployment):
            yield self.report(
                each.origin,
                f"{each.root} has no index.php, and its {each.front} has one: every page is answered 404",
                key=(each.link.front.name, each.root, each.front),
                fixes=each.fixes(),
            )

    def _diagnostic(self, found: Apart) -> Diagnostic:
        name, there = found.member.name, found.there
        where = "no such folder" if there is None else f"it at {there}"
        label = "mounted in Caddy's container alone" if there is None else f"mounted in {name}"
        return self.report(
            found.origin,
            f"Caddy sends {name} scripts below {found.root}, and {name} has {where}: File not found",
            key=(found.link.front.name, found.member.key, found.root),
            related=(Label(found.mount.origin, label),),
            fixes=found.fixes(),
        )
