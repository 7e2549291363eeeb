from collections.abc import Iterator

from toybox_lint.api import (
    Applicability,
    Deployment,
    Diagnostic,
    Example,
    Fix,
    Label,
    Misplaced,
    Rule,
    Severity,
    misplaced,
)

_TEXTS = (".py", ".js", ".mjs", ".cjs", ".ts")


class BasePathMismatch(Rule):
    """An application must get its requests with the path below which it is told to be.

    Grafana with `GF_SERVER_SERVE_FROM_SUB_PATH`, Prometheus with `--web.external-url=https://example.com/prometheus/`,
    gunicorn with `SCRIPT_NAME` want the whole path. With `handle_path /grafana/*` they get it without its beginning,
    and answer with a redirect to where the client is, with 404 or with 500. And an application that nothing tells of
    `/grafana`, or that is told of another path, has no such pages.

    Grafana and pgAdmin that nothing tells of a path write all their links from the root: below one that Caddy takes off
    they show an empty page, or send the browser to `/login`.

    Gitea and Forgejo name their path in `ROOT_URL`, MinIO that of its console in `MINIO_BROWSER_REDIRECT_URL`, and want
    requests without it. Immich, Home Assistant, Uptime Kuma, Overseerr and Jellyseerr can be below no path: without it
    they get the request for their page, and the page asks for its files at the root.

    **What to do.** Write `handle /grafana/*`, which leaves the path as it is, for an application that is told; tell one
    that is not, or take the path off for one that works with that. One that can be below no path needs a name of its
    own.

    **When it is reported.** When Caddy certainly takes off the path that the application is told in its command,
    its environment or its own configuration (`basePath` of Next.js, `base` of Vite, `baseURL` of Nuxt, Spring's
    `context-path`, Nest's `setGlobalPrefix`), or that all routes in the program's one text have (Express, Fastify,
    Hono, FastAPI, Flask); when it leaves a path that none of those routes has, or all its routes to an application that
    answers 404 are beside the path that this is told; or when a route is named after the application (`/grafana/*`,
    `/prometheus/*`, `/jenkins/*`, ...), and neither they nor a mounted folder of settings say anything. Grafana from
    10 and Keycloak from 17 on, Prometheus, Alertmanager, Jenkins, pgAdmin, Vaultwarden, mongo-express, Airflow,
    Streamlit, Jupyter, gunicorn, Dozzle, Navidrome, Portainer, Kibana, Miniflux, Linkding, SonarQube, Nexus, Gitea,
    Forgejo, MeTube, Spring, Quarkus, Stirling-PDF, OpenSearch Dashboards, Rundeck, Jaeger, VictoriaMetrics, Loki,
    MLflow, Chainlit, Dagster, Bokeh, marimo, Transmission, NiFi, Solr, Checkmk, Selenium, phpMyAdmin, MinIO, Ghost,
    AnyCable and Mastodon's streaming are known. Something in the image may say otherwise: it is a warning.

    **The fix.** `handle_path` becomes `handle`, or `handle` `handle_path`. It is unsafe.

    Sources: the documentation of each; Caddy's of `handle_path`; how it strips measured with Caddy 2.11.7.
    """

    id = "TB516"
    name = "base-path-mismatch"
    severity = Severity.WARNING
    # The last ones for ROOT_URL, REDIRECT_URL, ABSOLUTE_URI.
    signs = (
        "/*",
        "handle_path",
        "strip",
        "grafana",
        "prom",
        "keycloak",
        "jenkins",
        "portainer",
        "minio",
        "t_url",
        "te_uri",
    )
    bad = (
        Example(
            """
            --- Caddyfile
            example.com {
            	handle_path /grafana/* {
            		reverse_proxy «grafana:3000»
            	}
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              grafana:
                image: grafana/grafana:11.2.0
                environment:
                  GF_SERVER_ROOT_URL: https://example.com/grafana/
                  GF_SERVER_SERVE_FROM_SUB_PATH: "true"
            """,
            title="Taken off, and redirected to for ever",
            message="redirects to where the client is",
            unsafe=True,
            fixed="""
            --- Caddyfile
            example.com {
            	handle /grafana/* {
            		reverse_proxy grafana:3000
            	}
            }
            """,
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	handle /prometheus/* {
            		uri strip_prefix /prometheus
            		reverse_proxy «prometheus:9090»
            	}
            	handle_path /jenkins/* {
            		reverse_proxy «jenkins:8080»
            	}
            	handle_path /app* {
            		reverse_proxy «web:8000»
            	}
            	handle_path /dash/* {
            		reverse_proxy «dash:8501»
            	}
            	handle_path /shop/* {
            		reverse_proxy «shop:8080»
            	}
            	handle_path /pdf/* {
            		reverse_proxy «pdf:8080»
            	}
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              prometheus:
                image: prom/prometheus
                command: ["--config.file=/etc/prometheus/prometheus.yml", "--web.external-url", "https://example.com/prometheus"]
              jenkins: {image: "jenkins/jenkins:lts", environment: {JENKINS_OPTS: "--prefix=/jenkins"}}
              web: {build: ., command: "gunicorn -b 0.0.0.0:8000 app:app", environment: {SCRIPT_NAME: /app}}
              dash: {build: ., command: streamlit run app.py --server.baseUrlPath=dash}
              shop: {image: example/shop, environment: {SERVER_PORT: 8080, SERVER_SERVLET_CONTEXT_PATH: /shop/v1}}
              pdf: {image: stirlingtools/stirling-pdf, environment: {SYSTEM_ROOTURIPATH: /pdf}}
            """,
            title="Told by a flag, in options, and by a variable",
            message="off, and ",
            unsafe=True,
            fixed="""
            --- Caddyfile
            example.com {
            	handle /prometheus/* {
            		uri strip_prefix /prometheus
            		reverse_proxy prometheus:9090
            	}
            	handle /jenkins/* {
            		reverse_proxy jenkins:8080
            	}
            	handle /app* {
            		reverse_proxy web:8000
            	}
            	handle /dash/* {
            		reverse_proxy dash:8501
            	}
            	handle /shop/* {
            		reverse_proxy shop:8080
            	}
            	handle /pdf/* {
            		reverse_proxy pdf:8080
            	}
            }
            """,
        ),
    )
    good = (
        Example(
            """
            --- Caddyfile
            example.com {
            	handle /docs/* {
            		reverse_proxy docs:3000
            	}
            	handle_path /other/* {
            		reverse_proxy docs:3000
            	}
            	handle_path /two/* {
            		reverse_proxy two:3000
            	}
            	handle_path /api/* {
            		reverse_proxy api:8080
            	}
            	handle_path /app/* {
            		reverse_proxy nuxt:3000
            	}
            	handle_path /v1/* {
            		reverse_proxy public:3000
            	}
            }
            --- docs/next.config.mjs
            export default { basePath: "/docs" };
            --- docs/Dockerfile
            FROM node:22
            WORKDIR /app
            COPY . .
            CMD ["npx", "next", "start"]
            --- two/next.config.js
            module.exports = production ? { basePath: "/two" } : { basePath: "/" };
            --- two/Dockerfile
            FROM node:22
            WORKDIR /app
            COPY . .
            CMD ["npx", "next", "start"]
            --- api/src/main/resources/application.properties
            # server.servlet.context-path=/api
            server.port=8080
            --- api/Dockerfile
            FROM eclipse-temurin:21
            COPY target/api.jar /api.jar
            ENTRYPOINT ["java", "-jar", "/api.jar"]
            --- nuxt/nuxt.config.ts
            export default defineNuxtConfig({ app: { baseURL: "/app/" } });
            --- nuxt/Dockerfile
            FROM node:22
            WORKDIR /app
            COPY . .
            CMD ["node", ".output/server/index.mjs"]
            --- public/nuxt.config.ts
            export default defineNuxtConfig({ runtimeConfig: { public: { baseURL: "/v1" } } });
            --- public/Dockerfile
            FROM node:22
            WORKDIR /app
            COPY . .
            CMD ["node", ".output/server/index.mjs"]
            --- compose.yaml
            services:
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              docs: {build: docs}
              two: {build: two}
              api: {build: api, expose: [8080]}
              nuxt: {build: nuxt, environment: {NUXT_APP_BASE_URL: /}}
              public: {build: public}
            """,
            title="Left as it is, of another path, or not told for certain",
        ),
    )

    def check(self, deployment: Deployment) -> Iterator[Diagnostic]:
        for found in misplaced(deployment):
            yield self._diagnostic(found)

    def _diagnostic(self, found: Misplaced) -> Diagnostic:
        edit, name = found.edit(), found.member.name
        if found.stays:
            return self.report(
                found.link.upstream.origin,
                f"{name} is below {found.prefix}, and can be at the root of a name alone: it {found.answer}",
                key=(found.link.front.name, found.link.upstream.text, found.prefix),
                help=f"give {name} a name of its own",
            )
        if found.untold:
            return self.report(
                found.link.upstream.origin,
                f"{name} is below {found.prefix}, and nothing tells it: it {found.answer}",
                key=(found.link.front.name, found.link.upstream.text, found.prefix),
                help=f"tell {name} that it is below {found.prefix}",
            )
        message = (
            f"{name} gets paths that begin with {found.prefix}, and nothing tells it: it has no such pages"
        )
        help = f"tell {name} that it is below {found.prefix}"
        title = "leave the path as it is" if found.stripped else "take it off the path"
        if found.setting and found.outside:
            message = (
                f"Caddy leaves {found.prefix} in the path, and {name}, which {found.setting.value} tells of it, "
                f"wants it taken off: it {found.answer}"
            )
            help = "take it off, with handle_path in place of handle"
            if found.setting.value.endswith(_TEXTS):
                message = f"Caddy leaves {found.prefix} in the path, and no route of {found.setting.value} has it: 404"
        elif found.setting and found.below:
            told = f"{found.setting.value} tells it to be below {found.below}"
            message = f"{name} gets paths below {found.prefix}, and {told}: it {found.answer}"
            help = f"route {found.below}, or tell {name} that it is below {found.prefix}"
        elif found.setting:
            told = f"{found.setting.value} tells {name} to be there"
            message = f"Caddy takes {found.prefix} off, and {told}: it {found.answer}"
            help = "leave the path as it is, with handle in place of handle_path"
        return self.report(
            found.link.upstream.origin,
            message,
            key=(found.link.front.name, found.link.upstream.text, found.prefix),
            help=help,
            related=(Label(found.setting.origin, "told here"),) if found.setting else (),
            fixes=(Fix(title, Applicability.UNSAFE, (edit,)),) if edit else (),
        )
