"""Further examples of TB503."""

from __future__ import annotations

from toybox_lint.api import Example, Severity

BAD: tuple[Example, ...] = (
    Example(
        """
        --- Caddyfile
        example.com {
        	basic_auth «/» {
        		admin $2a$14$a1uIxM6xLMepH44EMy0zDOCtuKmxTMWHL2R7r5aiLYqOvmriYawUK
        	}
        	reverse_proxy web:8000
        }
        """,
        title="A password for the first page alone",
        message="everybody gets all other pages",
        severity=Severity.WARNING,
        unsafe=True,
        fixed="""
        --- Caddyfile
        example.com {
        	basic_auth {
        		admin $2a$14$a1uIxM6xLMepH44EMy0zDOCtuKmxTMWHL2R7r5aiLYqOvmriYawUK
        	}
        	reverse_proxy web:8000
        }
        """,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	handle_path «/poker» {
        		reverse_proxy poker:8001
        	}
        	handle {
        		reverse_proxy web:8000
        	}
        }
        """,
        title="An application behind a prefix",
        message="nothing below /poker/",
        severity=Severity.WARNING,
        unsafe=True,
        fixed="""
        --- Caddyfile
        example.com {
        	handle_path /poker* {
        		reverse_proxy poker:8001
        	}
        	handle {
        		reverse_proxy web:8000
        	}
        }
        """,
    ),
)

GOOD: tuple[Example, ...] = (
    Example(
        """
        --- Caddyfile
        example.com {
        	basic_auth / {
        		admin $2a$14$a1uIxM6xLMepH44EMy0zDOCtuKmxTMWHL2R7r5aiLYqOvmriYawUK
        	}
        	basic_auth /rooms/* {
        		admin $2a$14$a1uIxM6xLMepH44EMy0zDOCtuKmxTMWHL2R7r5aiLYqOvmriYawUK
        	}
        	reverse_proxy web:8000
        }
        other.example.com {
        	handle_path /stats/* {
        		basic_auth / {
        			admin $2a$14$a1uIxM6xLMepH44EMy0zDOCtuKmxTMWHL2R7r5aiLYqOvmriYawUK
        		}
        		reverse_proxy stats:8000
        	}
        	@first path /
        	basic_auth @first {
        		admin $2a$14$a1uIxM6xLMepH44EMy0zDOCtuKmxTMWHL2R7r5aiLYqOvmriYawUK
        	}
        	reverse_proxy web:8000
        }
        """,
        title="A password for the first page, and another for more; one that is meant for it",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	handle_path /ws {
        		reverse_proxy ws:9000
        	}
        	handle_path /graphql {
        		reverse_proxy graphql:4000
        	}
        	handle_path /hooks/deploy {
        		reverse_proxy hooks:9000
        	}
        	handle {
        		reverse_proxy web:8000
        	}
        }
        """,
        title="One address of another program, or one path of an application",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	handle_path /health {
        		reverse_proxy web:8000
        	}
        	handle_path /logo.svg {
        		reverse_proxy web:8000
        	}
        	handle_path /about {
        		root * /srv/about
        		file_server
        	}
        	handle_path /shop {
        		reverse_proxy web:8000
        	}
        	handle_path /shop/* {
        		reverse_proxy web:8000
        	}
        }
        """,
        title="Single addresses of an application, and one with more below it",
    ),
    Example(
        """
        --- Caddyfile
        first.example.com {
        	basic_auth / {
        		admin $2a$14$a1uIxM6xLMepH44EMy0zDOCtuKmxTMWHL2R7r5aiLYqOvmriYawUK
        	}
        	reverse_proxy /index.html web:8000
        	respond 404
        }
        others.example.com {
        	basic_auth / {
        		admin $2a$14$a1uIxM6xLMepH44EMy0zDOCtuKmxTMWHL2R7r5aiLYqOvmriYawUK
        	}
        	@others not path /
        	respond @others 404
        	reverse_proxy web:8000
        }
        text.example.com {
        	basic_auth / {
        		admin $2a$14$a1uIxM6xLMepH44EMy0zDOCtuKmxTMWHL2R7r5aiLYqOvmriYawUK
        	}
        	respond / secret
        	respond open
        }
        """,
        title="A password for all that is served",
    ),
)
