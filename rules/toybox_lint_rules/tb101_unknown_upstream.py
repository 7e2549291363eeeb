from collections.abc import Iterator

from toybox_lint.api import (
    Candidate,
    Cause,
    Deployment,
    Diagnostic,
    Example,
    Label,
    Link,
    Rule,
    Severity,
    called_by_name,
    dial_candidate,
)


class UnknownUpstream(Rule):
    """An upstream must be the name of something that runs on a network of Caddy.

    Containers find each other by service name, container name, network alias or hostname, and only on a
    network that both are on. Caddy looks the name up at every request, not at start: a name that nobody has
    lets Caddy start without a word, and every request is answered 502.

    **What to do.** Write the name of the service, and the port its process listens on inside its container.

    **When it is an error.** When every network of Caddy is known, so that nobody else can have the name. Where Caddy is
    on an external network whose owner was not given, the name may be there: a warning when a service that is shown
    has nearly the name, or listens on the port, else for information. So it is where no application is shown at all: a
    Caddy with a project to itself stands in front of others, which join its network. And on a network with a `name` of
    its own that other projects join, for a name and a port like none that is shown; where none of those is shown, but
    each application on it has its route, it is a warning. And where `dns` names a server of the own network, or
    `/etc/hosts` is mounted. It is a warning, too, beside a service that holds the socket of Docker and may start
    containers of its own, where the project's folder or a stack of Swarm may be called as the name says, where another
    proxy in `handle_errors` answers, and where the name is in a compose file of the same folder that is not linted with
    the others (`compose.green.yaml`; not one for development): give it with `--compose`.
    What the resolver of the host adds to a name by its own search domain is in no file: name such hosts in the
    configuration (`known-hosts`).

    A placeholder is read where one `map` or `vars` of the site, without a matcher, gives it, and the finding is there.
    An address is judged where it is one of a network that the project makes for itself, and too high for a container
    without a fixed one. Other addresses, sockets and other placeholders are not judged here, nor are names with a dot,
    which may be public ones, but for a service's name before something that is no domain (`web.back_end`,
    `web.default`). It is a warning where it is none of the public root, and the service listens on the port
    (`web.local:8000`).

    **The fix.** Another name is another destination, so rewriting it is *unsafe*, a person must agree, with two
    exceptions in which nothing else can be meant: there is only one service in all given projects that serves
    the web (databases, workers and jobs that end do not count), its port is known, and no route dials it by its own
    name, nor is it called as a well-known program that listens elsewhere (`minio`); or exactly one service
    has nearly the same name and it alone listens on the port. On a network with a `name` of its own, made for other
    projects to join, the only service is not enough: the name or the port must speak for it. What speaks another
    protocol than Caddy does there is asked in its own, where a scheme is enough for that; this is unsafe, too.
    Of several services none is dialled for which nothing speaks: no name, no port, no route, nor that each of the
    others has a route by its name.

    A service on the network of the host has no name there: it is dialled at `host.docker.internal`, and where Caddy
    itself publishes that port, it can join Caddy's network. One with `network_mode: none` has none anywhere, and joins.

    Sources: Docker's documentation on networking in Compose; measured with Caddy 2.11.7 and Docker's name rules
    in network namespaces.
    """

    id = "TB101"
    name = "unknown-upstream"
    severity = Severity.ERROR
    signs = (Cause.UNKNOWN_NAME,)
    bad = (
        Example(
            """
            --- Caddyfile
            example.com {
            	reverse_proxy «backend:4000»
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              web: {build: ., command: gunicorn app.wsgi -b 0.0.0.0:8000}
              db: {image: postgres:16}
              worker: {build: ., command: celery -A app worker}
            """,
            title="Only one service can be meant",
            message='nothing is called "backend"',
            fixed="""
            --- Caddyfile
            example.com {
            	reverse_proxy web:8000
            }
            """,
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	reverse_proxy web:8000
            }
            mail.example.com {
            	reverse_proxy «mailer:3000»
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              web: {build: ., command: uvicorn main:app --host 0.0.0.0 --port 8000}
            """,
            title="The only service is dialled by its name already: another one may be missing",
            unsafe=True,
            fixed="""
            --- Caddyfile
            example.com {
            	reverse_proxy web:8000
            }
            mail.example.com {
            	reverse_proxy web:8000
            }
            """,
        ),
        Example(
            """
            --- Caddyfile
            flows.example.com {
            	reverse_proxy flows-box:5678
            }
            api.example.com {
            	reverse_proxy gateway:8000
            }
            mail.example.com {
            	reverse_proxy «mailer:3000»
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              flows: {image: n8nio/n8n, container_name: flows-box}
              gateway: {image: example/gateway, expose: [8000]}
              inbox: {image: example/inbox, expose: [8025]}
            """,
            title="What other routes dial by its name is hardly meant",
            unsafe=True,
            fixed="""
            --- Caddyfile
            flows.example.com {
            	reverse_proxy flows-box:5678
            }
            api.example.com {
            	reverse_proxy gateway:8000
            }
            mail.example.com {
            	reverse_proxy inbox:8025
            }
            """,
        ),
    )
    good = (
        Example(
            """
            --- Caddyfile
            gateway.example {
            	reverse_proxy 172.28.0.1:8000
            }
            dynamic.example {
            	reverse_proxy 172.28.0.3:8000
            }
            reserved.example {
            	reverse_proxy 172.28.0.200:8000
            }
            elsewhere.example {
            	reverse_proxy 172.28.1.9:8000
            }
            ranged.example {
            	reverse_proxy 172.28.9.5:8000 172.28.8.9:8000
            }
            others.example {
            	reverse_proxy 172.30.0.77:8000 172.29.0.77:8000
            }
            odd.example {
            	reverse_proxy 172.31.0.77:8000 [fd00::5]:8000
            }
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                networks: [edge, inner, given, named, odd]
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
              web: {build: ., command: gunicorn web.wsgi --bind 0.0.0.0:8000, networks: [edge]}
            networks:
              edge: {ipam: {config: [{subnet: 172.28.0.0/24, aux_addresses: {printer: 172.28.0.200}}]}}
              inner: {ipam: {config: [{subnet: 172.28.8.0/22, ip_range: 172.28.9.0/24, gateway: 172.28.8.9}]}}
              given: {external: true}
              named: {name: proxy, ipam: {config: [{subnet: 172.29.0.0/24}]}}
              odd: {driver: bridge, ipam: {config: [{subnet: "fd00::/64"}, {subnet: 172.31.0.0/99}]}}
            """,
            title="Addresses that the host, a container without a fixed one or something else may have",
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	reverse_proxy {
            		dynamic srv _http._tcp.api.service.consul
            	}
            }
            api.example.com {
            	reverse_proxy {
            		dynamic srv _http._tcp.api {
            			resolvers 10.0.0.2
            		}
            	}
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              api: {image: example/api, expose: [8080]}
            """,
            title="Services of DNS that another server knows",
        ),
        Example(
            """
            --- Caddyfile
            one.example, two.example {
            	map {host} {upstream} {
            		default nobody:9000
            		one.example web:8000
            		two.example web:8000
            	}
            	reverse_proxy {upstream}
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              web: {image: example/web, command: gunicorn app.wsgi -b :8000}
            """,
            title="The default of a map in which every host of the site has its row",
        ),
    )

    def check(self, deployment: Deployment) -> Iterator[Diagnostic]:
        found = tuple(deployment.failing(Cause.UNKNOWN_NAME))
        told = {_place(link) for link in found if _severity(link) > Severity.INFO}
        meant = set[object]()
        for link in found:
            host = str(link.upstream.host)
            if _severity(link) is Severity.INFO:
                if _place(link) in told:
                    continue
                told.add(_place(link))
            address = (id(link.proxy), link.candidates[0].address) if link.candidates else None
            again = address in meant
            meant.add(address)
            yield self.report(
                link.upstream.origin,
                _message(link, host),
                severity=_severity(link),
                key=(link.front.name, link.upstream.text),
                help=_help(link),
                related=tuple(_evidence(item) for item in link.candidates[:3]),
                fixes=dial_candidate(link, again=again) or called_by_name(link, deployment.members),
            )


def _place(link: Link) -> object:
    """Several Caddies may read one file: where one of them says more, the others need not say it again."""
    return link.upstream.origin.file.path, link.upstream.origin.span


def _severity(link: Link) -> Severity:
    """Where others may have the name, only one that is nearly the same says that it may be wrong."""
    if link.certain:
        return Severity.ERROR
    return Severity.WARNING if link.candidates or link.beside else Severity.INFO


def _message(link: Link, host: str) -> str:
    """What is only information is told of all upstreams in the same words, so that it is told once where it can be."""
    reason = link.reason
    if _severity(link) is Severity.INFO:
        return reason.replace(f"nothing shown here is called {host},", "nothing shown here has this name,")
    if link.certain and reason.endswith(f" is called {host}"):
        reason = f'nothing is called "{host}" on any network of {link.front.name}'
    return f'upstream "{link.upstream.text}": {reason}'


def _help(link: Link) -> str | None:
    addresses = [item.address for item in link.candidates if item.address]
    if not addresses and "which is not linted with" in link.reason:
        return "give it as well, with --compose, where it is started as well"
    if not addresses:
        unseen = not link.certain and link.reason.endswith(" is not shown")
        return "give the folder of that project, too, or name such hosts as known-hosts" if unseen else None
    if link.sole:
        return f"{addresses[0]} is all that can be meant"
    return f"did you mean {' or '.join(list(dict.fromkeys(addresses))[:3])}?"


def _evidence(candidate: Candidate) -> Label:
    if candidate.listener is None:
        return Label(candidate.member.origin, f"{candidate.member.key} exists")
    text = f"{candidate.member.key} listens on {candidate.port}: {candidate.listener.text}"
    return Label(candidate.listener.origin, text)
