"""Whether changing a property replaces its resource, learned from the resource schemas.

https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-updating-stacks-update-behaviors.html
"""

from __future__ import annotations

from typing import Final, Literal

from shipway.cloudformation.schemas import UnknownType, covers, reaches, schema

Requires = Literal["never", "may", "always"]

NEVER: Final = "never"
MAY: Final = "may"
ALWAYS: Final = "always"


def requires(type_name: str, path: str) -> Requires:
    """Replacement at a change of `path` (`/Properties/Engine`, or `Engine`): never, may or always.

    A whole object that holds a create-only property may need it: what changed inside decides. An unknown type may too,
    since nothing is known to the contrary.
    """
    try:
        known = schema(type_name)
    except UnknownType:
        return MAY
    inner = path.removeprefix("/Properties/").strip("/")
    if covers(known.create_only, inner):
        return ALWAYS
    if covers(known.conditional_create_only, inner) or reaches(known.create_only, inner):
        return MAY
    return MAY if reaches(known.conditional_create_only, inner) else NEVER
