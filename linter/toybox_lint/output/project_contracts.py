"""A project in Compose's own words: the shape of ``docker compose config --format json`` (2.40.3), with a single ``$``.

The keys are those of the Compose Specification as that program prints them; a test holds the names against its
schema. A number or truth value stands as text where it is not known (``${PORT}``) or may not be shown (``***``).
"""

from __future__ import annotations

from typing import Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

Texts = list[str]
Pairs = dict[str, str]
Flag = bool | str
Whole = int | str
Number = int | float | str


class Part(BaseModel):
    """Base of all parts: no other keys than these and extensions (``x-...``)."""

    model_config = ConfigDict(extra="allow", frozen=True, strict=True)

    @model_validator(mode="after")
    def _only_extensions(self) -> Self:
        foreign = [name for name in self.model_extra or {} if not name.startswith("x-")]
        if foreign:
            raise ValueError(f"unknown keys: {', '.join(foreign)}")
        return self


class Grant(Part):
    """A config or secret that a service or a build is given."""

    source: str = ""
    target: str | None = None
    uid: str | None = None
    gid: str | None = None
    mode: str | None = None


class Ulimit(Part):
    single: Whole | None = None
    soft: Whole | None = None
    hard: Whole | None = None


class Build(Part):
    context: str | None = None
    dockerfile: str | None = None
    dockerfile_inline: str | None = None
    entitlements: Texts = []
    args: Pairs = {}
    ssh: Texts = []
    labels: Pairs = {}
    cache_from: Texts = []
    cache_to: Texts = []
    no_cache: Flag | None = None
    no_cache_filter: Texts | str | None = None
    additional_contexts: Pairs = {}
    network: str | None = None
    provenance: str | None = None
    sbom: str | None = None
    pull: Flag | None = None
    target: str | None = None
    shm_size: str | None = None
    extra_hosts: Texts = []
    isolation: str | None = None
    privileged: Flag | None = None
    secrets: list[Grant] = []
    tags: Texts = []
    ulimits: dict[str, Ulimit | Whole] = {}
    platforms: Texts = []


class Rate(Part):
    """``Path`` with ``Rate`` or ``Weight``: the program prints these capitalised."""

    path: str = Field(alias="Path")
    rate: str | None = Field(None, alias="Rate")
    weight: Whole | None = Field(None, alias="Weight")


class BlockIo(Part):
    device_read_bps: list[Rate] = []
    device_read_iops: list[Rate] = []
    device_write_bps: list[Rate] = []
    device_write_iops: list[Rate] = []
    weight: Whole | None = None
    weight_device: list[Rate] = []


class Dependency(Part):
    condition: str
    required: bool
    restart: bool | None = None


class Rollout(Part):
    parallelism: Whole | None = None
    delay: str | None = None
    failure_action: str | None = None
    monitor: str | None = None
    max_failure_ratio: Number | None = None
    order: str | None = None


class DiscreteResource(Part):
    kind: str
    value: Number


class GenericResource(Part):
    discrete_resource_spec: DiscreteResource | None = None


class DeviceRequest(Part):
    capabilities: Texts = []
    count: Whole | None = None
    device_ids: Texts = []
    driver: str | None = None
    options: Pairs = {}


class Resource(Part):
    cpus: Number | None = None
    memory: str | None = None
    pids: Whole | None = None
    generic_resources: list[GenericResource] = []
    devices: list[DeviceRequest] = []


class Resources(Part):
    limits: Resource | None = None
    reservations: Resource | None = None


class RestartPolicy(Part):
    condition: str | None = None
    delay: str | None = None
    max_attempts: Whole | None = None
    window: str | None = None


class Placement(Part):
    constraints: Texts = []
    preferences: list[Pairs] = []
    max_replicas_per_node: Whole | None = None


class Deploy(Part):
    mode: str | None = None
    endpoint_mode: str | None = None
    replicas: Whole | None = None
    labels: Pairs = {}
    rollback_config: Rollout | None = None
    update_config: Rollout | None = None
    resources: Resources = Resources()
    restart_policy: RestartPolicy | None = None
    placement: Placement = Placement()


class Hook(Part):
    command: Texts | None = None
    user: str | None = None
    privileged: Flag | None = None
    working_dir: str | None = None
    environment: dict[str, str | None] = {}


class Watch(Part):
    ignore: Texts = []
    include: Texts = []
    path: str
    action: str
    target: str | None = None
    exec: Hook | None = None
    initial_sync: Flag | None = None


class Develop(Part):
    watch: list[Watch] = []


class Device(Part):
    source: str | None = None
    target: str | None = None
    permissions: str | None = None


class Healthcheck(Part):
    disable: Flag | None = None
    interval: str | None = None
    retries: Whole | None = None
    test: Texts | str | None = None
    timeout: str | None = None
    start_period: str | None = None
    start_interval: str | None = None


class Logging(Part):
    driver: str | None = None
    options: Pairs = {}


class Endpoint(Part):
    """How a service is on a network; ``null`` in its place means nothing special."""

    aliases: Texts = []
    driver_opts: Pairs = {}
    gw_priority: Number | None = None
    interface_name: str | None = None
    ipv4_address: str | None = None
    ipv6_address: str | None = None
    link_local_ips: Texts = []
    mac_address: str | None = None
    priority: Number | None = None


