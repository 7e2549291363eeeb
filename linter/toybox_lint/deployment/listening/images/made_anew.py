"""Images of well-known names that a service of the project builds: what another service starts may be either.

Source: Docker's documentation of ``image`` beside ``build``: what is built gets that name; of names of images, that
``nginx`` is ``docker.io/library/nginx:latest``.
"""

from __future__ import annotations

from collections.abc import Collection, Container

from toybox_lint.compose.model import Service
from toybox_lint.deployment.listening.images.well_known import is_known, is_plain, reference
from toybox_lint.facts import Unknown
from toybox_lint.records import replace
from toybox_lint.source import Located


def as_made(services: Collection[Service]) -> list[Service]:
    """Those of a project: where one builds an image that a registry has, too, nobody knows which of them others get."""
    made = {
        _whole(each.image.value)
        for each in services
        if each.build is not None and each.image is not None and isinstance(each.image.value, str)
    }
    return [_unless_known(each, made) for each in services]


def _unless_known(service: Service, made: Container[tuple[str, str]]) -> Service:
    image = service.image
    if service.build is not None or image is None or not isinstance(image.value, str):
        return service
    if _whole(image.value) not in made or not (is_plain(image.value) or is_known(image.value)):
        return service
    unknown = Unknown("another service builds an image of that name")
    return replace(service, image=Located(unknown, image.origin))


def _whole(image: str) -> tuple[str, str]:
    """The path and the tag, with what Docker adds to a short name."""
    found = reference(image)
    return found.path, found.tag or "latest"
