from collections.abc import Iterator

from toybox_lint.api import (
    Applicability,
    Deployment,
    Diagnostic,
    Example,
    Fix,
    Rule,
    Severity,
    Unaddressed,
    unaddressed,
)


class ExtraHostWithoutAddress(Rule):
    """An extra host must be given an address.

    Each entry of `extra_hosts` maps a name to an address, or to `host-gateway`, the host itself. Docker refuses to make
    a container with anything else (`invalid IP address in add-host`), and `docker compose config` does not check it.
    The name of another container is no address either: containers of one network know each other by name.

    **What to do.** Write the address, or `host-gateway` as it is.

    **When it is reported.** When the entry holds neither, and no variable decides. No engine was there to try it: it is
    a warning.

    **The fix.** Writes `host-gateway` where only its spelling differs.

    Sources: Docker's documentation of `--add-host`, and the check in its source.
    """

    id = "TB706"
    name = "extra-host-without-address"
    severity = Severity.WARNING
    signs = ("extra_hosts",)
    bad = (
        Example(
            """
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                extra_hosts:
                  «host.docker.internal: host_gateway»
              web:
                image: example/web
                extra_hosts: ["«host.docker.internal:host:gateway»", "«api:web»"]
              api: {image: example/api, extra_hosts: ["«db=hostgateway»"]}
            """,
            title="A word that is not Docker's, and the name of a service",
            message="is given no address",
            fixed="""
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                extra_hosts:
                  host.docker.internal: host-gateway
              web:
                image: example/web
                extra_hosts: ["host.docker.internal:host-gateway", "api:web"]
              api: {image: example/api, extra_hosts: ["db=host-gateway"]}
            """,
        ),
    )
    good = (
        Example(
            """
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                extra_hosts: ["host.docker.internal:host-gateway", "nas=192.168.1.20", "six:[::1]", "seven=fe80::1"]
              given: {image: example/web, extra_hosts: {db: "${DB}"}}
              off: {image: example/web, profiles: [debug], extra_hosts: ["db:web"]}
            """,
            title="The host, addresses, a variable, a service that is not started",
        ),
    )

    def check(self, deployment: Deployment) -> Iterator[Diagnostic]:
        for found in unaddressed(deployment.members):
            yield self._diagnostic(found)

    def _diagnostic(self, found: Unaddressed) -> Diagnostic:
        edit = found.edit()
        return self.report(
            found.origin,
            f"{found.shown} is given no address: Docker does not make a container of {found.member.name}",
            key=(found.member.key, found.host),
            help="write an address, or host-gateway for the host itself",
            fixes=(Fix(f"write {found.meant}", Applicability.SAFE, (edit,)),) if edit else (),
        )
