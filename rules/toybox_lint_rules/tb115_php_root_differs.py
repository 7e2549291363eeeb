from collections.abc import Iterator

from toybox_lint.api import (
    Apart,
    Applicability,
    Deployment,
    Diagnostic,
    Example,
    Fix,
    Label,
    Rule,
    Severity,
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
    nothing else is at Caddy's place in the container of PHP, and its image is an official one.

    **The fix.** Writes `root` into the block. It is unsafe: scripts may be there in a way that is not seen.

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
    )

    def check(self, deployment: Deployment) -> Iterator[Diagnostic]:
        for found in apart(deployment):
            yield self._diagnostic(found)

    def _diagnostic(self, found: Apart) -> Diagnostic:
        edit, name = found.edit(), found.member.name
        return self.report(
            found.origin,
            f"Caddy sends {name} scripts below {found.root}, and {name} has it at {found.there}: File not found",
            key=(found.link.front.name, found.member.key, found.root),
            related=(Label(found.mount.origin, f"mounted in {name}"),),
            fixes=(Fix(f"send php-fpm the folder {found.there}", Applicability.UNSAFE, (edit,)),)
            if edit
            else (),
        )
