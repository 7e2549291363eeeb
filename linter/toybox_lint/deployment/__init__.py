"""The deployment: projects and Caddyfiles joined (``build``) into one picture (``model``)."""

from toybox_lint.deployment.build import build
from toybox_lint.deployment.model import (
    Candidate,
    Cause,
    Deployment,
    Front,
    Gap,
    Joined,
    Link,
    Member,
    Place,
    Verdict,
)
from toybox_lint.deployment.policy import DEFAULT_TIMEOUTS, Settings, Timeout, TimeoutPolicy

__all__ = [
    "DEFAULT_TIMEOUTS",
    "Candidate",
    "Cause",
    "Deployment",
    "Front",
    "Gap",
    "Joined",
    "Link",
    "Member",
    "Place",
    "Settings",
    "Timeout",
    "TimeoutPolicy",
    "Verdict",
    "build",
]
