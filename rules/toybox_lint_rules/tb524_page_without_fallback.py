from collections.abc import Iterator

from toybox_lint.api import (
    Applicability,
    Deployment,
    Diagnostic,
    Example,
    Fix,
    OnePage,
    Rule,
    Severity,
    without_fallback,
)


class PageWithoutFallback(Rule):
    """An application that makes its pages in the browser must get its one page for every path.

    React Router, Vue Router, Angular's router and their like show `/orders/7` without asking the server, until somebody
    loads that page again or follows a link to it. Then the server is asked for a file of that name, has none, and
    answers 404.

    **What to do.** In Caddy write `try_files {path} /index.html` beside `file_server`; where other routes are beside
    it, put both into a `handle` of their own, since `try_files` comes before every proxy. In nginx write
    `try_files $uri $uri/ /index.html;` in the `location /` of a configuration of your own.

    **When it is reported.** Where the `package.json` of what is served names such a router and a text of the
    application shows that it uses plain paths, not ones behind a `#`: for files that are mounted into Caddy or that a
    stage of its Dockerfile builds (in `dist`, `build`, `out`, `output` or `www`), in a site without `try_files`,
    `rewrite`, `handle_errors` or a matcher for files, and for a stage of the official nginx whose own configuration is
    untouched. Not for frameworks that make a page for
    every path, nor where only some paths are looked up there.

    **The fix.** Writes `try_files` where nothing else in the block answers. It is unsafe: what is not there is then
    answered with the page as well.

    Sources: the documentation of each router; measured with Caddy 2.11.7; the official nginx image.
    """

    id = "TB524"
    name = "page-without-fallback"
    severity = Severity.WARNING
    signs = ("file_server", "nginx")
    bad = (
        Example(
            """
            --- Caddyfile
            example.com {
            	root * /srv
            	encode gzip
            	«file_server»
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile", "./web/dist:/srv"]}
            --- web/package.json
            {"dependencies": {"react": "^19.0.0", "react-router-dom": "^7.1.0"}}
            --- web/src/App.tsx
            import { BrowserRouter } from "react-router-dom";
            """,
            title="Mounted into Caddy",
            message="answers 404",
            unsafe=True,
            fixed="""
            --- Caddyfile
            example.com {
            	root * /srv
            	encode gzip
            	file_server
            	try_files {path} /index.html
            }
            """,
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	reverse_proxy /api/* api:8000
            	root * /srv
            	«file_server»
            }
            www.example.com {
            	reverse_proxy web:80
            }
            --- compose.yaml
            services:
              caddy: {build: ., volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              web: {build: {context: ., dockerfile: web.Dockerfile}}
              api: {image: example/api, expose: [8000]}
            --- Dockerfile
            FROM node:22 AS build
            WORKDIR /app
            COPY package.json ./
            COPY src ./src
            RUN npm ci && npm run build
            FROM caddy:2
            COPY --from=build /app/dist /srv
            --- web.Dockerfile
            FROM node:22 AS build
            WORKDIR /app
            COPY . .
            RUN npm ci && npm run build
            FROM nginx:alpine
            COPY --from=build «/app/dist /usr/share/nginx/html»
            --- package.json
            {"dependencies": {"vue": "^3.5.0", "vue-router": "^4.5.0"}}
            --- src/router/index.ts
            export default createRouter({ history: createWebHistory(), routes });
            """,
            title="Built by another stage, for Caddy and for nginx",
        ),
    )
    good = (
        Example(
            """
            --- Caddyfile
            one.example.com {
            	root * /srv/history
            	try_files {path} /index.html
            	file_server
            }
            two.example.com {
            	root * /srv/hash
            	file_server
            }
            three.example.com {
            	root * /srv/pages
            	file_server
            }
            four.example.com {
            	root * /srv/plain
            	file_server
            }
            five.example.com {
            	root * /srv/unseen
            	file_server
            }
            six.example.com {
            	root * /srv/history
            	@page not file
            	respond @page 404
            	file_server
            }
            seven.example.com {
            	root * /srv/history
            	file_server browse
            }
            eight.example.com {
            	root * /volume
            	file_server
            }
            nine.example.com {
            	root * /usr/share/caddy
            	file_server
            }
            ten.example.com {
            	root * /srv/history
            	file_server /assets/*
            }
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                volumes:
                  - ./Caddyfile:/etc/caddy/Caddyfile
                  - ./history/dist:/srv/history
                  - ./hash/dist:/srv/hash
                  - ./pages/dist:/srv/pages
                  - ./plain:/srv/plain
                  - ./unseen/dist:/srv/unseen
                  - data:/volume
              filler: {image: example/filler, volumes: ["data:/data"]}
            volumes: {data: }
            --- history/package.json
            {"dependencies": {"react-router-dom": "^7.1.0"}}
            --- history/src/main.tsx
            createBrowserRouter([]);
            --- hash/package.json
            {"dependencies": {"vue-router": "^4.5.0"}}
            --- hash/src/main.ts
            createRouter({ history: createWebHashHistory() });
            --- pages/package.json
            {"dependencies": {"react-router-dom": "^7.1.0", "@react-router/dev": "^7.1.0"}}
            --- unseen/package.json
            {"dependencies": {"vue-router": "^4.5.0"}}
            --- plain/index.html
            <p>Hello</p>
            """,
            title="With a fallback, behind a sign, with pages of its own",
        ),
        Example(
            """
            --- Caddyfile
            one.example.com {
            	reverse_proxy configured
            }
            two.example.com {
            	reverse_proxy plain
            }
            three.example.com {
            	reverse_proxy commanded
            }
            four.example.com {
            	reverse_proxy built
            	handle_errors {
            		rewrite * /index.html
            		reverse_proxy built
            	}
            }
            five.example.com {
            	reverse_proxy /api/* unknown
            	reverse_proxy {$OTHER}
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              configured: {build: {context: ., target: configured}}
              plain: {image: nginx}
              commanded: {build: {context: ., target: built}, command: [nginx, -g, "daemon off;", -c, /own.conf]}
              built: {build: {context: ., target: built}}
              unknown: {image: example/unknown}
            --- Dockerfile
            FROM node:22 AS app
            WORKDIR /app
            COPY . .
            RUN npm ci && npm run build
            FROM nginx AS built
            COPY --from=app /app/dist /usr/share/nginx/html
            FROM built AS configured
            COPY default.conf /etc/nginx/conf.d/default.conf
            --- default.conf
            server { listen 80; location / { root /usr/share/nginx/html; try_files $uri /index.html; } }
            --- package.json
            {"dependencies": {"vue-router": "^4.5.0"}}
            --- src/main.ts
            createRouter({ history: createWebHistory() });
            """,
            title="An nginx that is configured, and a Caddy that falls back",
        ),
    )

    def check(self, deployment: Deployment) -> Iterator[Diagnostic]:
        for found in without_fallback(deployment):
            yield self._diagnostic(found)

    def _diagnostic(self, found: OnePage) -> Diagnostic:
        help = "write try_files {path} /index.html, in a handle of its own with file_server"
        if found.server == "nginx":
            help = "give nginx a configuration with try_files $uri /index.html"
        fix = Fix("answer with the one page", Applicability.UNSAFE, (found.edit,)) if found.edit else None
        return self.report(
            found.origin,
            f"{found.server} answers 404 when a page of {found.router} is loaded again: it has index.html alone",
            key=(found.member.key, found.router),
            help=None if fix else help,
            fixes=(fix,) if fix else (),
        )
