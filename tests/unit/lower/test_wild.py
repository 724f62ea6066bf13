"""What projects that nobody here wrote showed; each test is one of them, made small."""

from __future__ import annotations

import pytest
from unit.lower.lowering import environment, lowered

from shipway.model.value import Attribute, Key, SecretRef
from shipway.model.workload import Kind
from shipway.targets.fargate.design import design
from shipway.topology.synthesize import synthesize

BUILT = "services: {{web: {{build: ., volumes: ['{mount}']}}}}"
COPIES_ALL = "FROM python:3.12\nWORKDIR /app\nCOPY . .\n"


def test_uploads_beside_the_code_last_though_the_image_has_the_folder() -> None:
    files = {"Dockerfile": COPIES_ALL, "uploads/.gitkeep": ""}
    result, _ = lowered(BUILT.format(mount="./uploads:/app/uploads"), files=files)
    assert [mount.path for mount in result.application.workload("web").mounts] == ["/app/uploads"]


def test_a_folder_named_database_with_code_in_it_is_code() -> None:
    files = {"Dockerfile": COPIES_ALL, "database/migrations/1.php": "<?php"}
    result, diagnostics = lowered(BUILT.format(mount="./database:/app/database"), files=files)
    assert result.application.workload("web").mounts == ()
    assert "volume.development-mount" in {d.code for d in diagnostics}


def test_code_that_no_image_has_goes_into_it() -> None:
    """Laravel Sail builds a runtime from a folder of vendor/ and mounts the application over it."""
    compose = "services: {app: {build: vendor/sail/8.3, volumes: ['.:/var/www/html']}}"
    result, _ = lowered(compose, files={"vendor/sail/8.3/Dockerfile": "FROM ubuntu:24.04\n", "artisan": "#!"})
    assert [(o.source, o.target) for o in result.application.workload("app").image.overlays] == [(".", "/var/www/html")]


def test_code_that_the_image_of_a_folder_below_has_is_left_out() -> None:
    compose = "services: {app: {build: ./backend, volumes: ['.:/src']}}"
    files = {"backend/Dockerfile": "FROM node\nCOPY . /src/backend\n", "backend/a.js": ""}
    result, diagnostics = lowered(compose, files=files)
    assert result.application.workload("app").image.overlays == ()
    assert "volume.development-mount" in {d.code for d in diagnostics}


@pytest.mark.parametrize(
    "source", ["${APPDATA}/Microsoft/UserSecrets", "~/.aws", "$HOME/.ssh", "~/.aspnet/https", "/root/.nuget/packages"]
)
def test_folders_of_the_developers_machine_are_left_out(source: str) -> None:
    unset = "compose.unset-variable" if "$" in source else ""
    result, diagnostics = lowered(f"services: {{web: {{image: x, volumes: ['{source}:/data:ro']}}}}", told=unset)
    assert result.application.volumes == ()
    assert "volume.developer" in {d.code for d in diagnostics}


def test_a_cache_without_a_token_is_sent_no_password() -> None:
    """It would refuse whoever signs in: `AUTH called without any password configured`."""
    result, diagnostics = lowered(
        """
services:
  cache: {image: "valkey/valkey:8", command: valkey-server --requirepass sesame-open-9}
  web: {image: x, environment: {REDIS_HOST: cache, REDIS_PASSWORD: sesame-open-9}}
"""
    )
    assert isinstance(environment(result, "web")["REDIS_PASSWORD"].parts[0], Attribute)
    stacks = synthesize(design(result.application, result.environment, diagnostics))
    (task,) = [
        r["Properties"]
        for stack in stacks
        for r in stack.template["Resources"].values()
        if r["Type"] == "AWS::ECS::TaskDefinition"
    ]
    (container,) = task["ContainerDefinitions"]
    assert {"Name": "REDIS_PASSWORD", "Value": ""} in container["Environment"]


def test_ports_without_a_port_of_the_host_do_not_collide() -> None:
    result, diagnostics = lowered("services: {a: {image: x, ports: ['80']}, b: {image: x, ports: ['80']}}")
    assert [(r.workload, r.listener) for r in result.application.routes] == [("a", 80), ("b", 8080)]
    assert not diagnostics.errors()


def test_a_port_that_the_file_names_keeps_its_listener() -> None:
    compose = "services: {a: {image: x, ports: ['80']}, b: {image: x, ports: ['80:80']}}"
    assert [(r.workload, r.listener) for r in lowered(compose)[0].application.routes] == [("a", 8080), ("b", 80)]


def test_a_database_port_that_is_published_nowhere_blocks_nothing() -> None:
    _, diagnostics = lowered("services: {a: {image: example/postgres, ports: ['5432']}}", told="route.none")
    assert {d.code for d in diagnostics} & {"route.unpublished", "route.not-http"} == {"route.unpublished"}


def test_kestrels_https_port_is_not_asked_in_the_open() -> None:
    compose = (
        "services: {a: {image: x, environment: {ASPNETCORE_HTTPS_PORTS: 8081}, ports: ['6000:8080', '6060:8081']}}"
    )
    assert [r.port for r in lowered(compose)[0].application.routes] == [8080]


