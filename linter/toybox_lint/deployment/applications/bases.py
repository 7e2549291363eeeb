"""How applications are told the path below which they are.

Sources: the documentation of each, of the setting, as Next.js (``basePath``), Vite (``base``), SvelteKit
(``paths.base``), Nuxt (``app.baseURL``), Streamlit (``server.baseUrlPath``), Spring Boot
(``server.servlet.context-path``), Quarkus (``quarkus.http.root-path``), Ktor (``ktor.deployment.rootPath``)
and Nest (``setGlobalPrefix``), all of which answer 404 to what is not
below it; grafana/grafana#66724, #71182 and #100706 (from Grafana 10 on what lacks the path is redirected to it,
and without ``serve_from_sub_path`` what has it is sent to the login for ever), benoitc/gunicorn#3192 and #2804
(what does not begin with ``SCRIPT_NAME`` is a 500); pgAdmin's of ``SCRIPT_NAME`` and ``X-Script-Name``; MinIO's of its
console behind a proxy (the path is named, and taken off), Portainer's of ``--base-url`` (portainer/portainer#2410),
MeTube's of ``URL_PREFIX`` (alexta69/metube#460). Immich's guide to reverse proxies (immich-app/immich#11666), that of
Uptime Kuma, of Overseerr and the forum of Home Assistant say that there is no path below which these can be.
"""

from __future__ import annotations

from toybox_lint.records import dataclass


@dataclass(frozen=True, slots=True)
class Base:
    """How an application is told its path.

    It is known by its repository path, its server or its program, any for settings that one framework has.
    ``variables`` hold a path or a URL, ``flags`` of its command as well; of ``files`` beside its texts the
    first that is there has the ``option``. ``wanted`` must be true beside, ``unless`` is a flag that separates
    the two, as it names the path of the routes alone. ``always`` are paths that the application has without being
    told of another. With ``outside`` it names the path and wants requests without it, unless the variable ``inside`` is
    true. ``usual`` are paths that name it; ``folder`` is where its settings file is. ``since`` is the first
    release for which all this holds. One that ``stays`` can be at the root of a name alone; one that is ``moved`` works
    below any path that is taken off. ``beside`` are paths that it has whatever it is told. A ``rooted`` one
    that is told nothing asks for its files at the root, and so does not work below a path that is taken off. With
    ``further`` begin other variables, and paths of other files, that may tell it.
    """

    answer: str
    images: frozenset[str] = frozenset()
    server: str | None = None
    variables: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    wanted: str | None = None
    unless: str | None = None
    usual: tuple[str, ...] = ()
    folder: str | None = None
    since: int = 0
    program: str | None = None
    files: tuple[str, ...] = ()
    option: str = ""
    outside: bool = False
    inside: str | None = None
    stays: bool = False
    moved: bool = False
    always: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    rooted: bool = False
    further: tuple[str, ...] = ()


def _in_script(name: str) -> str:
    """An option of a configuration in JavaScript that is a plain text."""
    return rf"(?<![\w.]){name}\s*:\s*[\"'](/[^\"'\n]*)[\"']"


def _named(name: str, endings: str) -> tuple[str, ...]:
    return tuple(f"{name}.{ending}" for ending in endings.split())


