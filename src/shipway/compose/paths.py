"""Relative paths in a Compose file are relative to its folder, and rewritten when it is used from another one."""

from __future__ import annotations

import posixpath
import re

from shipway.compose.tree import Node, copy, scalar

REMOTE = r"[a-z][a-z0-9+.-]*://|git@|[A-Za-z]:[\\/]|github\.com/|docker-image:|service:"


def remote(path: str) -> bool:
    """Whether a build's context is no folder of the project."""
    return not path.startswith(".") and re.match(REMOTE, path) is not None


def within(path: str, root: str) -> bool:
    """Whether a normalised path of the project is the root, or lies below it."""
    return root == "." or path == root or path.startswith(f"{root}/")


def inside(path: str, directory: str) -> str:
    """Relative and normalised where it is written so, or begins with the project's own directory; else as written."""
    if directory != "/" and within(path, directory):
        path = posixpath.relpath(path, directory)
    if path.startswith(("/", "~", "git@")) or (":" in path and re.match(r"[a-z][a-z0-9+.-]*:|[A-Za-z]:[\\/]", path)):
        return path
    return posixpath.normpath(path)


def rebase(service: Node, folder: str, base: str) -> Node:
    """A copy of a service of `folder`, its relative paths rewritten to be relative to `base`."""
    moved = copy(service)
    prefix = posixpath.relpath(folder or ".", base or ".")
    if prefix == ".":
        return moved
    _build(moved, prefix)
    _env_files(moved, prefix)
    _volumes(moved, prefix)
    return moved


def _env_files(service: Node, prefix: str) -> None:
    env_file = service.get("env_file")
    if env_file is None:
        return
    if isinstance(env_file.value, str):
        service.put("env_file", _moved(env_file, prefix), service.key_origin("env_file"))
    for index, item in enumerate(env_file.items):
        path = item.get("path")
        if path is not None:
            item.put("path", _moved(path, prefix), path.origin)
        elif isinstance(item.value, str):
            env_file.items[index] = _moved(item, prefix)


def _volumes(service: Node, prefix: str) -> None:
    volumes = service.get("volumes")
    if volumes is None:
        return
    for index, item in enumerate(volumes.items):
        source = item.get("source")
        if source is not None and source.text.startswith("."):
            item.put("source", _moved(source, prefix), source.origin)
        elif isinstance(item.value, str) and item.value.startswith("."):
            head, _, rest = item.value.partition(":")
            volumes.items[index] = scalar(f"{_joined(prefix, head)}:{rest}", item)


def _build(service: Node, prefix: str) -> None:
    build = service.get("build")
    if build is None:
        return
    if isinstance(build.value, str):
        service.put("build", _moved(build, prefix), service.key_origin("build"))
    elif (context := build.get("context")) is not None:
        build.put("context", _moved(context, prefix), context.origin)


def _moved(node: Node, prefix: str) -> Node:
    return scalar(_joined(prefix, node.text), node)


def _joined(prefix: str, path: str) -> str:
    if not path or path.startswith(("/", "~")) or remote(path):
        return path
    joined = posixpath.normpath(posixpath.join(prefix, path))
    return joined if joined.startswith(".") else f"./{joined}"
