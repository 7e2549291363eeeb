"""A service of a project, in Compose's own words."""

from __future__ import annotations

from pydantic import Field

from toybox_lint.output.contract_parts import Flag, Number, Pairs, Part, Texts, Whole
from toybox_lint.output.deploy_contract import Deploy, DeviceRequest


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
