"""What is shipped is what is tested: the wheel is opened, installed by itself, and served."""

import os
import subprocess
import sys
import urllib.request
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    built = subprocess.run(command, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stdout + built.stderr
    return next(folder.glob("*.whl"))


def test_wheel_is_at_most_20_megabytes(wheel: Path) -> None:
    assert wheel.stat().st_size <= 20_000_000


def test_wheel_carries_page_tables_and_licenses(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    assert "rowspace/server/static/index.html" in names
    for table in ("glove", "minilm", "classroom"):
        assert f"rowspace/samples/{table}/table.safetensors" in names
        assert f"rowspace/samples/{table}/LICENSE" in names
        assert f"rowspace/samples/{table}/ORIGIN.json" in names
    assert any(name.endswith("licenses/LICENSE") for name in names)


def test_wheel_carries_nothing_else(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert not [name for name in names if "node_modules" in name or "/tests/" in name or name.endswith((".ts", ".tsx"))]


def test_installed_wheel_serves_the_lesson(wheel: Path, tmp_path: Path) -> None:
    target = tmp_path / "installed"
    install = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", str(target), str(wheel)]
    subprocess.run(install, check=True, capture_output=True)
    environment = {**os.environ, "PYTHONPATH": str(target)}
    command = [sys.executable, "-m", "rowspace", "--no-browser", "--port", "0"]
    server = subprocess.Popen(command, cwd=tmp_path, env=environment, stdout=subprocess.PIPE, text=True)
    try:
        assert server.stdout is not None
        address = server.stdout.readline().split()[-1]
        with urllib.request.urlopen(address) as page:
            assert b"<title>" in page.read()
        with urllib.request.urlopen(f"{address}api/tables") as answer:
            assert b'"minilm"' in answer.read()
    finally:
        server.terminate()
        server.wait()
        if server.stdout is not None:
            server.stdout.close()
