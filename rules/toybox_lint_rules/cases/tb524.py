"""Further examples of TB524."""

from __future__ import annotations

from toybox_lint.api import Example

BAD: tuple[Example, ...] = (
    Example(
        """
        --- Caddyfile
        example.com {
        	route {
        		root * /srv
        		«file_server»
        	}
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile", "./build:/srv"]}
        --- package.json
        {"dependencies": {"react-router-dom": "^7.1.0"}}
        --- src/App.js
        import { BrowserRouter } from "react-router-dom";
        """,
        title="In a route, where the order matters: without a fix",
    ),
)

GOOD: tuple[Example, ...] = (
    Example(
        """
        --- Caddyfile
        one.example.com {
        	root * /landing
        	file_server
        }
        two.example.com {
        	root * /prerendered
        	file_server
        }
        three.example.com {
        	handle /assets/* {
        		reverse_proxy web
        	}
        	handle {
        		reverse_proxy api:8000
        	}
        }
        --- compose.yaml
        services:
          caddy:
            image: caddy:2
            volumes:
              - ./Caddyfile:/etc/caddy/Caddyfile
              - ./landing:/landing
              - ./pages/dist:/prerendered
          api: {image: example/api, expose: [8000]}
          web: {build: .}
        --- Dockerfile
        FROM node:22 AS app
        WORKDIR /app
        COPY . .
        RUN npm ci && npm run build
        FROM nginx
        COPY --from=app /app/dist /usr/share/nginx/html
        --- package.json
        {"dependencies": {"react-router-dom": "^7.1.0"}}
        --- src/main.tsx
        createBrowserRouter([]);
        --- landing/index.html
        <p>Soon</p>
        --- pages/package.json
        {"scripts": {"build": "vite build && node prerender.js"}, "dependencies": {"react-router-dom": "^7.1.0"}}
        --- pages/src/main.tsx
        createBrowserRouter([]);
        """,
        title="Files beside the application, pages made beforehand, and an nginx that is asked for files alone",
    ),
)
