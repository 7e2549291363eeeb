from collections.abc import Iterator

from toybox_lint.api import (
    Applicability,
    Deployment,
    Diagnostic,
    Example,
    Fix,
    Label,
    Misnamed,
    Rule,
    Severity,
    Sought,
    is_meant,
    misnamed,
    sought,
)


class ExternalNameMismatch(Rule):
    """An external network must be named as the engine knows it.

    A network `web` that the project `shop` creates is called `shop_web`; only `name: web` gives it that name
    alone. Another project that says `web: {external: true}` asks for a network called `web`, and
    `docker compose up` stops: "network web declared as external, but could not be found". If somebody made one by
    hand, the containers are on two networks that only look like one.

    **What to do.** Give the external network the real name:

        networks:
          web:
            external: true
            name: shop_web

    **When it is an error.** When no shown project owns a network of that name, and one or more own one that is
    called so with its project before it, with `-` and `_` exchanged, or, behind the project's name, spelt nearly so.
    It is a warning where the name has no project in it and no Caddy of the one project dials a service of the other,
    or the other has a Caddy in its place: somebody may have made the network by hand. An external network whose
    owner is not shown is not reported.

    caddy-docker-proxy looks for containers on the networks of `CADDY_INGRESS_NETWORKS`, by the same names: with
    `caddy` for a network `shop_caddy` it finds none, and every site answers 503. That is a warning.

    **The fix.** Writes the name, where only one can be meant. Safe where the finding is an error: the key, by which
    services join, stays. Unsafe for caddy-docker-proxy, whose network is made anew.

    Sources: the real names as `docker compose config` of Docker Compose 2.40.3 prints them; its error for an
    external network that does not exist.
    """

    id = "TB204"
    name = "external-name-mismatch"
    severity = Severity.ERROR
    signs = ("external", "caddy_ingress_networks")
    bad = (
        Example(
            """
            --- compose.yaml
            services:
              caddy: {image: caddy:2, networks: [back], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
            networks:
              «back»:
                external: true
            --- Caddyfile
            example.com {
            	reverse_proxy web:8000
            }
            --- shop/compose.yaml
            services:
              web: {image: example/web, networks: [back]}
            networks:
              back:
            """,
            title="Without the project before it",
            message="shop/compose.yaml calls its network back shop_back",
            fixed="""
            --- compose.yaml
            services:
              caddy: {image: caddy:2, networks: [back], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
            networks:
              back:
                external: true
                name: shop_back
            """,
        ),
        Example(
            """
            --- compose.yaml
            services:
              caddy: {image: caddy:2, networks: [back], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
            networks:
              back: {external: true, name: shop_backs}
            --- compose.override.yaml
            networks:
              «back»: {name: shop_backs}
            --- Caddyfile
            example.com {
            	reverse_proxy web:8000
            }
            --- shop/compose.yaml
            services:
              web: {image: example/web, networks: [back]}
            networks:
              back:
            """,
            title="The name that is in force stands in the override",
            fixed="""
            --- compose.override.yaml
            networks:
              back: {name: shop_back}
            """,
        ),
        Example(
            """
            --- compose.yaml
            services:
              caddy: {image: caddy:2, networks: [apps], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              tool: {image: example/tool, networks: [old]}
            networks:
              «apps»: {external: true, name: my_shop_default}
              «old»: {external: {name: my_shop_inner}}
            --- Caddyfile
            example.com {
            	reverse_proxy web:8000
            }
            --- my-shop/compose.yaml
            services:
              web: {image: example/web, networks: [default, inner]}
            networks:
              inner:
            """,
            title="The project is called my-shop",
            fixed="""
            --- compose.yaml
            services:
              caddy: {image: caddy:2, networks: [apps], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              tool: {image: example/tool, networks: [old]}
            networks:
              apps: {external: true, name: my-shop_default}
              old: {external: {name: my-shop_inner}}
            """,
        ),
        Example(
            """
            --- compose.yaml
            services:
              caddy: {image: caddy:2, networks: [back], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
            x-outside: &outside {external: true}
            networks:
              «back»: *outside
            --- Caddyfile
            example.com {
            	reverse_proxy web:8000
            }
            --- shop/compose.yaml
            services:
              web: {image: example/web, networks: [back]}
            networks:
              back:
            """,
            title="Written at an anchor: nothing is edited",
        ),
        Example(
            """
            --- compose.yaml
            services:
              caddy: {image: caddy:2, networks: [old], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
            networks:
              old: {external: {name: my_shop_inner}}
            --- compose.override.yaml
            networks:
              «old»: {external: {name: my_shop_inner}, name: my_shop_inner}
            --- Caddyfile
            example.com {
            	reverse_proxy web:8000
            }
            --- my-shop/compose.yaml
            services:
              web: {image: example/web, networks: [inner]}
            networks:
              inner:
            """,
            title="Compose refuses two names for one network: both ways of writing it, in both files, are changed",
            fixed="""
            --- compose.yaml
            services:
              caddy: {image: caddy:2, networks: [old], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
            networks:
              old: {external: {name: my-shop_inner}}
            --- compose.override.yaml
            networks:
              old: {external: {name: my-shop_inner}, name: my-shop_inner}
            """,
        ),
        Example(
            """
            --- compose.yaml
            services:
              caddy: {image: caddy:2, networks: [edge], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
            networks:
              «edge»: {external: true}
            --- Caddyfile
            example.com {
            	reverse_proxy web:8000
            }
            --- shop/compose.yaml
            services:
              web: {image: example/web, networks: [edge]}
            networks:
              edge:
            --- blog/compose.yaml
            services:
              blog: {image: example/blog, networks: [edge]}
            networks:
              edge:
            """,
            title="Two projects have a network of that key: which is meant is not told",
            message="network edge blog_edge, shop/compose.yaml calls its network edge shop_edge",
        ),
    )
    good = (
        Example(
            """
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                networks: [front, shared, elsewhere, default]
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
              sleeping: {image: example/tool, profiles: [debug], networks: [back]}
            networks:
              front: {external: true, name: shop_front}
              made: {external: true, name: fronts}
              shared: {external: true}
              elsewhere: {external: true}
              back: {external: true}
            --- Caddyfile
            example.com {
            	reverse_proxy web:8000
            }
            --- shop/compose.yaml
            services:
              web: {image: example/web, networks: [front, common, back]}
            networks:
              front:
              common: {name: shared}
              back:
            """,
            title="Named, owned under that name, owned by a project not shown, needed by nobody",
        ),
    )

    def check(self, deployment: Deployment) -> Iterator[Diagnostic]:
        for found in misnamed(deployment.projects, deployment.members, deployment.settings.known_networks):
            meant = is_meant(found, deployment.links, deployment.members)
            yield self._diagnostic(found, Severity.ERROR if meant else Severity.WARNING)
        for other in sought(deployment.members):
            yield self._of_labels(other)

    def _of_labels(self, found: Sought) -> Diagnostic:
        edits, real = found.edits(), found.network.real_name
        return self.report(
            found.value.origin,
            f"{found.member.name} looks for containers on a network called {found.name}: its own is called {real}",
            severity=Severity.WARNING,
            key=(found.member.key, found.name),
            related=(Label(found.network.origin, f"its real name is {real}"),),
            fixes=(Fix(f"name it {found.name}", Applicability.UNSAFE, edits),) if edits else (),
        )

    def _diagnostic(self, found: Misnamed, severity: Severity) -> Diagnostic:
        edits = found.edits()
        level = Applicability.SAFE if severity is Severity.ERROR else Applicability.UNSAFE
        title = f"name it {found.real_name}"
        called = ", ".join(
            f"{each.origin.file.name} calls its network {each.key} {each.real_name}" for each in found.owned
        )
        return self.report(
            found.network.origin,
            f'no network is called "{found.name}": {called}',
            severity=severity,
            key=(str(found.project.name), found.name, found.real_name),
            related=tuple(Label(each.origin, f"its real name is {each.real_name}") for each in found.owned),
            fixes=(Fix(title, level, edits),) if edits else (),
        )
