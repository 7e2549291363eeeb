"""Further examples of TB116."""

from __future__ import annotations

from toybox_lint.api import Example

_TWO = """
        --- compose.yaml
        services:
          outer: {image: caddy:2, ports: ["443:443"], volumes: ["./outer:/etc/caddy"]}
          inner: {image: caddy:2, volumes: ["./inner:/etc/caddy"]}
"""
_OUTER = """
        --- outer/Caddyfile
        shop.example.com {
        	reverse_proxy https://inner {
        		transport http {
        			tls_insecure_skip_verify
        		}
        	}
        }
        --- inner/Caddyfile
"""
_SITE = " {\n        \ttls internal\n        \trespond hello\n        }\n"


def _inner(text: str, title: str) -> Example:
    """A Caddy asked as ``inner`` that has the sites of ``text``."""
    return Example(f"{_OUTER}        {text}{_TWO}", title=title)


BAD: tuple[Example, ...] = (
    Example(
        """
        --- Caddyfile
        shop.example.com {
        	reverse_proxy /a/* «https://inner» {
        		transport http {
        			tls_insecure_skip_verify
        		}
        	}
        	reverse_proxy /b/* «inner:443» {
        		transport http {
        			tls
        			tls_server_name shop.example.com
        		}
        	}
        	reverse_proxy /c/* «https://php» {
        		transport http {
        			tls_insecure_skip_verify
        		}
        	}
        }
        --- inner/Caddyfile
        www.example.com, *.sub.example.com {
        	respond hello
        }
        http://inner {
        	respond hello
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          inner: {image: caddy:2, volumes: ["./inner/Caddyfile:/etc/caddy/Caddyfile"]}
          php: {image: dunglas/frankenphp, environment: {SERVER_NAME: "php:80, app.localhost"}}
        """,
        title="Another Caddy, by its name and by one that is told",
    ),
)

