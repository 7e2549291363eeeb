"""All that a rule may import from the linter: the stable surface for ours and other people's rules."""

from toybox_lint.caddy.edit import append
from toybox_lint.caddy.misplaced import MEANT, move, owner
from toybox_lint.caddy.model import (
    Block,
    Caddyfile,
    Directive,
    Duration,
    Problem,
    Proxy,
    Timeouts,
    Transport,
    Upstream,
    Word,
)
from toybox_lint.compose.model import Network, Port, Project, Service
from toybox_lint.deployment import (
    Candidate,
    Cause,
    Deployment,
    Front,
    Gap,
    Link,
    Member,
    Place,
    Timeout,
    TimeoutPolicy,
    Verdict,
)
from toybox_lint.deployment.addresses import Astray, astray
from toybox_lint.deployment.binding import listen_on_all
from toybox_lint.deployment.building import unbuildable
from toybox_lint.deployment.candidates import candidate
from toybox_lint.deployment.collisions import Collision, collisions
from toybox_lint.deployment.creating import Uncreated, uncreated
from toybox_lint.deployment.declaring import declarations
from toybox_lint.deployment.dollars import Torn, torn
from toybox_lint.deployment.egress import enclosed, way_out
from toybox_lint.deployment.externals import Misnamed, misnamed
from toybox_lint.deployment.health.hopeless import Hopeless, hopeless
from toybox_lint.deployment.health.localhost import FirstAddress, first_address
from toybox_lint.deployment.health.missing import Lacking, lacking
from toybox_lint.deployment.joining import join
from toybox_lint.deployment.leaving import left_default
from toybox_lint.deployment.listening import Speaks
from toybox_lint.deployment.mending import dial_candidate, dial_port, map_host, without_path
from toybox_lint.deployment.names import networks_of
from toybox_lint.deployment.placing import Unread, unread
from toybox_lint.deployment.policy import streams
from toybox_lint.deployment.publishing import reach_target
from toybox_lint.deployment.rivals import Rivalry, rivalries
from toybox_lint.deployment.sources import Amiss, Fault, amiss
from toybox_lint.deployment.speaking import speak_plain, speak_tls
from toybox_lint.deployment.starting import start_always
from toybox_lint.deployment.variables import MaybeEmpty, Missing, maybe_empty, missing, pass_variable
from toybox_lint.deployment.versions import Newer, newer
from toybox_lint.deployment.workers import Impatient, impatient
from toybox_lint.diagnostics import Applicability, Diagnostic, Edit, Fix, Label, Severity
from toybox_lint.facts import ABSENT, Absent, Unknown
from toybox_lint.rule import Example, Rule, Suppression
from toybox_lint.source import Located, Origin, SourceFile, Span

__all__ = [
    "ABSENT",
    "MEANT",
    "Absent",
    "Amiss",
    "Applicability",
    "Astray",
    "Block",
    "Caddyfile",
    "Candidate",
    "Cause",
    "Collision",
    "Deployment",
    "Diagnostic",
    "Directive",
    "Duration",
    "Edit",
    "Example",
    "Fault",
    "FirstAddress",
    "Fix",
    "Front",
    "Gap",
    "Hopeless",
    "Impatient",
    "Label",
    "Lacking",
    "Link",
    "Located",
    "MaybeEmpty",
    "Member",
    "Misnamed",
    "Missing",
    "Network",
    "Newer",
    "Origin",
    "Place",
    "Port",
    "Problem",
    "Project",
    "Proxy",
    "Rivalry",
    "Rule",
    "Service",
    "Severity",
    "SourceFile",
    "Span",
    "Speaks",
    "Suppression",
    "Timeout",
    "TimeoutPolicy",
    "Timeouts",
    "Torn",
    "Transport",
    "Uncreated",
    "Unknown",
    "Unread",
    "Upstream",
    "Verdict",
    "Word",
    "amiss",
    "append",
    "astray",
    "candidate",
    "collisions",
    "declarations",
    "dial_candidate",
    "dial_port",
    "enclosed",
    "first_address",
    "hopeless",
    "impatient",
    "join",
    "lacking",
    "left_default",
    "listen_on_all",
    "map_host",
    "maybe_empty",
    "misnamed",
    "missing",
    "move",
    "networks_of",
    "newer",
    "owner",
    "pass_variable",
    "reach_target",
    "rivalries",
    "speak_plain",
    "speak_tls",
    "start_always",
    "streams",
    "torn",
    "unbuildable",
    "uncreated",
    "unread",
    "way_out",
    "without_path",
]
