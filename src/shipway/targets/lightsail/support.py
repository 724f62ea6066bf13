"""What becomes of each attribute of a Compose service on Lightsail; docs/compose-lightsail.md is made from it.

A container of Lightsail has an image, a command, variables and open ports, and nothing else:
https://docs.aws.amazon.com/lightsail/2016-11-28/api-reference/API_Container.html
"""

from __future__ import annotations

from shipway.targets.obstacles import Obstacle, Support, always, on

ELSEWHERE = "Choose `target: fargate`, or leave it out: `skip`."
IN_IMAGE = "Write it into the Dockerfile of the image."


def _capabilities(value: str) -> bool:
    """SYS_NICE is asked for by programs that do without."""
    return bool({word.upper().removeprefix("CAP_") for word in value.split()} - {"SYS_NICE"})


def _told_elsewhere(value: str) -> bool:
    """What became of it decides, and containers.py tells it; the row is for docs."""
    return False


REFUSED = (
    Obstacle(
        "build",
        _told_elsewhere,
        True,
        "is built from a Dockerfile; Shipway does not push images for Lightsail yet",
        "Push it to a public registry and name it by `image:`, or choose `target: fargate`.",
    ),
    Obstacle(
        "configs",
        _told_elsewhere,
        True,
        "mounts a file, and a container of Lightsail mounts nothing",
        "Put the file into the image, or choose `target: fargate`.",
    ),
    Obstacle(
        "secrets",
        _told_elsewhere,
        True,
        "takes a secret as a file, and a container of Lightsail mounts nothing",
        "Take it from a variable, or choose `target: fargate`.",
    ),
    Obstacle(
        "volumes",
        _told_elsewhere,
        True,
        "mounts a volume, and a container of Lightsail has none",
        "Keep files in a bucket or a database elsewhere, or choose `target: fargate`.",
    ),
    Obstacle(
        "entrypoint",
        _told_elsewhere,
        True,
        "has an entrypoint, and Lightsail takes a command alone; where the image is known to have none it becomes part"
        " of the command",
        IN_IMAGE,
    ),
    Obstacle("working_dir", always, True, "sets its folder, and Lightsail has no word for that", IN_IMAGE),
    Obstacle(
        "privileged", on, True, "asks for a privileged container, which Lightsail does not run", "Run it without."
    ),
    Obstacle("cap_add", _capabilities, True, "adds kernel capabilities; Lightsail gives none", ELSEWHERE),
    Obstacle(
        "network_mode",
        lambda v: v == "host",
        True,
        "asks for the host's network, and Lightsail shows no host",
        "Publish its ports instead, or leave it out: `skip`.",
    ),
    Obstacle("pid", lambda v: v == "host", True, "asks for the host's processes", "Leave it out: `skip`."),
    Obstacle("uts", lambda v: v == "host", True, "asks for the host's name space of names", "Remove `uts`."),
    Obstacle("devices", always, True, "asks for devices of the host", "Leave it out: `skip`."),
    Obstacle("device_cgroup_rules", always, True, "asks for devices of the host", "Leave it out: `skip`."),
    Obstacle("gpus", always, True, "asks for a GPU, which Lightsail does not have", "Run it on a machine of your own."),
    Obstacle("runtime", always, True, "asks for a runtime of its own", "Lightsail runs containers with its own."),
    Obstacle(
        "platform",
        lambda v: v.startswith("wasi") or "arm" in v,
        True,
        "asks for another platform, and Lightsail's nodes are linux/amd64",
        "Name an image for linux/amd64.",
    ),
    Obstacle("provider", always, True, "comes from a provider, not from an image", "Leave it out: `skip`."),
    Obstacle("credential_spec", always, True, "asks for a Windows account", "Run it as a Linux container."),
    Obstacle("use_api_socket", always, True, "asks for Docker's socket", "Leave it out: `skip`."),
)
LOST = (
    Obstacle("user", always, False, "sets its user; it runs as the one of its image", IN_IMAGE),
    Obstacle("read_only", on, False, "makes its disk read-only; on Lightsail it can be written", ELSEWHERE),
    Obstacle("cap_drop", always, False, "drops kernel capabilities; Lightsail keeps Docker's usual ones", ELSEWHERE),
    Obstacle("security_opt", always, False, "has security options; Lightsail sets its own", ELSEWHERE),
    Obstacle(
        "healthcheck",
        always,
        False,
        "has a health check, which Lightsail does not run; the public container is asked for its path instead",
        "",
    ),
    Obstacle(
        "deploy",
        always,
        False,
        "says how it is deployed; containers of a node share its memory and CPU without limits of their own",
        "`size` and `scale` of the environment in shipway.yaml decide.",
    ),
    Obstacle(
        "cpus", always, False, "limits CPU; all containers share the node's", "`size` of the environment decides."
    ),
    Obstacle(
        "mem_limit",
        always,
        False,
        "limits memory; all containers share the node's",
        "`size` of the environment decides.",
    ),
    Obstacle(
        "mem_reservation",
        always,
        False,
        "reserves memory; all containers share the node's",
        "`size` of the environment decides.",
    ),
    Obstacle("stop_grace_period", always, False, "sets how long it may take to stop; Lightsail sets that", ""),
    Obstacle(
        "stop_signal", lambda v: v not in ("", "SIGTERM"), False, "stops by another signal; it is left out", IN_IMAGE
    ),
    Obstacle("init", on, False, "asks for an init process; it is left out", "Start it by tini in the Dockerfile."),
    Obstacle("tmpfs", always, False, "has a tmpfs; the container's own disk is used", ""),
    Obstacle("shm_size", always, False, "sets /dev/shm; Lightsail's is Docker's usual one", ""),
    Obstacle(
        "network_mode",
        lambda v: v not in ("host", "bridge", "", "default"),
        False,
        "has a network mode of its own",
        "All containers share one localhost.",
    ),
    Obstacle("ipc", lambda v: v == "host", False, "asks for the host's shared memory; it is left out", ""),
    Obstacle("cap_add", lambda v: always(v) and not _capabilities(v), False, "asks for SYS_NICE; it is left out", ""),
    Obstacle(
        "extra_hosts",
        always,
        False,
        "adds names to /etc/hosts, which Lightsail cannot; in values the address takes the name's place",
        "Use the address or a DNS name where a file has the name.",
    ),
    Obstacle("logging", always, False, "has a logging driver; logs are in the Lightsail console", ""),
    Obstacle(
        "restart", lambda v: v in ("no", "false", "False"), False, "is not started again locally; Lightsail does", ""
    ),
    Obstacle("group_add", always, False, "adds groups; they are left out", IN_IMAGE),
    Obstacle("dns", always, False, "has DNS servers of its own; Lightsail's are used", ""),
    Obstacle("dns_opt", always, False, "has DNS options; they are left out", ""),
    Obstacle("dns_search", always, False, "has DNS search domains; they are left out", "Use whole names."),
    Obstacle("domainname", always, False, "has a domain name; it is left out", ""),
    Obstacle("mac_address", always, False, "has a MAC address; it is left out", ""),
    Obstacle("external_links", always, False, "links to containers outside of the project; it is left out", ""),
    Obstacle(
        "volumes_from",
        always,
        False,
        "takes volumes from other containers, and a container of Lightsail has none",
        "",
    ),
    Obstacle(
        "post_start", always, False, "has a hook after start; it is left out", "Run it in the image's entrypoint."
    ),
    Obstacle("pre_stop", always, False, "has a hook before stop; it is left out", "Handle SIGTERM in the program."),
    Obstacle(
        "pre_start", always, False, "has a hook before start; it is left out", "Run it in the image's entrypoint."
    ),
    Obstacle("models", always, False, "uses a model of Docker's; it is left out", "Name an endpoint by a variable."),
    Obstacle("tty", always, False, "has a terminal; on Lightsail it has none", ""),
    Obstacle("stdin_open", always, False, "keeps its input open; nobody types into it", ""),
    Obstacle("pids_limit", lambda v: always(v) and v != "-1", False, "limits processes; it is left out", ""),
    *(
        Obstacle(name, always, False, f"tunes the host ({name}); it is left out", "")
        for name in (
            *("blkio_config", "cgroup", "cgroup_parent", "cpu_count", "cpu_percent", "cpu_period", "cpu_quota"),
            *("cpu_rt_period", "cpu_rt_runtime", "cpu_shares", "isolation", "mem_swappiness", "memswap_limit"),
            *("oom_kill_disable", "oom_score_adj", "storage_opt", "sysctls", "ulimits", "userns_mode"),
        )
    ),
    # 0 is the first processor
    Obstacle("cpuset", bool, False, "tunes the host (cpuset); it is left out", ""),
)
OBSTACLES = REFUSED + LOST
CARRIED = {
    "annotations": "Docker's own; nothing on AWS reads them",
    "attach": "about `docker compose up` alone",
    "command": "`Command`",
    "container_name": "its name becomes localhost in the values of the others",
    "depends_on": "all containers of a node start together",
    "develop": "about `docker compose watch` alone",
    "env_file": "as `environment`",
    "environment": "`Environment`; secrets by dynamic references, which show in the Lightsail console",
    "expose": "reached by the others on localhost",
    "extends": "resolved",
    "hostname": "its name becomes localhost in the values of the others",
    "image": "`Image`, as it is written",
    "label_file": "as `labels`",
    "labels": "those that lead Traefik or Caddy to a service become the public endpoint; else Docker's own",
    "links": "their names become localhost in the values of the others",
    "networks": "all containers of a service share one localhost",
    "ports": "one HTTP port becomes the public endpoint, by HTTPS",
    "profiles": "resolved",
    "pull_policy": "each deployment pulls the image",
    "pull_refresh_after": "each deployment pulls the image",
    "scale": "`scale` of the environment: all containers have as many copies",
}
"""Attribute → what becomes of it, for those that are carried over or need not be."""
SUPPORT = Support(OBSTACLES, CARRIED)
