"""CloudFormation's limits for one template.

https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from shipway.cloudformation.dynamic import PATTERN
from shipway.cloudformation.template import compact, dump

DOCUMENTED = "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html"

ENTRIES = {"Resources": 500, "Parameters": 200, "Outputs": 200, "Mappings": 200}
NAME = 255  # characters of a logical id, a parameter's, an output's, a mapping's name
DESCRIPTION = 1024  # bytes, the template's
DEFAULT = 4096  # bytes of a parameter's value
BYTES = 1024 * 1024  # of a template in S3
INLINE_BYTES = 51_200  # of a template sent in the request itself
DYNAMIC_REFERENCES = 60


def exceeded(template: Mapping[str, Any], text: str = "") -> tuple[str, ...]:
    """One sentence per limit that the template breaks, with how much it has and where the limit is documented.

    text: `compact(template)`, where it is at hand.
    """
    found = [*_entries(template), *_names(template), *_sizes(template, text or compact(template))]
    return tuple(f"{problem} ({DOCUMENTED})" for problem in found)


def fits_inline(text: str) -> bool:
    """Whether a dumped template may go into the request; a larger one has to be put into S3 first."""
    return len(text.encode()) <= INLINE_BYTES


def _entries(template: Mapping[str, Any]) -> Iterator[str]:
    for section, limit in ENTRIES.items():
        count = len(template.get(section) or ())
        if count > limit:
            yield f"{section} has {count} entries, CloudFormation takes {limit}"
    for name, mapping in (template.get("Mappings") or {}).items():
        if isinstance(mapping, Mapping) and len(mapping) > ENTRIES["Mappings"]:
            yield f"the mapping {name} has {len(mapping)} keys, CloudFormation takes {ENTRIES['Mappings']}"


def _names(template: Mapping[str, Any]) -> Iterator[str]:
    for section in ENTRIES:
        for name in template.get(section) or ():
            if len(name) > NAME:
                yield f"the name {name[:40]}… in {section} has {len(name)} characters, CloudFormation takes {NAME}"


def _sizes(template: Mapping[str, Any], text: str) -> Iterator[str]:
    """text: the template as compact JSON."""
    size = len(text.encode())
    if size > BYTES // 4:  # only then can the indentation matter
        size = len(dump(template).encode())
    if size > BYTES:
        yield f"the template has {size} bytes, CloudFormation takes {BYTES}"
    description = template.get("Description")
    if isinstance(description, str) and len(description.encode()) > DESCRIPTION:
        yield f"the description has {len(description.encode())} bytes, CloudFormation takes {DESCRIPTION}"
    for name, parameter in (template.get("Parameters") or {}).items():
        default = str(parameter.get("Default", "")) if isinstance(parameter, Mapping) else ""
        if len(default.encode()) > DEFAULT:
            yield f"the default of {name} has {len(default.encode())} bytes, CloudFormation takes {DEFAULT}"
    count = sum(1 for _ in re.finditer(PATTERN, text)) if "{{resolve:" in text else 0
    if count > DYNAMIC_REFERENCES:
        yield f"the template has {count} dynamic references, CloudFormation takes {DYNAMIC_REFERENCES}"
