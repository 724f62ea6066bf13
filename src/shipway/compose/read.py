"""Phase 1, read: the text of one Compose file becomes a Node tree.

YAML is read by libyaml; the types of scalars are decided here, by YAML 1.2's rules as Compose has them: `on` and `yes`
stay words and `22222:22` is no base-60 number. Merge keys are resolved, a key written twice is an error, and what
aliases expand to is bounded, so that no file can eat the memory.
"""

from __future__ import annotations

import re

import yaml

from shipway.compose.tree import Node, Scalar, mapping
from shipway.diagnostics import Diagnostics, Origin

MAX_BYTES = 1_048_576
MAX_NODES = 200_000
MAX_DEPTH = 100
MAX_NESTING = 2_000
"""libyaml builds a document by recursion in C, which ends the process some ten thousand levels down."""
BRACKET = r"[\[{\]}]"
IN_ONE_LINE = re.compile(r"(?:[-?][ \t]+){2,}")

NULL = frozenset(("", "~", "null", "Null", "NULL"))
BOOL = frozenset(("true", "True", "TRUE", "false", "False", "FALSE"))
NUMERIC = frozenset("+-.0123456789")
ENDINGS = frozenset("0123456789abcdefABCDEF_.")
"""What a number begins with, and ends with: `10s` is none."""
INTEGER = r"[-+]?(0b[01_]+|0o?[0-7_]+|0x[0-9a-fA-F_]+|[1-9][0-9_]*|0)"
FLOAT = r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?"
TEXT = "tag:yaml.org,2002:str"
RESOLVER = yaml.SafeLoader("")
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Unreadable(Exception):
    """The file is not a Compose file at all; the diagnostic is already collected."""


def read(text: str, file: str, diagnostics: Diagnostics) -> list[Node]:
    """The documents of a file, each a mapping, without the empty ones. Problems are collected, and end in none."""
    if len(text.encode(errors="replace")) > MAX_BYTES:
        diagnostics.error(
            "compose.too-large",
            f"{file} is larger than 1 MiB",
            Origin(file, 1),
            detail="Compose files of that size are not read, so that no input can eat the memory.",
            fix="Move generated content into files of its own and mount them.",
        )
        return []
    if _nested(text) > MAX_NESTING:
        _too_deep(file, diagnostics)
        return []
    loader = LOADER(text)
    documents: list[Node] = []
    try:
        while loader.check_node():
            node = loader.get_node()
            assert node is not None
            tree = _Builder(file, diagnostics).build(node, 0)
            if tree.value is None:
                continue
            if not isinstance(tree.value, dict):
                diagnostics.error(
                    "compose.not-a-mapping",
                    "a Compose file must be a mapping with `services:` at the top",
                    tree.origin,
                    fix="Begin the file with `services:` and indent each service below it.",
                )
                return []
            documents.append(tree)
    except yaml.YAMLError as error:
        _refuse(error, file, diagnostics)
        return []
    except RecursionError:
        _too_deep(file, diagnostics)
        return []
    except Unreadable:
        return []
    finally:
        loader.dispose()
    return documents


def _refuse(error: yaml.YAMLError, file: str, diagnostics: Diagnostics) -> None:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    problem = getattr(error, "problem", None) or getattr(error, "reason", None) or "it cannot be read as YAML"
    diagnostics.error(
        "compose.not-yaml",
        f"this is not valid YAML: {problem}",
        Origin(file, mark.line + 1 if mark else 1),
        fix="Look at the indentation, the quotes and the colons of this line and the one before it.",
    )


