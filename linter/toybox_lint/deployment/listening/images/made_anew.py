"""Images of well-known names that a service of the project builds: what another service starts may be either.

Source: Docker's documentation of ``image`` beside ``build``: what is built gets that name; of names of images, that
``nginx`` is ``docker.io/library/nginx:latest``.
"""

from __future__ import annotations

from collections.abc import Sequence

from toybox_lint.compose.model import Service, Text
from toybox_lint.deployment.listening.images.well_known import is_known, is_plain, reference
from toybox_lint.facts import Unknown
from toybox_lint.records import replace
from toybox_lint.source import Located


def as_made(service: Service, made: Sequence[Text]) -> Service:
    """A service whose image is among those ``made``: nobody knows which it gets where a registry has that name, too."""
    image = service.image
    if image is None or not isinstance(image.value, str) or not _is_among(image.value, made):
        return service
    if not (is_plain(image.value) or is_known(image.value)):
        return service
    return replace(
        service, image=Located(Unknown("another service builds an image of that name"), image.origin)
    )


def _is_among(image: str, made: Sequence[Text]) -> bool:
    """Whether one of them is the same, with what Docker adds to a short name."""
    return image in made or _whole(image) in [_whole(each) for each in made if isinstance(each, str)]


def _whole(image: str) -> tuple[str, str]:
    found = reference(image)
    return found.path, found.tag or "latest"
