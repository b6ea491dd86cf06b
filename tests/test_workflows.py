"""The workflows, which nobody has run yet: what can be known of them without running them."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

HERE = Path(__file__).resolve().parent.parent
FILES = sorted((HERE / ".github" / "workflows").glob("*.yml"))

NODE_24 = {
    "actions/checkout": 5, "actions/setup-python": 6, "actions/upload-artifact": 6,
    "actions/download-artifact": 7, "actions/upload-pages-artifact": 5, "actions/deploy-pages": 5,
}  # fmt: skip
"""The first major of each action that runs on Node 24: those before begin on no runner any more."""


def read(path: Path) -> dict[Any, Any]:
    found: dict[Any, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return found


def steps(flow: dict[Any, Any]) -> list[dict[str, Any]]:
    return [step for job in flow["jobs"].values() for step in job["steps"]]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_workflow_may_only_read_unless_a_job_says_what_it_writes(path: Path) -> None:
    flow = read(path)
    assert flow["permissions"] == {"contents": "read"}
    assert True in flow, "YAML reads the key `on` as true"
    for job in flow["jobs"].values():
        assert job["timeout-minutes"] <= 45
        assert {*[job.get("needs", "")]} - {""} <= flow["jobs"].keys()
        assert not {"contents", "packages"} & job.get("permissions", {}).keys()
    for step in steps(flow):
        assert ("uses" in step) != ("run" in step), step
        assert re.fullmatch(r"[\w-]+/[\w-]+@(v\d+|release/v1)", step.get("uses", "a/b@v1")), step
        name, _, version = step.get("uses", "").partition("@v")
        assert name not in NODE_24 or int(version) >= NODE_24[name], step
        if name == "actions/checkout":
            assert step["with"] == {"persist-credentials": False}, "no later step needs the token"
        # What strangers write (a title, a branch) goes into scripts by their environment alone.
        assert "${{" not in step.get("run", ""), step
    assert "secrets." not in path.read_text(encoding="utf-8"), "nothing is published by a token"


def test_tests_run_on_every_system_and_every_python() -> None:
    flow = read(HERE / ".github" / "workflows" / "test.yml")
    matrix = flow["jobs"]["checks"]["strategy"]["matrix"]
    about = tomllib.loads((HERE / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert about["requires-python"] == f">={matrix['python'][0]}"
    assert matrix["python"] == ["3.11", "3.12", "3.13", "3.14"]
    assert {name.partition("-")[0] for name in matrix["os"]} == {"ubuntu", "macos", "windows"}
    assert flow["jobs"]["whole"]["steps"][-1] == {"run": ".ci/run"}


def test_the_package_goes_out_by_trusted_publishing_on_a_tag() -> None:
    flow = read(HERE / ".github" / "workflows" / "publish.yml")
    package, site = flow["jobs"]["package"], flow["jobs"]["site"]
    assert flow[True]["push"] == {"tags": ["v*"]}
    assert package["permissions"] == {"id-token": "write"}
    assert package["if"] == "github.ref_type == 'tag'"
    assert site["permissions"] == {"pages": "write", "id-token": "write"}
    assert package["needs"] == site["needs"] == "build"
