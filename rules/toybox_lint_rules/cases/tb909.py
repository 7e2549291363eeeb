"""Further examples of TB909."""

from __future__ import annotations

from toybox_lint.api import Example

BAD: tuple[Example, ...] = (
    Example(
        """
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          web: {build: chat, environment: {PHX_HOST: www.example.com}}
        --- Caddyfile
        chat.example.com {
        	reverse_proxy «web:4000»
        }
        --- chat/config/prod.exs
        import Config
        --- chat/mix.exs
        defmodule Chat.Umbrella.MixProject do
          def project, do: [apps_path: "apps", deps: []]
        end
        --- chat/apps/chat/mix.exs
        defp deps, do: [{:ecto, "~> 3.0"}]
        --- chat/apps/chat_web/mix.exs
        defp deps, do: [{:phoenix, "~> 1.7"}, {:phoenix_live_view, "~> 1.0"}]
        --- chat/config/runtime.exs
        import Config
        host = System.get_env("PHX_HOST") || "example.com"
        config :chat_web, ChatWeb.Endpoint,
          server: true,
          url: [host: host, port: 443, scheme: "https"],
          http: [ip: {0, 0, 0, 0}, port: 4000]
        --- chat/Dockerfile
        FROM elixir:1.17 AS build
        WORKDIR /app
        ENV MIX_ENV=prod
        COPY . .
        RUN mix release
        FROM debian:bookworm-slim
        WORKDIR /app
        COPY --from=build /app/_build/prod/rel/chat ./
        CMD ["/app/bin/chat", "start"]
        """,
        title="LiveView in an umbrella",
    ),
    Example(
        """
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          web: {build: chat, environment: {PHX_HOST: chat.example.com}}
        --- Caddyfile
        chat.example.com {
        	reverse_proxy «web:4000»
        }
        --- chat/config/prod.exs
        import Config
        config :chat_web, ChatWeb.Endpoint,
          check_origin: ["https://app.example.com", "//*.example.org"],
          cache_static_manifest: "priv/static/cache_manifest.json"
        --- chat/mix.exs
        defmodule Chat.Umbrella.MixProject do
          def project, do: [apps_path: "apps", deps: []]
        end
        --- chat/apps/chat/mix.exs
        defp deps, do: [{:ecto, "~> 3.0"}]
        --- chat/apps/chat_web/mix.exs
        defp deps, do: [{:phoenix, "~> 1.7"}, {:phoenix_live_view, "~> 1.0"}]
        --- chat/config/runtime.exs
        import Config
        host = System.get_env("PHX_HOST") || "example.com"
        config :chat_web, ChatWeb.Endpoint,
          server: true,
          url: [host: host, port: 443, scheme: "https"],
          http: [ip: {0, 0, 0, 0}, port: 4000]
        --- chat/Dockerfile
        FROM elixir:1.17 AS build
        WORKDIR /app
        ENV MIX_ENV=prod
        COPY . .
        RUN mix release
        FROM debian:bookworm-slim
        WORKDIR /app
        COPY --from=build /app/_build/prod/rel/chat ./
        CMD ["/app/bin/chat", "start"]
        """,
        title="The origins that are listed",
    ),
    Example(
        """
        --- Caddyfile
        auth.example.com {
        	reverse_proxy «keycloak:8080»
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, ports: ["443:443"], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          keycloak:
            image: quay.io/keycloak/keycloak:26.0
            command: start
            environment:
              KC_HTTP_ENABLED: "true"
              KC_HOSTNAME: auth.example.com
        """,
        title="Keycloak that takes HTTPS for plain HTTP",
        message="Keycloak answers https://auth.example.com with addresses in http://",
        unsafe=True,
        fixed="""
        --- compose.yaml
        services:
          caddy: {image: caddy:2, ports: ["443:443"], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          keycloak:
            image: quay.io/keycloak/keycloak:26.0
            command: start
            environment:
              KC_HTTP_ENABLED: "true"
              KC_HOSTNAME: auth.example.com
              KC_PROXY_HEADERS: xforwarded
        """,
    ),
    Example(
        """
        --- Caddyfile
        shop.example.com {
        	reverse_proxy «web:8000»
        }
        dash.example.com {
        	reverse_proxy «panel:5006»
        }
        --- Dockerfile
        FROM python:3.12
        WORKDIR /app
        COPY . .
        CMD ["gunicorn", "shop.wsgi:application", "--bind", "0.0.0.0:8000"]
        --- shop/wsgi.py
        import os
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")
        --- shop/settings.py
        ALLOWED_HOSTS = ["localhost", "example.com"]
        CSRF_TRUSTED_ORIGINS = ["https://shop.example.com"]
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          web: {build: .}
          panel:
            image: example/panel
            command: panel serve app.py --allow-websocket-origin localhost:5006
        """,
        title="A list of Django's settings, and a flag of Panel",
    ),
    Example(
        """
        --- Caddyfile
        rails.example.com {
        	reverse_proxy «rails:3000»
        }
        net.example.com {
        	reverse_proxy «net:8080»
        }
        vite.example.com {
        	reverse_proxy «vite:5173»
        }
        --- rails/Dockerfile
        FROM ruby:3.3
        WORKDIR /rails
        ENV RAILS_ENV=production
        COPY . .
        CMD ["bin/rails", "server", "-b", "0.0.0.0"]
        --- rails/config/environments/production.rb
        Rails.application.configure do
          # config.hosts = nil
          config.hosts = ["www.example.com"]
          config.hosts << ".example.org"
          config.host_authorization = { exclude: ->(request) { request.path == "/up" } }
        end
        --- net/Dockerfile
        FROM mcr.microsoft.com/dotnet/aspnet:9.0
        WORKDIR /app
        COPY out .
        ENTRYPOINT ["dotnet", "Api.dll"]
        --- net/Program.cs
        WebApplication.CreateBuilder(args).Build().Run();
        --- net/appsettings.json
        {"AllowedHosts": "localhost;*.example.org"}
        --- vite/Dockerfile
        FROM node:22
        WORKDIR /app
        COPY . .
        CMD ["npx", "vite", "--host"]
        --- vite/package.json
        {"devDependencies": {"vite": "^6.0.9"}}
        --- vite/vite.config.ts
        export default {
          server: { hmr: { clientPort: 443, protocol: 'wss' } },
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          rails: {build: rails}
          net: {build: net}
          vite: {build: vite}
        """,
        title="Rails and ASP.NET Core list other names, Vite none",
    ),
    Example(
        """
        --- Caddyfile
        shop.example.com {
        	reverse_proxy «web:8000»
        }
        --- Dockerfile
        FROM python:3.12
        WORKDIR /app
        COPY . .
        CMD ["gunicorn", "shop.wsgi:application", "--bind", "0.0.0.0:8000"]
        --- shop/settings/base.py
        ALLOWED_HOSTS = []
        --- shop/settings/prod.py
        from .base import *

        ALLOWED_HOSTS = ["www.example.com"]
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          web: {build: ., environment: {DJANGO_SETTINGS_MODULE: shop.settings.prod}}
        """,
        title="What a module of settings says behind what it takes in",
        message="Django answers shop.example.com with 400",
    ),
    Example(
        """
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          other:
            build: .
            environment: {PHX_HOST: www.example.com}
          none: {build: .}
        --- Caddyfile
        chat.example.com {
        	reverse_proxy «other:4000»
        }
        forum.example.com {
        	reverse_proxy «none:4000»
        }
        --- config/runtime.exs
        import Config
        host = System.get_env("PHX_HOST") || "example.com"
        config :chat, ChatWeb.Endpoint,
          server: true,
          url: [host: host, port: 443, scheme: "https"],
          http: [ip: {0, 0, 0, 0}, port: 4000]
        --- mix.exs
        defp deps, do: [{:phoenix, "~> 1.7"}, {:phoenix_live_view, "~> 1.0"}]
        --- Dockerfile
        FROM elixir:1.17 AS build
        WORKDIR /app
        ENV MIX_ENV=prod
        COPY . .
        RUN mix release
        FROM debian:bookworm-slim
        WORKDIR /app
        COPY --from=build /app/_build/prod/rel/chat ./
        CMD ["/app/bin/chat", "start"]
        """,
        title="LiveView, whose sockets are for one host",
        message="LiveView answers",
    ),
)