class Port(Part):
    name: str | None = None
    mode: str = "ingress"
    host_ip: str | None = None
    target: Whole | None = None
    published: str | None = None
    protocol: str = "tcp"
    app_protocol: str | None = None


class Bind(Part):
    propagation: str | None = None
    create_host_path: Flag | None = None
    recursive: str | None = None
    selinux: str | None = None


class Volume(Part):
    labels: Pairs = {}
    nocopy: Flag | None = None
    subpath: str | None = None


class Tmpfs(Part):
    size: str | None = None
    mode: Whole | None = None


class Image(Part):
    subpath: str | None = None


class Mount(Part):
    type: str
    source: str | None = None
    target: str | None = None
    read_only: Flag | None = None
    consistency: str | None = None
    bind: Bind | None = None
    volume: Volume | None = None
    tmpfs: Tmpfs | None = None
    image: Image | None = None


class Provider(Part):
    type: str | None = None
    options: dict[str, Texts] = {}


class CredentialSpec(Part):
    config: str | None = None
    file: str | None = None
    registry: str | None = None


class Model(Part):
    endpoint_var: str | None = None
    model_var: str | None = None


class Service(Part):
    """A service after merge, ``extends`` and interpolation; ``env_file`` is part of ``environment``."""

    annotations: Pairs = {}
    attach: Flag | None = None
    blkio_config: BlockIo | None = None
    build: Build | None = None
    cap_add: Texts = []
    cap_drop: Texts = []
    cgroup: str | None = None
    cgroup_parent: str | None = None
    command: Texts | None
    configs: list[Grant] = []
    container_name: str | None = None
    cpu_count: Whole | None = None
    cpu_percent: Number | None = None
    cpu_period: Whole | None = None
    cpu_quota: Whole | None = None
    cpu_rt_period: Whole | None = None
    cpu_rt_runtime: Whole | None = None
    cpu_shares: Whole | None = None
    cpus: Number | None = None
    cpuset: str | None = None
    credential_spec: CredentialSpec | None = None
    depends_on: dict[str, Dependency] = {}
    deploy: Deploy | None = None
    develop: Develop | None = None
    device_cgroup_rules: Texts = []
    devices: list[Device] = []
    dns: Texts = []
    dns_opt: Texts = []
    dns_search: Texts = []
    domainname: str | None = None
    entrypoint: Texts | None
    environment: dict[str, str | None] = {}
    expose: Texts = []
    external_links: Texts = []
    extra_hosts: Texts = []
    gpus: list[DeviceRequest] = []
    group_add: Texts = []
    healthcheck: Healthcheck | None = None
    hostname: str | None = None
    image: str | None = None
    init: Flag | None = None
    ipc: str | None = None
    isolation: str | None = None
    labels: Pairs = {}
    links: Texts = []
    logging: Logging | None = None
    mac_address: str | None = None
    mem_limit: str | None = None
    mem_reservation: str | None = None
    mem_swappiness: str | None = None
    memswap_limit: str | None = None
    models: dict[str, Model | None] = {}
    network_mode: str | None = None
    networks: dict[str, Endpoint | None] = {}
    oom_kill_disable: Flag | None = None
    oom_score_adj: Whole | None = None
    pid: str | None = None
    pids_limit: Whole | None = None
    platform: str | None = None
    ports: list[Port] = []
    post_start: list[Hook] = []
    pre_stop: list[Hook] = []
    privileged: Flag | None = None
    profiles: Texts = []
    provider: Provider | None = None
    pull_policy: str | None = None
    read_only: Flag | None = None
    restart: str | None = None
    runtime: str | None = None
    scale: Whole | None = None
    secrets: list[Grant] = []
    security_opt: Texts = []
    shm_size: str | None = None
    stdin_open: Flag | None = None
    stop_grace_period: str | None = None
    stop_signal: str | None = None
    storage_opt: Pairs = {}
    sysctls: Pairs = {}
    tmpfs: Texts = []
    tty: Flag | None = None
    ulimits: dict[str, Ulimit | Whole] = {}
    use_api_socket: Flag | None = None
    user: str | None = None
    userns_mode: str | None = None
    uts: str | None = None
    volumes: list[Mount] = []
    volumes_from: Texts = []
    working_dir: str | None = None


class Pool(Part):
    subnet: str | None = None
    ip_range: str | None = None
    gateway: str | None = None
    aux_addresses: Pairs = {}


class Ipam(Part):
    driver: str | None = None
    config: list[Pool] = []
    options: Pairs = {}


class Network(Part):
    name: str | None = None
    driver: str | None = None
    driver_opts: Pairs = {}
    ipam: Ipam
    external: Flag | None = None
    internal: Flag | None = None
    enable_ipv4: Flag | None = None
    enable_ipv6: Flag | None = None
    attachable: Flag | None = None
    labels: Pairs = {}


class DeclaredVolume(Part):
    name: str | None = None
    driver: str | None = None
    driver_opts: Pairs = {}
    external: Flag | None = None
    labels: Pairs = {}


class Content(Part):
    """A config or secret of the project, and where its content comes from."""

    name: str | None = None
    content: str | None = None
    environment: str | None = None
    file: str | None = None
    external: Flag | None = None
    labels: Pairs = {}
    driver: str | None = None
    driver_opts: Pairs = {}
    template_driver: str | None = None