@pytest.mark.parametrize(
    "service",
    [
        "command: gunicorn --bind 0.0.0.0:8123 app:app",
        "command: python manage.py runserver 0.0.0.0:8123",
        "entrypoint: uvicorn app:app --port 8123",
        "command: ['server', '--http-port=8123']",
        "environment: {PORT: 8123}",
        "environment: {DD_UWSGI_PORT: 8123}",
        "healthcheck: {test: curl -f http://localhost:8123/health}",
    ],
)
def test_a_port_that_only_the_service_itself_tells(service: str) -> None:
    result, diagnostics = lowered(f"services: {{a: {{image: x, {service}}}, b: {{image: y, depends_on: [a]}}}}")
    assert [port.number for port in result.application.workload("a").ports] == [8123]
    assert "workload.no-port" not in {d.code for d in diagnostics}


def test_a_word_of_a_file_is_no_call() -> None:
    compose = "services: {js: {build: ., command: yarn watch}, web: {build: .}}"
    _, diagnostics = lowered(compose, files={"Dockerfile": "FROM node\n", "app.py": "the js folder\n"})
    assert "workload.no-port" not in {d.code for d in diagnostics}


def test_variables_of_the_application_in_a_databases_env_file_are_not_taken_over() -> None:
    compose = """
services:
  db: {image: "postgres:16", environment: {POSTGRES_PASSWORD: sesame-open-9, SECRET_KEY: other-one-9}}
  web: {image: x, environment: {DATABASE_URL: "postgres://postgres:sesame-open-9@db/postgres"}}
"""
    told = {d.code: d.summary for d in lowered(compose)[1]}
    assert told["datastore.variables"] == '"db": POSTGRES_PASSWORD is taken over by Amazon RDS for PostgreSQL'
    assert told["datastore.other-variables"] == '"db": SECRET_KEY is dropped with the container'


def test_variables_that_a_left_out_env_file_would_give_are_told() -> None:
    """Symfony and Laravel read the `.env` of their folder by themselves."""
    files = {".env": "APP_KEY=abc\n", "artisan": "", "php/Dockerfile": "FROM php:8.3\n"}
    mount = "build: ./php, volumes: ['.:/var/www']"
    _, diagnostics = lowered(f"services: {{app: {{{mount}}}}}", files=files, told="volume.env-left-out")
    (told,) = [d for d in diagnostics if d.code == "volume.env-left-out"]
    assert "Add `env_file: .env`" in told.fix
    _, diagnostics = lowered(f"services: {{app: {{{mount}, env_file: .env}}}}", files=files)
    assert "volume.env-left-out" not in {d.code for d in diagnostics}


def test_a_port_stands_beside_its_host() -> None:
    compose = "services: {app: {image: x}, web: {image: y, environment: {DD_APP_HOST: app, DD_APP_PORT: 3031}}}"
    result, _ = lowered(compose)
    assert [port.number for port in result.application.workload("app").ports] == [3031]
    assert ("web", "app", 3031) in {(x.source, x.sink, x.port) for x in result.application.links}


def test_a_mail_catcher_is_known_by_the_program_that_its_image_starts() -> None:
    compose = "services: {mail: {build: ./mail, ports: ['1080:1080', '1025:1025']}, web: {image: x}}"
    result, _ = lowered(compose, files={"mail/Dockerfile": "FROM node\nRUN npm i -g maildev\nCMD maildev\n"})
    assert [one.name for one in result.application.skipped] == ["mail"]


@pytest.mark.parametrize(
    ("capabilities", "codes", "dropped"),
    [
        ("cap_add: [SYS_NICE]", ["fargate.cap_add"], ()),
        ("cap_add: [CHOWN]", [], ()),
        ("cap_drop: [ALL], cap_add: [CHOWN, CAP_SETUID]", [], 12),
        ("cap_drop: [ALL]", [], ("ALL",)),
    ],
)
def test_capabilities_that_a_container_has_anyway_are_no_obstacle(
    capabilities: str, codes: list[str], dropped: tuple[str, ...] | int
) -> None:
    result, diagnostics = lowered(f"services: {{web: {{image: x, {capabilities}}}}}")
    design(result.application, result.environment, diagnostics)
    assert [d.code for d in diagnostics if "cap" in d.code] == codes
    assert not diagnostics.errors()
    drop = result.application.workload("web").hardening.cap_drop
    assert drop == dropped if isinstance(dropped, tuple) else len(drop) == dropped


def test_a_name_of_compose_that_aws_does_not_take_is_changed_and_told() -> None:
    result, diagnostics = lowered("name: my_long_shop_of_many_words_and_more\nservices: {web: {image: x}}")
    assert result.application.name.startswith("my-long-shop")
    assert len(result.application.name) <= 30
    assert [str(d.origin) for d in diagnostics if d.code == "app.name"] == ["compose.yaml:1"]


def test_a_database_port_of_an_image_that_nobody_knows_stays_closed() -> None:
    _, diagnostics = lowered("services: {a: {image: tutum/mongo-of-ours, ports: ['27017:27017']}}", told="route.none")
    assert "route.datastore-closed" in {d.code for d in diagnostics}
    assert "route.not-http" not in {d.code for d in diagnostics}


def test_a_context_that_is_a_submodule_says_how_to_get_it() -> None:
    files = {".gitmodules": '[submodule "api"]\n\tpath = api\n\turl = https://example.org/api\n', ".keep": ""}
    _, diagnostics = lowered("services: {api: {build: ./api}}", files=files, told="compose.missing-context")
    (told,) = [d for d in diagnostics if d.code == "compose.missing-context"]
    assert "git submodule update --init" in told.fix


