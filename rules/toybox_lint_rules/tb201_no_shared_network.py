from __future__ import annotations

from collections.abc import Iterator

from toybox_lint.api import (
    Applicability,
    Cause,
    Deployment,
    Diagnostic,
    Edit,
    Example,
    Fix,
    Label,
    Member,
    Rule,
    Severity,
    invite,
    join,
    joining,
    networks_of,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from toybox_lint.api import Refusal

    _Joined = tuple[str, tuple[Edit, ...]] | Refusal


class NoSharedNetwork(Rule):
    """Caddy and the service behind it must be on a network in common.

    A name resolves only on a network that both containers are on. Every compose project has a `default` network
    of its own, called `<project>_default`, and a service that lists networks is no longer on it. Two projects
    on one host share nothing unless one joins a network of the other: Caddy answers 502.

    **What to do.** Let Caddy join the network of the application. In another project that is an external network:

        services:
          caddy:
            networks: [default, backend_default]
        networks:
          backend_default:
            external: true

    Start the project that owns the network first.

    **When it is an error.** When the real names of all networks of both are known. The finding is at the upstream;
    when the upstream's name is wrong as well and only one service can be meant, it is at Caddy's service. It is a
    warning where Caddy is on a network of a project that is not shown, on which another container may have the name,
    while the one that is shown listens on the port, and where the project of the service has a Caddy that cannot run
    beside this one, for the name of its container or for a port of the host: the two may be alternatives.

    **The fix.** Adds a network to Caddy's service, or to the one whose network it shares, and declares it as external
    where another project owns it. It keeps Caddy on the networks it has, and never moves the application. It is
    unsafe: it changes what Caddy's container can reach, and makes its project depend on the other one.

    Sources: Docker's documentation on networking in Compose; the real names as Docker Compose 2.40.3 prints them;
    measured with Caddy 2.11.7 in network namespaces.
    """

    id = "TB201"
    name = "no-shared-network"
    severity = Severity.ERROR
    signs = (Cause.NOT_SHARED, Cause.UNKNOWN_NAME)
    bad = (
        Example(
            """
            --- Caddyfile
            example.com {
            	reverse_proxy «web:8000»
            }
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                volumes:
                  - ./Caddyfile:/etc/caddy/Caddyfile
                networks:
                  - edge  # faces the world
              web:
                image: example/web
                networks: [backend]
            networks:
              edge:
              backend:
            """,
            title="One project, two networks",
            message="caddy is on project_edge, web is on project_backend",
            unsafe=True,
            fixed="""
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                volumes:
                  - ./Caddyfile:/etc/caddy/Caddyfile
                networks:
                  - edge  # faces the world
                  - backend
              web:
                image: example/web
                networks: [backend]
            networks:
              edge:
              backend:
            """,
        ),
        Example(
            """
            --- caddy/Caddyfile
            example.com {
            	reverse_proxy «shop:8000»
            	reverse_proxy /other/* other:9000
            }
            --- caddy/compose.yaml
            services:
              caddy: {image: caddy:2, networks: [proxy], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
            networks: {proxy: {external: true}}
            --- shop/compose.yaml
            services:
              shop: {image: example/shop, expose: [8000], networks: [inner]}
              other: {image: example/other, expose: [8000], networks: [inner]}
            networks: {inner: }
            """,
            title="Caddy's network is not shown: it is likely, not certain",
            severity=Severity.WARNING,
            unsafe=True,
            fixed="""
            --- caddy/compose.yaml
            services:
              caddy: {image: caddy:2, networks: [proxy, shop_inner], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
            networks: {proxy: {external: true}, shop_inner: {external: true}}
            """,
        ),
    )
    good = (
        Example(
            """
            --- Caddyfile
            example.com {
            	reverse_proxy web:8000
            	reverse_proxy /old/* backend-web-1:8000
            	reverse_proxy /else/* gone:8000
            }
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                volumes:
                  - ./Caddyfile:/etc/caddy/Caddyfile
                networks: [default, apps]
            networks:
              apps: {external: true, name: backend_default}
            --- backend/compose.yaml
            services:
              web: {image: example/web}
              other: {image: example/other, networks: [inner]}
            networks:
              inner:
            """,
            title="Joined as an external network under another key",
        ),
        Example(
            """
            --- proxy/Caddyfile
            example.com {
            	reverse_proxy web:8000
            }
            --- proxy/compose.yaml
            services:
              caddy: {image: caddy:2, networks: [web], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
            networks: {web: {external: true}}
            --- app/compose.yaml
            services:
              web: {image: example/web, expose: [8000], networks: [web]}
            networks: {web: }
            """,
            title="The network they have in common has another name, which TB204 reports",
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	reverse_proxy web:8000
            }
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                volumes:
                  - ./Caddyfile:/etc/caddy/Caddyfile
                networks: [apps]
            networks:
              apps: {external: true, name: "${APPS_NETWORK}"}
            --- backend/compose.yaml
            services:
              web: {image: example/web}
            """,
            title="The network's name is a variable that nobody gave",
        ),
    )

    def check(self, deployment: Deployment) -> Iterator[Diagnostic]:
        links = list(deployment.failing(Cause.NOT_SHARED))
        names = _corrected(deployment) if links else frozenset()
        for link in links:
            caddy, target = link.front.member, link.target
            assert caddy is not None
            assert target is not None
            front = joining(caddy, deployment.members)
            # They meet where a network of Caddy gets the name that is meant, which TB204 reports.
            if not link.certain and any((id(front.project), name) in names for name in target.real_networks):
                continue
            renamed = any((id(target.project), name) in names for name in front.real_networks)
            host = str(link.upstream.host)
            invited = invite(front, target, host, deployment)
            joined = invited or join(front, target, host, deployment)
            yield self.report(
                link.upstream.origin,
                f"no network in common: {link.reason}",
                severity=link.severity,
                key=(front.key, target.key),
                help=f"{target.name} joins it under the name that TB204 tells" if renamed else _help(joined),
                related=_places(front, target),
                fixes=() if renamed else _fixes(target if invited else front, joined),
            )
        yield from self._behind_a_wrong_name(deployment)

    def _behind_a_wrong_name(self, deployment: Deployment) -> Iterator[Diagnostic]:
        """Once for each Caddy and service that an unknown name can only have meant."""
        meant = {
            (link.front.member, link.candidates[0].member): link
            for link in deployment.failing(Cause.UNKNOWN_NAME)
            if link.sole and link.certain
        }
        for caddy, target in meant:
            if caddy is None or not target.networks or caddy.adrift or target.adrift:
                continue
            front = joining(caddy, deployment.members)
            if front.real_networks & target.real_networks:
                continue
            invited = invite(front, target, target.name, deployment)
            joined = invited or join(front, target, target.name, deployment)
            yield self.report(
                front.origin,
                f"no network in common: {front.name} is on {networks_of(front)}, "
                f"{target.name} is on {networks_of(target)}",
                key=(front.key, target.key),
                help=_help(joined),
                related=(Label(target.origin, f"{target.name} is on {networks_of(target)}"),),
                fixes=_fixes(target if invited else front, joined),
            )


def _corrected(deployment: Deployment) -> frozenset[tuple[int, str]]:
    """The networks that TB204's corrections mean: of which project, and the real name."""
    from toybox_lint.api import misnamed

    known = deployment.settings.known_networks
    return frozenset(
        (id(found.project), name)
        for found in misnamed(deployment.projects, deployment.members, known)
        for name in found.real_names
    )


def _places(front: Member, target: Member) -> tuple[Label, ...]:
    return tuple(
        Label(member.origin, f"{member.name} is on {networks_of(member)}") for member in (front, target)
    )


def _help(joined: _Joined) -> str | None:
    """Why nobody but a person can write it."""
    return None if isinstance(joined, tuple) else f"not mended here: {joined.reason}"


def _fixes(front: Member, joined: _Joined) -> tuple[Fix, ...]:
    if not isinstance(joined, tuple):
        return ()
    name, edits = joined
    return (Fix(f"let {front.name} join {name}", Applicability.UNSAFE, edits),)
