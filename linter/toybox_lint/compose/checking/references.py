"""Names of images that Compose hands on, and the engine refuses: then nothing is pulled, built or started.

Sources: the grammar of distribution/reference, by which Docker reads names of images; the engine's answers
``repository name (OWNER/app) must be lowercase`` (openstatusHQ/openstatus, issue 1923;
FAIRmat-NFDI/nomad-distro-template, issue 12) and ``invalid reference format``.
"""

from __future__ import annotations

from collections.abc import Iterator

from toybox_lint.compose.model import Problem, Service
from toybox_lint.facts import Unknown
from toybox_lint.patterns import pattern

_REFERENCE = pattern(
    r"(?:(?:[A-Za-z0-9.-]++|\[[0-9A-Fa-f:]++\])(?::\d++)?/)?"
    r"[a-z0-9]++(?:(?:\.|__?|-++)[a-z0-9]++)*+(?:/[a-z0-9]++(?:(?:\.|__?|-++)[a-z0-9]++)*+)*+"
    r"(?::\w[\w.-]{0,127})?(?:@[A-Za-z][\w+.-]*+:[0-9a-fA-F]{32,})?"
)
# A registry and a path with a capital, before any variable and before the tag.
_CAPITAL = pattern(r"(?:[A-Za-z0-9-]*[.:][A-Za-z0-9.:-]*|localhost)/[^:@$\s]*[A-Z]")
_TAG = pattern(r":[^/]*\Z|@.*\Z")


def refused_image(service: Service) -> Iterator[Problem]:
    """The ``image`` of a service, where no image can be called so."""
    image = service.image
    if image is None or not image.value:
        return
    written = image.origin.text
    if isinstance(image.value, Unknown):
        if _CAPITAL.match(written):
            yield _refused(service, written, "with capital letters before the tag")
        return
    if _REFERENCE.fullmatch(image.value):
        return
    tag = _TAG.search(image.value)
    path = image.value[: tag.start()] if tag else image.value
    small = path.lower() + image.value[len(path) :]
    exact = image.origin.exact
    if not _REFERENCE.fullmatch(small):
        yield _refused(service, written, "which is no registry, path and tag")
    else:
        near = (small,) if exact else ()
        yield _refused(service, written, "with capital letters before the tag", near)


def _refused(service: Service, written: str, reason: str, near: tuple[str, ...] = ()) -> Problem:
    assert service.image is not None
    message = f"{service.name.value} does not start: no image is called {written}, {reason}"
    return Problem("image-name", message, service.image.origin, fatal=False, suggestions=near)
