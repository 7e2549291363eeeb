from collections.abc import Iterator

from toybox_lint.api import (
    Advertised,
    Applicability,
    Deployment,
    Diagnostic,
    Example,
    Fix,
    Rule,
    Severity,
    addressless,
    advertised,
)


class AddressNotForBrowsers(Rule):
    """What browsers are told to ask must be an address that they reach.

    `NEXT_PUBLIC_API_URL=http://api:4000` goes into the scripts that visitors get. Their browsers do not know `api`, a
    name among containers alone, and look for `localhost` on their own machines: the page comes, and stays without data.
    An application that is told to be at `http://localhost:3000`, as by `NEXTAUTH_URL`, sends visitors there when they
    log in, or at once.

    **What to do.** Name the site, `https://example.com`. Scripts of the same site can ask for a path alone, `/api`.

    **When it is reported.** Where a site with a public name leads to the service. For variables and arguments of a
    build that go into scripts (`VITE_`, `NEXT_PUBLIC_`, `NUXT_PUBLIC_`, `REACT_APP_`, `VUE_APP_`, `PUBLIC_`, `GATSBY_`,
    `EXPO_PUBLIC_`; before all what the build is given), unless the settings of the frontend's own server name them or
    it is Vite's for development: that may pass requests on. Nor where another variable names a public address for
    browsers. For `NEXTAUTH_URL`, `BETTER_AUTH_URL`, `WP_HOME` and `WP_SITEURL`, and for such settings of Ghost, n8n,
    BookStack, Vaultwarden, Gitea, Forgejo, Outline, Mattermost, Plausible, Directus, Keycloak, Rocket.Chat, Chatwoot,
    Penpot, NocoDB, Formbricks, OAuth2 Proxy, MinIO's console, Twenty, Paperless, Grafana, SearXNG, Wallabag, Vikunja,
    Firefly III, Snipe-IT, Docmost, Pocket ID, Baserow, Woodpecker, Wekan and Mealie. Of these also where the address is
    the site's with `http://`, and Caddy has no plain site for it: logins are refused, scripts not loaded, or redirects
    go in a circle; or with the application's own port, which nothing publishes. For scripts, where a page with HTTPS is
    to ask `http://` of such a site for data, by a variable with `API`, `ENDPOINT`, `BACKEND`, `GRAPHQL`, `WS` or
    `SOCKET` in its name: browsers refuse that, unless a header says `upgrade-insecure-requests`. Of the applications
    also where the host is another name of the domain of a site that leads there with all its paths, for which none of
    the Caddies has a site, and each publishes a port of the web itself, with no proxy or tunnel before it, and none of
    their variables names the site; not for n8n's `WEBHOOK_URL`, `BETTER_AUTH_URL` and MinIO's console, to which there
    may be a way of their own. And where nobody tells a Ghost or an n8n anything: they then take `http://localhost:2368`
    and `http://localhost:5678`.

    **The fix.** Names the site, where there is one whose HTTPS leads to it for every path, for what is no script. It is
    unsafe: what the application has kept may have the old address in it.

    Sources: the documentation of each of the setting.
    """

    id = "TB912"
    name = "address-not-for-browsers"
    severity = Severity.WARNING
    signs = (
        *(
            "vite_",
            "public_",
            "_app_",
            "gatsby_",
            "auth_url",
            "wp_",
            "ghost",
            "n0n",
            "bookstack",
            "vaultwarden",
            "gitea",
        ),
        *(
            "forgejo",
            "outline",
            "mattermost",
            "plausible",
            "directus",
            "keycloak",
            "rocket.chat",
            "chatwoot",
            "penpot",
        ),
        *("nocodb", "formbricks", "oauth0-proxy", "minio", "twentycrm"),
        *("paperless", "grafana", "searxng", "wallabag", "vikunja"),
        *("fireflyiii", "snipe-it", "docmost", "pocket-id", "baserow", "woodpecker", "wekan", "mealie"),
    )
    bad = (
        Example(
            """
            --- Caddyfile
            example.com {
            	reverse_proxy /api/* api:4000
            	reverse_proxy web:3000
            }
            app.example.com {
            	reverse_proxy app:80
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              api: {image: example/api, expose: [4000]}
              web:
                image: example/web
                expose: [3000]
                environment:
                  NEXT_PUBLIC_API_URL: http://«api»:4000/v1
                  NEXTAUTH_URL: http://«localhost»:3000
              app:
                build: {context: ., args: ["VITE_API_URL=http://«localhost»:4000"]}
                expose: [80]
            """,
            title="Names of containers, and this machine",
            unsafe=True,
            fixed="""
            --- compose.yaml
            services:
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              api: {image: example/api, expose: [4000]}
              web:
                image: example/web
                expose: [3000]
                environment:
                  NEXT_PUBLIC_API_URL: http://api:4000/v1
                  NEXTAUTH_URL: https://example.com
              app:
                build: {context: ., args: ["VITE_API_URL=http://localhost:4000"]}
                expose: [80]
            """,
        ),
        Example(
            """
            --- Caddyfile
            blog.example.com {
            	reverse_proxy ghost:2368
            }
            www.example.com, example.com {
            	reverse_proxy wordpress
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              ghost: {image: "ghost:5", environment: {url: http://«localhost»:2368/blog/}}
              wordpress:
                image: wordpress
                environment:
                  WORDPRESS_CONFIG_EXTRA: |
                    define('WP_HOME', 'http://«localhost»:8080');
            """,
            title="Applications that send people there",
            unsafe=True,
            fixed="""
            --- compose.yaml
            services:
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              ghost: {image: "ghost:5", environment: {url: https://blog.example.com/blog/}}
              wordpress:
                image: wordpress
                environment:
                  WORDPRESS_CONFIG_EXTRA: |
                    define('WP_HOME', 'http://localhost:8080');
            """,
        ),
    )
    good = (
        Example(
            """
            --- Caddyfile
            example.com {
            	reverse_proxy /api/* api:4000
            	reverse_proxy /vite/* vite:5173
            	reverse_proxy /next/* next:3000
            	reverse_proxy web:3000
            }
            localhost {
            	reverse_proxy local:3000
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              api: {image: example/api, expose: [4000], environment: {BASE_URL: "http://localhost:4000"}}
              vite:
                image: node:22
                command: npx vite --host
                environment: {VITE_API_URL: "http://api:4000"}
              next:
                build: next
                command: npx next start
                environment: {NEXT_PUBLIC_API_URL: "http://api:4000"}
              web:
                image: example/web
                expose: [3000]
                environment:
                  NEXT_PUBLIC_API_URL: https://example.com/api
                  NEXT_PUBLIC_INTERNAL_API_URL: http://api:4000
                  NEXT_PUBLIC_WS_URL: ws://other.example.com
                  VITE_API_URL: ${API}
                  VITE_BASE: /app
                  NEXTAUTH_URL: https://example.com
                  NUXT_PUBLIC_API_BASE: http://api:4000
                  NEXTAUTH_URL_INTERNAL: http://localhost:3000
              local: {image: example/web, expose: [3000], environment: {NEXTAUTH_URL: "http://localhost:3000"}}
            --- next/Dockerfile
            FROM node:22
            WORKDIR /app
            COPY . .
            --- next/next.config.js
            module.exports = { rewrites: () => [{ source: "/api", destination: process.env.NEXT_PUBLIC_API_URL }] };
            """,
            title="What servers alone are told, and sites for developers",
        ),
        Example(
            """
            --- Caddyfile
            one.example.com {
            	reverse_proxy built:3000
            }
            two.example.com {
            	reverse_proxy react:3000
            }
            three.example.com {
            	reverse_proxy nginx
            }
            four.example.com {
            	reverse_proxy wordpress
            }
            five.example.com {
            	reverse_proxy rendered:3000
            }
            --- compose.yaml
            services:
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              api: {image: example/api, expose: [4000]}
              built:
                build: {context: built, args: {NEXT_PUBLIC_API: "https://one.example.com/api"}}
                expose: [3000]
                environment: {NEXT_PUBLIC_API: "http://api:4000"}
              react: {build: react, expose: [3000], environment: {REACT_APP_API_URL: "http://api:4000"}}
              nginx: {build: nginx, environment: {VITE_API_URL: "http://api:4000"}}
              wordpress:
                image: wordpress
                environment:
                  WORDPRESS_CONFIG_EXTRA: |
                    // define('WP_HOME', 'http://localhost:8080');
                    define('WP_HOME', 'https://four.example.com');
              rendered:
                image: example/rendered
                expose: [3000]
                environment: {NEXT_PUBLIC_SERVER_SIDE_API_URL: "http://api:4000", PUBLIC_API_URL_SERVER: "http://api:4000"}
            --- built/Dockerfile
            FROM example/built
            --- react/Dockerfile
            FROM node:22
            WORKDIR /app
            COPY . .
            --- react/src/setupProxy.js
            module.exports = (app) => app.use(createProxyMiddleware({ target: process.env.REACT_APP_API_URL }));
            --- nginx/Dockerfile
            FROM nginx
            COPY default.conf.template /etc/nginx/templates/default.conf.template
            --- nginx/default.conf.template
            server { listen 80; location /api { proxy_pass ${VITE_API_URL}; } }
            """,
            title="What the build was given, and what passes requests on",
        ),
    )

    def check(self, deployment: Deployment) -> Iterator[Diagnostic]:
        for found in (*advertised(deployment), *addressless(deployment)):
            yield self._diagnostic(found)

    def _diagnostic(self, found: Advertised) -> Diagnostic:
        where = f"{found.name} of {found.member.name}"
        message = f"{where} sends people of {found.site} to {found.host}, which is their own machine"
        if found.in_scripts:
            message = f"{where}: browsers look for {found.host} on their own machine"
        if found.service:
            message = f"{where}: browsers do not know {found.host}, a name among containers"
        if found.unserved:
            message = f"{where} sends people of {found.site} to {found.host}, for which no site is here"
        if found.plain and found.in_scripts:
            message = f"{where}: browsers refuse that a page with HTTPS asks {found.host} without it"
        elif found.plain:
            message = f"{where} sends people of {found.host} to http://, though the site has HTTPS alone"
        elif found.shut:
            message = f"{where} sends people of {found.host} to a port of it that nobody publishes"
        if found.untold:
            message = f"nobody gives {where}: it{message.removeprefix(where)}"
        return self.report(
            found.origin,
            message,
            key=(found.member.key, found.name, found.host),
            help=None if found.edit else f"name {found.site} there, with its https://",
            fixes=(Fix("name the site", Applicability.UNSAFE, (found.edit,)),) if found.edit else (),
        )