GOOD: tuple[Example, ...] = (
    _inner(f"https://{_SITE}", "Another Caddy with a site for every name"),
    _inner(
        f"{{\n        \tdefault_sni shop.internal\n        }}\n        shop.internal{_SITE}",
        "Another Caddy with a name for want of another",
    ),
    _inner(
        "shop.internal {\n        \ttls /cert.pem /key.pem\n        \trespond hello\n        }",
        "Another Caddy with a certificate of a file, which may be for more",
    ),
    _inner(
        f"shop.internal{_SITE}        inner:8443{_SITE}",
        "Another Caddy with a certificate of a site at another port",
    ),
    _inner(f"shop.internal{_SITE}        import more/*", "Another Caddy with sites that are not shown"),
    Example(
        f"""
        --- outer/Caddyfile
        shop.example.com {{
        	reverse_proxy /a* https://inner {{
        		transport http {{
        			tls_server_name {{http.request.host}}
        			tls_insecure_skip_verify
        		}}
        	}}
        	reverse_proxy /b* inner:443
        	reverse_proxy /c* https://inner {{
        		transport http {{
        			tls_except_ports 443
        			tls_insecure_skip_verify
        		}}
        	}}
        }}
        --- inner/Caddyfile
        shop.internal{_SITE}{_TWO}
        """,
        title="The name of the client, plain HTTP, and a port that is excepted",
    ),
    Example(
        f"""{_OUTER}        shop.internal{_SITE}
        --- more/Caddyfile
        inner{_SITE}
        --- compose.yaml
        services:
          outer: {{image: caddy:2, ports: ["443:443"], volumes: ["./outer:/etc/caddy"]}}
          inner:
            image: caddy:2
            command: caddy run --config "/etc/$${{WHICH}}/Caddyfile"
            volumes: ["./inner:/etc/caddy", "./more:/etc/more"]
        """,
        title="Another Caddy that may read another Caddyfile",
    ),
    Example(
        """
        --- Caddyfile
        shop.example.com {
        	reverse_proxy /1/* https://inner {
        		transport http {
        			tls_insecure_skip_verify
        			tls_server_name www.example.com
        		}
        	}
        	reverse_proxy /2/* https://named {
        		transport http {
        			tls_insecure_skip_verify
        		}
        	}
        	reverse_proxy /3/* https://asking {
        		transport http {
        			tls_insecure_skip_verify
        		}
        	}
        	reverse_proxy /4/* https://usual {
        		transport http {
        			tls_insecure_skip_verify
        		}
        	}
        	reverse_proxy /5/* https://filed {
        		transport http {
        			tls_insecure_skip_verify
        		}
        	}
        	reverse_proxy /6/* https://given {
        		transport http {
        			tls_insecure_skip_verify
        		}
        	}
        	reverse_proxy /7/* https://inner {
        		transport http {
        			tls_insecure_skip_verify
        			tls_server_name {host}
        		}
        	}
        	reverse_proxy /8/* https://192.0.2.10 {
        		transport http {
        			tls_insecure_skip_verify
        		}
        	}
        }
        --- inner.caddy
        www.example.com {
        	respond hello
        }
        --- named.caddy
        Named, www.example.com {
        	respond hello
        }
        --- asking.caddy
        www.example.com {
        	tls {
        		on_demand
        	}
        	respond hello
        }
        --- usual.caddy
        {
        	fallback_sni www.example.com
        }
        www.example.com {
        	respond hello
        }
        --- filed.caddy
        www.example.com {
        	tls /certs/all.pem /certs/all.key
        	respond hello
        }
        --- given.caddy
        {$NAME}, www.example.com {
        	respond hello
        }
        --- all.pem
        --- all.key
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"], networks: [all]}
          inner:
            image: caddy:2
            volumes: ["./inner.caddy:/etc/caddy/Caddyfile"]
            networks: {all: {ipv4_address: 192.0.2.10}}
          named: {image: caddy:2, volumes: ["./named.caddy:/etc/caddy/Caddyfile"], networks: [all]}
          asking: {image: caddy:2, volumes: ["./asking.caddy:/etc/caddy/Caddyfile"], networks: [all]}
          usual: {image: caddy:2, volumes: ["./usual.caddy:/etc/caddy/Caddyfile"], networks: [all]}
          filed:
            image: caddy:2
            volumes: ["./filed.caddy:/etc/caddy/Caddyfile", "./all.pem:/certs/all.pem", "./all.key:/certs/all.key"]
            networks: [all]
          given: {image: caddy:2, environment: [NAME], volumes: ["./given.caddy:/etc/caddy/Caddyfile"], networks: [all]}
        networks:
          all: {ipam: {config: [{subnet: 192.0.2.0/24}]}}
        """,
        title="Another Caddy that has a certificate for the name, or may have it",
    ),
    Example(
        """
        --- Caddyfile
        shop.example.com {
        	reverse_proxy /1/* https://named {
        		transport http {
        			tls_insecure_skip_verify
        		}
        	}
        	reverse_proxy /2/* https://given {
        		transport http {
        			tls_insecure_skip_verify
        		}
        	}
        	reverse_proxy /3/* https://more {
        		transport http {
        			tls_insecure_skip_verify
        		}
        	}
        	reverse_proxy /4/* https://mounted {
        		transport http {
        			tls_insecure_skip_verify
        		}
        	}
        	reverse_proxy /5/* https://every {
        		transport http {
        			tls_insecure_skip_verify
        		}
        	}
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          named: {image: dunglas/frankenphp, environment: {SERVER_NAME: "localhost, https://Named"}}
          given: {image: dunglas/frankenphp, environment: [SERVER_NAME]}
          more: {image: dunglas/frankenphp, environment: {CADDY_GLOBAL_OPTIONS: fallback_sni localhost}}
          mounted: {image: dunglas/frankenphp, volumes: ["./conf:/etc/frankenphp"]}
          every: {image: dunglas/frankenphp, environment: {SERVER_NAME: "*.example.com"}}
        --- conf/other
        """,
        title="A FrankenPHP that has the name, or may have it",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy https://web:8443
        }
        --- compose.yaml
        services:
          caddy:
            image: caddy:2
            volumes:
              - ./Caddyfile:/etc/caddy/Caddyfile
              - ./ca.pem:/etc/ssl/certs/ca-certificates.crt
          web: {image: example/web, expose: [8443]}
        """,
        title="An authority of one's own is mounted",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy https://web:8443
        }
        --- Dockerfile
        FROM caddy:2
        COPY ca.pem /usr/local/share/ca-certificates/own.crt
        RUN update-ca-certificates
        --- ca.pem
        a certificate
        --- compose.yaml
        services:
          caddy: {build: ., volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          web: {image: example/web, expose: [8443]}
        """,
        title="An authority of one's own is in the image",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy https://web:8443
        }
        --- compose.yaml
        services:
          caddy:
            image: caddy:2
            environment: {SSL_CERT_FILE: /run/secrets/ca}
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
          web: {image: example/web, expose: [8443]}
        """,
        title="A variable names an authority",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy https://web:8443
        }
        --- compose.yaml
        services:
          caddy:
            image: caddy:2
            entrypoint: ["/start.sh"]
            command: caddy run --config /etc/caddy/Caddyfile
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
          web: {image: example/web, expose: [8443]}
        """,
        title="A script runs before Caddy",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy https://web:8443
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile", "./ca.pem:/etc/ssl/certs/own.pem"]}
          web: {image: example/web, expose: [8443]}
        """,
        title="An authority of its own beside the others",
    ),
    Example(
        """
        --- Caddyfile
        a.example.com {
        	reverse_proxy https://a.b.example.com {
        		transport http {
        			tls_insecure_skip_verify
        		}
        	}
        }
        b.example.com {
        	reverse_proxy https://kept {
        		transport http {
        			tls_insecure_skip_verify
        		}
        	}
        }
        c.example.com {
        	reverse_proxy https://labels {
        		transport http {
        			tls_insecure_skip_verify
        		}
        	}
        }
        d.example.com {
        	reverse_proxy https://php {
        		transport http {
        			tls_insecure_skip_verify
        		}
        	}
        }
        e.example.com {
        	reverse_proxy https://script {
        		transport http {
        			tls_insecure_skip_verify
        		}
        	}
        }
        --- wild.caddy
        *.*.example.com {
        	tls internal
        	respond ok
        }
        --- one.caddy
        app.example.com {
        	tls internal
        	respond ok
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          wild:
            image: caddy:2
            volumes: ["./wild.caddy:/etc/caddy/Caddyfile"]
            networks: {default: {aliases: [a.b.example.com]}}
          kept:
            image: caddy:2
            command: caddy run --resume --config /etc/caddy/Caddyfile
            volumes: ["./one.caddy:/etc/caddy/Caddyfile"]
          labels:
            image: lucaslorentz/caddy-docker-proxy
            environment: {CADDY_DOCKER_CADDYFILE_PATH: /etc/caddy/Caddyfile}
            volumes: ["./one.caddy:/etc/caddy/Caddyfile", "/var/run/docker.sock:/var/run/docker.sock"]
          php: {image: dunglas/frankenphp, command: frankenphp php-server --domain php}
          script: {image: dunglas/frankenphp, entrypoint: /start.sh, volumes: ["./start.sh:/start.sh"]}
        """,
        title="Two labels of any name, sites that are not shown, other sites than those of the image",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy https://inner {
        		transport http {
        			tls_insecure_skip_verify
        		}
        	}
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          inner: {image: caddy:2, volumes: ["./inner:/etc/caddy"]}
        --- inner/Caddyfile
        {
        	auto_https off
        }
        example.com:443 {
        	respond ok
        }
        """,
        title="A second Caddy that gets no certificates at all, which is told of itself",
    ),
)
