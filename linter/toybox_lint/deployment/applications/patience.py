"""Applications of whose connections a read timeout of half a minute breaks what is meant to last.

Sources: the keepalive that each sends in its source or documentation: Home Assistant every 55 s, headscale 50 s, n8n
60 s, ntfy 45 s, Gotify 45 s, Mercure 40 s, Laravel Reverb 60 s, Mattermost 60 s, Jellyfin's clients 30 s, Syncthing's
events 60 s, a client's wait for Synapse and Dendrite 30 s, clients of Phoenix 30 s after each answer, those of MQTT
mostly 60 s, NATS 120 s, PocketBase, V2Ray, Xray and Portainer's console none (its issue 3506); Ollama answers when a
model is loaded, and servers of language models that do not stream when they have thought to the end; Vite sends nothing
until a file changes, and its page loads itself anew when it is cut. For uploads measured with Caddy 2.11.7: while a
body is sent the upstream says nothing, and after ``read_timeout`` the client gets a 502 in the middle of it.
"""

from __future__ import annotations

from toybox_lint.caddy.model import Proxy
from toybox_lint.caddy.requests.upgrades import for_upgrades
from toybox_lint.deployment.listening.images.well_known import named, reference
from toybox_lint.deployment.listening.model import Process
from toybox_lint.deployment.listening.tables import word_set
from toybox_lint.deployment.model import Deployment, Front, Member
from toybox_lint.deployment.policy import Timeout
from toybox_lint.facts import Unknown
from toybox_lint.files import Files
from toybox_lint.later import remembered

# Repository paths of images whose streams are silent for longer, or which compute for longer.
_SILENT = word_set(
    """
    n8nio/n8n homeassistant/home-assistant home-assistant/home-assistant linuxserver/homeassistant
    headscale/headscale juanfont/headscale binwiederhier/ntfy dunglas/mercure
    syncthing/syncthing linuxserver/syncthing matrixdotorg/synapse element-hq/synapse ollama/ollama
    matrixdotorg/dendrite-monolith element-hq/dendrite-monolith gotify/server jellyfin/jellyfin linuxserver/jellyfin
    mattermost/mattermost-team-edition mattermost/mattermost-enterprise-edition
    portainer/portainer-ce portainer/portainer-ee portainer/portainer
    eclipse-mosquitto emqx emqx/emqx nats muchobien/pocketbase teslamate/teslamate livebook-dev/livebook
    supabase/realtime v2fly/v2fly-core teddysun/v2ray teddysun/xray xtls/xray-core
    open-webui/open-webui vllm/vllm-openai localai/localai berriai/litellm ggml-org/llama.cpp
    """
)
# Of those that are there to take in large files, layers or pushes.
_FOR_UPLOADS = word_set(
    """
    registry distribution/distribution minio/minio nextcloud linuxserver/nextcloud owncloud/server owncloud/ocis
    seafileltd/seafile-mc immich-app/immich-server filebrowser/filebrowser photoprism/photoprism
    gitea/gitea forgejo/forgejo gitlab/gitlab-ce gitlab/gitlab-ee sonatype/nexus3
    """
)
_PATIENT = _SILENT | _FOR_UPLOADS
_COMMANDS = frozenset({"reverb:start"})
# Vite, and what is made with it; notebooks, while nothing is computed.
_SERVERS = frozenset({"vite", "astro", "nuxt", "ng serve", "jupyter", "pocketbase"})


def asks_for_patience(member: Member, files: Files) -> bool:
    """Whether the service is known to be silent for long, or to take uploads that last."""
    image = named(member.listening.base)
    if image is not None and reference(image).path in _PATIENT:
        return True
    process = member.listening.process
    if process is None:
        return False
    if process.server in _SERVERS or any(word.value in _COMMANDS for word in process.words):
        return True
    return process.server is None and _is_of_phoenix(process, member, files)


def _is_of_phoenix(process: Process, member: Member, files: Files) -> bool:
    from toybox_lint.deployment.listening.process import is_of_elixir

    if not is_of_elixir(process.words):
        return False
    from toybox_lint.deployment.listening.container import container
    from toybox_lint.deployment.listening.sources.phoenix import has_phoenix

    return has_phoenix(container(member.service, files))


def wanted_timeouts(deployment: Deployment, front: Front, proxy: Proxy) -> Timeout | None:
    """The timeouts that the policy has for a proxy; ``None`` for none, and where the paths of its requests are unknown.

    Unless somebody wrote the policy down, none are wanted where an upstream asks for patience, nor for requests that
    ask for an upgrade; and none of a Caddy that is told all by the flags of a command, which has no flag for them.
    """
    policy = deployment.settings.timeouts
    if isinstance(proxy.paths, Unknown) or front.caddyfile.commanded:
        return None
    if not policy.configured and (id(proxy) in _patient(deployment) or for_upgrades(front.caddyfile, proxy)):
        return None
    return policy.wanted(proxy.paths)


def has_timeouts_to_give(proxy: Proxy) -> bool:
    """Whether a timeout would be of use to the proxy, and what it has is known: Caddy has none for unix sockets."""
    if proxy.name.text == "forward_auth" or not proxy.transport.known:
        return False
    return bool(proxy.dynamic) or any(upstream.network != "unix" for upstream in proxy.upstreams)


@remembered
def _patient(deployment: Deployment) -> frozenset[int]:
    """The ``id`` of every proxy with an upstream that asks for patience."""
    asked: dict[Member, bool] = {}
    for link in deployment.links:
        if link.target is not None and link.target not in asked:
            asked[link.target] = asks_for_patience(link.target, deployment.files)
    return frozenset(id(link.proxy) for link in deployment.links if link.target and asked[link.target])
