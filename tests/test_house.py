"""The house: one list of pins, nothing that points to a registry, a README whose commands exist."""

from __future__ import annotations

import json
import re
import subprocess
import tomllib
from pathlib import Path

import pytest
from ruamel.yaml import YAML

ROOT = Path(__file__).parents[1]
HOSTS = re.compile(
    r"https?://[^\s\"')]*(?:pypi\.org|pythonhosted|npmjs|jsdelivr|unpkg|esm\.sh|googleapis|debian\.org)|registry\.npm"
)


def tracked() -> list[Path]:
    names = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [ROOT / n for n in names.split("\0") if n and (ROOT / n).is_file()]


def pins() -> dict[str, str]:
    lines = (ROOT / "constraints.txt").read_text().splitlines()
    return dict(line.lower().split("==") for line in lines if line and not line.startswith("#"))


def declared() -> list[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    groups = [project["dependencies"], *project["optional-dependencies"].values()]
    return [re.split(r"[<>=\[ ]", d)[0].lower() for group in groups for d in group]


@pytest.mark.parametrize("name", declared())
def test_every_dependency_is_pinned(name: str) -> None:
    assert name in {k.replace("_", "-") for k in pins()} | set(pins())


def test_conda_gets_the_same_environment() -> None:
    environment = YAML(typ="safe").load(ROOT / "environment.yml")
    (pip,) = [d["pip"] for d in environment["dependencies"] if isinstance(d, dict)]
    assert pip == ["--constraint constraints.txt", "--editable .[scale,site,test]"]
    conda = [d for d in environment["dependencies"] if isinstance(d, str)]
    assert conda[0].startswith("python=3.")
    assert set(conda[1:]) == {"pip"}, "pins stand in constraints.txt alone"


def test_no_file_names_a_registry_or_a_cdn() -> None:
    found = {
        str(p.relative_to(ROOT)): m[0]
        for p in tracked()
        if p.suffix not in {".png"} and p != Path(__file__)
        for m in [HOSTS.search(p.read_text(encoding="utf-8", errors="replace"))]
        if m
    }
    assert found == {}
    assert not [p for p in tracked() if p.name in {"uv.lock", "poetry.lock", "package-lock.json"}]


def test_readme_names_commands_that_exist() -> None:
    readme = (ROOT / "README.md").read_text()
    makefile = (ROOT / "Makefile").read_text()
    for target in re.findall(r"`?make (\w+)", readme):
        assert re.search(rf"^{target}:", makefile, re.M), target
    for linked in re.findall(r"\]\(([^)#:]+)\)", readme):
        assert (ROOT / linked).exists(), linked


def test_lab_settings_travel_with_the_package() -> None:
    shipped = json.loads((ROOT / "b12course" / "learner" / "lab" / "overrides.json").read_text())
    data = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["hatch"]["build"]["targets"]["wheel"]
    assert data["shared-data"] == {"b12course/learner/lab/overrides.json": "share/jupyter/lab/settings/overrides.json"}
    assert shipped["@jupyterlab/notebook-extension:tracker"]["windowingMode"] == "none"
    assert shipped["@jupyterlab/apputils-extension:notification"]["fetchNews"] == "false"


def test_nothing_of_a_class_is_committed() -> None:
    names = {str(p.relative_to(ROOT)) for p in tracked()}
    assert not [n for n in names if re.search(r"answers.*\.jsonl$|gradebook\.db|^(release|submitted|autograded)/", n)]
