"""Words of ECS stand in their rooms only: what others must know of a type, resources/facts.py says."""

from __future__ import annotations

import ast
import re
from pathlib import Path

SOURCE = Path(__file__).parents[2] / "src" / "shipway"
ROOMS = ("targets/fargate/", "resources/", "adapters/", "rehearse/", "data/")
WORDS = re.compile(
    r"AWS::ECS::\w*|\w*TaskDefinition\w*|ServiceConnect\w*|AwsvpcConfiguration|AssignPublicIp|DesiredCount|"
    r"DeploymentConfiguration|MaximumPercent|MinimumHealthyPercent|DeploymentCircuitBreaker|ContainerDefinitions?|"
    r"NetworkConfiguration|PortMappings|LaunchType|LinuxParameters|ReadonlyRootFilesystem|StopTimeout|ValueFrom|"
    r"ExecutionRoleArn|TaskRoleArn|EFSVolumeConfiguration|ContainerName|ServiceRegistries|ScalableTarget"
)
TABLES = {"cloudformation/compare.py": {"ContainerName"}}
"""Data of CloudFormation's own that happens to have such a word: by which key a list's items are told apart."""


def test_no_file_outside_its_rooms_names_what_is_ecs() -> None:
    found = [
        f"{name}: {word}"
        for path in sorted(SOURCE.rglob("*.py"))
        if not (name := str(path.relative_to(SOURCE))).startswith(ROOMS)
        for word in WORDS.findall(path.read_text())
        if word not in TABLES.get(name, ())
    ]
    assert found == []


def test_the_list_of_words_finds_them_where_they_belong() -> None:
    """The test above can fail: these files are full of such words."""
    assert {*WORDS.findall((SOURCE / "resources" / "ecs_service.py").read_text())} >= {
        "AWS::ECS::Service",
        "TaskDefinition",
        "DesiredCount",
        "MaximumPercent",
    }


def test_a_workloads_stack_key_is_made_in_one_place() -> None:
    places = [str(path.relative_to(SOURCE)) for path in SOURCE.rglob("*.py") if "workload-" in path.read_text()]
    assert places == ["naming.py"]


CLOUD = re.compile(
    r"\bAWS\b|\bECS\b|Fargate|\bRDS\b|ElastiCache|Lightsail|Beanstalk|Secrets Manager|CloudWatch|CloudFormation|"
    r"\bEFS\b|\bS3\b|\bECR\b|\bALB\b|\bVPC\b|Route 53|Service Connect|EventBridge|load balancer|docs\.aws"
)


def test_lower_says_no_word_of_aws() -> None:
    """What a project means is the same on every target; a target's own words come in by its offers."""
    for path in sorted((SOURCE / "lower").rglob("*.py")):
        assert CLOUD.findall(path.read_text()) == [], path.name


def test_no_import_leads_back_to_where_it_comes_from() -> None:
    imports = _imports()
    while leaves := {name for name, found in imports.items() if not found & imports.keys()}:
        imports = {name: found for name, found in imports.items() if name not in leaves}
    assert sorted(imports) == [], "these import each other, or something that does"


def _imports() -> dict[str, set[str]]:
    """Module → the modules of Shipway that it imports anywhere."""
    paths = {_module(path): path for path in SOURCE.rglob("*.py")}
    found: dict[str, set[str]] = {}
    for name, path in paths.items():
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.ImportFrom) and node.module:
                inner = {f"{node.module}.{alias.name}" for alias in node.names}
                found.setdefault(name, set()).update(inner & paths.keys() or {node.module})
    return found


def _module(path: Path) -> str:
    return ".".join(path.relative_to(SOURCE.parent).with_suffix("").parts).removesuffix(".__init__")
