"""Only the repository, or what is given, is read; the rest is said to be unknown."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from conftest import Command
from hostile.watched import watched

SECRET = "planted-secret"
SITE = """:80 {
	reverse_proxy web:80 {
		transport http {
			read_timeout 30s
			write_timeout 30s
		}
	}
}
"""
# What stands outside, and would be an error, a finding or a change if it were read.
OUTSIDE = {
    "conf.d/site.caddy": f"{SECRET} {{\n\treverse_proxy nobody:1\n",
    "Caddyfile": f"{SECRET}.example {{\n\treverse_proxy nobody:1\n}}\n",
    "compose.yaml": f"services:\n  web: {{image: {SECRET}, nonsense: {SECRET}}}\n",
    "app.env": f"{SECRET}\n=\n",
    "app/Dockerfile": f"FROM {SECRET}\nEXPOSE 9999\n",
}


def compose(
    web: str = "image: nginx", mounts: str = '"./Caddyfile:/etc/caddy/Caddyfile"', head: str = ""
) -> str:
    return f"""{head}services:
  caddy:
    image: caddy:2
    ports: ["80:80"]
    volumes: [{mounts}]
  web: {{{web}}}
"""


@dataclass(frozen=True)
class Case:
    """A project's files besides the usual ones, links in it and where they lead, and what is said at which place."""

    where: str
    files: dict[str, str] = field(default_factory=dict)
    links: dict[str, str] = field(default_factory=dict)
    status: int = 0


ON_THE_HOST = "services:\n  web: {image: nginx}\n"
MOUNTED = '"./Caddyfile:/etc/caddy/Caddyfile", "../out/conf.d:/etc/caddy/sites"'
CASES = {
    "import": Case("Caddyfile:1", {"Caddyfile": "import ../out/conf.d/site.caddy\n" + SITE}),
    "import-glob": Case("Caddyfile:1", {"Caddyfile": "import ../out/conf.d/*\n" + SITE}),
    "import-absolute": Case(
        "Caddyfile:1", {"Caddyfile": "import OUT/conf.d/site.caddy\n" + SITE, "compose.yaml": ON_THE_HOST}
    ),
    "import-of-a-link": Case(
        "Caddyfile:1",
        {"Caddyfile": "import site.caddy\n" + SITE, "compose.yaml": ON_THE_HOST},
        {"site.caddy": "conf.d/site.caddy"},
    ),
    "import-through-a-link": Case(
        "Caddyfile:1",
        {"Caddyfile": "import conf.d/*\n" + SITE, "compose.yaml": ON_THE_HOST},
        {"conf.d": "conf.d"},
    ),
    "import-in-the-container": Case(
        "Caddyfile:1",
        {"Caddyfile": "import sites/site.caddy\n" + SITE, "compose.yaml": compose(mounts=MOUNTED)},
    ),
    "caddyfile-is-a-link": Case("Caddyfile", links={"Caddyfile": "Caddyfile"}, status=2),
    "mounted-caddyfile": Case(
        "compose.yaml:2", {"compose.yaml": compose(mounts='"../out/Caddyfile:/etc/caddy/Caddyfile"')}
    ),
    "compose-is-a-link": Case("compose.yaml:1", links={"compose.yaml": "compose.yaml"}, status=2),
    "include": Case(
        "compose.yaml:1", {"compose.yaml": compose(head="include: [../out/compose.yaml]\n")}, status=2
    ),
    "extends": Case(
        "compose.yaml:6",
        {"compose.yaml": compose("extends: {file: ../out/compose.yaml, service: web}")},
        status=2,
    ),
    "env-file": Case("compose.yaml:6", {"compose.yaml": compose("image: nginx, env_file: ../out/app.env")}),
    "dotenv-is-a-link": Case(".env:1", links={".env": "app.env"}),
    "dockerfile": Case("compose.yaml:6", {"compose.yaml": compose("build: ../out/app, expose: [80]")}),
    "compose-file-in-dotenv": Case(
        "../out/compose.yaml:1", {".env": "COMPOSE_FILE=compose.yaml:../out/compose.yaml\n"}, status=2
    ),
}


def laid_out(tmp_path: Path, case: Case) -> Path:
    """The project beside what is outside of it."""
    out, project = tmp_path / "out", tmp_path / "project"
    files = {"Caddyfile": SITE, "compose.yaml": compose(), **case.files}
    for folder, texts in ((out, OUTSIDE), (project, files)):
        for name, text in texts.items():
            path = folder / name
            if folder is out or name not in case.links:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text.replace("OUT/", f"{out}/"))
    for name, target in case.links.items():
        project.joinpath(name).symlink_to(out / target)
    return project


