from collections.abc import Iterator

from toybox_lint.api import (
    Deployment,
    Diagnostic,
    Example,
    Label,
    Namesake,
    Rule,
    Severity,
    namesakes,
    tell_apart,
)


class ContainerNameTaken(Rule):
    """The name of a container belongs to one container of the machine.

    The engine does not make the second one: `Conflict. The container name "/db" is already in use by container`. Which
    one is second can change from start to start. Docker Compose compares the `container_name` of the services of one
    project alone, and not with the names that it gives to containers itself (`shop-db-1`).

    Two folders of one name (`shop/docker` and `wiki/docker`) are one project to Docker Compose, unless their files have
    a `name`. Then a service that both have is made anew by every `up` of the other folder, from the other file: its
    container is replaced, and whatever needed the first one asks the second.

    **What to do.** Leave `container_name` out: services of a project find one another by the names of the services.
    Give each project a `name`.

    **When it is reported.** For services of one project, and for those of two projects to which one Caddy leads, each
    by a name that only one of them has: so both run at once. Projects that want the same port of the host, or of which
    all containers have the names of the other's, are two ways to deploy. A service that Caddy dials by the name is told
    by TB205.

    **The fix.** Leaves out a `container_name` that is the name of the service anyway and that no Caddyfile dials; or
    gives the second project a name with the folder above in it, where no other project joins its networks. Both are
    unsafe: others may go by the name. Where the project has volumes, which would be new ones, the name is shown only.

    Sources: Docker's documentation of `container_name` and of project names; Compose's issues 3966 and 7403; Docker
    Compose 2.40.3 says nothing of the examples. That the engine refuses them was not tried: it needs one.
    """

    id = "TB708"
    name = "container-name-taken"
    severity = Severity.WARNING
    signs = ("container_name", "projects:")
    bad = (
        Example(
            """
            --- compose.yaml
            services:
              caddy: {image: caddy:2, networks: [edge], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
            networks:
              edge: {name: edge}
            --- Caddyfile
            shop.example.com {
            	reverse_proxy shop:8000
            }
            wiki.example.com {
            	reverse_proxy wiki:3000
            }
            --- shop/compose.yaml
            services:
              shop: {image: example/shop, networks: [edge, default]}
              db:
                image: postgres:17
                container_name: db
            networks:
              edge: {external: true}
            --- wiki/compose.yaml
            services:
              wiki: {image: example/wiki, networks: [edge, default]}
              db:
                image: mysql:8
                container_name: «db»
            networks:
              edge: {external: true}
            """,
            title="Two projects behind one Caddy",
            message="the container name db is already that of shop/db",
            unsafe=True,
            fixed="""
            --- wiki/compose.yaml
            services:
              wiki: {image: example/wiki, networks: [edge, default]}
              db:
                image: mysql:8
            networks:
              edge: {external: true}
            """,
        ),
        Example(
            """
            --- compose.yaml
            name: shop
            services:
              web: {image: example/web}
              other: {image: example/web, container_name: «shop-web-1»}
            """,
            title="The name that Compose gives itself",
            message="shop-web-1 is what the container of shop/web is called",
        ),
        Example(
            """
            --- compose.yaml
            services:
              caddy: {image: caddy:2, networks: [edge], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
            networks:
              edge: {name: edge}
            --- Caddyfile
            shop.example.com {
            	reverse_proxy shop:8000
            }
            wiki.example.com {
            	reverse_proxy wiki:3000
            }
            --- shop/docker/compose.yaml
            services:
              shop: {image: example/shop, networks: [edge, default]}
              db: {image: postgres:17}
            networks:
              edge: {external: true}
            --- wiki/docker/compose.yaml
            # The wiki
            services:
              wiki: {image: example/wiki, networks: [edge, default]}
              «db»: {image: mysql:8}
            networks:
              edge: {external: true}
            """,
            title="Two folders of one name",
            message="are one project to Docker Compose",
            unsafe=True,
            fixed="""
            --- wiki/docker/compose.yaml
            # The wiki
            name: wiki-docker
            services:
              wiki: {image: example/wiki, networks: [edge, default]}
              db: {image: mysql:8}
            networks:
              edge: {external: true}
            """,
        ),
    )
    good = (
        Example(
            """
            --- compose.yaml
            services:
              caddy: {image: caddy:2, networks: [edge], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
            networks:
              edge: {name: edge}
            --- Caddyfile
            example.com {
            	reverse_proxy app:8000
            }
            --- dev/compose.yaml
            services:
              app: {image: example/app, networks: [edge], container_name: app}
              db: {image: "postgres:17", container_name: db}
            networks:
              edge: {external: true}
            --- prod/compose.yaml
            services:
              app: {image: example/app, networks: [edge], container_name: app}
              db: {image: "postgres:17", container_name: db}
              backup: {image: example/backup}
            networks:
              edge: {external: true}
            """,
            title="Two ways to deploy one application",
        ),
    )

    def check(self, deployment: Deployment) -> Iterator[Diagnostic]:
        for found in namesakes(deployment):
            yield self._diagnostic(found, deployment)

    def _diagnostic(self, found: Namesake, deployment: Deployment) -> Diagnostic:
        first, second, given = found.first, found.second, found.second.service.container_name
        origin = second.origin if found.replaces or given is None else given.origin
        place = first.service.container_name.origin if first.service.container_name else first.origin
        if found.replaces:
            files = f"{first.origin.file.name} and {second.origin.file.name}"
            one = f"are one project to Docker Compose, {second.project_name}"
            message, place = (
                f"{files} {one}: the {found.name} that is started later replaces the other",
                first.origin,
            )
        elif first.service.container_name:
            message = (
                f"the container name {found.name} is already that of {first.key}: one of the two is not made"
            )
        else:
            message = (
                f"{found.name} is what the container of {first.key} is called: one of the two is not made"
            )
        return self.report(
            origin,
            message,
            key=(first.key, second.key, found.name),
            help="give one of the projects a name (name: at the top of its file)"
            if found.replaces
            else _HELP,
            related=(Label(place, f"this is {first.key}"),),
            fixes=tell_apart(found, deployment),
        )


_HELP = "leave container_name out, or give another name"