def test_an_init_script_is_given_only_the_variables_that_it_reads() -> None:
    compose = """
services:
  db: {image: "postgres:16", env_file: all.env, volumes: ["./a.sh:/docker-entrypoint-initdb.d/a.sh"]}
  web: {image: x, env_file: all.env}
"""
    given = "POSTGRES_PASSWORD=sesame-open-9\nREADER=ro\nREDIS_URL=redis://cache\nDATABASE_HOST=db\n"
    result, _ = lowered(compose, files={"all.env": given, "a.sh": 'psql -c "create role $READER"'})
    variables = {name for name, _ in result.application.workload("db-prepare").environment}
    assert "READER" in variables
    assert "REDIS_URL" not in variables


STATIC = "services: {{web: {{build: ., volumes: ['static:/app/static{more}']}}}}\nvolumes: {{static: }}"


def test_a_new_volume_is_filled_with_what_the_image_has_there() -> None:
    """compose.6: "content that Docker would copy from the image into a new volume is copied"."""
    result, diagnostics = lowered(STATIC.format(more=""), files={"Dockerfile": COPIES_ALL})
    stacks = synthesize(design(result.application, result.environment, diagnostics))
    (task,) = [
        r["Properties"]
        for stack in stacks
        for r in stack.template["Resources"].values()
        if r["Type"] == "AWS::ECS::TaskDefinition"
    ]
    filling, main = task["ContainerDefinitions"]
    assert filling["Image"] == main["Image"]
    assert "cp -a /app/static/. /shipway-volumes/1/" in filling["Command"][0]
    assert main["DependsOn"] == [{"ContainerName": "shipway-volume-content", "Condition": "SUCCESS"}]


@pytest.mark.parametrize(
    ("more", "dockerfile"), [(":ro", COPIES_ALL), (":nocopy", COPIES_ALL), ("", "FROM scratch\nCOPY . /app\n")]
)
def test_a_volume_that_docker_would_leave_or_nothing_can_fill_is_not(more: str, dockerfile: str) -> None:
    result, _ = lowered(STATIC.format(more=more), files={"Dockerfile": dockerfile})
    assert [mount.seeded for mount in result.application.workload("web").mounts] == [False]


CONFIGS = """
services:
  web:
    image: nginx
    configs: [plain, {source: site, target: /etc/nginx/nginx.conf}, {source: keyed, target: /etc/app/key.ini}]
    secrets: [{source: tls, target: /etc/nginx/tls.pem}, token]
    environment: {API_TOKEN: hidden-one-9}
configs:
  plain: {content: "a = b"}
  site: {file: ./site.conf}
  keyed: {content: "token = hidden-one-9"}
secrets: {tls: {file: tls.pem}, token: {file: token.txt}}
"""


def test_configurations_go_into_the_image_and_hide_no_file_beside_them() -> None:
    result, _ = lowered(CONFIGS, files={"site.conf": "events {}", "tls.pem": "pem-pem", "token.txt": "token-token"})
    web = result.application.workload("web")
    laid = {o.target: (o.source, o.text, o.link) for o in web.image.overlays}
    assert laid["/plain"] == ("", "a = b", "")
    assert laid["/etc/nginx/nginx.conf"] == ("site.conf", None, "")
    assert laid["/etc/nginx/tls.pem"][2] == "/run/secrets/shipway-1-tls.pem"
    assert laid["/etc/app/key.ini"][2].startswith("/run/secrets/shipway-")
    assert {file.path.rpartition("/")[0] for file in web.secret_files} == {"/run/secrets"}
    assert "hidden-one-9" not in repr(web)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("DATABASE_URL: postgres://app@db:5432/db", "postgres://app@10.0.0.5:5432/db"),
        ("DATABASE_HOST: db", "10.0.0.5"),
        ("NAME: db", "db"),
        ("HOSTS: 'db:1,other:2'", "10.0.0.5:1,other:2"),
        ("GATEWAY_URL: http://box:80", "http://box:80"),
    ],
)
def test_addresses_of_extra_hosts_take_the_names_place(written: str, expected: str) -> None:
    compose = (
        f"services: {{web: {{image: x, extra_hosts: ['db:10.0.0.5', 'box:host-gateway'], environment: {{{written}}}}}}}"
    )
    ((_, value),) = lowered(compose)[0].application.workload("web").environment
    assert value.literal == expected


def test_the_machine_that_docker_runs_on_is_told_of() -> None:
    _, diagnostics = lowered(
        "services: {web: {image: x, environment: {API_URL: 'http://host.docker.internal:9000'}}}",
        told="value.localhost",
    )
    assert [d.summary for d in diagnostics if d.code == "value.localhost"] == [
        'API_URL of "web" names the machine that Compose runs on'
    ]


