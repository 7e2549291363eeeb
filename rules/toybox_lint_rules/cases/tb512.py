"""Further examples of TB512."""

from __future__ import annotations

from toybox_lint.api import Example, Severity

BAD: tuple[Example, ...] = (
    Example(
        """
        --- Caddyfile
        import pages.caddy
        shop.example.com {
        	import pages
        	reverse_proxy shop:8000
        }
        --- pages.caddy
        (pages) {
        	root /srv
        	«file_server»
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: [".:/etc/caddy"]}
          shop: {build: ., command: gunicorn shop.wsgi -b 0.0.0.0:8000}
        """,
        title="What a snippet of another file holds",
        message="the reverse_proxy of line 4 of Caddyfile answers them all",
        severity=Severity.WARNING,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	handle /* {
        		reverse_proxy web:80
        	}
        	«handle» {
        		respond "not found" 404
        	}
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          web: {image: nginx}
        """,
        title="Every path begins with a slash",
        severity=Severity.WARNING,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	route {
        		reverse_proxy web:8000
        		# the first of them
        		«reverse_proxy» /api1/* api:8000
        		«reverse_proxy» /api2/* api:8000
        		«reverse_proxy» /api3/* api:8000
        		«reverse_proxy» /api4/* api:8000
        		«reverse_proxy» /api5/* api:8000
        		«reverse_proxy» /api6/* api:8000
        		«reverse_proxy» /api7/* api:8000
        		«reverse_proxy» /api8/* api:8000
        		«reverse_proxy» /api9/* api:8000
        		«reverse_proxy» /api10/* api:8000
        		«reverse_proxy» /api11/* api:8000
        	}
        	route /other/* {
        		reverse_proxy /other/a/* api:8000
        		«reverse_proxy» /other/a/* web:8000
        	}
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          web: {image: example/web, expose: ["8000"]}
          api: {image: example/api, expose: ["8000"]}
        """,
        title="Many at once; one that would hide what hides it",
        unsafe=True,
        fixed="""
        --- Caddyfile
        example.com {
        	route {
        		# the first of them
        		reverse_proxy /api1/* api:8000
        		reverse_proxy /api2/* api:8000
        		reverse_proxy /api3/* api:8000
        		reverse_proxy /api4/* api:8000
        		reverse_proxy /api5/* api:8000
        		reverse_proxy /api6/* api:8000
        		reverse_proxy /api7/* api:8000
        		reverse_proxy /api8/* api:8000
        		reverse_proxy /api9/* api:8000
        		reverse_proxy /api10/* api:8000
        		reverse_proxy /api11/* api:8000
        		reverse_proxy web:8000
        	}
        	route /other/* {
        		reverse_proxy /other/a/* api:8000
        		reverse_proxy /other/a/* web:8000
        	}
        }
        """,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	route {
        		reverse_proxy web:8000
        		«basic_auth» /admin/* {
        			bob $2a$14$Zkx19XLiW6VYouLHR5NmfOFU0z2GTNmpkT/5qqR7hx4IjWJPDhjvG
        		}
        		«reverse_proxy» /admin/* admin:8000
        	}
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          web: {image: example/web, expose: ["8000"]}
          admin: {image: example/admin, expose: ["8000"]}
        """,
        title="It would get past the login before it: nothing is edited",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	root * /srv
        	route /api* {
        		reverse_proxy web:8000
        	}
        	route {
        		file_server
        		# the pages of the application
        		«try_files» {path} /index.html
        	}
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile", "./dist:/srv"]}
          web: {image: example/web, expose: [8000]}
        """,
        title="Which files are served, behind the server that serves them",
        message="the file_server of line 7 answers them all",
        severity=Severity.WARNING,
        unsafe=True,
        fixed="""
        --- Caddyfile
        example.com {
        	root * /srv
        	route /api* {
        		reverse_proxy web:8000
        	}
        	route {
        		# the pages of the application
        		try_files {path} /index.html
        		file_server
        	}
        }
        """,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	root * /srv
        	route {
        		handle {
        			file_server
        		}
        		«try_files» {path} /index.html
        	}
        }
        """,
        title="In another block: it stays where it is",
        severity=Severity.WARNING,
    ),
)
