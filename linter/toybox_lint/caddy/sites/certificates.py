"""Who gets certificates for which names: Caddy's automation policies, as far as they can conflict.

Caddy 2.11 makes one policy for each site, folds equal ones together and refuses a name that is left in two
(caddyconfig/httpcaddyfile/tlsapp.go).
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

from toybox_lint.caddy.directives.options import Options
from toybox_lint.caddy.directives.tls import IMPLICIT, Settings
from toybox_lint.caddy.places import origin_of
from toybox_lint.caddy.problems import Problems
from toybox_lint.caddy.sites.addresses import (
    IN_CADDYS_WORDS,
    SiteAddress,
    is_http,
    is_internal,
    qualifies_for_certificate,
    qualifies_for_public_certificate,
)
from toybox_lint.caddy.sites.listeners import Server, SiteKeys
from toybox_lint.caddy.sites.policies import Issuer, Policy, consolidate
from toybox_lint_grammar.tokens import LBRACE, Token

# What settles a policy, in a site or in the global options.
_SETTINGS = ("key_type", "ocsp_stapling", "renewal_window_ratio")
_OF_SITES = ("on_demand", "reuse_private_keys", "key_type", "renewal_window_ratio")
# What the global options say of every ACME issuer, and the names for it that differ from those in its block.
_ACME = ("email", "acme_ca", "acme_ca_root", "acme_eab", "preferred_chains")
_SHORTHAND = {
    "ca": "dir",
    "acme_ca": "dir",
    "ca_root": "trusted_roots",
    "acme_ca_root": "trusted_roots",
    "acme_eab": "eab",
}
# Braces that Caddy takes for the name of a site.
_BRACES = {
    "{}": ("empty-braces", "Caddy takes {} for the name of a site: put } on a line of its own"),
    "}": ("brace-too-many", "this } closes nothing: Caddy takes it for the name of a site"),
}
_ZEROSSL = ("https://acme.zerossl.com/v2/DV90",)


def check(servers: list[Server], options: Options, problems: Problems) -> None:
    """Note contradictions between sites, and options, about who signs certificates."""
    if options.http_port is not None:
        _Policies(options, problems).check(servers)


class _Policies:
    """The policies of one file."""

    def __init__(self, options: Options, problems: Problems) -> None:
        self.options = options
        self.problems = problems
        self.found: list[Policy] = []
        self.default: Policy | None = None
        given = {name: tuple(token.text for token in tokens[1:]) for name, tokens in options.given.items()}
        self.common = {name: given[name] for name in _SETTINGS if name in given}
        self.acme = {_SHORTHAND.get(name, name): given[name] for name in _ACME if name in given}
        self.local = "local_certs" in given
        self.issuers = [Issuer(name) for name in options.issuers]
        self.signers: dict[int, list[Issuer]] = {}

    def check(self, servers: list[Server]) -> None:
        self._contradictions()
        base = self._base(None)
        if not base.empty or self.acme.keys() - {"email"} or self.options.naked_dns:
            self.default = base
            self.found.append(base)
        for server in servers:
            for site, numbers in _secured(server, self.options):
                self._add(site, [site.addresses[number] for number in numbers])
        self._outer_names()
        self._shared_with_hostless(servers)
        self._defaults()
        names = [
            name for policy in {id(each): each for each in self.found}.values() for name in policy.subjects
        ]
        if len(names) != len(set(names)):
            self._overlaps(consolidate(self.found))

    def _contradictions(self) -> None:
        if self.local and self.issuers:
            message = "local_certs and cert_issuer contradict each other: both say who signs"
            origin = origin_of(self.options.given["local_certs"][0])
            self.problems.report("contradiction", message, origin, None)

    def _base(self, owner: SiteKeys | None) -> Policy:
        """What the global options say of every policy."""
        issuers = self.issuers or ([Issuer("internal")] if self.local else [])
        return Policy(owner, settings=dict(self.common), issuers=list(issuers))

    def _add(self, site: SiteKeys, addresses: list[SiteAddress]) -> None:
        hostless = any(not address.host for address in addresses)
        policy = self._base(site)
        if hostless and self.default is not None:
            policy = self.default
        self._settle(policy, site)
        if hostless and self.default is None:
            self.default = policy
        names = {address.host for address in addresses if not is_http(address, self.options.http_port)}
        policy.subjects = sorted(names - {""})
        policy.owner = site
        self.found.append(policy)
        if not policy.issuers:
            self._split(policy, site)

    def _settle(self, policy: Policy, site: SiteKeys) -> None:
        """Put the site's ``tls`` lines into its policy."""
        for name in _OF_SITES:
            given = [words for line in site.tls for words in line.words.get(name, ())]
            if given:
                policy.settings[name] = given[0]
        if site.index not in self.signers:
            self.signers[site.index] = [issuer for line in site.tls for issuer in issuers_of(line)]
        issuers = self.signers[site.index]
        if issuers:
            if policy is self.default and policy.issuers != issuers:
                message = "two sites without a host want different certificates"
                self.problems.report("certificate-conflict", message, origin_of(site.keys[0]), None)
            policy.issuers = list(issuers)
        getters = [words for line in site.tls for words in line.words.get("get_certificate", ())]
        policy.managers += tuple(getters)
        bound = [bind.addresses[0].text for bind in site.binds if bind.addresses]
        for issuer in policy.issuers:
            if bound and issuer.name == "acme":
                issuer.settings.setdefault("bind", (bound[0],))

    def _split(self, policy: Policy, site: SiteKeys) -> None:
        """Caddy signs internal names itself: beside public ones they get a policy of their own."""
        names = [name for name in policy.subjects if not name.endswith(".ts.net")]
        for name in names:
            if not qualifies_for_certificate(name):
                key = next(key for key, address in _pairs(site) if address.host == name)
                kind, message = _BRACES.get(name, ("not-a-host", _no_host(name, key.text)))
                self.problems.report(kind, message, origin_of(key), None)
        if len(names) < 2:
            return
        internal = [name for name in names if is_internal(name, "on_demand" in policy.settings)]
        external = [name for name in names if name not in internal]
        if internal and external:
            policy.subjects = external
            self.found.append(Policy(site, internal, [], dict(policy.settings), policy.managers, True))

    def _outer_names(self) -> None:
        """The names that encrypted client hellos show need certificates as well."""
        names = [token.text for token in takewhile(_no_brace, self.options.given.get("ech", ())[1:])]
        if names:
            policy = self._base(None)
            policy.subjects = names
            self.found.append(policy)

    def _shared_with_hostless(self, servers: list[Server]) -> None:
        """Names beside a key without a host get their certificates apart from it."""
        if self.options.auto_https & {"off", "disable_certs"}:
            return
        names: dict[str, SiteKeys] = {}
        for server in servers:
            for site, numbers in server.sites:
                addresses = [site.addresses[number] for number in numbers]
                if any(not address.host for address in addresses):
                    for address in addresses:
                        if address.host and not is_http(address, self.options.http_port):
                            names[address.host] = site
        internal = [name for name in names if not qualifies_for_public_certificate(name)]
        if internal:
            self.found.append(Policy(names[internal[0]], internal, internal=True))

    def _defaults(self) -> None:
        """Give the issuers of the global options to policies of public names that have none."""
        for policy in self.found if self.acme or self.options.naked_dns else ():
            if not policy.issuers and not any(_is_special(name, policy) for name in policy.subjects):
                policy.issuers = _default_issuers(self.acme.get("email", ()), "dir" in self.acme)
        signed = [issuer for policy in self.found for issuer in policy.issuers if issuer.name == "acme"]
        for issuer in signed:
            for name, value in self.acme.items():
                issuer.settings.setdefault(name, value)
        token = self.options.naked_dns
        if signed and token is not None:
            message = "acme_dns needs a DNS provider, here or in the option dns"
            self.problems.report("dns-provider-missing", message, origin_of(token), None)

    def _overlaps(self, policies: list[Policy]) -> None:
        seen: set[str] = set()
        for policy in policies:
            for name in policy.subjects:
                if name in seen:
                    message = f"{name} gets its certificates in two different ways"
                    token = self._place(name, policy.owner)
                    self.problems.report("certificate-conflict", message, origin_of(token), None)
                seen.add(name)

    def _place(self, name: str, owner: SiteKeys | None) -> Token:
        if owner is None:
            return self.options.given["ech"][0]
        return next((key for key, address in _pairs(owner) if address.host == name), owner.keys[0])