def test_a_secret_argument_of_a_build_is_in_no_plan() -> None:
    compose = """
services:
  db: {image: "postgres:16", environment: {POSTGRES_PASSWORD: hidden-one-9}}
  web:
    build: {context: ., args: {NPM_TOKEN: hidden-two-9, DATABASE_URL: "postgres://postgres:hidden-one-9@db/x", OPEN: a}}
    environment: {DATABASE_URL: "postgres://postgres:hidden-one-9@db/postgres"}
"""
    result, diagnostics = lowered(
        compose, files={"Dockerfile": "FROM node"}, told="image.datastore-argument image.secret-argument"
    )
    build = result.application.workload("web").image.build
    assert build is not None
    assert build.args == (("OPEN", "a"),)
    assert dict(build.secret_args) == {"NPM_TOKEN": "build/web/NPM_TOKEN", "DATABASE_URL": "build/web/DATABASE_URL"}
    assert result.values["build/web/NPM_TOKEN"].reveal() == "hidden-two-9"
    assert {s.name for s in result.application.secrets} == set(), "none of them is kept on AWS"
    assert "hidden" not in repr(result.application)
    assert len([d for d in diagnostics if d.code == "image.secret-argument"]) == 2
    told = [d.summary for d in diagnostics if d.code == "image.datastore-argument"]
    assert told == ['the build of "web" is given DATABASE_URL, which names "db"']


def test_a_configuration_with_a_password_in_it_is_a_secret_file() -> None:
    compose = "services: {web: {image: x, configs: [a]}}\nconfigs: {a: {content: 'host=far password=hidden-one-9'}}"
    web = lowered(compose)[0].application.workload("web")
    assert [file.value.secret for file in web.secret_files] == [True]
    assert "hidden-one-9" not in repr(web)


MANAGED = """
services:
  db: {image: "postgres:16", environment: {POSTGRES_PASSWORD: hidden-one-9}, volumes: ["pg:/var/lib/postgresql/data"]}
  fix: {image: busybox, command: chown -R 999:999 /pg, volumes: ["pg:/pg"]}
  web:
    image: x
    environment: {DATABASE_URL: "postgres://postgres:hidden-one-9@db/postgres"}
    healthcheck: {test: ["CMD", "pg_isready", "-h", "db", "--dbname", "a b"]}
    volumes: ["nfs:/data", "ext:/e"]
volumes:
  pg: {}
  nfs: {driver_opts: {type: nfs, o: "addr=10.0.0.1,rw", device: ":/share"}}
  ext: {external: true}
"""


def test_a_helper_that_only_arranges_a_replaced_databases_volume_goes_with_it() -> None:
    """compose.3: "Helper services that only set up a replaced one (`minio-init`, `chown` containers, …) go with it"."""
    application = lowered(MANAGED, told="volume.outside")[0].application
    assert [(one.name, "managed service replaces" in one.reason) for one in application.skipped] == [("fix", True)]
    assert "pg" not in {volume.name for volume in application.volumes}


def test_a_health_check_asks_the_managed_database_by_a_variable() -> None:
    """compose.4: "health checks … that name a replaced or moved service"."""
    web = lowered(MANAGED, told="volume.outside")[0].application.workload("web")
    assert web.health is not None
    assert web.health.command == ("CMD-SHELL", "pg_isready -h \"${SHIPWAY_HEALTH_1}\" --dbname 'a b'")
    assert isinstance(dict(web.environment)["SHIPWAY_HEALTH_1"].parts[0], Attribute)


def test_data_of_volumes_outside_the_project_are_told_of() -> None:
    told = [d.summary for d in lowered(MANAGED, told="volume.outside")[1] if d.code == "volume.outside"]
    assert told == [
        'the volume "nfs" starts empty when it is deployed: it is a share of another server (:/share)',
        'the volume "ext" starts empty when it is deployed: it exists outside the project',
    ]


def test_a_command_that_is_run_through_a_shell_reaches_the_managed_host() -> None:
    """The host beside the password is not left as Compose has it."""
    compose = """
services:
  db: {image: "postgres:16", environment: {POSTGRES_PASSWORD: hidden-one-9}}
  web:
    image: x
    command: [app, --host, db, --password, hidden-one-9, ""]
    environment: {DB_HOST: db, DB_PASS: hidden-one-9}
"""
    web = lowered(compose)[0].application.workload("web")
    assert [word.literal for word in web.command or ()] == [
        "/bin/sh",
        "-c",
        'exec app --host "${SHIPWAY_COMMAND_1}" --password "${SHIPWAY_COMMAND_2}" \'\'',
    ]
    assert isinstance(dict(web.environment)["SHIPWAY_COMMAND_1"].parts[0], Attribute)


def told(diagnostics, code: str) -> list[str]:
    return [one.summary for one in diagnostics if one.code == code]


def test_services_that_mount_one_folder_of_the_host_share_a_volume() -> None:
    """Mautic's web, cron and workers share the configuration that the web's installer writes."""
    compose = "services: {web: {image: m, volumes: ['./media:/app']}, cron: {image: m, volumes: ['./media:/srv']}}"
    result, _ = lowered(compose)
    assert [volume.name for volume in result.application.volumes] == ["media-folder"]
    assert {m.volume for w in result.application.workloads for m in w.mounts} == {"media-folder"}


def test_a_missing_folder_that_nobody_may_write_to_is_no_volume() -> None:
    result, diagnostics = lowered(
        "services: {web: {image: nginx, volumes: ['./nginx/ssl:/etc/ssl/own:ro']}}", told="volume.missing-file"
    )
    assert result.application.volumes == ()
    assert told(diagnostics, "volume.missing-file")