@pytest.mark.parametrize("name", CASES)
def test_it_is_not_read(tmp_path: Path, name: str) -> None:
    case = CASES[name]
    project = laid_out(tmp_path, case)
    done, events = watched(project, "--output-format", "json")
    assert done.returncode == case.status, done
    kept = ("out/", *(f"project/{link}" for link in case.links))
    assert not [path for _, path in events if any(part in path for part in kept)]
    assert SECRET not in done.stdout + done.stderr
    document = json.loads(done.stdout)
    assert not [item for item in document["diagnostics"] if item["severity"] == "error"]
    gaps = [item for item in document["gaps"] if "outside of the project and is not read" in item["reason"]]
    assert case.where in [f"{item['file']}:{item['line']}" if item["line"] else item["file"] for item in gaps]
    done, events = watched(project, "inspect", "--show-values")
    assert not [path for _, path in events if any(part in path for part in kept)]
    assert SECRET not in done.stdout + done.stderr


@pytest.mark.parametrize(
    ("name", "how"),
    [
        *((name, "allowed") for name in CASES),
        *(("include", how) for how in ("repository", "given", "machine")),
    ],
)
def test_it_is_read_where_it_may_be(tmp_path: Path, lint: Command, name: str, how: str) -> None:
    project = laid_out(tmp_path, CASES[name])
    paths = {"given": [".", "../out"], "machine": [".", "--use-environment"]}.get(how, ["."])
    if how == "allowed":
        project.joinpath("toybox-lint.toml").write_text('allow-outside = ["../out"]\n')
    elif how == "repository":
        tmp_path.joinpath(".git").write_text("gitdir: elsewhere\n")
    done = lint(*paths, "--output-format", "json", cwd=project)
    assert "lies outside" not in done.stdout + done.stderr


def test_a_link_that_is_given(tmp_path: Path, lint: Command) -> None:
    project = laid_out(tmp_path, CASES["caddyfile-is-a-link"])
    done = lint("Caddyfile", "--output-format", "concise", cwd=project)
    assert "lies outside" not in done.stdout
    assert "nobody" in done.stdout


def test_what_stands_outside_may_define_what_is_imported(tmp_path: Path, lint: Command) -> None:
    site = "import ../out/snippets\n:80 {\n\timport common\n\treverse_proxy web:80\n}\n"
    project = laid_out(tmp_path, Case("", {"Caddyfile": site}))
    done = lint("--select", "TB4", cwd=project)
    assert done.returncode == 0
    assert "Caddyfile:3: import common: it may be defined in a file that cannot be seen" in done.stdout


def test_a_link_to_a_folder_is_not_walked(tmp_path: Path, lint: Command) -> None:
    """Two links upwards in a folder are 2 to the power of 40 paths until the kernel refuses."""
    project = laid_out(tmp_path, Case("", {"a/b/readme": ""}))
    for name in ("a/one", "a/two", "a/b/three", "a/b/four"):
        project.joinpath(name).symlink_to(project)
    done = lint(cwd=project)
    assert (done.returncode, done.stderr) == (0, "")
    assert "one/" not in done.stdout
    project.joinpath("Caddyfile").write_text("import */b/three/*\nimport a/one/a/two/a/b/*\n" + SITE)
    assert lint(cwd=project).returncode in (0, 1, 2)


def test_a_folder_that_is_a_link_is_linted_when_it_is_given(tmp_path: Path, lint: Command) -> None:
    laid_out(tmp_path, Case(""))
    tmp_path.joinpath("current").symlink_to("project")
    done = lint("current", cwd=tmp_path)
    assert done.returncode == 0
    assert "lies outside" not in done.stdout


@pytest.mark.parametrize("name", ["sites/*", "sites/*.caddy", "*/one.caddy", "s?tes/on*"])
def test_a_pattern_is_followed_below_the_project(tmp_path: Path, lint: Command, name: str) -> None:
    """The folders above are not read, and need not be."""
    files = {
        "Caddyfile": f"import {name}\n",
        "sites/one.caddy": SITE.replace("30s", "thirty"),
        "compose.yaml": ON_THE_HOST,
    }
    done = lint("--output-format", "concise", cwd=laid_out(tmp_path, Case("", files)))
    assert "sites/one.caddy:4:17: error TB401" in done.stdout
