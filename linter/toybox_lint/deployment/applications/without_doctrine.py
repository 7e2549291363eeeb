"""Symfony without Doctrine, whose skeletons name a database all the same.

Sources: the ``compose.yaml`` of dunglas/symfony-docker, which gives ``DATABASE_URL`` and ``SYMFONY_VERSION`` before a
project is there; Symfony's documentation of databases: Doctrine reads that variable.
"""

from __future__ import annotations

from toybox_lint.deployment.files.installed import own_text
from toybox_lint.deployment.listening.container import container
from toybox_lint.deployment.model import Member
from toybox_lint.files import Files

# Only what makes a new project asks for it.
_OF_THE_SKELETON = "SYMFONY_VERSION"


def is_without_doctrine(member: Member, files: Files) -> bool:
    """Whether a service is a Symfony that uses no Doctrine, or the skeleton in which one is yet to be made."""
    manifest = own_text(container(member.service, files), "composer.json")
    if manifest is None:
        return _OF_THE_SKELETON in member.service.environment
    return '"symfony/' in manifest and "doctrine" not in manifest and '"symfony/orm' not in manifest
