"""Made-up lines in every kind of block that Caddy reads: right words, wrong words, too many and too few."""

from __future__ import annotations

from collections.abc import Mapping

from hypothesis import strategies as st

from toybox_lint.caddy.directives import (
    balancing,
    handlers,
    logs,
    matchers,
    options,
    proxy,
    servers,
    serving,
    tls,
    transport,
    trust,
)
from toybox_lint.caddy.directives.order import DIRECTIVES

# Where a line may stand: the heads of the blocks around it. `{` begins those among the global options.
HEADS = """
handle / route / handle_path /x / handle_errors / handle_errors 404
reverse_proxy app:80 / reverse_proxy / reverse_proxy https://app / reverse_proxy @m app
reverse_proxy app > transport http / reverse_proxy https://app > transport http
reverse_proxy app > transport fastcgi / reverse_proxy app > health_headers
reverse_proxy app > transport http > tls_trust_pool file / reverse_proxy app > @r
reverse_proxy app > lb_policy cookie / reverse_proxy app > lb_policy header x / reverse_proxy app > lb_policy query x
reverse_proxy app > lb_retry_match / reverse_proxy app > handle_response / reverse_proxy app > replace_status
reverse_proxy > dynamic a / reverse_proxy > dynamic srv / reverse_proxy > dynamic multi / reverse_proxy > dynamic a x 80
php_fastcgi app:9000 / forward_auth app / forward_auth app > copy_headers
file_server / file_server browse / file_server > browse / encode / encode gzip / encode > zstd / encode > match
basic_auth / basic_auth argon2id / log / log n / log > output file x / log > output net x / log > sampling
log > format console / log > format filter / log > format append / log > format filter > fields
tls / tls internal / tls a b / tls > client_auth / tls > client_auth > verifier leaf
tls > client_auth > trust_pool file / tls > client_auth > trust_pool inline / tls > client_auth > trust_pool storage
tls > client_auth > trust_pool http / tls > client_auth > trust_pool http > tls
tls > client_auth > trust_pool combined
tls > issuer acme / tls > issuer internal / tls > issuer zerossl k / tls > issuer acme > preferred_chains
tls > get_certificate http x / respond / respond 200 / error / map {host} {a} / map {host} {a} {b} / vars / header
header X-A / header > match / request_header / timeouts / uri query / intercept / intercept > handle_response / push
push > headers / try_files a / bind / bind 127.0.0.1 / tracing / tracing > span_attributes / templates / request_body
templates > extensions / acme_server / acme_server > allow / copy_response / copy_response_headers / metrics / fs x
@m / @m not / @m > not / @m file / @m > file / @m url_pattern x / rewrite / root / redir / method / abort / invoke n
{ servers / { servers :443 / { servers > timeouts / { servers > listener_wrappers / { servers > metrics
{ servers > listener_wrappers > proxy_protocol / { servers > trusted_proxies static / { on_demand_tls
{ on_demand_tls > permission http x / { admin / { admin off / { pki / { pki > ca / { pki > ca x > root / { log / { log n
{ log > output file x / { storage file_system / { acme_eab / { preferred_chains / { metrics / { default_bind / { ech a.b
{ cert_issuer acme / { cert_issuer internal / { events / { auto_https off / { order / { email
"""
CONTEXTS = ["", "{", *(head.strip() for line in HEADS.strip().splitlines() for head in line.split(" / "))]
TABLES: tuple[Mapping[str, object], ...] = (
    *(table for _, table in handlers.SIMPLE.values() if table),
    *(proxy.TABLE, transport.HTTP, transport.FASTCGI, balancing.POLICIES, balancing.DYNAMIC),
    *(logs.SITE, logs.GLOBAL, logs.WRITERS, logs.ENCODERS, logs.FILTERS, tls.TABLE, tls.ISSUERS, trust.POOLS),
    *(matchers.KINDS, serving.ENCODERS, options.OptionsReader().table, servers.SERVERS),
)
MORE = """
name port service proto refresh resolvers versions grace_period dial_timeout fallback max_age root split env index
try_files try_policy split_path status header match level disable_checksum minimum_length hide browse precompressed sort
file_limit reveal_symlinks mode roll_size roll_keep interval first thereafter wrap fields message_key time_format ipv4
replace delete regexp pem_file trust_der source keys storage endpoints ca renegotiation file folder pem
root_common_name any_common_name dir email timeout lifetime body close message default read_timeout max_write_chunk
uri copy_headers ask permission read_body idle write_idle allow deny fallback_policy origins key_id format cert key
domains ip_ranges policy protocols trusted_ca_cert verifier trust_pool include exclude GET HEAD X-A -X +X ?X a b @r
to dynamic lb_policy lb_retry_match health_upstream health_port transport verbose_logs handle_response replace_status
"""
NAMES = sorted({*DIRECTIVES, *MORE.split(), *(name for table in TABLES for name in table if name != "*")})
VALUES = (
    *(
        "x",
        "5s",
        "5",
        "0",
        "-1",
        "1.5",
        "0.5",
        "10MB",
        "404",
        "4xx",
        "on",
        "off",
        "/p",
        "/p/*",
        "*",
        "@m",
        "@r",
    ),
    *(
        "{host}",
        '""',
        "`a b`",
        "https://x",
        "http://x",
        "app:80",
        "app",
        "unix//run/x",
        "app:80-82",
        "127.0.0.1",
    ),
    *(
        "private_ranges",
        "static",
        "first",
        "last",
        "before",
        "a=b",
        "a>b",
        "browse",
        "gzip",
        "zstd",
        "internal",
    ),
    *(
        "x@y.z",
        "acme",
        "file",
        "http",
        "fastcgi",
        "cookie",
        "ip_hash",
        "json",
        "console",
        "stdout",
        "v1",
        "ipv4",
    ),
    *(
        "tls1.2",
        "h1",
        "h2",
        "default",
        "permanent",
        "{$X}",
        "{$X:y}",
        "GET",
        "[",
        "!X",
        "never",
        "rsa2048",
        "0644",
    ),
)
WORDS = st.one_of(st.sampled_from(VALUES), st.sampled_from(NAMES))
TAILS = st.sampled_from(("",) * 8 + (" {\n}", " {", " {}", " {\n%s x\n}", " {\n%s\n}", " \\\nx"))


@st.composite
def lines(draw: st.DrawFn) -> str:
    """A line, maybe with a block."""
    words = [draw(st.sampled_from(NAMES)), *draw(st.lists(WORDS, max_size=3))]
    tail = draw(TAILS)
    return " ".join(words) + (tail % draw(st.sampled_from(NAMES)) if "%s" in tail else tail)


def placed(context: str, body: list[str]) -> str:
    """A file with ``body`` in a context of `CONTEXTS`."""
    heads = [head.strip() for head in context.removeprefix("{").split(">") if head.strip()]
    text = "\n".join([*(head + " {" for head in heads), *body, *("}" for _ in heads)])
    if context.startswith("{"):
        return "{\n" + text + "\n}\na.example {\n}\n"
    matcher = "" if context.startswith("@m") else "@m path /m\n"
    return "&(n) {\nrespond ok\n}\na.example {\n" + matcher + text + "\n}\n"


IN_CONTEXT = st.builds(placed, st.sampled_from(CONTEXTS), st.lists(lines(), min_size=1, max_size=3))
