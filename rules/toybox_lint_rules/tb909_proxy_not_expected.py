from collections.abc import Iterator

from toybox_lint.api import (
    Deployment,
    Diagnostic,
    Example,
    Label,
    Rule,
    Severity,
    Stranger,
    believing,
    strangers,
    tell_of_proxy,
)


class ProxyNotExpected(Rule):
    """An application that refuses strangers must be told of Caddy, or of the name that Caddy serves.

    Home Assistant answers 400 to every request that a proxy passes on, unless its settings say that it is behind one.
    The development server and the preview of Vite answer 403 to names that they do not know: `localhost` alone, as long
    as nothing lists others. Keycloak goes by the request where it is told of no proxy: behind a site in HTTPS its pages
    name `http://` for all that they need, and browsers load none of it. Django answers 400 to names that
    `ALLOWED_HOSTS` of its settings does not list, ASP.NET Core to those that `AllowedHosts` of its `appsettings.json`
    lacks, Rails 403 to those beside `config.hosts`; Bokeh and Panel refuse the websocket of a page, which stays empty,
    from names without an `--allow-websocket-origin`, and Phoenix that of LiveView, whose page stays dead, from all but
    `PHX_HOST`.

    **What to do.** In Home Assistant's `configuration.yaml`, with the network that Caddy is on:

        http:
          use_x_forwarded_for: true
          trusted_proxies:
            - 172.16.0.0/12

    In `vite.config`: `server: { allowedHosts: ["app.example.com"] }`, and `preview` for the preview. For Keycloak:
    `KC_PROXY_HEADERS: xforwarded`, or its whole `https://` address as `KC_HOSTNAME`.

    **When it is reported.** When the file is shown that is mounted or copied to where the application reads it, and
    takes nothing in from elsewhere. For Home Assistant also where it trusts its own loopback alone, and Caddy is in
    another container. For Vite when `package.json` asks for a release that looks at names (4.5.6, 5.4.12 or 6.0.9
    and later), and the site's name is nowhere in the file. For Django when the list is written out at one place of all
    its settings, for Rails in `config/environments/production.rb` and nowhere else; for LiveView when the settings take
    the host of `url` from `PHX_HOST`, as those of `mix phx.new` do, and nothing speaks of `check_origin`, or where that
    lists origins at one place, in an umbrella as well. Names of the site that a matcher leads elsewhere do not count.
    Another file may say more: it is a warning.
    For Keycloak 26 and later, in its own image, where all that it is told stands in the compose file.

    **The fix.** Sets `KC_PROXY_HEADERS`. It is unsafe: whoever else reaches Keycloak can tell it so, too.

    Sources: Home Assistant's documentation of `http`; Vite's of `server.allowedHosts`; Caddy's of `reverse_proxy`;
    Keycloak's guides to reverse proxies and the hostname; Django's of `ALLOWED_HOSTS`; ASP.NET Core's of host
    filtering; the guide of Rails to `config.hosts`; Bokeh's of its server; Phoenix' of `check_origin`.
    """

    id = "TB909"
    name = "proxy-not-expected"
    severity = Severity.WARNING
    signs = (
        *("vite", "npm", "yarn", "assistant", "keycloak", "wsgi", "asgi", "manage.py", "bokeh", "panel"),
        *("dotnet", "rails", "puma", "thrust", "entrypoint", ".sh", "django", "mix"),
    )
    bad = (
        Example(
            """
            --- Caddyfile
            ha.example.com {
            	reverse_proxy «homeassistant:8123»
            }
            --- ha/configuration.yaml
            default_config:
            automation: !include automations.yaml
            --- compose.yaml
            services:
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              homeassistant: {image: "ghcr.io/home-assistant/home-assistant:stable", volumes: ["./ha:/config"]}
            """,
            title="Home Assistant that knows of no proxy",
            message="Home Assistant answers all requests with 400",
        ),
        Example(
            """
            --- Caddyfile
            ha.example.com {
            	reverse_proxy «homeassistant:8123»
            }
            --- ha/configuration.yaml
            http:
              use_x_forwarded_for: true
              trusted_proxies:
                - 127.0.0.1
                - ::1
            default_config:
            --- compose.yaml
            services:
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              homeassistant: {image: "homeassistant/home-assistant:stable", volumes: ["./ha:/config"]}
            """,
            title="Home Assistant that trusts itself",
        ),
        Example(
            """
            --- Caddyfile
            app.example.com, other.example.com {
            	reverse_proxy «web:5173»
            }
            --- web/package.json
            {"scripts": {"dev": "vite --host"}, "devDependencies": {"vite": "^5.4.0"}}
            --- web/vite.config.ts
            import { defineConfig } from "vite";
            import react from "@vitejs/plugin-react";
            export default defineConfig({
              plugins: [react()],
              server: { allowedHosts: ["other.example.com", ".example.org"] },
            });
            --- web/Dockerfile
            FROM node:22
            WORKDIR /app
            COPY . .
            CMD ["npm", "run", "dev"]
            --- compose.yaml
            services:
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              web: {build: web}
            """,
            title="Vite that does not know the name",
            message="Vite answers app.example.com with 403",
        ),
    )
    good = (
        Example(
            """
            --- Caddyfile
            ha.example.com {
            	reverse_proxy trusting:8123
            	reverse_proxy /b/* shared:8123
            	reverse_proxy /c/* elsewhere:8123
            	reverse_proxy /d/* volume:8123
            	reverse_proxy /e/* strange:8123 {
            		header_up -X-Forwarded-For
            	}
            }
            --- trusting/configuration.yaml
            http:
              # behind Caddy
              use_x_forwarded_for: true
              trusted_proxies:
                - 127.0.0.1
                - 172.16.0.0/12
            --- shared/configuration.yaml
            http: !include http.yaml
            --- elsewhere/configuration.yaml
            homeassistant:
              packages: !include_dir_named packages
            --- strange/configuration.yaml
            default_config:
            --- compose.yaml
            services:
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              trusting: {image: homeassistant/home-assistant, volumes: ["./trusting:/config"]}
              shared: {image: homeassistant/home-assistant, volumes: ["./shared:/config"]}
              elsewhere: {image: homeassistant/home-assistant, volumes: ["./elsewhere:/config"]}
              volume: {image: homeassistant/home-assistant, volumes: ["ha:/config"]}
              strange: {image: homeassistant/home-assistant, volumes: ["./strange:/config"]}
            volumes: {ha: {}}
            """,
            title="Home Assistant that is told, may be, or is not asked in the name of others",
        ),
        Example(
            """
            --- Caddyfile
            app.example.com, app.localhost, 192.168.1.5 {
            	reverse_proxy listed:5173
            	reverse_proxy /a/* old:5173
            	reverse_proxy /b/* all:5173
            	reverse_proxy /c/* plugin:5173
            	reverse_proxy /d/* none:5173
            	reverse_proxy /e/* told:5173
            	reverse_proxy /f/* preview:5173
            	reverse_proxy /g/* any:5173 {
            		header_up Host localhost
            	}
            }
            --- listed/package.json
            {"devDependencies": {"vite": "^6.1.0"}}
            --- listed/vite.config.js
            export default { server: { allowedHosts: [".example.com"], port: 5173 } };
            --- old/package.json
            {"devDependencies": {"vite": "~5.3.1"}}
            --- old/vite.config.js
            export default { server: { port: 5173 } };
            --- all/package.json
            {"devDependencies": {"vite": "7.0.0"}}
            --- all/vite.config.js
            export default { server: { allowedHosts: true } };
            --- plugin/package.json
            {"devDependencies": {"vite": "^6.1.0"}}
            --- plugin/vite.config.js
            import laravel from "laravel-vite-plugin";
            export default { plugins: [laravel()] };
            --- none/vite.config.js
            export default { server: { port: 5173 } };
            --- told/package.json
            {"devDependencies": {"vite": "^6.1.0"}}
            --- told/vite.config.js
            // https is Caddy's: https://app.example.com
            export default { server: { port: 5173 }, define: { HOME: "//app.example.com" } };
            --- preview/package.json
            {"devDependencies": {"vite": "^6.1.0"}}
            --- preview/vite.config.js
            export default { server: { port: 5173 }, preview: { allowedHosts: ["other.example.org"] } };
            --- any/package.json
            {"devDependencies": {"vite": "^6.1.0"}}
            --- any/vite.config.js
            export default { server: { port: 5173 } };
            --- compose.yaml
            services:
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              listed: {image: node:22, working_dir: /app, volumes: ["./listed:/app"], command: npx vite --host}
              old: {image: node:22, working_dir: /app, volumes: ["./old:/app"], command: npx vite --host}
              all: {image: node:22, working_dir: /app, volumes: ["./all:/app"], command: npx vite --host}
              plugin: {image: node:22, working_dir: /app, volumes: ["./plugin:/app"], command: npx vite --host}
              none: {image: node:22, working_dir: /app, volumes: ["./none:/app"], command: npx vite --host}
              told: {image: node:22, working_dir: /app, volumes: ["./told:/app"], command: npx vite --host}
              preview: {image: node:22, working_dir: /app, volumes: ["./preview:/app"], command: npx vite --host}
              any: {image: node:22, working_dir: /app, volumes: ["./any:/app"], command: npx vite --host}
            """,
            title="Vite that knows the name, or may",
        ),
        Example(
            """
            --- Caddyfile
            ha.example.com {
            	reverse_proxy localhost:8123
            }
            --- compose.yaml
            services:
              homeassistant: {image: homeassistant/home-assistant, network_mode: host, volumes: ["./ha:/config"]}
            """,
            title="A Caddy on the host",
        ),
    )

    def check(self, deployment: Deployment) -> Iterator[Diagnostic]:
        for found in strangers(deployment):
            yield self._diagnostic(found)
        for each in believing(deployment):
            yield self.report(
                each.link.upstream.origin,
                f"Keycloak answers https://{each.host} with addresses in http://: nothing tells it of Caddy",
                key=(each.link.front.name, each.link.upstream.text),
                help="set KC_PROXY_HEADERS to xforwarded",
                related=(Label(each.member.origin, "neither KC_PROXY_HEADERS nor an https:// KC_HOSTNAME"),),
                fixes=tell_of_proxy(each.member),
            )

    def _diagnostic(self, found: Stranger) -> Diagnostic:
        asked, settings = found.host or "all requests", found.settings
        lists = {
            "Django": "ALLOWED_HOSTS",
            "Bokeh": "--allow-websocket-origin",
            "Rails": "config.hosts",
            "ASP.NET Core": "AllowedHosts",
            "LiveView": "PHX_HOST or check_origin",
        }
        help = f'list "{found.host}" in {lists.get(found.application, "allowedHosts")} of {settings.name}'
        if found.host is None:
            help = f"write use_x_forwarded_for and trusted_proxies into http of {settings.name}"
        return self.report(
            found.link.upstream.origin,
            f"{found.application} answers {asked} with {found.status}: {settings.name} does not tell it of Caddy",
            key=(found.link.front.name, found.link.upstream.text),
            help=help,
            related=(Label(found.member.origin, "the settings of this service say nothing of it"),),
        )
