"""Well-known images and their ports: servers, databases, what other programs rest on.

A line is a repository path without registry (several with one meaning after one another) and, after ``=``,
the ports, the main one first; ``/fastcgi``, ``/tls``, ``/tcp``, ``/grpc``, ``/either`` (HTTP with or without TLS) say
what is spoken there, HTTP otherwise; ``$NAME`` directly behind one that is not the main one sets that.
``path:pattern`` holds for the tags that the regular expression finds, the first line that fits wins.
``$NAME`` is a variable of the image's environment that sets the main port.
``~NAME`` is one that turns on TLS there, ``~NAME=value`` with that value; ``@NAME`` is one that holds the address.
``?NAME`` is one that may move or close a port without naming it. ``>serve`` is how a command begins that starts what
the image starts by itself, with ``+`` between words.
``!`` marks what was read in the image's Dockerfile or documentation; the rest is general knowledge. A folder is where
the program keeps settings that may move its port.
``applications`` has more of them.
Images that only carry a language or a system are not here: nothing follows from them.
"""

from __future__ import annotations

from toybox_lint.deployment.listening.tables import word_set

PLAIN = word_set(
    """
    scratch alpine debian ubuntu busybox fedora rockylinux almalinux archlinux buildpack-deps amazonlinux
    python pypy node golang ruby rust openjdk eclipse-temurin amazoncorretto maven gradle php composer perl
    elixir hexpm/elixir erlang haskell swift julia r-base oven/bun denoland/deno continuumio/miniconda3
    astral-sh/uv nginx httpd caddy bitnami/python bitnami/node
    """
)

PROGRAMS = {
    "berriai/litellm": "litellm",
    "caddy": "caddy",
    "chrislusf/seaweedfs": "weed",
    "denoland/deno": "deno",
    "dunglas/frankenphp": "frankenphp",
    "grafana/alloy": "alloy",
    "hashicorp/consul": "consul",
    "hashicorp/http-echo": "http-echo",
    "keycloak/keycloak": "kc.sh",
    "mariadb": "mariadbd",
    "memcached": "memcached",
    "minio/minio": "minio",
    "mongo": "mongod",
    "mysql": "mysqld",
    "nats": "nats-server",
    "oauth2-proxy/oauth2-proxy": "oauth2-proxy",
    "postgres": "postgres",
    "prom/alertmanager": "alertmanager",
    "prom/prometheus": "prometheus",
    "rclone/rclone": "rclone",
    "redis": "redis-server",
    "traefik/whoami": "whoami",
    "typesense/typesense": "typesense-server",
    "valkey/valkey": "valkey-server",
    "victoriametrics/victoria-metrics": "victoria-metrics-prod",
}

