"""Further examples of TB704."""

from __future__ import annotations

from toybox_lint.api import Example, Severity

BAD: tuple[Example, ...] = (
    Example(
        """
        --- nginx/default.conf
        server { listen 80; }
        --- prometheus.yml
        global: {}
        --- loki/loki-config.yml
        auth_enabled: false
        --- alloy/confg.alloy
        --- app/setings.toml
        --- compose.yaml
        services:
          web: {image: nginx, volumes: ["«./ngnix/default.conf»:/etc/nginx/conf.d/default.conf"]}
          prom: {image: prom/prometheus, volumes: ["«./prometheus.yaml»:/etc/prometheus/prometheus.yml"]}
          loki: {image: grafana/loki, volumes: ["«./loki/loki-conf.yml»:/etc/loki/config.yml"]}
          app: {image: example/app, volumes: ["«./app/settings.toml»:/app/settings.toml"]}
        """,
        title="One letter wrong in a name or in that of the folder, the other ending of YAML, half a word",
        message="is not there",
        severity=Severity.WARNING,
        unsafe=True,
        fixed="""
        --- compose.yaml
        services:
          web: {image: nginx, volumes: ["./nginx/default.conf:/etc/nginx/conf.d/default.conf"]}
          prom: {image: prom/prometheus, volumes: ["./prometheus.yml:/etc/prometheus/prometheus.yml"]}
          loki: {image: grafana/loki, volumes: ["./loki/loki-config.yml:/etc/loki/config.yml"]}
          app: {image: example/app, volumes: ["./app/setings.toml:/app/settings.toml"]}
        """,
    ),
    Example(
        """
        --- php/uploads.ini
        post_max_size = 64M
        --- compose.yaml
        services:
          web:
            image: wordpress:6
            volumes: ["«./php/upload.ini»:/usr/local/etc/php/conf.d/uploads.ini:ro"]
        """,
        title="A letter of its name is missing",
        message="is not there",
        severity=Severity.WARNING,
        unsafe=True,
        fixed="""
        --- compose.yaml
        services:
          web:
            image: wordpress:6
            volumes: ["./php/uploads.ini:/usr/local/etc/php/conf.d/uploads.ini:ro"]
        """,
    ),
    Example(
        """
        --- conf/Caddyfile.dev
        :80 {
        	respond hello
        }
        --- conf/Caddyfile.prod
        example.com {
        	respond hello
        }
        --- compose.yaml
        services:
          caddy:
            image: caddy:2
            volumes: [«./conf/Caddyfile.prd»:/etc/caddy/Caddyfile]
        """,
        title="One letter is missing",
        message="./conf/Caddyfile.prd is not there",
        severity=Severity.WARNING,
        unsafe=True,
        fixed="""
        --- compose.yaml
        services:
          caddy:
            image: caddy:2
            volumes: [./conf/Caddyfile.prod:/etc/caddy/Caddyfile]
        """,
    ),
    Example(
        """
        --- Caddyfile.production
        example.com {
        	respond hello
        }
        --- compose.yaml
        services:
          caddy:
            image: caddy:2
            volumes: [«./Caddyfile.prod»:/etc/caddy/Caddyfile]
        """,
        title="The word is written out",
        message="./Caddyfile.prod is not there",
        severity=Severity.WARNING,
        unsafe=True,
        fixed="""
        --- compose.yaml
        services:
          caddy:
            image: caddy:2
            volumes: [./Caddyfile.production:/etc/caddy/Caddyfile]
        """,
    ),
    Example(
        """
        --- Caddyfile.dev
        :80 {
        	respond hello
        }
        --- Caddyfile.production
        example.com {
        	respond hello
        }
        --- compose.yaml
        services:
          caddy:
            image: caddy:2
            volumes: [«./Caddyfile.prod»:/etc/caddy/Caddyfile]
          edge:
            image: caddy:2
            volumes: [./Caddyfile.production:/etc/caddy/Caddyfile]
        """,
        title="The other one is that of another Caddy",
        message="./Caddyfile.prod is not there",
        severity=Severity.WARNING,
    ),
    Example(
        """
        --- conf/Caddyfile
        example.com {
        	respond hello
        }
        --- compose.yaml
        services:
          caddy:
            image: caddy:2
            configs: [{source: caddy, target: /etc/caddy/Caddyfile}]
        configs:
          caddy: {file: «./config/Caddyfile»}
        """,
        title="A config that is not there",
        message="Docker does not start caddy",
        unsafe=True,
        fixed="""
        --- compose.yaml
        services:
          caddy:
            image: caddy:2
            configs: [{source: caddy, target: /etc/caddy/Caddyfile}]
        configs:
          caddy: {file: ./conf/Caddyfile}
        """,
    ),
    Example(
        """
        --- proxy/Caddyfile
        example.com {
        	reverse_proxy web:80
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["«./caddy»:/etc/caddy"]}
          web: {image: nginx}
        """,
        title="The folder of the Caddyfile is another one",
        message="./caddy has no Caddyfile in it",
        severity=Severity.WARNING,
        unsafe=True,
        fixed="""
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./proxy:/etc/caddy"]}
          web: {image: nginx}
        """,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	respond hello
        }
        --- compose.yaml
        services:
          caddy:
            image: caddy:2
            volumes: ["«./Cadyfile»:/etc/caddy/Caddyfile"]
        """,
        title="A name that is misspelt",
        message="./Cadyfile is not there",
        unsafe=True,
        fixed="""
        --- compose.yaml
        services:
          caddy:
            image: caddy:2
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
        """,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	respond hello
        }
        --- compose.yaml
        services:
          caddy:
            image: caddy:2
            volumes: ["«./Caddyfile.prod»:/etc/caddy/Caddyfile"]
        """,
        title="Another one, which may be kept on the server",
        severity=Severity.WARNING,
    ),
    Example(
        """
        --- conf/caddyfile
        example.com {
        	respond hello
        }
        --- compose.yaml
        services:
          caddy:
            image: caddy:2
            volumes: ["«./conf»:/etc/caddy"]
        """,
        title="The file in the folder is spelt otherwise",
        severity=Severity.ERROR,
        message="has no Caddyfile",
    ),
    Example(
        """
        --- Caddyfile.prod
        example.com {
        	respond hello
        }
        --- compose.yaml
        services:
          caddy:
            image: caddy:2
            volumes: ["«./Caddyfile»:/etc/caddy/Caddyfile"]
        """,
        title="One of several may be put there",
        severity=Severity.WARNING,
    ),
    Example(
        """
        --- compose.yaml
        services:
          caddy:
            image: caddy:2
            volumes: ["«./Caddyfile»:/etc/caddy/Caddyfile"]
        """,
        title="It is nowhere: the server may have it",
        severity=Severity.WARNING,
    ),
    Example(
        """
        --- edge/Caddyfile
        example.com {
        	respond hello
        }
        --- compose.yaml
        services:
          edge: {image: caddy:2, volumes: ["./edge/Caddyfile:/etc/caddy/Caddyfile"]}
          inner: {image: caddy:2, volumes: ["«./inner/Caddyfile»:/etc/caddy/Caddyfile"]}
        """,
        title="The only one that is there is another Caddy's",
        severity=Severity.WARNING,
    ),
    Example(
        """
        --- nginx/site.conf
        server { listen 80; }
        --- conf/other.conf
        server { listen 81; }
        --- compose.yaml
        services:
          web:
            image: nginx:1.27
            volumes: ["«./conf/site.conf»:/etc/nginx/conf.d/default.conf:ro"]
        """,
        title="Configuration of another service",
        severity=Severity.WARNING,
        unsafe=True,
        fixed="""
        --- compose.yaml
        services:
          web:
            image: nginx:1.27
            volumes: ["./nginx/site.conf:/etc/nginx/conf.d/default.conf:ro"]
        """,
    ),
    Example(
        """
        --- templates/Caddyfile
        http://example.com {
        	respond hello
        }
        --- scripts/set-up.sh
        #!/bin/sh
        sed s/x/y/ templates/Caddyfile > deploy/Caddyfile
        --- compose.yaml
        services:
          one: {image: caddy:2, volumes: ["«./made/Caddyfile»:/etc/caddy/Caddyfile"]}
          job: {image: busybox, command: cp /from/Caddyfile /made, volumes: ["./templates:/from", "./made:/made"]}
          two: {image: caddy:2, volumes: ["«./deploy/Caddyfile»:/etc/caddy/Caddyfile"]}
        """,
        title="A job or a script may make it",
        severity=Severity.WARNING,
    ),
)


