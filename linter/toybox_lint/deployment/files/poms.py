"""What a project of Maven says in its ``pom.xml``.

Source: Maven's description of the model: a parent, and others that are needed, have elements of the same names, and
``finalName`` is ``${artifactId}-${version}`` by default.
"""

from __future__ import annotations

import posixpath

from toybox_lint.patterns import pattern, re

_PROJECT = pattern(r"<project\b[^<>]*>")
# An element that has others in it.
_PART = pattern(r"<([\w.-]{1,50}+)[^<>]{0,200}>(?=\s{0,500}<(?!/))")
_ARTIFACT = pattern(r"<artifactId>\s*([\w.-]+)\s*</artifactId>")
_VERSION = pattern(r"<version>\s*([\w.-]+)\s*</version>")
_FINAL = pattern(r"<finalName>\s*([\w.-]+)\s*</finalName>")
# By which there are archives of other names, or in other folders, or more than one.
_MOVED = pattern(
    r"classifier|shade|assembly|outputDirectory|<modules>|<profiles>|native|quarkus|jib"
    r"|antrun|rename|destFile|outputFile|exec-maven|groovy|jarName"
    r"|<parent>(?!.{0,300}spring-boot-starter-parent)",
    re.DOTALL,
)
# Other projects, profiles, goals of plugins, and settings but those that leave something out.
_CHANGING = pattern(r"-(?:f|pl?|-file|-projects|P)|-D(?!skip|maven\.(?:test|javadoc)\.)|[\w.-]+:")


def archive(path: str, folder: str, options: list[str], pom: str) -> str | None:
    """The archive that is made in ``folder`` in place of ``path``; ``None`` where that is not certain."""
    text = without_comments(pom)
    below, file = posixpath.split(posixpath.relpath(path, folder))
    if below != "target" or not file.endswith(".jar") or _MOVED.search(text):
        return None
    if any(map(_CHANGING.match, options)) or _is_of_a_plugin("<finalName>", text):
        return None
    own, final = of_the_project(text), _FINAL.findall(text)
    artifact, version = _ARTIFACT.search(own), _VERSION.search(own)
    if len(final) > 1 or "<packaging>" in own or (text.count("<finalName>") != len(final)):
        return None
    if not final and (artifact is None or version is None):
        return None
    name = final[0] if final else f"{artifact[1]}-{version[1]}" if artifact and version else ""
    # With a classifier, as archives of sources have.
    return None if file.startswith(f"{name}-") else f"target/{name}.jar"


def _is_of_a_plugin(element: str, pom: str) -> bool:
    """Whether the configuration of a plugin has an element, which counts for that plugin alone."""
    return any(element in each.partition("</configuration>")[0] for each in pom.split("<configuration>")[1:])


def without_comments(pom: str) -> str:
    """The text of a project, of Maven or of .NET, without what it leaves out."""
    first, *rest = pom.split("<!--")
    return first + "".join(each.partition("-->")[2] for each in rest)


def of_the_project(pom: str) -> str:
    """What a project says of itself, and not of its parent or of others."""
    pom = _PROJECT.sub("", pom)
    kept, at, endless = list[str](), 0, set[str]()
    for opened in _PART.finditer(pom):
        if opened.start() < at or opened[1] in endless:
            continue
        end = pom.find(f"</{opened[1]}>", opened.end())
        if end < 0:
            endless.add(opened[1])
            continue
        kept.append(pom[at : opened.start()])
        at = end + len(f"</{opened[1]}>")
    return "".join((*kept, pom[at:]))