IMAGES = """
nginx httpd = 80 !
nginxinc/nginx-unprivileged nginx/nginx-unprivileged = 8080 !
caddy = 80 443/tls 2019 !
dunglas/frankenphp = 80 443/tls 2019 $SERVER_NAME !
dunglas/mercure = 80 443/tls 2019 $SERVER_NAME
traefik = 80 443/either 8080 !
varnish = 80 8443/tcp $VARNISH_HTTP_PORT !
traefik/whoami containous/whoami = 80 $WHOAMI_PORT_NUMBER !
php:apache = 80 !
php:fpm wordpress:fpm nextcloud:fpm drupal:fpm joomla:fpm mediawiki:fpm matomo:fpm = 9000/fastcgi !
phpmyadmin:fpm phpmyadmin/phpmyadmin:fpm = 9000/fastcgi !
serversideup/php:fpm-nginx|fpm-apache|frankenphp|unit = 8080 8443/either
serversideup/php:fpm = 9000/fastcgi
wordpress nextcloud drupal joomla mediawiki matomo phpmyadmin phpmyadmin/phpmyadmin = 80 !
adminer:fastcgi = 9000/fastcgi
adminer = 8080 !
dpage/pgadmin4 = 80 $PGADMIN_LISTEN_PORT !
ghost = 2368 $server__port @server__host !
odoo = 8069 8071 8072 !
redmine = 3000 !
registry = 5000 $REGISTRY_HTTP_ADDR ~REGISTRY_HTTP_TLS_CERTIFICATE !
tomcat jetty = 8080 !
solr = 8983 !
sonarqube = 9000 $SONAR_WEB_PORT !
sonatype/nexus3 = 8081 ?INSTALL4J_ADD_VM_PARAMS /nexus-data
jenkins/jenkins = 8080 50000/tcp !
gitlab/gitlab-ce gitlab/gitlab-ee = 80 443/tls 22/tcp
gitea/gitea:rootless docker.gitea.com/gitea:rootless = 3000 2222/tcp
gitea/gitea docker.gitea.com/gitea = 3000 22/tcp $GITEA__server__HTTP_PORT @GITEA__server__HTTP_ADDR \
    ~GITEA__server__PROTOCOL=https ! /data
forgejo/forgejo = 3000 22/tcp $GITEA__server__HTTP_PORT $FORGEJO__server__HTTP_PORT @FORGEJO__server__HTTP_ADDR \
    ~FORGEJO__server__PROTOCOL=https ~GITEA__server__PROTOCOL=https ! /data
verdaccio/verdaccio = 4873 $VERDACCIO_PORT ~VERDACCIO_PROTOCOL=https !
grafana/grafana grafana/grafana-oss = 3000 $GF_SERVER_HTTP_PORT ~GF_SERVER_PROTOCOL=https @GF_SERVER_HTTP_ADDR !
grafana/grafana-enterprise = 3000 $GF_SERVER_HTTP_PORT ~GF_SERVER_PROTOCOL=https @GF_SERVER_HTTP_ADDR !
grafana/loki = 3100 7946/tcp 9095/tcp 9096/tcp >-config.file=/etc/loki/local-config.yaml !
grafana/tempo = 3200
grafana/alloy = 12345
prom/prometheus prometheus/prometheus = 9090 !
prom/alertmanager = 9093 9094/tcp !
prom/pushgateway = 9091 !
victoriametrics/victoria-metrics = 8428
prom/node-exporter = 9100
prom/blackbox-exporter = 9115
cadvisor/cadvisor google/cadvisor = 8080 !
netdata/netdata = 19999 8125/tcp !
jaegertracing/all-in-one = 16686 4317/grpc 4318 14268 14250/grpc 9411 14269
openzipkin/zipkin = 9411 $QUERY_PORT !
elasticsearch:^[89]\\. elasticsearch/elasticsearch:^[89]\\. = 9200/tls 9300/tcp
elasticsearch elasticsearch/elasticsearch = 9200/either 9300/tcp
opensearchproject/opensearch = 9200/tls 9300/tcp
kibana kibana/kibana = 5601 !
opensearchproject/opensearch-dashboards = 5601
influxdb:^3 = 8181
influxdb = 8086 8088/tcp !
chronograf = 8888 !
rabbitmq:management = 15672 5672/tcp 15692 25672/tcp !
rabbitmq = 5672/tcp 15692 25672/tcp
nats = 4222/tcp 8222 6222/tcp !
postgres postgis/postgis timescale/timescaledb pgvector/pgvector = 5432/tcp !
mysql mariadb = 3306/tcp 33060/tcp !
percona = 3306/tcp
redis valkey/valkey = 6379/tcp !
redis/redis-stack = 6379/tcp 8001
dragonflydb/dragonfly = 6379/tcp
memcached = 11211/tcp
mongo = 27017/tcp !
mongo-express = 8081 $PORT !
couchdb = 5984 4369/tcp 9100/tcp !
neo4j = 7474 7687/tcp 7473/tls
clickhouse clickhouse/clickhouse-server yandex/clickhouse-server = 8123 9000/tcp 9009
cassandra = 9042/tcp 7000/tcp
eclipse-mosquitto = 1883/tcp
emqx emqx/emqx = 18083 1883/tcp 8083 8084/tls 8883/tls 18084/tls
keycloak/keycloak = 8080 8443/tls 9000 $KC_HTTP_PORT !
goauthentik/server = 9000 9443/tls 9300 >server !
authelia/authelia = 9091 $AUTHELIA_SERVER_ADDRESS ?AUTHELIA_TELEMETRY_METRICS_ENABLED !
steveiliop56/tinyauth = 3000 $PORT !
pomerium/pomerium = 443/tls
hashicorp/vault vault = 8200 8201/tcp !
hashicorp/consul consul = 8500 8501/either 8502/either 8503/either 8600/tcp 8300/tcp 8301/tcp 8302/tcp !
vaultwarden/server:^(latest.*|alpine|testing.*|1[.](3[1-9]|[4-9][0-9]).*|)$ = 80 $ROCKET_PORT @ROCKET_ADDRESS !
vaultwarden/server = 80 3012 $ROCKET_PORT !
portainer/portainer-ce portainer/portainer-ee portainer/portainer = 9000 9443/tls 8000 !
portainer/agent = 9001/tls $AGENT_PORT
louislam/uptime-kuma = 3001 $UPTIME_KUMA_PORT $PORT ~UPTIME_KUMA_SSL_KEY @UPTIME_KUMA_HOST !
twinproduction/gatus = 8080 $PORT !
amir20/dozzle = 8080 $DOZZLE_ADDR !
henrygd/beszel = 8090 !
gethomepage/homepage = 3000 $PORT !
b4bz/homer lissy93/dashy = 8080
n8nio/n8n = 5678 $N8N_PORT @N8N_LISTEN_ADDRESS !
nodered/node-red = 1880 $PORT ! /data
home-assistant/home-assistant homeassistant/home-assistant = 8123
koenkk/zigbee2mqtt = 8080 $ZIGBEE2MQTT_CONFIG_FRONTEND_PORT /app/data
codercom/code-server = 8080 !
minio/minio = 9000 $MINIO_ADDRESS !
gotenberg/gotenberg:lambda|cloudrun = 3000 8080 $API_PORT
gotenberg/gotenberg = 3000 $API_PORT >gotenberg !
metabase/metabase = 3000 $MB_JETTY_PORT !
apache/airflow = 8080
directus/directus:^v8 = 80
directus/directus = 8055 $PORT @HOST !
strapi/strapi = 1337 $PORT
nocodb/nocodb = 8080 $PORT !
baserow/baserow = 80 443/tls
hasura/graphql-engine = 8080 $HASURA_GRAPHQL_SERVER_PORT
postgrest/postgrest supabase/studio = 3000 $PGRST_SERVER_PORT
kong = 8000 8001 8443/tls 8444/tls 8002
muchobien/pocketbase = 8090 $PB_PORT !
getmeili/meilisearch = 7700 $MEILI_HTTP_ADDR ~MEILI_SSL_CERT_PATH ! /meili_data
typesense/typesense = 8108 8107/tcp $TYPESENSE_API_PORT >--data-dir >--api-key !
qdrant/qdrant = 6333 6334/grpc $QDRANT__SERVICE__HTTP_PORT ?QDRANT__CLUSTER__ENABLED !
chromadb/chroma = 8000
ollama/ollama = 11434 $OLLAMA_HOST @OLLAMA_HOST >serve !
open-webui/open-webui = 8080 $PORT !
vllm/vllm-openai = 8000
berriai/litellm = 4000 $PORT
searxng/searxng = 8080 !
flowiseai/flowise = 3000 $PORT
langfuse/langfuse = 3000 $PORT !
axllent/mailpit = 8025 1025/tcp $MP_UI_BIND_ADDR !
mailhog/mailhog = 8025 1025/tcp $MH_UI_BIND_ADDR !
jc21/nginx-proxy-manager = 80 81 443/tls
adguard/adguardhome = 80 3000 443/tls 53/tcp
pihole/pihole:^20(1\\d|2[0-4])[.] = 80 53/tcp $WEB_PORT
pihole/pihole = 80 443/tls 53/tcp $FTLCONF_webserver_port
headscale/headscale juanfont/headscale = 8080 9090 50443 $HEADSCALE_LISTEN_ADDR !
hashicorp/http-echo = 5678
mendhak/http-https-echo = 8080 8443/tls $HTTP_PORT
ealen/echo-server kennethreitz/httpbin = 80 $PORT
swaggerapi/swagger-ui = 8080 $PORT !
dotnet/samples:^aspnetapp$ = 8080 $ASPNETCORE_URLS $ASPNETCORE_HTTP_PORTS !
dotnet/aspnet:^[1-7]\\. = 80 $ASPNETCORE_URLS $ASPNETCORE_HTTP_PORTS
dotnet/aspnet = 8080 $ASPNETCORE_URLS $ASPNETCORE_HTTP_PORTS
"""
