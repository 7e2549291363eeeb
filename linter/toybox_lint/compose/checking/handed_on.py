"""What Compose hands on, and the engine refuses, so that ``up`` ends, or never gets: policies, images, variables.

Sources: the engine's answer to ``unlesse-stopped``, which names all that it knows (docker/compose, issue 4057;
givanz/VvvebJs, issue 344), and to ``none`` (frappe/frappe_docker, issue 1559). ``restart_policy`` under ``deploy``
replaces ``restart``, says its documentation.

The grammar of distribution/reference, by which Docker reads names of images; the engine's answers ``repository name
(OWNER/app) must be lowercase`` (openstatusHQ/openstatus, issue 1923; FAIRmat-NFDI/nomad-distro-template, issue 12) and
``invalid reference format``.

Docker Compose 2.40.3 makes of ``- NAME:value`` a variable of that name without a value.
"""

from __future__ import annotations

from collections.abc import Iterator

from toybox_lint.compose.model import Problem, Service
from toybox_lint.compose.reading.values import Map
from toybox_lint.facts import Unknown
from toybox_lint.patterns import pattern

_KNOWN = pattern(r"(?:no|always|unless-stopped|on-failure(?::\d+)?)?")
_NAMES = ("unless-stopped", "on-failure", "always")
_REFERENCE = pattern(
    r"(?:(?:[A-Za-z0-9.-]++|\[[0-9A-Fa-f:]++\])(?::\d++)?/)?"
    r"[a-z0-9]++(?:(?:\.|__?|-++)[a-z0-9]++)*+(?:/[a-z0-9]++(?:(?:\.|__?|-++)[a-z0-9]++)*+)*+"
    r"(?::\w[\w.-]{0,127})?(?:@[A-Za-z][\w+.-]*+:[0-9a-fA-F]{32,})?"
)
# A registry and a path with a capital, before any variable and before the tag.
_CAPITAL = pattern(r"(?:[A-Za-z0-9-]*[.:][A-Za-z0-9.:-]*|localhost)/[^:@$\s]*[A-Z]")
_PAIR = pattern(r"([A-Za-z_]\w*):(?!//).")
_OF_A_MAP = pattern(r"[\"']?\s*:")


def refused_policies(service: Service, written: Map) -> Iterator[Problem]:
    """The ``restart`` of a service, where it is none, and nothing replaces it."""
    policy, deploy = service.restart, written.map("deploy")
    if deploy is not None and "restart_policy" in deploy.items:
        return
    if policy is None or not isinstance(policy.value, str) or _KNOWN.fullmatch(policy.value):
        return
    from toybox_lint.suggest import nearest

    message = (
        f"the engine makes no container of {service.name.value}: {policy.value} is none of the restart policies"
        ' "no", always, on-failure, on-failure:NUMBER and unless-stopped'
    )
    near = nearest(policy.value, _NAMES)[:1]
    yield Problem("restart-policy", message, policy.origin, fatal=False, suggestions=near)


def refused_image(service: Service) -> Iterator[Problem]:
    """The ``image`` of a service, where no image can be called so."""
    image = service.image
    if image is None or not image.value:
        return
    if not isinstance(image.value, Unknown) and _REFERENCE.fullmatch(image.value):
        return
    written = image.origin.text
    if isinstance(image.value, Unknown):
        if _CAPITAL.match(written):
            yield _refused(service, written, "with capital letters before the tag")
        return
    path = _without_tag(image.value)
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


def unset_pairs(service: Service) -> Iterator[Problem]:
    """The variables of a service in a list whose names hold a colon, and that get no value."""
    for name, value in service.environment.items():
        if ":" in name and value.value is None and (pair := _PAIR.match(name)):
            origin = value.origin
            if _OF_A_MAP.match(origin.file.text, origin.span.end):
                continue
            message = (
                f"{service.name.value} gets no {pair[1]}: in a list it is NAME=value,"
                " and Compose takes the whole of this for a name"
            )
            yield Problem("unset-pair", message, value.origin, fatal=False)


def _without_tag(image: str) -> str:
    """The registry and the path of an image, without what follows a colon behind the last slash, or an ``@``."""
    ends = (image.find(":", image.rfind("/") + 1), image.find("@"))
    return image[: min((at for at in ends if at >= 0), default=len(image))]
