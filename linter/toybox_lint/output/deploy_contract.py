"""``deploy`` of a service, in Compose's own words."""

from __future__ import annotations

from toybox_lint.output.contract_parts import Number, Pairs, Part, Texts, Whole


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
