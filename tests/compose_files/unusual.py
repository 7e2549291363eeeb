"""Values of the keys that few projects have, as texts: each key in its forms, a few of them refused."""

from __future__ import annotations

SOUND: dict[str, tuple[str, ...]] = {
    "annotations": ("{a: b}", "[a=c, d]", "{x-a: 1}"),
    "attach": ("no", "true", '"${T:-off}"'),
    "blkio_config": (
        *("{weight: 300}", "{weight_device: [{path: /a, weight: 1}]}", "{device_read_bps: [{rate: 12mb}]}"),
        "{device_write_iops: [{path: /b, rate: 30}, {}]}",
    ),
    "build": (
        *(
            "{labels: [a=1]}",
            "{labels: {x-a: 1}}",
            "{extra_hosts: {h: 1.1.1.1}}",
            "{tags: [a, b]}",
            "{ssh: default}",
        ),
        *(
            "{secrets: [s, {source: s, target: t, mode: 0440}]}",
            "{additional_contexts: {x: ./b}}",
            "{pull: yes}",
        ),
        *(
            "{additional_contexts: [x=./c]}",
            "{ulimits: {n: 1}}",
            "{ulimits: {n: {soft: 1, hard: 2}}}",
            "{shm_size: 1g}",
        ),
        *(
            "{context: 'https://x.example/z.git#b'}",
            "{provenance: true}",
            "{platforms: [l/a]}",
            "{args: {x-a: 1}}",
        ),
    ),
    "cgroup": ("host", "private"),
    "cpus": ("0.5", '"1.5"', "1e0", "0"),
    "credential_spec": ("{file: a}", '{file: "", registry: b}', "{config: c, x-a: b}"),
    "deploy": (
        *("{labels: {x-a: 1}}", "{resources: {limits: {}}}", "{resources: {limits: {cpus: '0.5', pids: 5}}}"),
        "{resources: {reservations: {devices: [{capabilities: [gpu], count: all}]}}}",
        "{resources: {reservations: {devices: [{capabilities: [gpu], device_ids: ['0'], driver: d}]}}}",
        "{resources: {reservations: {generic_resources: [{discrete_resource_spec: {kind: a, value: '2'}}]}}}",
        *(
            "{placement: {constraints: [a], preferences: [{spread: a}]}}",
            "{restart_policy: {condition: any, delay: 5s}}",
        ),
        *("{update_config: {parallelism: 1, delay: 10s, max_failure_ratio: '0.3'}}", "{mode: global}"),
    ),
    "develop": (
        *(
            "{watch: [{path: ./a, action: sync, target: /b}]}",
            "{watch: [{path: ./c, action: rebuild, ignore: n}]}",
        ),
        *("{watch: [{path: ., action: sync+exec, target: /x, exec: {command: y z}}]}", "{}", ""),
    ),
    "devices": ('["/a:/b"]', '["/a"]', '["/c:/b:r"]', "[{source: /d, target: /b}]", '["n.example/gpu=all"]'),
    "gpus": ("all", "[{count: 1}]", "[{driver: x, device_ids: ['1'], options: {a: b}}]", "[{count: all}]"),
    "group_add": ("[a]", "[1]", '["${X}"]'),
    "init": ("true", "yes", '"${T:-n}"'),
    "label_file": ("two.env", "[one.env, two.env]"),
    "mem_reservation": ("1m", "0", "-1", '"${M:-1.5g}"'),
    "memswap_limit": ("1e3", "1_000", "2gb"),
    "models": ("[m]", "{m: {endpoint_var: A}}", "{m: }"),
    "oom_score_adj": ("5", '"6"', "-1000"),
    "pids_limit": ("5", '"6"', "0"),
    "post_start": (
        "[{command: a b}]",
        "[{command: [b], privileged: no, environment: {A: , B: 1}}]",
        "[{command: }]",
    ),
    "pre_stop": ("[{command: x, environment: [A=1, B]}]",),
    "provider": ("{type: x}", "{type: y, options: {a: 1, b: [c, d]}}"),
    "pull_policy": ("always", "daily", "if_not_present", "every_12h"),
    "secrets": ("[s]", "[{source: s, target: t}]", "[{source: s, target: /run/secrets/s, mode: '0440'}]"),
    "security_opt": ("[a]", "['b:c']"),
    "stop_grace_period": ("10s", "1m30s", "1h"),
    "storage_opt": ("{size: 1}", "{size: 20G, a: b}"),
    "sysctls": ("{a.b: 1}", "[a.b=2]"),
    "ulimits": ("{n: 0}", "{n: {soft: 0, hard: 2}}", '{n: "${N:-2}"}', "{x-a: 1}"),
    "volumes": (
        *("[{type: image, source: i, target: /i, image: {subpath: p}}]", "['./a:/v:z,ro']", "['/v/:/v/']"),
        "[{type: bind, source: ./b, target: /v, bind: {create_host_path: no, propagation: rslave, selinux: Z}}]",
        "[{type: tmpfs, target: /t, tmpfs: {size: 1m, mode: 0755}}]",
        "[{type: volume, target: /v, volume: {nocopy: true, subpath: p}}]",
    ),
    "volumes_from": ("[c]", "['c:ro', 'container:x']"),
}
REFUSED: dict[str, tuple[str, ...]] = {
    "attach": ('"1"',),
    "blkio_config": ('{weight: "5"}',),
    "build": ("{additional_contexts: {a: 1}}", '{ulimits: {n: "1"}}'),
    "gpus": ("[{count: 1.0}]",),
    "mem_reservation": ('"-1"', "5  m"),
    "secrets": ("[nope]", "[{source: s, mode: 08}]"),
    "storage_opt": ("{x-a: 1}",),
}
POOLS = (
    "{ipam: {config: [{subnet: s1, gateway: g}], options: {a: b}}}",
    "{ipam: {config: [{subnet: s1}, {subnet: s2, ip_range: r}]}}",
    "{ipam: {driver: d, config: [{aux_addresses: {h: i}}]}, enable_ipv4: no}",
)
