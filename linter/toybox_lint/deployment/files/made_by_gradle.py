"""What Gradle calls the archive of Java that it makes.

Sources: Gradle's documentation of ``archiveFileName`` (``[baseName]-[version].jar``, without a version that nobody
names), of ``rootProject.name``, which is the folder's by default, and of the plugin ``java``; Spring Boot's of
``bootJar``.
"""

from __future__ import annotations

import posixpath

from toybox_lint.patterns import pattern, re

_VERSION = pattern(r"^version[ \t]*+(?:=[ \t]*+)?[\"']([\w.-]+)[\"'][ \t\r]*$", re.MULTILINE)
_OF_PROPERTIES = pattern(r"^version[ \t]*=[ \t]*([\w.-]+)[ \t\r]*$", re.MULTILINE)
_ROOT = pattern(r"^rootProject\.name[ \t]*=[ \t]*[\"']([\w.-]+)[\"'][ \t\r]*$", re.MULTILINE)
# By which archives get other names, or another folder, or several projects make some.
_OTHERWISE = pattern(
    r"archive|[bB]aseName|destinationDir|buildDir|libsDir|shadow|quarkus|micronaut|ktor|\bwar\b"
    r"|allprojects|subprojects|setVersion|apply from|apply\(from|includeBuild|^[ \t]*include\b"
    r"|[^\n\w]version[ \t]*=(?!=)|^[ \t]+version\b|^version\b(?![ \t]*+(?:=[ \t]*+)?[\"'][\w.-]+[\"'][ \t\r]*$)"
    r"|[vV]ersioning|gitVersion|git-version|reckon|nebula|semver|nyx|axion|jgitver|release[\"']"
    r"|\brename\b|\bCopy\b|\bcopy\s*\{|copyTo|Files\.|\bant\.|doLast|finalizedBy",
    re.MULTILINE,
)
_SAID = pattern(r"^[ \t]*version\b|archive", re.MULTILINE)
_TASKS = frozenset(("clean", "build", "bootJar", "assemble", "jar", "-x", "test", "check"))
_OPTIONS = frozenset(
    ("--no-daemon", "--stacktrace", "--info", "--parallel", "--build-cache", "-q", "--quiet", "--offline")
)
_FOLDER = "build/libs"


def archive(
    path: str, folder: str, options: list[str], build: str, settings: str, properties: str
) -> str | None:
    """The archive that is made in ``folder`` in place of ``path``; ``None`` where that is not certain."""
    below, file = posixpath.split(posixpath.relpath(path, folder))
    if below != _FOLDER or not file.endswith(".jar") or not (_TASKS | _OPTIONS).issuperset(options):
        return None
    if not build or _OTHERWISE.search(build) or _OTHERWISE.search(settings):
        return None
    told = _OF_PROPERTIES.findall(properties)
    if len(_SAID.findall(properties)) != len(told):
        return None
    versions = _VERSION.findall(build) or told
    root = _ROOT.search(settings)
    if len(versions) > 1 or ("rootProject" in settings and root is None):
        return None
    name = "-".join([root[1] if root else posixpath.basename(folder), *versions])
    return None if file.startswith(f"{name}-") else f"{_FOLDER}/{name}.jar"
