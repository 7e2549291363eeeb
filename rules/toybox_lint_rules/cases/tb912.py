"""Further examples of TB912."""

from __future__ import annotations

from toybox_lint.api import Example

BAD: tuple[Example, ...] = (
    Example(
        """
        --- Caddyfile
        http://example.com {
        	reverse_proxy plain:3000
        }
        www.example.com:8443 {
        	reverse_proxy moved:3000
        }
        git.example.com {
        	handle_path /git/* {
        		reverse_proxy gitea:3000
        	}
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          plain: {image: example/web, expose: [3000], environment: {NEXTAUTH_URL: http://«localhost»:3000}}
          moved: {image: example/web, expose: [3000], environment: {NEXTAUTH_URL: http://«localhost»:3000}}
          gitea: {image: "gitea/gitea:1.22", environment: {GITEA__server__ROOT_URL: http://«localhost»:3000/}}
        """,
        title="Sites whose address is not the host alone: without a fix",
    ),
    Example(
        """
        --- Caddyfile
        data.example.com, example.com {
        	reverse_proxy directus:8055
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, ports: ["80:80", "443:443"], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          directus: {image: "directus/directus:11", environment: {PUBLIC_URL: "https://«cms.example.com»"}}
        """,
        title="A name below that of another site of the same application",
        message="for which no site is here",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy web:3000
        }
        api.example.com {
        	reverse_proxy api:4000
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, ports: ["80:80", "443:443"], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          api: {image: example/api, expose: [4000]}
          web:
            build: {context: ., args: ["VITE_API_URL=http://«api.example.com»/v1"]}
            expose: [3000]
        """,
        title="Scripts of a page with HTTPS ask without it",
        message="browsers refuse that a page with HTTPS asks api.example.com without it",
    ),
    Example(
        """
        --- Caddyfile
        git.example.com {
        	reverse_proxy git:3000
        }
        blog.example.com, news.example.com {
        	reverse_proxy blog
        }
        flows.example.com {
        	reverse_proxy n8n:5678
        }
        docs.example.com {
        	reverse_proxy docs:8000
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, ports: ["80:80", "443:443"], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          git: {image: "forgejo/forgejo:9", environment: {FORGEJO__server__ROOT_URL: "https://«git.example.com»:3000/"}}
          blog:
            image: wordpress
            environment:
              WORDPRESS_CONFIG_EXTRA: |
                define('WP_HOME', 'http://«blog.example.com»');
          n8n: {image: n8nio/n8n, environment: {WEBHOOK_URL: "http://«flows.example.com»/"}}
          docs:
            image: ghcr.io/paperless-ngx/paperless-ngx:2
            environment: {PAPERLESS_URL: "http://«docs.example.com»:80"}
        """,
        title="The site without its HTTPS, and with a port that nobody opens",
        unsafe=True,
        fixed="""
        --- compose.yaml
        services:
          caddy: {image: caddy:2, ports: ["80:80", "443:443"], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          git: {image: "forgejo/forgejo:9", environment: {FORGEJO__server__ROOT_URL: "https://git.example.com/"}}
          blog:
            image: wordpress
            environment:
              WORDPRESS_CONFIG_EXTRA: |
                define('WP_HOME', 'https://blog.example.com');
          n8n: {image: n8nio/n8n, environment: {WEBHOOK_URL: "https://flows.example.com/"}}
          docs:
            image: ghcr.io/paperless-ngx/paperless-ngx:2
            environment: {PAPERLESS_URL: "https://docs.example.com"}
        """,
    ),
    Example(
        """
        --- Caddyfile
        data.example.com {
        	reverse_proxy directus:8055
        }
        app.example.com {
        	reverse_proxy proxy:4180
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, ports: ["80:80", "443:443"], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          directus: {image: "directus/directus:11", environment: {PUBLIC_URL: "https://«directus.example.com»"}}
          proxy:
            image: quay.io/oauth2-proxy/oauth2-proxy:v7
            environment:
              OAUTH2_PROXY_HTTP_ADDRESS: 0.0.0.0:4180
              OAUTH2_PROXY_REDIRECT_URL: https://«apps.example.com»/oauth2/callback
        """,
        title="A name of the same domain that no site has",
        message="for which no site is here",
        unsafe=True,
        fixed="""
        --- compose.yaml
        services:
          caddy: {image: caddy:2, ports: ["80:80", "443:443"], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          directus: {image: "directus/directus:11", environment: {PUBLIC_URL: "https://data.example.com"}}
          proxy:
            image: quay.io/oauth2-proxy/oauth2-proxy:v7
            environment:
              OAUTH2_PROXY_HTTP_ADDRESS: 0.0.0.0:4180
              OAUTH2_PROXY_REDIRECT_URL: https://app.example.com/oauth2/callback
        """,
    ),
    Example(
        """
        --- Caddyfile
        blog.example.com {
        	reverse_proxy blog:2368
        }
        flows.example.com, www.flows.example.com {
        	reverse_proxy n8n:5678
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, ports: ["80:80", "443:443"], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          «blog»:
            image: ghost:5-alpine
            environment:
              database__client: sqlite3
            volumes: ["blog:/var/lib/ghost/content"]
          «n8n»:
            image: docker.n8n.io/n8nio/n8n
            volumes: ["n8n:/home/node/.n8n"]
        volumes:
          blog:
          n8n:
        """,
        title="Nobody tells them anything",
        message="nobody gives",
        unsafe=True,
        fixed="""
        --- compose.yaml
        services:
          caddy: {image: caddy:2, ports: ["80:80", "443:443"], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          blog:
            image: ghost:5-alpine
            environment:
              database__client: sqlite3
              url: https://blog.example.com
            volumes: ["blog:/var/lib/ghost/content"]
          n8n:
            image: docker.n8n.io/n8nio/n8n
            volumes: ["n8n:/home/node/.n8n"]
        volumes:
          blog:
          n8n:
        """,
    ),
)

GOOD: tuple[Example, ...] = (
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy web:3000
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, ports: ["80:80", "443:443"], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          web:
            image: example/web
            expose: [3000]
            environment: {PUBLIC_URL: "http://example.com", NUXT_PUBLIC_SITE_URL: "http://example.com"}
        """,
        title="Links to the site itself, which Caddy redirects",
    ),
    Example(
        """
        --- Caddyfile
        git.example.com {
        	reverse_proxy git:3000
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, ports: ["80:80", "443:443"], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          git: {image: gitea/gitea, environment: {GITEA__server__ROOT_URL: "https://git.example.com:8443/"}}
        """,
        title="A port that a router leads to the one of Caddy",
    ),
    Example(
        """
        --- Caddyfile
        git.example.com {
        	reverse_proxy git:3000
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, ports: ["127.0.0.1:443:443"], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          git: {image: gitea/gitea, environment: {GITEA__server__ROOT_URL: "https://git.example.com:3000/"}}
        """,
        title="A Caddy that only its machine reaches, before which something else is",
    ),
    Example(
        """
        --- Caddyfile
        git.example.com {
        	reverse_proxy git:3000
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, ports: ["443:443"], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          git: {image: gitea/gitea, ports: ["80:3000"], environment: {GITEA__server__ROOT_URL: "http://git.example.com/"}}
        """,
        title="An application that answers without HTTPS itself",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	header Content-Security-Policy upgrade-insecure-requests
        	reverse_proxy web:3000
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, ports: ["80:80", "443:443"], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          web: {build: {context: ., args: ["VITE_API_URL=http://example.com/v1"]}, expose: [3000]}
        """,
        title="Browsers that are told to ask with HTTPS all the same",
    ),
    Example(
        """
        --- Caddyfile
        one.example.com {
        	reverse_proxy 127.0.0.1:8055
        }
        --- compose.yaml
        services:
          one: {image: "directus/directus:11", ports: ["127.0.0.1:8055:8055"], environment: {PUBLIC_URL: "https://one.example.com:8443"}}
        """,
        title="No Caddy that is shown, and a proxy before it",
    ),
    Example(
        """
        --- Caddyfile
        one.example.com {
        	reverse_proxy one:8055
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, ports: ["80:80", "443:443"], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          one: {image: "directus/directus:11", environment: {PUBLIC_URL: "https://one.example.com:8443"}}
          front: {image: haproxy, network_mode: host}
        """,
        title="A port that the network of the host, or a tunnel, may open",
    ),
    Example(
        """
        --- Caddyfile
        one.example.com {
        	reverse_proxy one:8055
        }
        http:// {
        	reverse_proxy one:8055
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, ports: ["80:80", "443:443"], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          one: {image: "directus/directus:11", environment: {PUBLIC_URL: "http://one.example.com"}}
        """,
        title="A name of everything without HTTPS",
    ),
    Example(
        """
        --- Caddyfile
        one.example.com, http://one.example.com {
        	reverse_proxy one:8055
        }
        two.example.com {
        	reverse_proxy two:3000
        }
        three.example.com {
        	reverse_proxy three:3000
        }
        http://four.example.com {
        	reverse_proxy four:3000
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, ports: ["80:80", "443:443"], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          one: {image: "directus/directus:11", environment: {PUBLIC_URL: "http://one.example.com"}}
          two: {image: gitea/gitea, ports: ["3000:3000"], environment: {GITEA__server__ROOT_URL: "https://two.example.com:3000/"}}
          three: {image: example/web, expose: [3000], environment: {NEXT_PUBLIC_API_URL: "http://api.example.net"}}
          four: {image: example/web, expose: [3000], environment: {NEXT_PUBLIC_API_URL: "http://two.example.com"}}
        """,
        title="Served without HTTPS as well, at another port of the web, or by what is not shown",
    ),
    Example(
        """
        --- Caddyfile
        cms.example.com {
        	reverse_proxy ghost:2368
        }
        s3.example.com {
        	reverse_proxy minio:9000
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, ports: ["80:80", "443:443"], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          ghost: {image: "ghost:5", environment: {url: "https://example.com", admin__url: "https://cms.example.com"}}
          minio:
            image: minio/minio
            command: server /data --console-address :9001
            environment: {MINIO_BROWSER_REDIRECT_URL: "https://console.example.com"}
        """,
        title="Pages that are elsewhere, and a console that may be",
    ),
    Example(
        """
        --- Caddyfile
        data.example.com {
        	reverse_proxy directus:8055
        }
        *.apps.example.com {
        	reverse_proxy vault
        }
        hook.example.com {
        	reverse_proxy n8n:5678
        }
        www.example.com {
        	redir https://example.net{uri}
        }
        plain.example.com {
        	reverse_proxy plausible:8000
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, ports: ["80:80", "443:443"], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          directus: {image: "directus/directus:11", environment: {PUBLIC_URL: "https://www.example.com"}}
          vault: {image: vaultwarden/server, environment: {DOMAIN: "https://vault.apps.example.com"}}
          n8n: {image: n8nio/n8n, environment: {WEBHOOK_URL: "https://hooks.example.com/"}}
          plausible: {image: plausible/community-edition, environment: {BASE_URL: "https://example.org"}}
        """,
        title="Other sites, a wildcard's, what programs ask, another domain",
    ),
    Example(
        """
        --- Caddyfile
        data.example.com {
        	reverse_proxy directus:8055
        }
        :443 {
        	tls internal
        	reverse_proxy directus:8055
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, ports: ["80:80", "443:443"], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          directus: {image: "directus/directus:11", environment: {PUBLIC_URL: "https://directus.example.com"}}
        """,
        title="A site for every name",
    ),
    Example(
        """
        --- Caddyfile
        {$SITE} {
        	reverse_proxy directus:8055
        }
        data.example.com {
        	reverse_proxy directus:8055
        }
        --- compose.yaml
        services:
          caddy:
            image: caddy:2
            ports: ["80:80", "443:443"]
            environment: {SITE: }
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
          directus: {image: "directus/directus:11", environment: {PUBLIC_URL: "https://directus.example.com"}}
        """,
        title="A site whose name is not known",
    ),
    Example(
        """
        --- Caddyfile
        http://origin.example.com {
        	reverse_proxy directus:8055
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, ports: ["127.0.0.1:8080:80"], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          directus: {image: "directus/directus:11", environment: {PUBLIC_URL: "https://directus.example.com"}}
        """,
        title="Another proxy of the machine stands before it",
    ),
    Example(
        """
        --- Caddyfile
        http://origin.example.com {
        	reverse_proxy directus:8055
        }
        --- compose.yaml
        services:
          tunnel: {image: cloudflare/cloudflared, command: tunnel run}
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          directus: {image: "directus/directus:11", environment: {PUBLIC_URL: "https://directus.example.com"}}
        """,
        title="A tunnel asks it by a name of its own",
    ),
    Example(
        """
        --- one/Caddyfile
        data.example.com {
        	reverse_proxy directus:8055
        }
        --- two/Caddyfile
        directus.example.com {
        	reverse_proxy https://data.example.com
        }
        --- compose.yaml
        services:
          one: {image: caddy:2, ports: ["10.0.0.1:443:443"], volumes: ["./one:/etc/caddy"]}
          two: {image: caddy:2, ports: ["10.0.0.2:443:443"], volumes: ["./two:/etc/caddy"]}
          directus: {image: "directus/directus:11", environment: {PUBLIC_URL: "https://directus.example.com"}}
        """,
        title="The site of another Caddy",
    ),
    Example(
        """
        --- Caddyfile
        data.example.com {
        	reverse_proxy directus:8055
        }
        a.example.com {
        	reverse_proxy web:3000
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, ports: ["80:80", "443:443"], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          directus: {image: "directus/directus:11", environment: {PUBLIC_URL: "https://${HOST:-directus.example.com}"}}
          web:
            image: example/web
            environment: {PORT: 3000, PUBLIC_URL: "https://other.example.com", VITE_API_URL: "https://api.example.com"}
        """,
        title="A variable may say otherwise; what nobody knows, and APIs elsewhere",
    ),
    Example(
        """
        --- Caddyfile
        nas.lan {
        	reverse_proxy directus:8055
        }
        10.0.0.5 {
        	reverse_proxy directus:8055
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, ports: ["80:80", "443:443"], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          directus: {image: "directus/directus:11", environment: {PUBLIC_URL: "https://directus.lan"}}
        """,
        title="Names of a network of one's own",
    ),
    Example(
        """
        --- Caddyfile
        origin.example.com {
        	reverse_proxy ghost:2368
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, ports: ["80:80", "443:443"], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          ghost: {image: "ghost:5", environment: {url: "https://www.example.com"}}
          tunnel: {image: cloudflare/cloudflared, command: tunnel run, environment: {TUNNEL_TOKEN: secret}}
        """,
        title="A tunnel, for which it may have another name",
    ),
    Example(
        """
        --- Caddyfile
        {
        	servers {
        		trusted_proxies static 192.0.2.0/24
        	}
        }
        origin.example.com {
        	reverse_proxy ghost:2368
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, ports: ["80:80", "443:443"], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          ghost: {image: "ghost:5", environment: {url: "https://www.example.com"}}
        """,
        title="Proxies before it",
    ),
    Example(
        """
        --- Caddyfile
        import sites/*
        cms.example.com {
        	reverse_proxy ghost:2368
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, ports: ["80:80", "443:443"], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          ghost: {image: "ghost:5", environment: {url: "https://www.example.com"}}
        """,
        title="Sites that are not shown",
    ),
    Example(
        """
        --- Caddyfile
        cms.example.com {
        	handle /ghost/* {
        		reverse_proxy ghost:2368
        	}
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, ports: ["80:80", "443:443"], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          ghost: {image: "ghost:5", environment: {url: "https://www.example.com"}}
        """,
        title="The pages for editors alone",
    ),
    Example(
        """
        --- Caddyfile
        blog.shop.co.uk {
        	reverse_proxy ghost:2368
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, ports: ["80:80", "443:443"], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          ghost: {image: "ghost:5", environment: {url: "https://other.co.uk"}}
        """,
        title="Another domain of the United Kingdom",
    ),
    Example(
        """
        --- Caddyfile
        app.example.com {
        	reverse_proxy web:3000
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, ports: ["80:80", "443:443"], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          web: {image: example/web, expose: ["3000"], environment: {BETTER_AUTH_URL: "https://auth.example.com"}}
        """,
        title="Where another application lets people in",
    ),
    Example(
        """
        --- Caddyfile
        home.duckdns.org {
        	reverse_proxy blog:2368
        }
        origin.example.com {
        	reverse_proxy git:3000
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, ports: ["80:80", "443:443"], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          blog: {image: "ghost:5", environment: {url: "https://casa.duckdns.org"}}
          git: {image: gitea/gitea, environment: {GITEA__server__ROOT_URL: "https://git.example.com"}}
        """,
        title="A name below a domain of everybody's, and a site that a network of distribution asks",
    ),
    Example(
        """
        --- Caddyfile
        one.example.com {
        	reverse_proxy one:2368
        }
        two.example.com {
        	reverse_proxy two:2368
        }
        three.example.com {
        	reverse_proxy three:5678
        }
        four.example.com {
        	reverse_proxy four:5678
        }
        six.example.com {
        	reverse_proxy six:5678
        }
        seven.example.com {
        	reverse_proxy /webhook/* seven:5678
        }
        eight.example.com {
        	reverse_proxy eight:2368
        }
        http://five.lan {
        	reverse_proxy five:5678
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, ports: ["80:80", "443:443"], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          one: {image: "ghost:5", volumes: ["./config.json:/var/lib/ghost/config.production.json"]}
          two: {image: "ghost:5", env_file: [blog.env]}
          three: {image: docker.n8n.io/n8nio/n8n, environment: {N8N_HOST: three.example.com}}
          four: {image: docker.n8n.io/n8nio/n8n, command: worker}
          five: {image: docker.n8n.io/n8nio/n8n}
          six: {image: n8nio/n8n, environment: {WEBHOOK_URL_FILE: /run/secrets/url}}
          seven: {image: n8nio/n8n}
          eight: {image: "ghost:5", volumes: ["./config.json:/var/lib/ghost/current/config.production.json"]}
        """,
        title="Told by a file or by the name, by what is not shown, or for one's own network, or for machines alone",
    ),
)