GOOD: tuple[Example, ...] = (
    Example(
        """
        --- conf/users.json
        {}
        --- conf/server1.yml
        a: 1
        --- conf/rules.yml
        a: 1
        --- conf/sitemap.xml/readme
        --- conf/first/readme
        --- conf/alerting.yml
        a: 1
        --- conf/altering.yml
        a: 1
        --- compose.yaml
        services:
          app:
            image: example/app
            volumes:
              - ./conf/people.json:/app/people.json
              - ./conf/server2.yml:/app/server.yml
              - ./conf/rule.yml:/app/rule.yml
              - ./conf/rules.yml:/app/rules.yml
              - ./conf/sitemaps.xml:/app/sitemap.xml
              - ./confs/one.yml:/app/one.yml
              - ./conf/ruless.conf:/app/rules.txt
              - ./conf/alertering.yml:/app/alerting.yml
        """,
        title="Names of other things, folders, what is mounted already, and one of two",
    ),
    Example(
        """
        --- php/uploads.ini
        post_max_size = 64M
        --- compose.yaml
        services:
          web:
            image: wordpress:6
            volumes:
              - ./php/upload.ini:/usr/local/etc/php/conf.d/upload.ini:ro
              - ./php/uploads.ini:/usr/local/etc/php/conf.d/uploads.ini:ro
        """,
        title="One of nearly that name, which is mounted as well",
    ),
    Example(
        """
        --- conf/messages.de.yml
        a: 1
        --- conf/nodeB.conf
        a 1
        --- conf/api-webhook.yml
        a: 1
        --- conf/nginx2.conf
        a 1
        --- conf/router.yml
        a: 1
        --- conf/clients.yml
        a: 1
        --- tenantB/tenant.yml
        a: 1
        --- made/config.yaml
        a: 1
        --- written.yaml
        a: 1
        --- deploy.sh
        envsubst < written.yaml > written.yml
        --- compose.yaml
        services:
          app:
            image: example/app
            volumes:
              - ./conf/messages.en.yml:/app/messages.yml
              - ./conf/nodeA.conf:/app/node.conf
              - ./conf/api-web.yml:/app/api.yml
              - ./conf/nginx.conf:/app/nginx.conf
              - ./conf/routes.yml:/app/routes.yml
              - ./conf/client.yml:/app/client.yml
              - ./tenantA/tenant.yml:/app/tenant.yml
              - ./made/config.yml:/app/config.yml
              - ./written.yml:/app/written.yml
          maker: {image: example/maker, volumes: ["./made:/out"]}
        """,
        title="Names of other languages, nodes and things, and what a script or another service makes",
    ),
)
