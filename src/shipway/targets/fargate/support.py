"""What becomes of each attribute of a Compose service on Fargate. docs/compose.md is made from these tables."""

from __future__ import annotations

from shipway.model.workload import DEFAULT_CAPABILITIES
from shipway.targets.obstacles import Obstacle, Support, always, on

ADDABLE = DEFAULT_CAPABILITIES | {"SYS_PTRACE"}
"""https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_KernelCapabilities.html"""
SPARED = frozenset({"SYS_NICE"})
"""Capabilities that programs ask for but can do without: MySQL warns once, and keeps its threads' priorities."""


def _capabilities(value: str) -> set[str]:
    return {word.upper().removeprefix("CAP_") for word in value.split()}


OBSTACLES = (
    Obstacle(
        "network_mode",
        lambda v: v == "host",
        True,
        "asks for the host's network, and Fargate has no host",
        "Publish its ports instead, or leave it out: `skip`.",
    ),
    Obstacle(
        "network_mode",
        lambda v: v not in ("host", "bridge", "", "default"),
        False,
        "has its own network mode",
        "Containers reach each other by their Compose names.",
    ),
    Obstacle("pid", lambda v: v == "host", True, "asks for the host's processes", "Leave it out: `skip`."),
    Obstacle(
        "ipc",
        lambda v: v == "host",
        False,
        "asks for the host's shared memory; a task has its own, of 64 MB",
        "A browser takes --disable-dev-shm-usage.",
    ),
    Obstacle(
        "privileged",
        on,
        True,
        "asks for a privileged container, which Fargate does not run",
        "Run it unprivileged, or on your own machine.",
    ),
    Obstacle(
        "cap_add",
        lambda v: bool(_capabilities(v) - ADDABLE - SPARED),
        True,
        "adds kernel capabilities; Fargate allows only SYS_PTRACE",
        "Remove cap_add, or leave it out: `skip`.",
    ),
    Obstacle(
        "cap_add",
        lambda v: bool(_capabilities(v) & SPARED) and not _capabilities(v) - ADDABLE - SPARED,
        False,
        "asks for SYS_NICE, which Fargate does not give",
        "It runs with its threads' default priorities.",
    ),
    Obstacle("devices", always, True, "asks for devices of the host", "Leave it out: `skip`."),
    Obstacle("gpus", always, True, "asks for a GPU, which Fargate does not have", "Run it on your own machine."),
    Obstacle(
        "runtime", always, True, "asks for its own runtime", "Fargate runs Linux containers with its own runtime."
    ),
    Obstacle(
        "platform", lambda v: v.startswith("wasi"), True, "is a WebAssembly module", "Build it as a Linux container."
    ),
    Obstacle(
        "sysctls", always, False, "sets kernel parameters; they are left out", "Check that it runs with the defaults."
    ),
    Obstacle("dns", always, False, "has its own DNS servers; the VPC's are used", ""),
    Obstacle("mac_address", always, False, "has a MAC address; it is left out", ""),
    Obstacle("tmpfs", always, False, "has a tmpfs; the task's own disk is used", ""),
    Obstacle("shm_size", always, False, "sets /dev/shm; Fargate's is 64 MB", ""),
    Obstacle(
        "stop_signal",
        lambda v: v not in ("", "SIGTERM"),
        False,
        "sets its stop signal; ECS takes it only from the image",
        "Set STOPSIGNAL in the Dockerfile.",
    ),
    Obstacle("userns_mode", always, False, "sets a user namespace; it is left out", ""),
    Obstacle("security_opt", always, False, "has security options; Fargate sets its own", ""),
    Obstacle("cgroup", always, False, "sets its cgroup; it is left out", ""),
    Obstacle("oom_score_adj", always, False, "sets an OOM score; it is left out", ""),
    Obstacle("pids_limit", lambda v: always(v) and v != "-1", False, "limits processes; it is left out", ""),
    Obstacle("logging", always, False, "has a logging driver; logs go to CloudWatch", ""),
    Obstacle(
        "extra_hosts",
        always,
        False,
        "adds names to /etc/hosts, which Fargate cannot; in values the address replaces the name",
        "Use the address or a DNS name in files that have the name.",
    ),
    Obstacle("group_add", always, False, "adds groups; they are left out", "Add them in the Dockerfile."),
    Obstacle("domainname", always, False, "has a domain name; it is left out", ""),
    Obstacle(
        "volumes_from",
        lambda v: "container:" in v,
        False,
        "takes volumes from a container outside the project; they are left out",
        "Name the volumes here.",
    ),
    Obstacle("post_start", always, False, "has a post-start hook; it is left out", "Run it in the entrypoint."),
    Obstacle("pre_stop", always, False, "has a pre-stop hook; it is left out", "Handle SIGTERM in the program."),
    Obstacle("pre_start", always, False, "has a pre-start hook; it is left out", "Make it a one-shot service."),
    Obstacle("provider", always, True, "comes from a provider, not from an image", "Leave it out: `skip`."),
    Obstacle("models", always, False, "uses a Docker model; it is left out", "Name an endpoint in a variable."),
    Obstacle("credential_spec", always, True, "asks for a Windows account", "Run it as a Linux container."),
    Obstacle("external_links", always, False, "links to containers outside the project; they are left out", ""),
    Obstacle("use_api_socket", always, True, "asks for Docker's socket", "Leave it out: `skip`."),
    Obstacle("uts", lambda v: v == "host", True, "asks for the host's UTS namespace", "Remove `uts`."),
    Obstacle("isolation", lambda v: v not in ("", "default"), False, "sets an isolation; Fargate has its own", ""),
    Obstacle("device_cgroup_rules", always, True, "asks for devices of the host", "Leave it out: `skip`."),
    Obstacle("storage_opt", always, False, "sizes the container's disk; the task has 20 GB", ""),
    Obstacle("oom_kill_disable", always, False, "turns the OOM killer off; Fargate keeps it on", ""),
    Obstacle("tty", always, False, "has a terminal; a task has none", ""),
    Obstacle("stdin_open", always, False, "keeps its input open; nobody types into a task", ""),
    Obstacle("ulimits", always, False, "sets limits; Fargate takes `nofile`, the others are left out", ""),
    Obstacle(
        "restart", lambda v: v in ("no", "false", "False"), False, "is not restarted locally; ECS restarts it", "", True
    ),
    *(
        Obstacle(name, always, False, f"tunes the host ({name}); it is left out", "Use deploy.resources.limits.")
        for name in (
            *("blkio_config", "cgroup_parent", "cpu_count", "cpu_percent", "cpu_period", "cpu_quota", "cpu_rt_period"),
            *("cpu_rt_runtime", "cpu_shares", "mem_swappiness", "memswap_limit"),
        )
    ),
    # 0 is the first processor
    Obstacle("cpuset", bool, False, "tunes the host (cpuset); it is left out", "Use deploy.resources.limits."),
    Obstacle("dns_opt", always, False, "has DNS options; the VPC's are used", ""),
    Obstacle("dns_search", always, False, "has DNS search domains; they are left out", "Use full names."),
)
CARRIED = {
    "annotations": "Docker's own; nothing on AWS reads them",
    "attach": "only about `docker compose up`",
    "build": "built by Docker, pushed to ECR, run by digest",
    "cap_drop": "`LinuxParameters.Capabilities.Drop`",
    "command": "`Command`",
    "configs": "text goes into the image; what holds a secret or an address is written when the task starts",
    "container_name": "a Service Connect alias where something uses it",
    "cpus": "rounded up to a size that Fargate has",
    "depends_on": "one-shot services run before those that wait for them; others start together",
    "deploy": "replicas, resources and placement's meaning: copies and the task's size",
    "develop": "only about `docker compose watch`",
    "entrypoint": "`EntryPoint`",
    "env_file": "as `environment`",
    "environment": "`Environment`; secrets by Secrets Manager",
    "expose": "ports that other services reach",
    "extends": "resolved",
    "healthcheck": "`HealthCheck`, within ECS's ranges; its path is the load balancer's",
    "hostname": "a Service Connect alias where something uses it",
    "image": "`Image`",
    "init": "`LinuxParameters.InitProcessEnabled`",
    "label_file": "as `labels`",
    "labels": "Traefik's and Caddy's become routes; the others are Docker's own",
    "links": "Service Connect aliases",
    "mem_limit": "rounded up to a size that Fargate has",
    "mem_reservation": "as `mem_limit`, where that is not set",
    "networks": "who reaches whom, as security groups",
    "ports": "listeners of the load balancer (HTTP)",
    "profiles": "resolved",
    "pull_policy": "images are taken by digest",
    "pull_refresh_after": "images are taken by digest",
    "read_only": "`ReadonlyRootFilesystem`",
    "scale": "`DesiredCount`",
    "secrets": "files with their `uid`, `gid` and `mode`, written to /run/secrets from Secrets Manager",
    "stop_grace_period": "`StopTimeout`, up to 120 seconds",
    "user": "`User`",
    "volumes": "named: EFS; from the repository: into the image; from the host: refused",
    "working_dir": "`WorkingDirectory`",
}
"""Attribute → what becomes of it, for those that are carried over, or do not have to be."""
SUPPORT = Support(OBSTACLES, CARRIED)