def _nested(text: str) -> int:
    """How deep the brackets of a text go, and the dashes of a line; those in quotes count too."""
    deepest = max((len(match.group()) // 2 for match in IN_ONE_LINE.finditer(text)), default=0)
    if text.count("[") + text.count("{") <= MAX_NESTING:
        return deepest
    depth = 0
    for match in re.finditer(BRACKET, text):
        depth = depth + 1 if match.group() in "[{" else max(0, depth - 1)
        deepest = max(deepest, depth)
    return deepest


def _too_deep(file: str, diagnostics: Diagnostics) -> None:
    diagnostics.error(
        "compose.too-deep",
        f"{file} is nested too deeply",
        Origin(file, 1),
        fix="Flatten the file; Compose needs about ten levels.",
    )


class _Builder:
    """Turns the nodes of one document into Nodes, counting as it goes."""

    def __init__(self, file: str, diagnostics: Diagnostics) -> None:
        self.file = file
        self.diagnostics = diagnostics
        self.count = 0
        self.open: set[int] = set()

    def build(self, node: yaml.Node, depth: int) -> Node:
        origin = Origin(self.file, node.start_mark.line + 1)
        self.count += 1
        if self.count > MAX_NODES:
            self._stop(
                "compose.alias-bomb",
                "the aliases of this file expand to more than 200,000 elements",
                origin,
                "Write the repeated parts out, or use fewer levels of anchors.",
            )
        if depth > MAX_DEPTH:
            self._stop("compose.too-deep", "the file is nested more than 100 levels deep", origin, "Flatten the file.")
        if id(node) in self.open:
            self._stop("compose.alias-cycle", "an anchor contains itself", origin, "Remove the alias that points back.")
        self.open.add(id(node))
        try:
            return self._built(node, origin, depth)
        finally:
            self.open.discard(id(node))

    def _stop(self, code: str, summary: str, origin: Origin, fix: str) -> None:
        self.diagnostics.error(code, summary, origin, fix=fix)
        raise Unreadable

    def _built(self, node: yaml.Node, origin: Origin, depth: int) -> Node:
        tag = node.tag if node.tag in ("!reset", "!override") else ""
        if isinstance(node, yaml.MappingNode):
            built = self._mapping(node, origin, depth)
        elif isinstance(node, yaml.SequenceNode):
            built = Node([self.build(child, depth + 1) for child in node.value], origin)
        else:
            assert isinstance(node, yaml.ScalarNode)
            built = Node(typed(node), origin, raw=node.value)
        built.tag = tag
        return built

    def _mapping(self, node: yaml.MappingNode, origin: Origin, depth: int) -> Node:
        own: dict[str, Node] = {}
        lines: dict[str, Origin] = {}
        merged: list[Node] = []
        for key_node, child in node.value:
            key_origin = Origin(self.file, key_node.start_mark.line + 1)
            if key_node.tag == "tag:yaml.org,2002:merge":
                merged += self._merged(child, key_origin, depth)
                continue
            if not isinstance(key_node, yaml.ScalarNode):
                self._stop(
                    "compose.bad-key", "a key must be a word, not a list or a mapping", key_origin, "Quote the key."
                )
                continue
            key = key_node.value
            value = typed(key_node)
            if isinstance(value, int | float) and not isinstance(value, bool):
                self.diagnostics.error(
                    "compose.bad-key",
                    f"the key {key} is a number, and Compose takes text alone",
                    key_origin,
                    fix=f'Quote it: "{key}".',
                )
            if key in own:
                self.diagnostics.error(
                    "compose.duplicate-key",
                    f'"{key}" is written twice in the same mapping',
                    key_origin,
                    detail=f"The first one stands in line {lines[key].line}; only one of them could count.",
                    fix="Remove one of the two, or merge them.",
                )
            own[key] = self.build(child, depth + 1)
            lines[key] = key_origin
        for base in merged:
            for key, child_node in base.mapping.items():
                if key not in own:
                    own[key] = child_node
                    lines[key] = base.key_origin(key)
        built = mapping(origin, own)
        built.keys = lines
        return built

    def _merged(self, node: yaml.Node, origin: Origin, depth: int) -> list[Node]:
        """The mappings that a merge key names; of several, the first wins."""
        built = self.build(node, depth + 1)
        bases = built.items if isinstance(built.value, list) else [built]
        if not all(isinstance(base.value, dict) for base in bases):
            self.diagnostics.error(
                "compose.bad-merge",
                "a merge key must name a mapping or a list of mappings",
                origin,
                fix="Let `<<:` point at an anchor on a mapping.",
            )
            return []
        return bases


def typed(node: yaml.ScalarNode) -> Scalar:
    """A scalar's value: quoted ones and those with `!!str` are text, plain ones have YAML 1.2's types."""
    explicit = node.tag == TEXT and _yaml_1_1(node.value) != TEXT
    if node.style or explicit:
        return str(node.value)
    return scalar_value(node.value)


def _yaml_1_1(text: str) -> str:
    """The tag that the YAML library would give an unquoted scalar."""
    return str(RESOLVER.resolve(yaml.ScalarNode, text, (True, False)))  # type: ignore[no-untyped-call]


def scalar_value(text: str) -> Scalar:
    """The value of an unquoted scalar."""
    if text in NULL:
        return None
    if text in BOOL:
        return text.lower() == "true"
    if text[0] not in NUMERIC or text[-1] not in ENDINGS or text == ".":
        return text
    if text.isascii() and text.isdigit() and text[0] != "0":
        return int(text)
    if re.fullmatch(INTEGER, text):
        digits = text.replace("_", "")
        sign, digits = (-1, digits[1:]) if digits[0] == "-" else (1, digits.lstrip("+"))
        base = {"0x": 16, "0b": 2, "0o": 8}.get(digits[:2].lower(), 8 if digits[0] == "0" else 10)
        bare = digits[2:] if digits[:2].lower() in ("0x", "0b", "0o") else digits
        return sign * int(bare or "0", base)
    if re.fullmatch(FLOAT, text):
        return float(text)
    return text
