from collections.abc import Iterator

from toybox_lint.api import Deployment, Diagnostic, Example, Label, Rivalry, Rule, Severity, rivalries

# Of the services that have one name; nobody reads more of them.
_MOST_SHOWN = 50
_ONE_NAME = "give one of them an alias of its own on that network, and dial that"
_ONE_PROJECT = (
    "give one of the projects a name of its own (name: at the top of its file), and its service an alias"
)


class DuplicateNameOnNetwork(Rule):
    """A name that Caddy dials must belong to one project only.

    On a network that several projects join, every container is found under its service's name. When two projects
    both have a `web` there, the name has two addresses, and the engine gives them in changing order: half of the
    requests go to the other application, with no error anywhere.

    **What to do.** Dial a name that only one of them has: an alias on that network,

        services:
          web:
            networks:
              edge:
                aliases: [shop-web]

    or the container's own name (`shop-web-1`).

    **When it is reported.** When services of two shown projects have the name on one network of Caddy's, or each on
    another one: then the engine answers from the first network on which the name is, and the other application gets
    nothing. Two folders of one name are one project to Docker Compose, unless their files have a `name`: then there is
    one container of the name, that of the folder which was started last. Several containers of one project under one
    name are load balancing, and not reported.

    Sources: Docker's documentation on networking in Compose and on project names; Compose's issues 3966 and 7403; the
    engine's embedded DNS, whose rules the project's
    network tests follow.
    """

    id = "TB205"
    name = "duplicate-name-on-network"
    severity = Severity.WARNING
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
            	reverse_proxy «web:8000»
            }
            --- shop/compose.yaml
            services:
              web: {image: example/shop, networks: [edge]}
            networks:
              edge: {external: true}
            --- wiki/compose.yaml
            services:
              web: {image: example/wiki, networks: [edge]}
            networks:
              edge: {external: true}
            """,
            title="Two projects, one name",
            message="shop/web and wiki/web",
        ),
        Example(
            """
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                networks: [shop_default, wiki_default]
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
            networks:
              shop_default: {external: true}
              wiki_default: {external: true}
            --- Caddyfile
            shop.example.com {
            	reverse_proxy «web:8000»
            	reverse_proxy /wiki/* wiki-web-1:9000
            }
            --- shop/compose.yaml
            services:
              web: {image: example/shop, expose: [8000]}
            --- wiki/compose.yaml
            services:
              web: {image: example/wiki, expose: [9000]}
            """,
            title="On two of Caddy's networks, one each",
            message="is shop/web on shop_default and wiki/web on wiki_default",
        ),
        Example(
            """
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                networks: [docker_default]
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
            networks:
              docker_default: {external: true}
            --- Caddyfile
            shop.example.com {
            	reverse_proxy «web:8000»
            }
            --- shop/docker/compose.yaml
            services:
              web: {image: example/shop, expose: [8000]}
            --- wiki/docker/compose.yaml
            services:
              web: {image: example/wiki, expose: [9000]}
            """,
            title="Two folders of one name",
            message="one project, docker: the one that is started later replaces the other",
        ),
    )
    good = (
        Example(
            """
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                networks: [edge]
                extra_hosts: ["api:10.0.0.5"]
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
            networks:
              edge: {name: edge}
            --- Caddyfile
            shop.example.com {
            	reverse_proxy shop-web:8000
            	reverse_proxy /pool/* pool:8000
            	reverse_proxy /old/* shop-web-1:8000
            	reverse_proxy /api/* api:8000
            	reverse_proxy /gone/* nobody:8000
            	reverse_proxy /more/* {$MORE}
            }
            --- shop/compose.yaml
            services:
              web: {image: example/shop, networks: {edge: {aliases: [shop-web]}}}
              one: {image: example/shop, networks: {edge: {aliases: [pool]}}}
              two: {image: example/shop, networks: {edge: {aliases: [pool]}}}
              api: {image: example/api, networks: [edge]}
            networks:
              edge: {external: true}
            --- wiki/compose.yaml
            services:
              web: {image: example/wiki, networks: [edge]}
              api: {image: example/api, networks: [edge]}
            networks:
              edge: {external: true}
            """,
            title="An alias, a pool of one project, a container's name, an address of one's own",
        ),
    )

    def check(self, deployment: Deployment) -> Iterator[Diagnostic]:
        for rivalry in rivalries(deployment.links, deployment.members):
            yield self._diagnostic(rivalry)

    def _diagnostic(self, rivalry: Rivalry) -> Diagnostic:
        link = rivalry.link
        return self.report(
            link.upstream.origin,
            f'"{link.upstream.host}" is {_whose(rivalry)}',
            key=(link.front.name, link.upstream.text),
            help=_ONE_PROJECT if rivalry.replacing else _ONE_NAME,
            related=tuple(
                Label(member.origin, f"this is {member.key}") for member, _ in rivalry.owners[:_MOST_SHOWN]
            ),
        )


def _whose(rivalry: Rivalry) -> str:
    shown = rivalry.owners[:_MOST_SHOWN]
    if rivalry.replacing:
        files = " and of ".join(member.origin.file.name for member, _ in shown)
        one = f"which Docker Compose takes for one project, {shown[0][0].project_name}"
        return f"a service of {files}, {one}: the one that is started later replaces the other"
    if rivalry.network:
        names = " and ".join(member.key for member, _ in shown)
        return f"{names} on the network {rivalry.network}: requests go to either"
    names = " and ".join(f"{member.key} on {network}" for member, network in shown)
    return f"{names}: the engine answers from the network that it takes first"
