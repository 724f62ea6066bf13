"""What a service is: an engine by its image, by the FROM of what it is built from, or an application."""

from __future__ import annotations

import posixpath

from shipway.compose.types import Project, Service
from shipway.lower.dockerfile import Stage, stage_of
from shipway.model.engines import Engine, engine_of, split_reference, version_of
from shipway.records import record

REPLACEABLE = {
    "postgres": "postgres",
    "pgvector": "postgres",
    "postgis": "postgres",
    "mysql": "mysql",
    "mariadb": "mariadb",
    "redis": "redis",
    "valkey": "redis",
}
"""Engine of the catalogue → the family that a managed service offers."""

EXTENSIONS = {"pgvector": ("vector",), "postgis": ("postgis",)}
CLIENTS = {"psql", "pg_dump", "pg_restore", "mysql", "mysqldump", "redis-cli", "rpk", "mongosh", "mc", "wait-for-it"}


@record
class Detected:
    """engine None: an application. image: the reference that decided, "" for an unknown base. stage: of a build."""

    engine: Engine | None
    version: str
    image: str
    stage: Stage | None = None

    @property
    def role(self) -> str:
        """The engine's role, "" for an application."""
        return self.engine.role if self.engine else ""

    @property
    def family(self) -> str:
        """The replaceable family, "" where no managed service stands in."""
        return REPLACEABLE.get(self.engine.name, "") if self.engine else ""


def detect(service: Service, project: Project) -> Detected:
    """Look through the build to its base; a server's image that runs a client's command is a helper, not a server."""
    stage = _stage(service, project)
    image = stage.base if stage is not None else service.image or ""
    engine = engine_of(image) if image else None
    if engine is not None and (_runs_client(service) or (stage is not None and _is_application(engine, stage))):
        engine = None
    return Detected(engine, version_of(split_reference(image)[1]) if image else "", image, stage)


def _stage(service: Service, project: Project) -> Stage | None:
    build = service.build
    if build is None:
        return None
    path = posixpath.normpath(posixpath.join(build.context, build.dockerfile))
    file = project.files.get(path)
    text = build.dockerfile_inline if build.dockerfile_inline is not None else (file.text if file else None)
    if text is None:
        return Stage()
    return stage_of(text, path, build.target, {a.name: a.value or "" for a in build.args})


def _runs_client(service: Service) -> bool:
    words = [*(service.entrypoint or ()), *(service.command or ())]
    named = {posixpath.basename(word) for word in " ".join(words).replace(";", " ").replace("&&", " ").split()}
    return bool(named & CLIENTS) and not any(
        word.endswith(("server", "postgres", "mysqld", "mongod")) for word in named
    )


def _is_application(engine: Engine, stage: Stage) -> bool:
    """A web server's base with the user's own content is theirs: it serves their pages."""
    return engine.role in ("proxy", "app-helper", "init")
