"""Images of well-known names that a service of the project builds: what another service starts may be either.

Source: Docker's documentation of ``image`` beside ``build``: what is built gets that name.
"""

from __future__ import annotations

from toybox_lint.compose.model import Service
from toybox_lint.deployment.listening.images.well_known import is_known, is_plain
from toybox_lint.facts import Unknown
from toybox_lint.records import replace
from toybox_lint.source import Located


def as_made(service: Service) -> Service:
    """A service whose image another one builds: nobody knows which it gets where a registry has that name, too."""
    image = service.image
    if (
        image is None
        or not isinstance(image.value, str)
        or not (is_plain(image.value) or is_known(image.value))
    ):
        return service
    return replace(
        service, image=Located(Unknown("another service builds an image of that name"), image.origin)
    )
