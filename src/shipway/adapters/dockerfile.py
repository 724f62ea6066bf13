"""The thin Dockerfile that puts the project's own files on top of an image."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from pathlib import Path

from shipway.errors import BuildFailed
from shipway.model.kept_out import kept_out


def lay_over(base: str, overlays: Sequence[tuple[Path, str]], folder: Path) -> None:
    """Write into `folder` a build context of its own: `FROM base` and one COPY for each (file or folder, target).

    Numbered copies, so that no name of the project has to be quoted and the rest of it is not sent to the daemon.
    A folder's content goes to the target, as a bind mount shows it, without what is kept out of images:
    https://docs.docker.com/reference/dockerfile/#copy
    """
    lines = [f"FROM {base}"]
    for number, (source, target) in enumerate(overlays):
        name = f"overlay{number}"
        try:
            if source.is_dir():
                shutil.copytree(source, folder / name, symlinks=True, ignore=_kept_out)
                lines.append(f"COPY {json.dumps([f'{name}/', target.rstrip('/') + '/'])}")
            else:
                shutil.copy2(source, folder / name)
                lines.append(f"COPY {json.dumps([name, target])}")
        except (OSError, shutil.Error) as error:
            raise BuildFailed(
                f"could not copy {source.name} into the image: {getattr(error, 'strerror', None) or error}",
                f"check that {source} is there and may be read",
            ) from error
    (folder / "Dockerfile").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _kept_out(folder: str, names: list[str]) -> list[str]:
    return [name for name in names if kept_out(name)]
