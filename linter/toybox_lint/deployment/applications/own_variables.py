"""The variables by which applications are told under which address people come to them.

Sources: the documentation of each application of the setting.
"""

from __future__ import annotations

from toybox_lint.deployment.listening.images.well_known import named, reference
from toybox_lint.deployment.model import Member

# The address of Auth.js, to which it sends whoever logs in.
OF_ALL = ("NEXTAUTH_URL", "BETTER_AUTH_URL")
_BY_IMAGE: dict[str, tuple[str, ...]] = {
    "ghost": ("url",),
    "n8nio/n8n": ("WEBHOOK_URL", "N8N_EDITOR_BASE_URL"),
    "linuxserver/bookstack": ("APP_URL",),
    "solidnerd/bookstack": ("APP_URL",),
    "vaultwarden/server": ("DOMAIN",),
    "gitea/gitea": ("GITEA__server__ROOT_URL",),
    "forgejo/forgejo": ("FORGEJO__server__ROOT_URL", "GITEA__server__ROOT_URL"),
    "outlinewiki/outline": ("URL",),
    "mattermost/mattermost-team-edition": ("MM_SERVICESETTINGS_SITEURL",),
    "mattermost/mattermost-enterprise-edition": ("MM_SERVICESETTINGS_SITEURL",),
    "plausible/community-edition": ("BASE_URL",),
    "directus/directus": ("PUBLIC_URL",),
    "keycloak/keycloak": ("KC_HOSTNAME",),
    "rocket.chat": ("ROOT_URL",),
    "rocketchat/rocket.chat": ("ROOT_URL",),
    "chatwoot/chatwoot": ("FRONTEND_URL",),
    "penpotapp/backend": ("PENPOT_PUBLIC_URI",),
    "nocodb/nocodb": ("NC_PUBLIC_URL",),
    "formbricks/formbricks": ("WEBAPP_URL",),
    "oauth2-proxy/oauth2-proxy": ("OAUTH2_PROXY_REDIRECT_URL",),
    "minio/minio": ("MINIO_BROWSER_REDIRECT_URL",),
    "twentycrm/twenty": ("SERVER_URL",),
    "paperless-ngx/paperless-ngx": ("PAPERLESS_URL",),
    "grafana/grafana": ("GF_SERVER_ROOT_URL",),
    "grafana/grafana-oss": ("GF_SERVER_ROOT_URL",),
    "grafana/grafana-enterprise": ("GF_SERVER_ROOT_URL",),
    "searxng/searxng": ("SEARXNG_BASE_URL",),
    "wallabag/wallabag": ("SYMFONY__ENV__DOMAIN_NAME",),
    "vikunja/vikunja": ("VIKUNJA_SERVICE_PUBLICURL",),
    "fireflyiii/core": ("APP_URL",),
    "snipe/snipe-it": ("APP_URL",),
    "docmost/docmost": ("APP_URL",),
    "pocket-id/pocket-id": ("APP_URL",),
    "baserow/baserow": ("BASEROW_PUBLIC_URL",),
    "woodpeckerci/woodpecker-server": ("WOODPECKER_HOST",),
    "wekanteam/wekan": ("ROOT_URL",),
    "mealie-recipes/mealie": ("BASE_URL",),
}


def own_variables(member: Member) -> tuple[str, ...]:
    """The variables by which its image is told its own address."""
    image = named(member.listening.base)
    return _BY_IMAGE.get(reference(image).path, ()) if image else ()