@pytest.mark.parametrize(
    "user",
    [
        "{DB_HOST: db, DB_USERNAME: app}",
        "{DATABASE_URL: db}",
        "{DATABASE_URL: 'postgres://db/app'}",
    ],
)
def test_a_database_whose_password_reaches_nobody_stays_a_container(user: str) -> None:
    own = "{image: 'postgres:16', environment: {POSTGRES_PASSWORD: hidden-one}}"
    compose = f"services: {{db: {own}, web: {{image: w, environment: {user}}}}}"
    result, diagnostics = lowered(compose)
    assert result.application.datastores == ()
    assert any("no service that names it is given a password" in one.summary for one in diagnostics)
    result, _ = lowered(compose, "datastores: {db: {as: rds}}")
    assert [d.name for d in result.application.datastores] == ["db"]


def test_an_admin_tool_that_is_left_out_decides_nothing() -> None:
    compose = """
services:
  db: {image: "postgres:16", environment: {POSTGRES_PASSWORD: hidden-one}}
  pgadmin: {image: dpage/pgadmin4, depends_on: [db]}
  web: {image: w, environment: {DATABASE_URL: "postgres://postgres:hidden-one@db/app"}}
"""
    result, _ = lowered(compose)
    assert [d.name for d in result.application.datastores] == ["db"]


def test_a_variable_that_names_a_service_of_a_profile_that_is_off_is_told_and_not_given() -> None:
    redis = "{image: redis, profiles: [all]}"
    compose = f"services: {{api: {{image: a, environment: {{CACHE: 'redis://redis:6379'}}}}, redis: {redis}}}"
    result, diagnostics = lowered(compose, told="skipped.still-named")
    assert environment(result, "api") == {}
    assert "whose profile is off" in told(diagnostics, "skipped.still-named")[0]


def test_a_project_whose_profiles_are_all_off_has_nothing_to_deploy() -> None:
    _, diagnostics = lowered("services: {api: {image: a, profiles: [dev]}}", told="compose.no-active-services")
    assert told(diagnostics, "compose.no-active-services")


def test_a_name_of_the_example_that_the_compose_file_asks_for_is_not_told_twice() -> None:
    compose = "services: {web: {build: ., environment: {HOME_URL: 'https://${DOMAIN}'}}}"
    _, diagnostics = lowered(
        compose,
        files={"Dockerfile": "FROM node", ".env.example": "DOMAIN=\nOTHER=\n"},
        told="compose.unset-variable env.required",
    )
    (summary,) = told(diagnostics, "env.required")
    assert summary.endswith("no value: OTHER")


def test_the_password_of_a_cache_is_known_by_its_value() -> None:
    """Langfuse calls it REDIS_AUTH; a cache without a token would refuse whoever sends one."""
    compose = """
services:
  redis: {image: "redis:7", command: --requirepass sesame-open-9}
  web: {image: w, environment: {REDIS_HOST: redis, REDIS_AUTH: sesame-open-9}}
"""
    result, _ = lowered(compose)
    assert environment(result, "web")["REDIS_AUTH"].parts == (Attribute("redis", Key.PASSWORD),)


def test_test_settings_are_not_recommended_for_production() -> None:
    files = {"Dockerfile": "FROM node\nCOPY . .\n", ".env.testing": "A=1"}
    _, diagnostics = lowered("services: {web: {build: .}}", files=files, told="image.env-file")
    (one,) = [one for one in diagnostics if one.code == "image.env-file"]
    assert "env_file" not in one.fix


@pytest.mark.parametrize(
    ("service", "code", "serious"),
    [
        ("{image: clamav/clamav, ports: ['3310:3310']}", "route.not-http", "route.not-http route.none"),
        ("{image: 'redis:7', command: redis-sentinel /s.conf, ports: ['26379:26379']}", "route.datastore-closed", ""),
        ("{image: prom/prometheus, ports: ['9090:9090']}", "route.helper-closed", ""),
        ("{image: zookeeper, ports: ['2181:2181']}", "route.helper-closed", ""),
        ("{image: acme/product, ports: ['50051:50051']}", "route.grpc-closed", "route.grpc-closed route.none"),
        ("{image: acme/product, ports: ['127.0.0.1:8000:8000']}", "route.none", "route.none"),
    ],
)
def test_ports_that_are_not_for_visitors_stay_closed(service: str, code: str, serious: str) -> None:
    result, diagnostics = lowered(f"services: {{x: {service}}}", told=serious)
    assert result.application.routes == ()
    assert told(diagnostics, code)


def test_the_manifest_opens_what_stays_closed_by_itself() -> None:
    compose = "services: {x: {image: prom/prometheus, ports: ['9090:9090']}, y: {image: y, ports: ['127.0.0.1:80:80']}}"
    result, _ = lowered(compose, "services: {x: {public: a.example.com}, y: {public: b.example.com}}")
    assert {(r.workload, r.port) for r in result.application.routes} == {("x", 9090), ("y", 80)}


@pytest.mark.parametrize(
    ("service", "kind"),
    [
        ("{image: acme/zammad, command: [zammad-init], restart: on-failure}", Kind.JOB),
        ("{image: acme/migrator}", Kind.WORKER),
        ("{image: acme/x, command: ./scripts/migrate.sh}", Kind.JOB),
        ("{image: acme/x, command: ./scripts/migrate.sh, restart: always}", Kind.WORKER),
        ("{image: acme/x, command: ./scripts/migrate.sh, expose: ['80']}", Kind.WORKER),
    ],
)
def test_a_migration_that_nobody_waits_for_is_a_job(service: str, kind: Kind) -> None:
    result, _ = lowered(f"services: {{x: {service}, web: {{image: w}}}}")
    assert result.application.workload("x").kind is kind