GOOD: tuple[Example, ...] = (
    Example(
        """
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          web: {build: chat, environment: {PHX_HOST: chat.example.com}}
        --- Caddyfile
        chat.example.com {
        	reverse_proxy web:4000
        }
        --- chat/config/prod.exs
        import Config
        --- chat/mix.exs
        defmodule Chat.Umbrella.MixProject do
          def project, do: [apps_path: "apps", deps: []]
        end
        --- chat/apps/chat/mix.exs
        defp deps, do: [{:ecto, "~> 3.0"}]
        --- chat/apps/chat_web/mix.exs
        defp deps, do: [{:phoenix, "~> 1.7"}, {:phoenix_live_view, "~> 1.0"}]
        --- chat/config/runtime.exs
        import Config
        host = System.get_env("PHX_HOST") || "example.com"
        config :chat_web, ChatWeb.Endpoint,
          server: true,
          url: [host: host, port: 443, scheme: "https"],
          http: [ip: {0, 0, 0, 0}, port: 4000]
        --- chat/Dockerfile
        FROM elixir:1.17 AS build
        WORKDIR /app
        ENV MIX_ENV=prod
        COPY . .
        RUN mix release
        FROM debian:bookworm-slim
        WORKDIR /app
        COPY --from=build /app/_build/prod/rel/chat ./
        CMD ["/app/bin/chat", "start"]
        """,
        title="The host of an umbrella",
    ),
    Example(
        """
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          web: {build: chat, environment: {PHX_HOST: www.example.com}}
        --- Caddyfile
        chat.example.com {
        	reverse_proxy web:4000
        }
        --- chat/config/prod.exs
        import Config
        config :chat_web, ChatWeb.Endpoint,
          check_origin: ["https://chat.example.com", "https://www.example.com"],
          cache_static_manifest: "priv/static/cache_manifest.json"
        --- chat/mix.exs
        defmodule Chat.Umbrella.MixProject do
          def project, do: [apps_path: "apps", deps: []]
        end
        --- chat/apps/chat/mix.exs
        defp deps, do: [{:ecto, "~> 3.0"}]
        --- chat/apps/chat_web/mix.exs
        defp deps, do: [{:phoenix, "~> 1.7"}, {:phoenix_live_view, "~> 1.0"}]
        --- chat/config/runtime.exs
        import Config
        host = System.get_env("PHX_HOST") || "example.com"
        config :chat_web, ChatWeb.Endpoint,
          server: true,
          url: [host: host, port: 443, scheme: "https"],
          http: [ip: {0, 0, 0, 0}, port: 4000]
        --- chat/Dockerfile
        FROM elixir:1.17 AS build
        WORKDIR /app
        ENV MIX_ENV=prod
        COPY . .
        RUN mix release
        FROM debian:bookworm-slim
        WORKDIR /app
        COPY --from=build /app/_build/prod/rel/chat ./
        CMD ["/app/bin/chat", "start"]
        """,
        title="The origins that are listed have it",
    ),
    Example(
        """
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          web: {build: chat, environment: {PHX_HOST: www.example.com}}
        --- Caddyfile
        chat.example.com {
        	reverse_proxy web:4000
        }
        --- chat/config/prod.exs
        import Config
        config :chat_web, ChatWeb.Endpoint,
          check_origin: ["//*.example.com"],
          cache_static_manifest: "priv/static/cache_manifest.json"
        --- chat/mix.exs
        defmodule Chat.Umbrella.MixProject do
          def project, do: [apps_path: "apps", deps: []]
        end
        --- chat/apps/chat/mix.exs
        defp deps, do: [{:ecto, "~> 3.0"}]
        --- chat/apps/chat_web/mix.exs
        defp deps, do: [{:phoenix, "~> 1.7"}, {:phoenix_live_view, "~> 1.0"}]
        --- chat/config/runtime.exs
        import Config
        host = System.get_env("PHX_HOST") || "example.com"
        config :chat_web, ChatWeb.Endpoint,
          server: true,
          url: [host: host, port: 443, scheme: "https"],
          http: [ip: {0, 0, 0, 0}, port: 4000]
        --- chat/Dockerfile
        FROM elixir:1.17 AS build
        WORKDIR /app
        ENV MIX_ENV=prod
        COPY . .
        RUN mix release
        FROM debian:bookworm-slim
        WORKDIR /app
        COPY --from=build /app/_build/prod/rel/chat ./
        CMD ["/app/bin/chat", "start"]
        """,
        title="All below a name",
    ),
    Example(
        """
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          web: {build: chat, environment: {PHX_HOST: www.example.com}}
        --- Caddyfile
        chat.example.com {
        	reverse_proxy web:4000
        }
        --- chat/config/prod.exs
        import Config
        config :chat_web, ChatWeb.Endpoint,
          check_origin: ["//" <> host],
          cache_static_manifest: "priv/static/cache_manifest.json"
        --- chat/mix.exs
        defmodule Chat.Umbrella.MixProject do
          def project, do: [apps_path: "apps", deps: []]
        end
        --- chat/apps/chat/mix.exs
        defp deps, do: [{:ecto, "~> 3.0"}]
        --- chat/apps/chat_web/mix.exs
        defp deps, do: [{:phoenix, "~> 1.7"}, {:phoenix_live_view, "~> 1.0"}]
        --- chat/config/runtime.exs
        import Config
        host = System.get_env("PHX_HOST") || "example.com"
        config :chat_web, ChatWeb.Endpoint,
          server: true,
          url: [host: host, port: 443, scheme: "https"],
          http: [ip: {0, 0, 0, 0}, port: 4000]
        --- chat/Dockerfile
        FROM elixir:1.17 AS build
        WORKDIR /app
        ENV MIX_ENV=prod
        COPY . .
        RUN mix release
        FROM debian:bookworm-slim
        WORKDIR /app
        COPY --from=build /app/_build/prod/rel/chat ./
        CMD ["/app/bin/chat", "start"]
        """,
        title="Origins that are made",
    ),
    Example(
        """
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          web: {build: chat, environment: {PHX_HOST: www.example.com}}
        --- Caddyfile
        chat.example.com {
        	reverse_proxy web:4000
        }
        --- chat/config/prod.exs
        import Config
        config :chat_web, ChatWeb.Endpoint,
          check_origin: [System.get_env("ORIGIN")],
          cache_static_manifest: "priv/static/cache_manifest.json"
        --- chat/mix.exs
        defmodule Chat.Umbrella.MixProject do
          def project, do: [apps_path: "apps", deps: []]
        end
        --- chat/apps/chat/mix.exs
        defp deps, do: [{:ecto, "~> 3.0"}]
        --- chat/apps/chat_web/mix.exs
        defp deps, do: [{:phoenix, "~> 1.7"}, {:phoenix_live_view, "~> 1.0"}]
        --- chat/config/runtime.exs
        import Config
        host = System.get_env("PHX_HOST") || "example.com"
        config :chat_web, ChatWeb.Endpoint,
          server: true,
          url: [host: host, port: 443, scheme: "https"],
          http: [ip: {0, 0, 0, 0}, port: 4000]
        --- chat/Dockerfile
        FROM elixir:1.17 AS build
        WORKDIR /app
        ENV MIX_ENV=prod
        COPY . .
        RUN mix release
        FROM debian:bookworm-slim
        WORKDIR /app
        COPY --from=build /app/_build/prod/rel/chat ./
        CMD ["/app/bin/chat", "start"]
        """,
        title="Origins of a variable",
    ),
    Example(
        """
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          web: {build: chat, environment: {PHX_HOST: www.example.com}}
        --- Caddyfile
        chat.example.com {
        	reverse_proxy web:4000
        }
        --- chat/config/prod.exs
        import Config
        config :chat_web, ChatWeb.Endpoint,
          check_origin: :conn,
          cache_static_manifest: "priv/static/cache_manifest.json"
        --- chat/mix.exs
        defmodule Chat.Umbrella.MixProject do
          def project, do: [apps_path: "apps", deps: []]
        end
        --- chat/apps/chat/mix.exs
        defp deps, do: [{:ecto, "~> 3.0"}]
        --- chat/apps/chat_web/mix.exs
        defp deps, do: [{:phoenix, "~> 1.7"}, {:phoenix_live_view, "~> 1.0"}]
        --- chat/config/runtime.exs
        import Config
        host = System.get_env("PHX_HOST") || "example.com"
        config :chat_web, ChatWeb.Endpoint,
          server: true,
          url: [host: host, port: 443, scheme: "https"],
          http: [ip: {0, 0, 0, 0}, port: 4000]
        --- chat/Dockerfile
        FROM elixir:1.17 AS build
        WORKDIR /app
        ENV MIX_ENV=prod
        COPY . .
        RUN mix release
        FROM debian:bookworm-slim
        WORKDIR /app
        COPY --from=build /app/_build/prod/rel/chat ./
        CMD ["/app/bin/chat", "start"]
        """,
        title="The host of the request",
    ),
    Example(
        """
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          web: {build: chat, environment: {PHX_HOST: www.example.com}}
        --- Caddyfile
        chat.example.com {
        	reverse_proxy web:4000
        }
        --- chat/config/prod.exs
        import Config
        config :chat_web, ChatWeb.Endpoint,
          check_origin: ["https://app.example.com"],
          cache_static_manifest: "priv/static/cache_manifest.json"
        if System.get_env("CHECK"), do: config :chat_web, ChatWeb.Endpoint, check_origin: false
        --- chat/mix.exs
        defmodule Chat.Umbrella.MixProject do
          def project, do: [apps_path: "apps", deps: []]
        end
        --- chat/apps/chat/mix.exs
        defp deps, do: [{:ecto, "~> 3.0"}]
        --- chat/apps/chat_web/mix.exs
        defp deps, do: [{:phoenix, "~> 1.7"}, {:phoenix_live_view, "~> 1.0"}]
        --- chat/config/runtime.exs
        import Config
        host = System.get_env("PHX_HOST") || "example.com"
        config :chat_web, ChatWeb.Endpoint,
          server: true,
          url: [host: host, port: 443, scheme: "https"],
          http: [ip: {0, 0, 0, 0}, port: 4000]
        --- chat/Dockerfile
        FROM elixir:1.17 AS build
        WORKDIR /app
        ENV MIX_ENV=prod
        COPY . .
        RUN mix release
        FROM debian:bookworm-slim
        WORKDIR /app
        COPY --from=build /app/_build/prod/rel/chat ./
        CMD ["/app/bin/chat", "start"]
        """,
        title="Said twice",
    ),
    Example(
        """
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          web: {build: chat, environment: {PHX_HOST: www.example.com}}
        --- Caddyfile
        chat.example.com {
        	reverse_proxy web:4000
        }
        --- chat/config/prod.exs
        import Config
        if System.get_env("CHECK") do
          config :chat_web, ChatWeb.Endpoint,
            check_origin: ["https://app.example.com"]
        end
        --- chat/mix.exs
        defmodule Chat.Umbrella.MixProject do
          def project, do: [apps_path: "apps", deps: []]
        end
        --- chat/apps/chat/mix.exs
        defp deps, do: [{:ecto, "~> 3.0"}]
        --- chat/apps/chat_web/mix.exs
        defp deps, do: [{:phoenix, "~> 1.7"}, {:phoenix_live_view, "~> 1.0"}]
        --- chat/config/runtime.exs
        import Config
        host = System.get_env("PHX_HOST") || "example.com"
        config :chat_web, ChatWeb.Endpoint,
          server: true,
          url: [host: host, port: 443, scheme: "https"],
          http: [ip: {0, 0, 0, 0}, port: 4000]
        --- chat/Dockerfile
        FROM elixir:1.17 AS build
        WORKDIR /app
        ENV MIX_ENV=prod
        COPY . .
        RUN mix release
        FROM debian:bookworm-slim
        WORKDIR /app
        COPY --from=build /app/_build/prod/rel/chat ./
        CMD ["/app/bin/chat", "start"]
        """,
        title="Said under a condition",
    ),
    Example(
        """
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          web: {build: chat, environment: {PHX_HOST: www.example.com}}
        --- Caddyfile
        chat.example.com {
        	reverse_proxy web:4000
        }
        --- chat/config/prod.exs
        import Config
        --- chat/mix.exs
        defmodule Chat.Umbrella.MixProject do
          def project, do: [apps_path: "apps", deps: []]
        end
        --- chat/apps/chat/mix.exs
        defp deps, do: [{:ecto, "~> 3.0"}]
        --- chat/apps/chat_web/mix.exs
        defp deps, do: [{:phoenix, "~> 1.7"}, {:phoenix_live_view, "~> 1.0"}]
        --- chat/config/runtime.exs
        import Config
        host = System.get_env("PHX_HOST") || "example.com"
        config :chat_web, ChatWeb.Endpoint,
          server: true,
          url: [host: host, port: 443, scheme: "https"],
          http: [ip: {0, 0, 0, 0}, port: 4000]
        --- chat/Dockerfile
        FROM elixir:1.17 AS build
        WORKDIR /app
        ENV MIX_ENV=prod
        COPY . .
        RUN mix release
        FROM debian:bookworm-slim
        WORKDIR /app
        COPY --from=build /app/_build/prod/rel/chat ./
        CMD ["/app/bin/chat", "start"]
        --- chat/apps/admin_web/mix.exs
        defp deps, do: [{:phoenix, "~> 1.7"}, {:phoenix_live_view, "~> 1.0"}]
        """,
        title="Two endpoints",
    ),
    Example(
        """
        --- Caddyfile
        told.example.com {
        	reverse_proxy told:8080
        }
        named.example.com {
        	reverse_proxy named:8080
        }
        older.example.com {
        	reverse_proxy older:8080
        }
        file.example.com {
        	reverse_proxy file:8080
        }
        secure.example.com {
        	reverse_proxy https://secure:8443 {
        		transport http {
        			tls_insecure_skip_verify
        		}
        	}
        }
        http://plain.example.com {
        	reverse_proxy plain:8080
        }
        --- compose.yaml
        x-keycloak: &keycloak
          image: quay.io/keycloak/keycloak:26.0
          command: start --http-enabled=true --hostname-strict=false
        services:
          caddy: {image: caddy:2, ports: ["80:80", "443:443"], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          told: {<<: *keycloak, environment: [KC_PROXY_HEADERS=xforwarded]}
          named: {<<: *keycloak, environment: ["KC_HOSTNAME=https://named.example.com"]}
          older: {<<: *keycloak, image: "quay.io/keycloak/keycloak:24.0", environment: [KC_PROXY=edge]}
          file: {<<: *keycloak, volumes: ["./conf:/opt/keycloak/conf"]}
          secure: {<<: *keycloak, command: start --hostname-strict=false --https-certificate-file=/c.pem}
          plain: *keycloak
        """,
        title="Keycloak that is told, may be, or is asked in plain HTTP",
    ),
    Example(
        """
        --- Caddyfile
        shop.example.com {
        	reverse_proxy web:8000
        }
        dash.example.com {
        	reverse_proxy panel:5006
        }
        --- Dockerfile
        FROM python:3.12
        WORKDIR /app
        COPY . .
        CMD ["gunicorn", "shop.wsgi:application", "--bind", "0.0.0.0:8000"]
        --- shop/wsgi.py
        import os
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")
        --- shop/settings.py
        ALLOWED_HOSTS = ["localhost", ".example.com"]
        CSRF_TRUSTED_ORIGINS = ["https://shop.example.com"]
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          web: {build: .}
          panel:
            image: example/panel
            command: panel serve app.py --allow-websocket-origin dash.example.com
        """,
        title="Both have the name",
    ),
    Example(
        """
        --- Caddyfile
        shop.example.com {
        	reverse_proxy web:8000
        }
        dash.example.com {
        	reverse_proxy panel:5006
        }
        --- Dockerfile
        FROM python:3.12
        WORKDIR /app
        COPY . .
        CMD ["gunicorn", "shop.wsgi:application", "--bind", "0.0.0.0:8000"]
        --- shop/wsgi.py
        import os
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")
        --- shop/settings.py
        ALLOWED_HOSTS = ["*"]
        CSRF_TRUSTED_ORIGINS = ["https://shop.example.com"]
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          web: {build: .}
          panel:
            image: example/panel
            command: panel serve app.py --allow-websocket-origin '*'
        """,
        title="Both take every name",
    ),
    Example(
        """
        --- Caddyfile
        shop.example.com {
        	reverse_proxy web:8000
        }
        dash.example.com {
        	reverse_proxy panel:5006
        }
        --- Dockerfile
        FROM python:3.12
        WORKDIR /app
        COPY . .
        CMD ["gunicorn", "shop.wsgi:application", "--bind", "0.0.0.0:8000"]
        --- shop/wsgi.py
        import os
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")
        --- shop/settings.py
        ALLOWED_HOSTS = ["localhost", os.environ["SITE"]]
        CSRF_TRUSTED_ORIGINS = ["https://shop.example.com"]
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          web: {build: .}
          panel:
            image: example/panel
            command: panel serve app.py --allow-websocket-origin "$ORIGIN"
        """,
        title="Variables may have it",
    ),
    Example(
        """
        --- Caddyfile
        shop.example.com {
        	reverse_proxy web:8000
        }
        dash.example.com {
        	reverse_proxy panel:5006
        }
        --- Dockerfile
        FROM python:3.12
        WORKDIR /app
        COPY . .
        CMD ["gunicorn", "shop.wsgi:application", "--bind", "0.0.0.0:8000"]
        --- shop/wsgi.py
        import os
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")
        --- shop/settings.py
        ALLOWED_HOSTS = ["localhost"]
        if PRODUCTION:
            ALLOWED_HOSTS = ["shop.example.com"]
        CSRF_TRUSTED_ORIGINS = ["https://shop.example.com"]
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          web: {build: .}
          panel:
            image: example/panel
            command: panel serve app.py --allow-websocket-origin localhost --allow-websocket-origin=dash.example.com
        """,
        title="There is another list, another flag",
    ),
    Example(
        """
        --- Caddyfile
        shop.example.com {
        	reverse_proxy web:8000
        }
        dash.example.com {
        	reverse_proxy panel:5006
        }
        --- Dockerfile
        FROM python:3.12
        WORKDIR /app
        COPY . .
        CMD ["gunicorn", "shop.wsgi:application", "--bind", "0.0.0.0:8000"]
        --- shop/wsgi.py
        import os
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")
        --- shop/settings.py
        ALLOWED_HOSTS = ["localhost"]
        CSRF_TRUSTED_ORIGINS = ["https://shop.example.com"]
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          web: {build: ., command: gunicorn other:app}
          panel:
            image: example/panel
            command: panel serve app.py --allow-websocket-origin localhost
            environment: {BOKEH_ALLOW_WS_ORIGIN: dash.example.com}
        """,
        title="A variable says it, and no settings are known",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy /a/* a:3000
        	reverse_proxy /b/* b:3000
        	reverse_proxy /c/* c:3000
        	reverse_proxy /d/* d:3000
        	reverse_proxy /e/* e:8080
        	reverse_proxy /f/* f:8080
        	reverse_proxy /g/* g:8080
        }
        --- Dockerfile
        FROM ruby:3.3
        WORKDIR /rails
        ENV RAILS_ENV=production
        COPY . .
        CMD ["bin/rails", "server", "-b", "0.0.0.0"]
        --- config/environments/production.rb
        Rails.application.configure do
          config.hosts = ["www.example.com"]
          config.hosts << ENV["HOST"]
        end
        --- b.rb
        Rails.application.configure do
          config.force_ssl = true
        end
        --- c.rb
        Rails.application.configure do
          config.hosts << "www.example.com"
          config.host_authorization = { exclude: ->(request) { true } }
        end
        --- d.rb
        Rails.application.configure do
          config.hosts = ["www.example.com", "example.com"]
        end
        --- net/Dockerfile
        FROM mcr.microsoft.com/dotnet/aspnet:9.0
        WORKDIR /app
        COPY out .
        ENTRYPOINT ["dotnet", "Api.dll"]
        --- net/Program.cs
        WebApplication.CreateBuilder(args).Build().Run();
        --- net/appsettings.json
        {"AllowedHosts": "localhost"}
        --- net/appsettings.Production.json
        {"AllowedHosts": "*"}
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          a: {build: .}
          b: {build: ., volumes: ["./b.rb:/rails/config/environments/production.rb"]}
          c: {build: ., volumes: ["./c.rb:/rails/config/environments/production.rb"]}
          d: {build: ., volumes: ["./d.rb:/rails/config/environments/production.rb"]}
          e: {build: net}
          f: {build: net, environment: {AllowedHosts: "example.com", DOTNET_ENVIRONMENT: Other}}
          g: {build: ., environment: {RAILS_ENV: development}, command: "bin/rails server -b 0.0.0.0 -p 8080"}
        """,
        title="Names that are listed, or that something else decides",
    ),
    Example(
        """
        --- Caddyfile
        shop.example.com {
        	reverse_proxy web:8000
        }
        --- Dockerfile
        FROM python:3.12
        WORKDIR /app
        COPY . .
        CMD ["gunicorn", "shop.wsgi:application", "--bind", "0.0.0.0:8000"]
        --- shop/settings/base.py
        ALLOWED_HOSTS = ["www.example.com"]
        --- shop/settings/prod.py
        from .base import *

        ALLOWED_HOSTS += ["shop.example.com"]
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          web: {build: ., environment: {DJANGO_SETTINGS_MODULE: shop.settings.prod}}
        """,
        title="Settings that add to those that they take in",
    ),
    Example(
        """
        --- Caddyfile
        shop.example.com {
        	reverse_proxy /a/* nested:8080
        	reverse_proxy /b/* remarked:8080
        	reverse_proxy /c/* told:8080
        	reverse_proxy /d/* unknown:8080
        	reverse_proxy /e/* prolonged:3000
        	reverse_proxy /f/* sometimes:3000
        	reverse_proxy /g/* without:3000
        	reverse_proxy /h/* joined:3000
        }
        --- nested/Dockerfile
        FROM mcr.microsoft.com/dotnet/aspnet:8.0
        ENTRYPOINT ["dotnet", "Shop.dll"]
        --- nested/Program.cs
        app.Run();
        --- nested/appsettings.json
        {"AllowedHosts": "*", "Cors": {"AllowedHosts": "localhost"}}
        --- remarked/Dockerfile
        FROM mcr.microsoft.com/dotnet/aspnet:8.0
        ENTRYPOINT ["dotnet", "Shop.dll"]
        --- remarked/Program.cs
        app.Run();
        --- remarked/appsettings.json
        {
          // "AllowedHosts": "localhost"
        }
        --- told/Dockerfile
        FROM mcr.microsoft.com/dotnet/aspnet:8.0
        ENTRYPOINT ["dotnet", "Shop.dll"]
        --- told/Program.cs
        app.Run();
        --- told/appsettings.json
        {"AllowedHosts": "localhost"}
        --- prolonged/Dockerfile
        FROM ruby:3.3
        WORKDIR /rails
        COPY . .
        ENV RAILS_ENV=production
        CMD ["bin/rails", "server", "-b", "0.0.0.0"]
        --- prolonged/config/environments/production.rb
        Rails.application.configure do
          config.hosts << "www.example.com"
        end
        --- prolonged/config/initializers/hosts.rb
        Rails.application.config.hosts << "shop.example.com"
        --- sometimes/Dockerfile
        FROM ruby:3.3
        WORKDIR /rails
        COPY . .
        ENV RAILS_ENV=production
        CMD ["bin/rails", "server", "-b", "0.0.0.0"]
        --- sometimes/config/environments/production.rb
        Rails.application.configure do
          if ENV["WWW"]
            config.hosts << "www.example.com"
          end
        end
        --- without/Dockerfile
        FROM ruby:3.3
        WORKDIR /rails
        COPY . .
        ENV RAILS_ENV=production
        CMD ["bin/rails", "server", "-b", "0.0.0.0"]
        --- without/config/environments/production.rb
        Rails.application.configure do
          config.hosts << "www.example.com"
          config.middleware.delete ActionDispatch::HostAuthorization
        end
        --- joined/Dockerfile
        FROM ruby:3.3
        WORKDIR /rails
        COPY . .
        ENV RAILS_ENV=production
        CMD ["bin/rails", "server", "-b", "0.0.0.0"]
        --- joined/config/environments/production.rb
        Rails.application.configure do
          config.hosts += ["www.example.com"] + OTHERS
        end
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          nested: {build: nested}
          remarked: {build: remarked}
          told: {build: told, command: ["--AllowedHosts=*"]}
          unknown: {build: told, environment: {ASPNETCORE_ENVIRONMENT: "${STAGE}"}}
          prolonged: {build: prolonged}
          sometimes: {build: sometimes}
          without: {build: without}
          joined: {build: joined}
        """,
        title="Lists of something else, of which it is not known whether they are read, or that others prolong",
    ),
    Example(
        """
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          admin: {build: admin}
          app: {image: example/app, expose: [8000]}
        --- Caddyfile
        saas.example.com, *.saas.example.com {
        	@admin host admin.saas.example.com
        	handle @admin {
        		reverse_proxy admin:4173
        	}
        	handle {
        		reverse_proxy app:8000
        	}
        }
        two.example.com, three.example.com {
        	@two host two.example.com
        	handle @two {
        		reverse_proxy app:8000
        	}
        	@own {
        		not host two.example.com
        	}
        	handle @own {
        		reverse_proxy admin:4173
        	}
        }
        four.example.com, admin.saas.example.com {
        	@four host four.example.com
        	reverse_proxy @four app:8000
        	reverse_proxy admin:4173
        }
        --- admin/Dockerfile
        FROM node:22
        WORKDIR /app
        COPY . .
        CMD ["npm", "run", "preview"]
        --- admin/package.json
        {"scripts": {"preview": "vite preview --host"}, "devDependencies": {"vite": "^6.1.0"}}
        --- admin/vite.config.ts
        export default { preview: { port: 4173, allowedHosts: ['admin.saas.example.com'] } }
        """,
        title="Other names of the site lead to another application, or may",
    ),
    Example(
        """
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          web:
            build: .
            environment: {PHX_HOST: chat.example.com}
          given:
            build: .
            environment: [PHX_HOST]
          told: {build: told}
          plain: {build: plain}
        --- Caddyfile
        chat.example.com {
        	reverse_proxy web:4000
        	reverse_proxy /given/* given:4000
        	reverse_proxy /told/* told:4000
        	reverse_proxy /plain/* plain:4000
        }
        --- config/runtime.exs
        import Config
        host = System.get_env("PHX_HOST") || "example.com"
        config :chat, ChatWeb.Endpoint,
          server: true,
          url: [host: host, port: 443, scheme: "https"],
          http: [ip: {0, 0, 0, 0}, port: 4000]
        --- mix.exs
        defp deps, do: [{:phoenix, "~> 1.7"}, {:phoenix_live_view, "~> 1.0"}]
        --- Dockerfile
        FROM elixir:1.17 AS build
        WORKDIR /app
        ENV MIX_ENV=prod
        COPY . .
        RUN mix release
        FROM debian:bookworm-slim
        WORKDIR /app
        COPY --from=build /app/_build/prod/rel/chat ./
        CMD ["/app/bin/chat", "start"]
        --- told/config/runtime.exs
        import Config
        host = System.get_env("PHX_HOST") || "example.com"
        config :chat, ChatWeb.Endpoint,
          server: true,
          check_origin: false, url: [host: host, port: 443, scheme: "https"],
          http: [ip: {0, 0, 0, 0}, port: 4000]
        --- told/mix.exs
        defp deps, do: [{:phoenix, "~> 1.7"}, {:phoenix_live_view, "~> 1.0"}]
        --- told/Dockerfile
        FROM elixir:1.17 AS build
        WORKDIR /app
        ENV MIX_ENV=prod
        COPY . .
        RUN mix release
        FROM debian:bookworm-slim
        WORKDIR /app
        COPY --from=build /app/_build/prod/rel/chat ./
        CMD ["/app/bin/chat", "start"]
        --- plain/config/runtime.exs
        import Config
        host = System.get_env("PHX_HOST") || "example.com"
        config :chat, ChatWeb.Endpoint,
          server: true,
          url: [host: host, port: 443, scheme: "https"],
          http: [ip: {0, 0, 0, 0}, port: 4000]
        --- plain/mix.exs
        defp deps, do: [{:phoenix, "~> 1.7"}]
        --- plain/Dockerfile
        FROM elixir:1.17 AS build
        WORKDIR /app
        ENV MIX_ENV=prod
        COPY . .
        RUN mix release
        FROM debian:bookworm-slim
        WORKDIR /app
        COPY --from=build /app/_build/prod/rel/chat ./
        CMD ["/app/bin/chat", "start"]
        """,
        title="Its own host, one that is not known, any, and no LiveView",
    ),
    Example(
        """
        --- Caddyfile
        SHOP.org {
        	reverse_proxy live:4000
        }
        inner.org {
        	reverse_proxy live:4000 {
        		header_up Origin https://shop.org
        	}
        }
        other.org {
        	request_header Origin https://shop.org
        	reverse_proxy live:4000
        }
        api.org {
        	reverse_proxy /api/* live:4000
        }
        a.org, b.org {
        	map {host} {upstream} {
        		a.org django:8000
        		default live:4000
        	}
        	reverse_proxy {upstream}
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          live: {build: ., environment: {PHX_HOST: shop.org, PHX_SERVER: "true"}}
          django: {build: ./django}
        --- Dockerfile
        FROM elixir:1.16 AS build
        WORKDIR /app
        COPY . .
        RUN mix release
        FROM debian:12
        WORKDIR /app
        COPY --from=build /app/_build/prod/rel/shop ./
        CMD ["/app/bin/shop", "start"]
        --- mix.exs
        defmodule Shop.MixProject do
          defp deps, do: [{:phoenix, "~> 1.7"}, {:phoenix_live_view, "~> 1.0"}]
        end
        --- config/runtime.exs
        import Config
        if config_env() == :prod do
          host = System.get_env("PHX_HOST") || "example.com"
          port = String.to_integer(System.get_env("PORT") || "4000")
          config :shop, ShopWeb.Endpoint,
            url: [host: host, port: 443, scheme: "https"],
            http: [ip: {0, 0, 0, 0, 0, 0, 0, 0}, port: port]
        end
        --- django/Dockerfile
        FROM python:3.12
        WORKDIR /app
        COPY . .
        CMD ["gunicorn", "shop.wsgi", "-b", "0.0.0.0:8000"]
        --- django/shop/wsgi.py
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")
        --- django/shop/settings.py
        ALLOWED_HOSTS = ["a.org"]
        """,
        title="Names in capitals, another origin, other paths, and names that a variable leads elsewhere",
    ),
)