NOT_FOUND = "answers 404"
_KINDS = (
    "base",
    "minimal",
    "scipy",
    "datascience",
    "tensorflow",
    "pytorch",
    "r",
    "julia",
    "pyspark",
    "all-spark",
)
_JUPYTER = frozenset(f"jupyter/{each}-notebook" for each in _KINDS)
_VITE = _named("vite.config", "ts js mts mjs")
EMPTY = "asks for its files at the root"
_REDIRECTS = "redirects to where the client is"
BASES = (
    Base(
        _REDIRECTS,
        frozenset(("grafana/grafana", "grafana/grafana-oss", "grafana/grafana-enterprise")),
        variables=("GF_SERVER_ROOT_URL",),
        wanted="GF_SERVER_SERVE_FROM_SUB_PATH",
        usual=("/grafana",),
        folder="/etc/grafana",
        since=10,
        rooted=True,
        further=("GF_PATHS_CONFIG", "/usr/share/grafana/conf"),
    ),
    Base(
        _REDIRECTS,
        frozenset(
            ("prom/prometheus", "prom/alertmanager", "prometheus/prometheus", "prometheus/alertmanager")
        ),
        flags=("--web.external-url",),
        unless="--web.route-prefix",
        usual=("/prometheus", "/alertmanager"),
    ),
    Base(
        NOT_FOUND,
        frozenset(("keycloak/keycloak",)),
        variables=("KC_HTTP_RELATIVE_PATH",),
        flags=("--http-relative-path",),
        usual=("/auth", "/keycloak"),
        folder="/opt/keycloak",
        since=17,
    ),
    Base(
        NOT_FOUND,
        frozenset(("jenkins/jenkins",)),
        variables=("JENKINS_OPTS",),
        flags=("--prefix",),
        usual=("/jenkins",),
    ),
    Base(
        "answers 500",
        frozenset(("dpage/pgadmin4",)),
        variables=("SCRIPT_NAME",),
        usual=("/pgadmin", "/pgadmin4"),
        folder="/pgadmin4/config",
        rooted=True,
        further=("PGADMIN_CONFIG_", "/etc/pgadmin"),
    ),
    Base("answers 500", server="gunicorn", variables=("SCRIPT_NAME",)),
    Base(NOT_FOUND, frozenset(("vaultwarden/server",)), variables=("DOMAIN",)),
    Base(NOT_FOUND, frozenset(("amir20/dozzle",)), variables=("DOZZLE_BASE",)),
    Base(NOT_FOUND, frozenset(("deluan/navidrome",)), variables=("ND_BASEURL",)),
    Base(
        NOT_FOUND,
        frozenset(("kibana", "kibana/kibana")),
        variables=("SERVER_BASEPATH",),
        wanted="SERVER_REWRITEBASEPATH",
    ),
    Base(
        NOT_FOUND,
        frozenset(("opensearchproject/opensearch-dashboards",)),
        variables=("SERVER_BASEPATH",),
        wanted="SERVER_REWRITEBASEPATH",
    ),
    Base(NOT_FOUND, frozenset(("rundeck/rundeck",)), variables=("RUNDECK_SERVER_CONTEXTPATH",)),
    Base(
        NOT_FOUND,
        frozenset(("jaegertracing/all-in-one", "jaegertracing/jaeger-query")),
        variables=("QUERY_BASE_PATH",),
        flags=("--query.base-path",),
    ),
    Base(
        "answers 400",
        frozenset(("victoriametrics/victoria-metrics", "victoriametrics/vmagent", "victoriametrics/vmalert")),
        flags=("-http.pathPrefix", "--http.pathPrefix"),
    ),
    Base(NOT_FOUND, frozenset(("grafana/loki",)), flags=("-server.path-prefix", "--server.path-prefix")),
    Base(NOT_FOUND, frozenset(("linuxserver/transmission",)), always=("/transmission",)),
    Base(
        NOT_FOUND,
        frozenset(("checkmk/check-mk-raw", "checkmk/check-mk-cloud", "checkmk/check-mk-enterprise")),
        variables=("CMK_SITE_ID",),
    ),
    Base(
        NOT_FOUND,
        frozenset(("selenium/hub", "selenium/standalone-chrome", "selenium/standalone-firefox")),
        variables=("SE_SUB_PATH",),
    ),
    Base(NOT_FOUND, frozenset(("apache/nifi",)), always=("/nifi",)),
    Base(NOT_FOUND, frozenset(("ghost",)), variables=("url",)),
    Base(
        NOT_FOUND,
        frozenset(("anycable/anycable-go",)),
        variables=("ANYCABLE_PATH",),
        always=("/cable",),
        # Events, Pusher's protocol, charging points, and what other programs ask it.
        beside=("/events", "/app", "/apps", "/ocpp", "/lp", "/_broadcast", "/health", "/metrics"),
    ),
    Base(
        NOT_FOUND,
        frozenset(("mastodon/mastodon-streaming",)),
        always=("/api/v1/streaming",),
        beside=("/health", "/metrics"),
    ),
    Base(NOT_FOUND, frozenset(("solr",)), always=("/solr",), beside=("/api",)),
    Base(NOT_FOUND, frozenset(("phpmyadmin",)), variables=("PMA_ABSOLUTE_URI",), outside=True),
    Base(
        NOT_FOUND,
        server="mlflow server",
        variables=("MLFLOW_STATIC_PREFIX",),
        flags=("--static-prefix",),
    ),
    Base(NOT_FOUND, server="chainlit run", variables=("CHAINLIT_ROOT_PATH",), flags=("--root-path",)),
    Base(NOT_FOUND, server="dagster-webserver", flags=("--path-prefix", "-l")),
    Base(NOT_FOUND, server="bokeh", variables=("BOKEH_PREFIX",), flags=("--prefix",)),
    Base(NOT_FOUND, server="marimo", flags=("--base-url",)),
    Base(NOT_FOUND, frozenset(("miniflux/miniflux",)), variables=("BASE_URL",)),
    Base(
        NOT_FOUND,
        frozenset(("gitea/gitea", "docker.gitea.com/gitea")),
        variables=("GITEA__server__ROOT_URL",),
        outside=True,
        inside="GITEA__server__USE_SUB_URL_PATH",
    ),
    Base(
        NOT_FOUND,
        frozenset(("forgejo/forgejo",)),
        variables=("FORGEJO__server__ROOT_URL", "GITEA__server__ROOT_URL"),
        outside=True,
        inside="FORGEJO__server__USE_SUB_URL_PATH",
    ),
    Base(
        NOT_FOUND,
        frozenset(("minio/minio",)),
        variables=("MINIO_BROWSER_REDIRECT_URL",),
        usual=("/ui", "/console", "/minio-console", "/minio/ui", "/minio/console"),
        outside=True,
    ),
    Base(
        NOT_FOUND,
        frozenset(("portainer/portainer", "portainer/portainer-ce", "portainer/portainer-ee")),
        flags=("--base-url",),
        usual=("/portainer",),
        moved=True,
    ),
    Base(
        EMPTY,
        frozenset(
            (
                *("immich-app/immich-server", "louislam/uptime-kuma"),
                *("home-assistant/home-assistant", "homeassistant/home-assistant"),
                *("linuxserver/homeassistant", "sctx/overseerr", "linuxserver/overseerr"),
                *("fallenbagel/jellyseerr", "seerr-team/seerr"),
            )
        ),
        stays=True,
    ),
    Base(_REDIRECTS, frozenset(("alexta69/metube",)), variables=("URL_PREFIX",)),
    Base(NOT_FOUND, frozenset(("sissbruecker/linkding",)), variables=("LD_CONTEXT_PATH",)),
    Base(NOT_FOUND, frozenset(("swaggerapi/swagger-ui",)), variables=("BASE_URL",)),
    Base(NOT_FOUND, frozenset(("sonarqube",)), variables=("SONAR_WEB_CONTEXT",)),
    Base(NOT_FOUND, frozenset(("sonatype/nexus3",)), variables=("NEXUS_CONTEXT",)),
    Base(NOT_FOUND, frozenset(("mongo-express",)), variables=("ME_CONFIG_SITE_BASEURL",)),
    Base(NOT_FOUND, frozenset(("apache/airflow",)), variables=("AIRFLOW__WEBSERVER__BASE_URL",)),
    Base(
        NOT_FOUND,
        server="streamlit",
        variables=("STREAMLIT_SERVER_BASE_URL_PATH",),
        flags=("--server.baseUrlPath",),
        files=(".streamlit/config.toml",),
        option=r"^[ \t]*baseUrlPath[ \t]*=[ \t]*[\"']([^\"'\n]+)[\"']",
    ),
    Base(
        _REDIRECTS,
        _JUPYTER,
        server="jupyter",
        flags=("--ServerApp.base_url", "--NotebookApp.base_url", "--LabApp.base_url"),
    ),
    Base(NOT_FOUND, server="next", files=_named("next.config", "js mjs ts"), option=_in_script("basePath")),
    Base(NOT_FOUND, server="vite", flags=("--base",), files=_VITE, option=_in_script("base")),
    Base(NOT_FOUND, server="vite preview", flags=("--base",), files=_VITE, option=_in_script("base")),
    *(
        Base(
            NOT_FOUND,
            server=server,
            variables=("NUXT_APP_BASE_URL",),
            files=_named("nuxt.config", "ts js"),
            option=r"\bapp\s*:\s*\{[^{}]{0,500}?" + _in_script("baseURL"),
        )
        for server in ("nitro", "nuxt")
    ),
    # The last is what Stirling-PDF calls that of Spring.
    Base(
        NOT_FOUND, variables=("SERVER_SERVLET_CONTEXT_PATH", "QUARKUS_HTTP_ROOT_PATH", "SYSTEM_ROOTURIPATH")
    ),
    Base(
        NOT_FOUND,
        program="java",
        files=_named("src/main/resources/application", "properties yml yaml conf"),
        option=r"(?:(?:^server\.servlet\.|^[ \t]+)context-path|(?:^quarkus\.http\.|^[ \t]+)root-path|^[ \t]+rootPath)"
        r"[ \t]*[=:][ \t]*[\"']?(/[^\s\"'#]*)",
    ),
    Base(
        NOT_FOUND,
        server="SvelteKit",
        files=_named("svelte.config", "js ts"),
        option=r"\bpaths\s*:\s*\{[^{}]{0,500}?" + _in_script("base"),
    ),
    *(
        Base(
            NOT_FOUND,
            program=program,
            files=("src/main.ts", "src/main.js"),
            option=r"\.setGlobalPrefix\(\s*[\"'`]([\w/-]+)[\"'`]\s*+,?\s*+\)",
        )
        for program in ("node", "nest")
    ),
)