def test_a_service_named_migrator_is_a_job() -> None:
    result, _ = lowered("services: {migrator: {image: acme/m}, web: {image: w, depends_on: [migrator]}}")
    assert result.application.workload("migrator").kind is Kind.JOB


@pytest.mark.parametrize(
    ("check", "path", "codes"), [("", "/", "200-499"), ("healthcheck: {test: curl -f localhost/up}", "/up", "200-399")]
)
def test_what_nobody_said_how_to_ask_is_well_while_it_answers(check: str, path: str, codes: str) -> None:
    result, diagnostics = lowered(f"services: {{x: {{image: y, ports: ['80:80'], {check}}}}}")
    topology = design(result.application, result.environment, diagnostics)
    (group,) = [r for r in topology.resources if r.type.endswith("TargetGroup")]
    assert (group.properties["HealthCheckPath"], group.properties["Matcher"]) == (path, {"HttpCode": codes})
    assert bool(told(diagnostics, "health.unknown")) is (codes == "200-499")


def test_a_password_that_equals_the_user_is_a_secret() -> None:
    compose = """
services:
  db: {image: "postgres:17", environment: {POSTGRES_PASSWORD: "other-one"}}
  web: {image: w, environment: {URL: "postgres://postgres:other-one@db/x", GRA_DB_PASSWORD: postgres}}
"""
    result, _ = lowered(compose)
    assert environment(result, "web")["GRA_DB_PASSWORD"].parts == (SecretRef("GRA_DB_PASSWORD"),)


@pytest.mark.parametrize(
    ("watcher", "code"),
    [
        ("{image: gcr.io/cadvisor/cadvisor, volumes: ['/:/rootfs:ro', '/var/run:/var/run']}", "volume.host-path"),
        ("{image: prom/node-exporter, pid: host, volumes: ['/proc:/host/proc:ro']}", "volume.host-path"),
        ("{image: grafana/promtail, volumes: ['/var/log:/var/log']}", "volume.host-path"),
        (
            "{image: portainer/portainer-ce, volumes: ['/var/run/docker.sock:/var/run/docker.sock']}",
            "volume.docker-socket",
        ),
    ],
)
def test_what_watches_the_machine_is_left_out_beside_a_program(watcher: str, code: str) -> None:
    result, diagnostics = lowered(f"services: {{x: {watcher}, web: {{image: w}}}}")
    assert [skip.name for skip in result.application.skipped] == ["x"]
    assert not diagnostics.errors()
    _, diagnostics = lowered(f"services: {{x: {watcher}}}", told=code)
    assert {one.code for one in diagnostics.errors()} == {code}


def test_an_agent_that_sees_no_machine_stays() -> None:
    result, _ = lowered("services: {agent: {image: grafana/promtail}, web: {image: w}}")
    assert result.application.skipped == ()


def test_a_command_that_waits_for_what_is_left_out_is_told() -> None:
    compose = "services: {mail: {image: mailhog/mailhog}, web: {image: w, command: wait-for mail:1025 -- run}}"
    _, diagnostics = lowered(compose, told="skipped.in-command")
    assert told(diagnostics, "skipped.in-command")


@pytest.mark.parametrize(
    ("variables", "port"),
    [
        ("{}", 443),
        ("{ASPNETCORE_URLS: 'https://+;http://+'}", 80),
        ("{ASPNETCORE_URLS: 'http://+:5000'}", 5000),
        ("{ASPNETCORE_HTTP_PORTS: '8081;8082'}", 8081),
    ],
)
def test_a_port_is_known_by_the_scheme_of_its_callers_and_by_aspnet(variables: str, port: int) -> None:
    web = "{image: w, environment: {API: 'https://api'}}"
    compose = f"services: {{api: {{image: a, environment: {variables}}}, web: {web}}}"
    result, _ = lowered(compose)
    assert [p.number for p in result.application.workload("api").ports] == [port]


def test_sentinel_is_a_server() -> None:
    sentinel = "{image: 'redis:7', command: [sh, -c, 'redis-sentinel /s.conf']}"
    result, _ = lowered(f"services: {{s: {sentinel}, web: {{image: w, environment: {{H: 's:26379'}}}}}}")
    assert result.application.workload("s").kind is Kind.WORKER


@pytest.mark.parametrize(
    ("service", "expected"),
    [
        ("{image: 'mysql:8.4', command: '--character-set-server=utf8mb4 --collation-server utf8mb4_bin --skip-ssl'}",
         (("character_set_server", "utf8mb4"), ("collation_server", "utf8mb4_bin"))),
        ("{image: 'mariadb:11', command: [mariadbd, --max-allowed-packet=64M, --innodb-buffer-pool-size=2G]}",
         (("max_allowed_packet", "67108864"),)),
        ("{image: 'postgres:17', command: postgres -c max_connections=300 -c fsync=off -c wal_level=replica}",
         (("max_connections", "300"),)),
        ("{image: 'redis:7', command: redis-server --appendonly yes --maxmemory-policy noeviction}",
         (("maxmemory-policy", "noeviction"),)),
        ("{image: 'redis:7'}", ()),
    ],
)  # fmt: skip
def test_settings_of_a_command_go_into_the_parameter_group(service: str, expected: tuple) -> None:
    web = "{image: w, environment: {URL: 'x://u:p@db/a', DB_PASSWORD: p}}"
    result, diagnostics = lowered(f"services: {{db: {service}, web: {web}}}")
    assert result.application.datastores[0].parameters == expected
    groups = [
        {**r.properties.get("Parameters", {}), **r.properties.get("Properties", {})}
        for r in design(result.application, result.environment, diagnostics).resources
        if r.type.endswith("ParameterGroup")
    ]
    assert all(set(expected) <= set(group.items()) for group in groups)
    assert bool(groups) or not expected


