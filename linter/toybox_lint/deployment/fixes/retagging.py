"""Fixes that take another variant of the same image, which its tag names."""

from __future__ import annotations

from toybox_lint.compose.yaml.parts import replace_part
from toybox_lint.deployment.listening.images.well_known import reference, variant
from toybox_lint.deployment.listening.model import Speaks
from toybox_lint.deployment.model import Link
from toybox_lint.diagnostics import Applicability, Fix

# What stays at the end of a tag, behind the variant; what names the usual variant, in whose place the other one comes.
_SYSTEM = "-alpine"
_USUAL = "apache"


def take_variant(link: Link) -> tuple[Fix, ...]:
    """Take the variant of the service's image that is known to listen on the port; a person must agree."""
    target, port = link.target, link.upstream.port
    image = target.service.image if target is not None and target.service.build is None else None
    if image is None or not isinstance(image.value, str) or not isinstance(port, int):
        return ()
    fastcgi = link.proxy.transport.protocol == "fastcgi"
    word = variant(image.value, port, Speaks.FASTCGI if fastcgi else Speaks.HTTP)
    if word is None or not image.origin.exact or "@" in image.value:
        return ()
    tag = reference(image.value).tag
    name = image.value.removesuffix(f":{tag}") if tag else image.value
    new = f"{name}:{_of_variant(tag, word)}"
    title = f"take the image {new}, which listens on {port}"
    return (Fix(title, Applicability.UNSAFE, (replace_part(image.origin.file, image.origin.span, new),)),)


def _of_variant(tag: str, word: str) -> str:
    parts = tag.split("-")
    if _USUAL in parts:
        return "-".join(word if part == _USUAL else part for part in parts)
    plain = tag.removesuffix(_SYSTEM)
    return f"{word if plain in ('', 'latest') else f'{plain}-{word}'}{tag[len(plain) :]}"
