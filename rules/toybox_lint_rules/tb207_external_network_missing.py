from collections.abc import Iterator

from toybox_lint.api import (
    Applicability,
    Deployment,
    Diagnostic,
    Example,
    Fix,
    Label,
    Rule,
    Severity,
    Uncreated,
    uncreated,
)

# Services on a network that are named: of many the first tell enough.
_FEW = 3


class ExternalNetworkMissing(Rule):
    """Somebody must create an external network before the project starts.

    `external: true` tells Compose that the network is there already. When it is not, nothing of the project starts:
    "network edge declared as external, but could not be found". Another project makes the network only when one of
    its services is on it: a `backend_default` does not exist when every service of `backend` lists other networks.

    **What to do.** Create it once, `docker network create edge`, or join the network that the other project does have.
    One that is called as the default network of a project, `shop_default`, is made when that project starts; Compose
    refuses one of that name that somebody else has made.

    **When it is an error.** When the network belongs to a project that is shown, and no service of that project is on
    it. When nobody who is shown owns it, somebody may have made it by hand: that is worth knowing, no more.

    **The fix.** Takes the service off the network, on which nobody else can be. Unsafe.

    Sources: Docker Compose 2.40.3, which leaves out of `docker compose config` what it does not create.
    """

    id = "TB207"
    name = "external-network-missing"
    severity = Severity.ERROR
    signs = ("external",)
    bad = (
        Example(
            """
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                networks: [default, apps]
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
              log: {image: example/log, networks: {default: , apps: }}
            networks:
              «apps»: {external: true, name: shop_default}
            --- Caddyfile
            example.com {
            	reverse_proxy web:8000
            }
            --- tools/compose.yaml
            services:
              tool: {image: example/tool, networks: [extra]}
            networks:
              «extra»: {external: true, name: shop_extra}
            --- shop/compose.yaml
            services:
              web: {image: example/web, networks: [back]}
            networks:
              back:
              extra:
            """,
            title="Its owner has no service on it",
            unsafe=True,
            fixed="""
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                networks: [default]
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
              log: {image: example/log, networks: {default: }}
            --- tools/compose.yaml
            services:
              tool: {image: example/tool}
            """,
        ),
        Example(
            """
            --- compose.yaml
            x-outside: &outside {external: true, name: shop_default}
            services:
              caddy:
                image: caddy:2
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
                networks: &both [default, apps]
              other: {image: example/other, networks: *both}
            networks:
              «apps»: *outside
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
            title="Written where it means other services, too: nothing is edited",
        ),
        Example(
            """
            --- compose.yaml
            services:
              caddy: {image: caddy:2, networks: [default, wiki], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
            networks:
              default:
              «wiki»: {external: true, name: my-wiki_default}
            --- Caddyfile
            example.com {
            	reverse_proxy my-wiki-web-1:3000
            }
            """,
            title="The default network of a project that is not shown",
            message="Compose makes it when the project my-wiki starts",
            severity=Severity.INFO,
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
            """,
            title="Nobody shown owns it",
            message="docker network create edge",
            severity=Severity.INFO,
        ),
        Example(
            """
            --- compose.yaml
            services:
              caddy: {image: caddy:2, networks: [apps], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
            networks:
              «apps»: {external: true, name: default}
            --- Caddyfile
            example.com {
            	reverse_proxy web:8000
            }
            --- shop/compose.yaml
            services:
              web: {image: example/web}
            """,
            title="A name that no network can have",
            message="lets nobody create",
            unsafe=True,
            fixed="""
            --- compose.yaml
            services:
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
            """,
        ),
    )
    good = (
        Example(
            """
            --- compose.yaml
            services:
              caddy: {image: caddy:2, networks: [apps], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
            networks:
              apps: {external: true, name: shop_default}
            --- Caddyfile
            example.com {
            	reverse_proxy web:8000
            }
            --- shop/compose.yaml
            services:
              web: {image: example/web}
            """,
            title="A service of its owner is on it",
        ),
    )

    def check(self, deployment: Deployment) -> Iterator[Diagnostic]:
        for found in uncreated(deployment.projects, deployment.members, deployment.settings.known_networks):
            yield self._diagnostic(found)

    def _diagnostic(self, found: Uncreated) -> Diagnostic:
        edits = found.edits() if found.certain else ()
        title = f"do without the network {found.network.key}"
        return self.report(
            found.network.origin,
            _message(found),
            severity=Severity.ERROR if found.certain else Severity.INFO,
            key=(str(found.project.name), found.name),
            related=tuple(Label(member.origin, f"{member.name} is on it") for member in found.members[:_FEW]),
            fixes=(Fix(title, Applicability.UNSAFE, edits),) if edits else (),
        )


def _message(found: Uncreated) -> str:
    if found.owner:
        return f"nobody creates {found.name}: no service of {found.owner.name} is on it"
    if found.certain:
        return f"there is no network {found.name}, and the engine lets nobody create one of that name"
    project, default, rest = found.name.rpartition("_default")
    if project and default and not rest:
        return (
            f"the network {found.name} must exist before: Compose makes it when the project {project} starts"
        )
    return f"the network {found.name} must exist before: docker network create {found.name}"