def _no_host(name: str, written: str) -> str:
    if "${" in name:
        return f"{written}: {IN_CADDYS_WORDS}"
    if "{env." in name:
        return f"{written} is filled in while Caddy runs, too late for an address; {{$NAME}} when it reads the file"
    return f"{name!r} cannot have a certificate: it is no host name"


def _no_brace(token: Token) -> bool:
    return token.type != LBRACE


def _pairs(site: SiteKeys) -> Iterator[tuple[Token, SiteAddress]]:
    return zip(site.keys, site.addresses, strict=True)


def _secured(server: Server, options: Options) -> Iterator[tuple[SiteKeys, tuple[int, ...]]]:
    """The sites of a server that may have certificates."""
    if all(listen.rpartition(":")[2] == str(options.http_port) for listen in server.listen):
        return
    for site, numbers in server.sites:
        if any(site.addresses[number].scheme != "http" for number in numbers):
            yield site, numbers


def issuers_of(line: Settings) -> list[Issuer]:
    """The issuers that one ``tls`` line names, or means by its shorthand."""
    explicit = line.words.get("issuer", ())
    if explicit:
        return [_explicit(words) for words in explicit]
    if line.line == ("internal",):
        return [Issuer("internal")]
    email = line.line if len(line.line) == 1 and "@" in line.line[0] else ()
    own = {_SHORTHAND.get(name, name): words[0] for name, words in line.words.items() if name in IMPLICIT}
    if not email and not own:
        return []
    issuers = _default_issuers(email, "dir" in own)
    for issuer in issuers:
        issuer.settings.update(own)
        if email:
            issuer.settings["email"] = email
    return issuers


def _explicit(words: tuple[str, ...]) -> Issuer:
    inner = tuple(word for word in words[1:] if word not in "{}")
    return Issuer(words[0], {"words": inner} if inner else {})


def _default_issuers(email: tuple[str, ...], one: bool) -> list[Issuer]:
    """Let's Encrypt, and ZeroSSL where an email address is known; only one with an authority of its own."""
    issuers = [Issuer("acme")]
    if email and not one:
        issuers.append(Issuer("acme", {"dir": _ZEROSSL, "email": email}))
    return issuers


def _is_special(name: str, policy: Policy) -> bool:
    return is_internal(name, "on_demand" in policy.settings) or name.endswith(".ts.net")
