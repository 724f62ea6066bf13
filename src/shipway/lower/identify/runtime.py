"""Which language's runtime an image starts: it decides how its drivers are set to TLS, and what they trust."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping

from shipway.compose.types import Project, Service
from shipway.engines.catalogue import split_reference
from shipway.lower.identify.builds import owner
from shipway.lower.identify.dockerfile import Stage

BASES = {
    "node": ("node", "nodejs", "bun", "deno"),
    "python": ("python", "python3", "pypy", "uv", "miniconda3", "micromamba", "uvicorn-gunicorn-fastapi"),
    "ruby": ("ruby", "rails", "jruby", "truffleruby"),
    "php": ("php", "composer", "frankenphp", "wordpress", "php-fpm", "php-nginx"),
    "java": ("openjdk", "temurin", "corretto", "amazoncorretto", "gradle", "maven", "jre", "jdk", "java", "java17"),
    "go": ("golang", "go"),
    "rust": ("rust",),
    "elixir": ("elixir", "erlang", "phoenix"),
    "dotnet": ("dotnet", "aspnet"),
}
"""Runtime → words of a base image's repository: `eclipse-temurin`, `distroless/nodejs22-debian12`, `oven/bun`."""

PROGRAMS = {
    "node": ("node", "npm", "npx", "pnpm", "yarn", "bun", "bunx", "deno", "next", "tsx", "ts-node", "nodemon", "pm2"),
    "python": (
        *("python", "python3", "gunicorn", "uvicorn", "celery", "flask", "django-admin", "hypercorn", "daphne"),
        *("alembic", "poetry", "uv", "fastapi", "granian", "dramatiq", "rq"),
    ),
    "ruby": ("ruby", "rails", "bundle", "puma", "sidekiq", "rake", "bin/rails"),
    "php": ("php", "artisan", "php-fpm", "composer"),
    "java": ("java",),
    "go": ("go", "air"),
    "elixir": ("mix", "elixir", "iex"),
    "dotnet": ("dotnet",),
}
"""Runtime → the first word of a command that it runs."""


def runtimes(project: Project, stages: Mapping[str, Stage | None]) -> dict[str, str]:
    """Service → `node`, `python`, `go`…, "" where nothing tells; services of one image have one runtime."""
    own = {s.name: runtime(s, stages[owner(s, project).name]) for s in project.services}
    by_image: dict[str, str] = {}
    for service in project.services:
        if service.image and own[service.name]:
            by_image.setdefault(service.image, own[service.name])
    return {s.name: own[s.name] or by_image.get(s.image or "", "") for s in project.services}


def runtime(service: Service, stage: Stage | None) -> str:
    """What the service's command says, else its Dockerfile, else its image's name."""
    commands = [service.entrypoint or (stage.entrypoint if stage else ()), service.command or ()]
    commands += [stage.command] if stage and not service.command and not service.entrypoint else []
    for words in commands:
        found = _by_program(words)
        if found:
            return found
    for base in stage.bases if stage else [service.image or ""]:
        found = _by_base(base)
        if found:
            return found
    return ""


def _by_program(words: tuple[str, ...]) -> str:
    """Of a shell's script, the first word of each of its commands counts."""
    script = len(words) > 2 and posixpath.basename(words[0]) in ("sh", "bash", "ash") and words[1].endswith("c")
    lines = re.split(r"&&|\|\||[;\n]", words[2]) if script else [" ".join(words)]
    for line in lines:
        first = [word for word in line.split() if "=" not in word and word not in ("exec", "time", "nice")][:1]
        program = posixpath.basename(first[0]) if first else ""
        for name, programs in PROGRAMS.items():
            if re.sub(r"(?<=python)[\d.]+$", "", program) in programs:
                return name
    return ""


def _by_base(image: str) -> str:
    words = re.split(r"[^a-z0-9]+", split_reference(image)[0].rsplit("/", 2)[-1])
    words += re.split(r"[^a-z0-9]+", posixpath.dirname(split_reference(image)[0]))
    bare = {re.sub(r"\d+$", "", word) for word in words} | set(words)
    return next((name for name, bases in BASES.items() if bare & set(bases)), "")
