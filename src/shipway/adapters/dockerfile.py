"""The thin Dockerfile that puts the project's own files on top of an image."""

from __future__ import annotations

import json
import posixpath
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

from shipway.errors import BuildFailed
from shipway.model.image import Overlay
from shipway.model.kept_out import kept_out


def lay_over(base: str, overlays: Sequence[Overlay], folder: Path, local: Callable[[str], Path]) -> None:
    """Write into `folder` a build context of its own: `FROM base` and one COPY for each overlay.

    Numbered copies, so that no name of the project has to be quoted and the rest of it is not sent to the daemon.
    A folder's content goes to the target, as a bind mount shows it, without what is kept out of images:
    https://docs.docker.com/reference/dockerfile/#copy
    """
    lines = [f"FROM {base}"]
    for number, overlay in enumerate(overlays):
        name = f"overlay{number}"
        source = Path(overlay.target) if overlay.link or overlay.text is not None else local(overlay.source)
        try:
            whole = _put(overlay, source, folder / name)
        except (OSError, shutil.Error) as error:
            raise BuildFailed(
                f"could not copy {source.name} into the image: {getattr(error, 'strerror', None) or error}",
                f"check that {source} is there and may be read",
            ) from error
        target = posixpath.dirname(overlay.target) if overlay.link else overlay.target
        owned = f"--chown={overlay.owner} " if overlay.owner else ""
        lines.append(f"COPY {owned}{json.dumps([f'{name}/', target.rstrip('/') + '/'] if whole else [name, target])}")
    (folder / "Dockerfile").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _put(overlay: Overlay, source: Path, place: Path) -> bool:
    """Whether what stands at the place is a folder whose content is copied."""
    if overlay.link:
        place.mkdir()
        (place / posixpath.basename(overlay.target)).symlink_to(overlay.link)  # COPY keeps a link inside a folder
        return True
    if overlay.text is not None:
        place.write_text(overlay.text, encoding="utf-8")
        place.chmod(int(overlay.mode or "0644", 8))
        return False
    if source.is_dir():
        shutil.copytree(source, place, symlinks=True, ignore=_kept_out)
        return True
    shutil.copy2(source, place)
    if overlay.mode:
        place.chmod(int(overlay.mode, 8))
    return False


def _kept_out(folder: str, names: list[str]) -> list[str]:
    return [name for name in names if kept_out(name)]
