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
    Example(
        """
        --- Caddyfile
        example.com {
        	root * /srv
        	«file_server»
        }
        copied.example.com {
        	root * /copied
        	«file_server»
        }
        --- front/Dockerfile
        FROM node:22
        WORKDIR /app
        COPY . .
        RUN npm run build
        --- front/copied.Dockerfile
        FROM node:22
        WORKDIR /app
        COPY . .
        RUN npm run build
        CMD ["sh", "-c", "cp -r dist/. /out/"]
        --- front/package.json
        {"dependencies": {"vue-router": "^4.5.0"}, "scripts": {"build": "vite build"}}
        --- front/src/main.ts
        const router = createRouter({ history: createWebHistory(), routes })
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile", "dist:/srv", "copied:/copied"]}
          front: {build: front, volumes: ["dist:/app/dist"]}
          copied: {build: {context: front, dockerfile: copied.Dockerfile}, volumes: ["copied:/out"]}
        volumes: {dist: {}, copied: {}}
        """,
        title="Built into a volume",
        fixed="""
        --- Caddyfile
        example.com {
        	root * /srv
        	file_server
        	try_files {path} /index.html
        }
        copied.example.com {
        	root * /copied
        	file_server
        	try_files {path} /index.html
        }
        """,
        unsafe=True,
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
    Example(
        """
        --- Caddyfile
        example.com {
        	root * /srv
        	file_server
        }
        --- front/Dockerfile
        FROM node:22
        WORKDIR /app
        COPY . .
        RUN npm run build
        --- front/package.json
        {"dependencies": {"vue-router": "^4.5.0"}, "scripts": {"build": "vite build"}}
        --- front/src/main.ts
        const router = createRouter({ history: createWebHistory(), routes })
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile", "dist:/srv"]}
          front: {build: front, volumes: ["dist:/app/dist"]}
          other: {build: front, volumes: ["dist:/other"]}
        volumes: {dist: {}}
        """,
        title="A volume of several services",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	root * /srv
        	file_server
        }
        --- front/Dockerfile
        FROM node:22
        WORKDIR /app
        COPY . .
        RUN npm run build
        CMD ["cp", "-r", "/app/documentation/.", "/out"]
        --- front/package.json
        {"dependencies": {"vue-router": "^4.5.0"}, "scripts": {"build": "vite build"}}
        --- front/src/main.ts
        const router = createRouter({ history: createWebHistory(), routes })
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile", "dist:/srv"]}
          front: {build: front, volumes: ["dist:/out"]}
        volumes: {dist: {}}
        """,
        title="Something else of the image is copied into the volume",
    ),
)