def test_fixed_addresses_give_way_to_names() -> None:
    compose = """
services:
  a: {image: x, networks: {n: {ipv4_address: 172.20.0.5}}}
  b: {image: y, networks: {n: {}}, environment: {PEER: "172.20.0.5:9000", OTHER: "172.20.0.50", SAME: "1172.20.0.5"}}
networks: {n: {}}
"""
    result, diagnostics = lowered(compose)
    values = {name: value.literal for name, value in environment(result, "b").items()}
    assert values == {"PEER": "a:9000", "OTHER": "172.20.0.50", "SAME": "1172.20.0.5"}
    assert told(diagnostics, "network.address")


def test_the_certificate_of_the_developers_machine_is_asked_of_nobody() -> None:
    compose = """
services:
  web:
    image: acme/web
    volumes: ["~/.aspnet/https:/https:ro"]
    environment:
      ASPNETCORE_URLS: https://+:443;http://+:80
      ASPNETCORE_HTTPS_PORTS: "3001"
      ASPNETCORE_Kestrel__Certificates__Default__Path: /https/shop.pfx
      ASPNETCORE_ENVIRONMENT: Production
"""
    result, diagnostics = lowered(compose, told="dotnet.developer-certificate")
    values = {name: value.literal for name, value in environment(result, "web").items()}
    assert values == {"ASPNETCORE_URLS": "http://+:80", "ASPNETCORE_ENVIRONMENT": "Production"}
    assert told(diagnostics, "dotnet.developer-certificate")


def test_a_websocket_keeps_its_scheme() -> None:
    compose = """
services:
  api: {image: a, ports: ["8000:8000"]}
  web: {image: w, ports: ["80:80"], environment: {WS_URL: "ws://localhost:8000/live", API: "http://localhost:8000"}}
"""
    _, diagnostics = lowered(compose, told="value.localhost")
    fixes = [one.fix for one in diagnostics if one.code == "value.localhost"]
    assert any('WS_URL: "ws://${api.host}/live"' in fix for fix in fixes)
    assert any('API: "${api.url}"' in fix for fix in fixes)


def test_a_program_that_names_itself_with_a_port_listens_there() -> None:
    compose = "services: {nodejs: {image: n, environment: {NODEJS_HOST: nodejs, NODEJS_PORT: '3000'}}, web: {image: w}}"
    result, _ = lowered(compose)
    assert [port.number for port in result.application.workload("nodejs").ports] == [3000]


def test_the_hosts_shared_memory_is_a_wish_that_a_task_does_without() -> None:
    result, diagnostics = lowered("services: {e2e: {image: cypress, ipc: host}}")
    design(result.application, result.environment, diagnostics)
    assert not diagnostics.errors()


def test_a_name_that_somebody_made_the_password_as_well_stays_a_name() -> None:
    """`pg_isready -U ${POSTGRES_PASSWORD}` would lock the program out once the password is another one."""
    compose = """
services:
  db:
    image: postgis/postgis
    environment: {POSTGRES_USER: postgres, POSTGRES_PASSWORD: postgres, POSTGRES_DB: postgres}
    healthcheck: {test: pg_isready -U postgres}
"""
    result, _ = lowered(compose, "datastores: {db: {as: volume}}")
    db = result.application.workload("db")
    values = dict(db.environment)
    assert (values["POSTGRES_USER"].literal, values["POSTGRES_DB"].literal) == ("postgres", "postgres")
    assert values["POSTGRES_PASSWORD"].parts == (SecretRef("POSTGRES_PASSWORD"),)
    assert db.health is not None
    assert db.health.command == ("CMD-SHELL", "pg_isready -U postgres")


def test_a_driver_is_no_host() -> None:
    compose = """
services:
  mysql: {image: "mysql:8.4", environment: {MYSQL_PASSWORD: hidden-one, MYSQL_USER: app}}
  web: {image: w, environment: {DB_CONNECTION: mysql, DB_HOST: mysql, DB_PASSWORD: hidden-one}}
"""
    result, _ = lowered(compose)
    assert environment(result, "web")["DB_CONNECTION"].literal == "mysql"
    assert environment(result, "web")["DB_HOST"].parts == (Attribute("mysql", Key.HOST),)


def test_what_may_call_does_not_decide_who_is_deployed_first() -> None:
    compose = """
services:
  kafka: {image: "apache/kafka:4.0.0", depends_on: [zookeeper]}
  zookeeper: {image: zookeeper}
"""
    result, diagnostics = lowered(compose)
    topology = design(result.application, result.environment, diagnostics)
    (stack,) = [stack for stack in topology.stacks if stack.name == "workload-kafka"]
    assert "workload-zookeeper" in stack.depends_on
    assert not told(diagnostics, "links.circle")


@pytest.mark.parametrize(("source", "lasts"), [("./uploads", True), ("./.data", True), ("./a.conf", False)])
def test_a_folder_that_one_writes_and_another_reads_is_one_volume(source: str, lasts: bool) -> None:
    compose = (
        f"services: {{web: {{image: nginx, volumes: ['{source}:/d:ro']}}, app: {{image: a, volumes: ['{source}:/d']}}}}"
    )
    result, _ = lowered(compose, told="" if lasts else "volume.missing-file")
    assert [len(w.mounts) for w in result.application.workloads] == [int(lasts), int(lasts)]
    assert len(result.application.volumes) == int(lasts)


def test_a_job_keeps_the_scheme_that_is_called_like_its_service() -> None:
    compose = """
services:
  nats: {image: "nats:2", expose: ["4222"]}
  migrate: {image: m, environment: {URL: "nats://nats:4222", CACHE_DRIVER: nats, NATS_HOST: nats}}
"""
    result, diagnostics = lowered(compose)
    topology = design(result.application, result.environment, diagnostics)
    (task,) = [r for r in topology.resources if r.id == "MigrateTaskDefinition"]
    values = {v["Name"]: v["Value"] for v in task.properties["ContainerDefinitions"][0]["Environment"]}
    zone = values["NATS_HOST"]
    assert zone.startswith("nats.")
    assert (values["URL"], values["CACHE_DRIVER"]) == (f"nats://{zone}:4222", "nats")


@pytest.mark.parametrize(
    "service",
    ["{image: 'php:8.3-fpm', ports: ['9000:9000']}", "{image: a, command: celery -A app flower, ports: ['5555:5555']}"],
)
def test_fastcgi_and_flower_are_not_public(service: str) -> None:
    assert lowered(f"services: {{x: {service}}}", told="route.none")[0].application.routes == ()


def test_another_secret_is_no_password_of_the_database() -> None:
    compose = """
services:
  db: {image: "postgres:16", environment: {POSTGRES_PASSWORD: hidden-one}}
  web: {image: w, environment: {DATABASE_HOST: db, JWT_SECRET: some-other-word, REDIS_PASSWORD: third-word}}
"""
    assert lowered(compose)[0].application.datastores == ()


def test_a_database_whose_files_another_service_works_on_stays_a_container() -> None:
    compose = """
services:
  db: {image: "postgres:16", environment: {POSTGRES_PASSWORD: hidden-one}, volumes: ["data:/var/lib/postgresql/data"]}
  web: {image: w, environment: {URL: "postgres://postgres:hidden-one@db/x"}}
  backup: {image: b, volumes: ["data:/data:ro"]}
volumes: {data: }
"""
    result, diagnostics = lowered(compose)
    assert result.application.datastores == ()
    assert any("mounts its data" in summary for summary in told(diagnostics, "decision"))


def test_a_database_on_this_machine_is_told_where_its_url_holds_a_password() -> None:
    _, diagnostics = lowered(
        "services: {w: {image: w, environment: {URL: 'postgres://u:hidden-one@localhost:5432/x'}}}",
        told="value.localhost",
    )
    assert told(diagnostics, "value.localhost")


def test_what_the_manifest_leaves_out_does_not_keep_a_database_a_container() -> None:
    compose = """
services:
  db: {image: "postgres:16", environment: {POSTGRES_PASSWORD: hidden-one}, volumes: ["data:/var/lib/postgresql/data"]}
  web: {image: w, environment: {URL: "postgres://postgres:hidden-one@db/x"}}
  backup: {image: b, volumes: ["data:/data:ro"]}
volumes: {data: }
"""
    result, _ = lowered(compose, "services: {backup: {skip: RDS has its own}}\ndatastores: {db: {class: db.t4g.small}}")
    assert [d.name for d in result.application.datastores] == ["db"]


def test_volumes_of_another_service_are_mounted_here_too() -> None:
    compose = """
services:
  code: {image: acme/code, volumes: ["code:/var/www", "./app.ini:/etc/app.ini"]}
  php: {image: acme/php, volumes_from: [code], volumes: ["own:/etc"]}
  web: {image: nginx, volumes_from: ["php:ro", "container:other"]}
volumes: {code: , own: }
"""
    result, diagnostics = lowered(compose, files={"app.ini": "a=1"})
    mounts = {w.name: {(m.volume, m.path, m.read_only) for m in w.mounts} for w in result.application.workloads}
    assert mounts["php"] == {("code", "/var/www", False), ("own", "/etc", False)}
    assert mounts["web"] == {("code", "/var/www", True), ("own", "/etc", True)}
    assert [o.source for o in result.application.workload("web").image.overlays] == ["app.ini"]
    design(result.application, result.environment, diagnostics)
    assert [d.origin.line for d in diagnostics if "volumes_from" in d.detail and d.origin] == [5]


def test_data_where_pgdata_says_need_no_volume_of_their_own() -> None:
    compose = """
services:
  db: {image: "postgres:17", environment: {PGDATA: /pg/data}, volumes: ["data:/pg/data"]}
volumes: {data: }
"""
    assert [volume.name for volume in lowered(compose)[0].application.volumes] == ["data"]


def test_two_folders_never_share_a_volume() -> None:
    folders = ["./a_b", "./a-b", "./a/b", "../a-b", "./A-B", "/a/b", "~/a/b"]
    compose = "services:\n" + "".join(f"  s{n}: {{image: x, volumes: ['{f}:/data']}}\n" for n, f in enumerate(folders))
    assert len(lowered(compose)[0].application.volumes) == len(folders)
