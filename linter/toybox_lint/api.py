"""All that a rule may import from the linter: the stable surface for ours and other people's rules.

What is named here is imported when it is first asked for: most rules have nothing to say of a small deployment. What
makes fixes is imported when it is called.
"""

from __future__ import annotations

from collections.abc import Callable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from toybox_lint.caddy.edit import append
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
    from toybox_lint.caddy.reading.braces import BRACES, mended
    from toybox_lint.caddy.requests.exactness import Exact, exact
    from toybox_lint.caddy.requests.forwarded import Repeated, forced_upgrades, plain_proto, repeated, trusts
    from toybox_lint.caddy.requests.pieces import Pieces, in_pieces, no_fields
    from toybox_lint.caddy.requests.prefixes import Stripped, stripped_before
    from toybox_lint.caddy.requests.rewrites import Hidden
    from toybox_lint.caddy.requests.silent import Silent, silent
    from toybox_lint.caddy.requests.to_codes import ToCode, to_codes
    from toybox_lint.caddy.requests.unfilled import Unfilled, unfilled
    from toybox_lint.caddy.requests.unmatched import Unmatched, unmatched
    from toybox_lint.caddy.requests.upgrades import (
        UpgradesAlone,
        called_for_streams,
        for_upgrades,
        upgrades_alone,
    )
    from toybox_lint.caddy.requests.ways import lines_out
    from toybox_lint.caddy.scenarios import emptied
    from toybox_lint.caddy.sites.trials import Trial, is_for_trials, trials
    from toybox_lint.caddy.wording.deprecated import Deprecated
    from toybox_lint.caddy.wording.elsewhere import elsewhere
    from toybox_lint.caddy.wording.misplaced import MEANT, move
    from toybox_lint.caddy.wording.renamed import Renamed, renamed
    from toybox_lint.caddy.wording.standing import owner
    from toybox_lint.compose.model import Network, Port, Project, Service
    from toybox_lint.compose.yaml.edit import Refusal
    from toybox_lint.deferred import deferred
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
    from toybox_lint.deployment.applications.addressless import addressless
    from toybox_lint.deployment.applications.advertised import Advertised, advertised
    from toybox_lint.deployment.applications.asked_ports import Unheard, unheard
    from toybox_lint.deployment.applications.astray import Astray, astray
    from toybox_lint.deployment.applications.below import Misplaced, misplaced
    from toybox_lint.deployment.applications.called_otherwise import called_otherwise
    from toybox_lint.deployment.applications.dollars import Torn, torn
    from toybox_lint.deployment.applications.origins import schemeless
    from toybox_lint.deployment.applications.patience import has_timeouts_to_give, wanted_timeouts
    from toybox_lint.deployment.applications.refused_settings import RefusedSetting, refused_settings
    from toybox_lint.deployment.applications.rejected_hosts import Rejected, rejected_checks, rejected_sites
    from toybox_lint.deployment.applications.secured import Untold, untold
    from toybox_lint.deployment.applications.sent_back import SentBack, sent_back
    from toybox_lint.deployment.applications.strangers import Stranger, strangers
    from toybox_lint.deployment.applications.workers import Impatient, impatient
    from toybox_lint.deployment.caddies.admin import Clash, Opened, clashes, opened
    from toybox_lint.deployment.caddies.capabilities import Forbidden, forbidden
    from toybox_lint.deployment.caddies.certificates import Unkept, Unsigned, unkept, unsigned
    from toybox_lint.deployment.caddies.defaults import Defaulted, defaulted
    from toybox_lint.deployment.caddies.keyfiles import Unmounted, unmounted
    from toybox_lint.deployment.caddies.labelled import Sought, Unnamed, sought, unnamed
    from toybox_lint.deployment.caddies.modules import LackingModule, lacking_modules, may_be_a_plugins
    from toybox_lint.deployment.caddies.placing import Unread, left_aside, unread
    from toybox_lint.deployment.caddies.refused_words import RefusedWord
    from toybox_lint.deployment.caddies.storing import Unstored, unstored
    from toybox_lint.deployment.caddies.uncertified import Lack, Uncertified, uncertified
    from toybox_lint.deployment.caddies.variables import MaybeEmpty, Missing, maybe_empty, missing
    from toybox_lint.deployment.caddies.versions import (
        Newer,
        TooNew,
        had_by_all,
        has_timeouts,
        newer,
        renamed_since,
        too_new,
    )
    from toybox_lint.deployment.databases.logins import Login, LoginRefusal, refused_logins
    from toybox_lint.deployment.databases.starting import FailingDatabase, failing_databases
    from toybox_lint.deployment.databases.unmade import Unmade, unmade_databases
    from toybox_lint.deployment.files.beside_scripts import BesideScripts, beside_scripts
    from toybox_lint.deployment.files.building import unbuildable, uncopied
    from toybox_lint.deployment.files.error_pages import Pageless, pageless
    from toybox_lint.deployment.files.imported import is_filled_in, may_be_there, mount_imported
    from toybox_lint.deployment.files.installed import Absence, Uninstalled
    from toybox_lint.deployment.files.kept_prefixes import Kept, kept
    from toybox_lint.deployment.files.logs import Unwritable, unwritable_logs
    from toybox_lint.deployment.files.misnamed import OtherFile, other_file
    from toybox_lint.deployment.files.one_page import OnePage, without_fallback
    from toybox_lint.deployment.files.php_roots import Above, Apart, above, apart
    from toybox_lint.deployment.files.scripts import unstartable
    from toybox_lint.deployment.files.sources import Amiss, Fault, amiss
    from toybox_lint.deployment.files.start_flaws import Flaw, Unstartable
    from toybox_lint.deployment.files.static_files import Bare, bare, hidden_routes
    from toybox_lint.deployment.files.uninstalled import uninstalled
    from toybox_lint.deployment.files.unserved import has_no_files
    from toybox_lint.deployment.fixes.accepting import accepted
    from toybox_lint.deployment.fixes.binding import listen_beyond_own_name, listen_on_all
    from toybox_lint.deployment.fixes.building_in import built_in
    from toybox_lint.deployment.fixes.declaring import declarations
    from toybox_lint.deployment.fixes.fastcgi import ask_fastcgi, leave_fastcgi
    from toybox_lint.deployment.fixes.joining import invite, join
    from toybox_lint.deployment.fixes.leaving_host import called_by_name, off_host
    from toybox_lint.deployment.fixes.mending import (
        dial_candidate,
        dial_port,
        map_host,
        passed_on,
        without_path,
    )
    from toybox_lint.deployment.fixes.mounting import (
        dial_socket,
        mount_files,
        mount_folder,
        mount_pages,
        mount_socket,
    )
    from toybox_lint.deployment.fixes.narrowing import narrow
    from toybox_lint.deployment.fixes.opening import open_further, open_port, speak_http
    from toybox_lint.deployment.fixes.publishing import (
        answering_port,
        dial_own_host,
        inner_port,
        is_mapped_alone,
        lead_to,
        mapped_port,
        port_as_asked,
        reach_target,
    )
    from toybox_lint.deployment.fixes.renaming import given_as, use_given
    from toybox_lint.deployment.fixes.retagging import take_variant
    from toybox_lint.deployment.fixes.separating import separate
    from toybox_lint.deployment.fixes.sharing import agreed
    from toybox_lint.deployment.fixes.speaking import speak_plain, speak_tls, speak_unchecked
    from toybox_lint.deployment.fixes.starting import start_always
    from toybox_lint.deployment.fixes.starting_up import let_it_start, tell_of_proxy
    from toybox_lint.deployment.fixes.staying_plain import stay_plain
    from toybox_lint.deployment.fixes.telling_apart import tell_apart
    from toybox_lint.deployment.fixes.unpublishing import leave_to_caddy, spread_out
    from toybox_lint.deployment.health.absent import checkless
    from toybox_lint.deployment.health.caddy_checks import Hopeless
    from toybox_lint.deployment.health.early import Early, early
    from toybox_lint.deployment.health.endless import Ending, Endless, ending, endless, refused_words
    from toybox_lint.deployment.health.hopeless import hopeless
    from toybox_lint.deployment.health.localhost import FirstAddress, first_address
    from toybox_lint.deployment.health.missing import Lacking, lacking
    from toybox_lint.deployment.inbound.asked_inside import AskedInside, asked_inside
    from toybox_lint.deployment.inbound.believing import Believing, believing
    from toybox_lint.deployment.inbound.bound import Bound, bound
    from toybox_lint.deployment.inbound.circling import Circling, circling
    from toybox_lint.deployment.inbound.collisions import Collision, collisions
    from toybox_lint.deployment.inbound.crossed import Crossed, crossed
    from toybox_lint.deployment.inbound.exposed import Exposed, bypassing, datastores
    from toybox_lint.deployment.inbound.forwarding import (
        Fronted,
        Refused,
        Unfound,
        fronted,
        refused_probes,
        unfound_probes,
    )
    from toybox_lint.deployment.inbound.http3 import WithoutHttp3, without_http3
    from toybox_lint.deployment.inbound.plain_only import PlainOnly, plain_only
    from toybox_lint.deployment.inbound.published_ports import Closed, Unpublished, unpublished
    from toybox_lint.deployment.inbound.sent_on import SentOn, sent_on
    from toybox_lint.deployment.inbound.tunnelled import Miss, Missed, missed
    from toybox_lint.deployment.inbound.unserved_hosts import UnservedHost, unserved_hosts
    from toybox_lint.deployment.inbound.unused_ports import Unused, unused
    from toybox_lint.deployment.listening import Speaks
    from toybox_lint.deployment.networks.container_names import Namesake, namesakes
    from toybox_lint.deployment.networks.creating import Uncreated, uncreated
    from toybox_lint.deployment.networks.duplicate_names import Rivalry, rivalries
    from toybox_lint.deployment.networks.egress import enclosed, way_out
    from toybox_lint.deployment.networks.externals import Misnamed, is_meant, misnamed
    from toybox_lint.deployment.networks.fixed_addresses import RefusedAddress, refused_addresses
    from toybox_lint.deployment.networks.leaving import left_default
    from toybox_lint.deployment.networks.mapped import Unaddressed, unaddressed
    from toybox_lint.deployment.networks.names import networks_of
    from toybox_lint.deployment.networks.namespaces import joining
    from toybox_lint.deployment.networks.network_modes import Lodger, lodgers
    from toybox_lint.deployment.policy import streams
    from toybox_lint.deployment.signs import Sign
    from toybox_lint.deployment.upstreams.asking import Unasked, unasked
    from toybox_lint.deployment.upstreams.chosen import candidate
    from toybox_lint.deployment.upstreams.contradicting import Contradiction, contradicting, plain_at_https
    from toybox_lint.deployment.upstreams.inward import OwnName, own_names
    from toybox_lint.deployment.upstreams.outward import Captured, captured, wrong_hosts
    from toybox_lint.deployment.upstreams.own_address import on_one_network
    from toybox_lint.deployment.upstreams.probing import check_the_port
    from toybox_lint.deployment.upstreams.restarting import unattended
    from toybox_lint.deployment.upstreams.second_ports import (
        is_of_another_program,
        is_second_port,
        is_untold_beside_another,
    )
    from toybox_lint.deployment.upstreams.unreached import Unreached, unreached
    from toybox_lint.diagnostics import Applicability, Diagnostic, Edit, Fix, Label, Severity
    from toybox_lint.facts import ABSENT, Absent, Unknown
    from toybox_lint.patterns import pattern
    from toybox_lint.rule import Example, Rule, Suppression
    from toybox_lint.source import Located, Origin, SourceFile, Span

_FIXES = "toybox_lint.deployment.fixes."
__all__ = [
    "ABSENT",
    "BRACES",
    "MEANT",
    "Above",
    "Absence",
    "Absent",
    "Advertised",
    "Amiss",
    "Apart",
    "Applicability",
    "AskedInside",
    "Astray",
    "Bare",
    "Believing",
    "BesideScripts",
    "Block",
    "Bound",
    "Caddyfile",
    "Candidate",
    "Captured",
    "Cause",
    "Circling",
    "Clash",
    "Closed",
    "Collision",
    "Contradiction",
    "Crossed",
    "Defaulted",
    "Deployment",
    "Deprecated",
    "Diagnostic",
    "Directive",
    "Duration",
    "Early",
    "Edit",
    "Ending",
    "Endless",
    "Exact",
    "Example",
    "Exposed",
    "FailingDatabase",
    "Fault",
    "FirstAddress",
    "Fix",
    "Flaw",
    "Forbidden",
    "Front",
    "Fronted",
    "Gap",
    "Hidden",
    "Hopeless",
    "Impatient",
    "Kept",
    "Label",
    "Lack",
    "Lacking",
    "LackingModule",
    "Link",
    "Located",
    "Lodger",
    "Login",
    "LoginRefusal",
    "MaybeEmpty",
    "Member",
    "Misnamed",
    "Misplaced",
    "Miss",
    "Missed",
    "Missing",
    "Namesake",
    "Network",
    "Newer",
    "OnePage",
    "Opened",
    "Origin",
    "OtherFile",
    "OwnName",
    "Pageless",
    "Pieces",
    "Place",
    "PlainOnly",
    "Port",
    "Problem",
    "Project",
    "Proxy",
    "Refusal",
    "Refused",
    "RefusedAddress",
    "RefusedSetting",
    "RefusedWord",
    "Rejected",
    "Renamed",
    "Repeated",
    "Rivalry",
    "Rule",
    "SentBack",
    "SentOn",
    "Service",
    "Severity",
    "Sign",
    "Silent",
    "Sought",
    "SourceFile",
    "Span",
    "Speaks",
    "Stranger",
    "Stripped",
    "Suppression",
    "Timeout",
    "TimeoutPolicy",
    "Timeouts",
    "ToCode",
    "TooNew",
    "Torn",
    "Transport",
    "Trial",
    "Unaddressed",
    "Unasked",
    "Uncertified",
    "Uncreated",
    "Unfilled",
    "Unfound",
    "Unheard",
    "Uninstalled",
    "Unkept",
    "Unknown",
    "Unmade",
    "Unmatched",
    "Unmounted",
    "Unnamed",
    "Unpublished",
    "Unreached",
    "Unread",
    "UnservedHost",
    "Unsigned",
    "Unstartable",
    "Unstored",
    "Untold",
    "Unused",
    "Unwritable",
    "UpgradesAlone",
    "Upstream",
    "Verdict",
    "WithoutHttp3",
    "Word",
    "above",
    "accepted",
    "addressless",
    "advertised",
    "agreed",
    "amiss",
    "answering_port",
    "apart",
    "append",
    "ask_fastcgi",
    "asked_inside",
    "astray",
    "bare",
    "believing",
    "beside_scripts",
    "bound",
    "built_in",
    "bypassing",
    "called_by_name",
    "called_for_streams",
    "called_otherwise",
    "candidate",
    "captured",
    "check_the_port",
    "checkless",
    "circling",
    "clashes",
    "collisions",
    "contradicting",
    "crossed",
    "datastores",
    "declarations",
    "defaulted",
    "deferred",
    "dial_candidate",
    "dial_own_host",
    "dial_port",
    "dial_socket",
    "early",
    "elsewhere",
    "emptied",
    "enclosed",
    "ending",
    "endless",
    "exact",
    "failing_databases",
    "first_address",
    "for_upgrades",
    "forbidden",
    "forced_upgrades",
    "fronted",
    "given_as",
    "had_by_all",
    "has_no_files",
    "has_timeouts",
    "has_timeouts_to_give",
    "hidden_routes",
    "hopeless",
    "impatient",
    "in_pieces",
    "inner_port",
    "invite",
    "is_filled_in",
    "is_for_trials",
    "is_mapped_alone",
    "is_meant",
    "is_of_another_program",
    "is_second_port",
    "is_untold_beside_another",
    "join",
    "joining",
    "kept",
    "lacking",
    "lacking_modules",
    "lead_to",
    "leave_fastcgi",
    "leave_to_caddy",
    "left_aside",
    "left_default",
    "let_it_start",
    "lines_out",
    "listen_beyond_own_name",
    "listen_on_all",
    "lodgers",
    "map_host",
    "mapped_port",
    "may_be_a_plugins",
    "may_be_there",
    "maybe_empty",
    "mended",
    "misnamed",
    "misplaced",
    "missed",
    "missing",
    "mount_files",
    "mount_folder",
    "mount_imported",
    "mount_pages",
    "mount_socket",
    "move",
    "namesakes",
    "narrow",
    "networks_of",
    "newer",
    "no_fields",
    "off_host",
    "on_one_network",
    "open_further",
    "open_port",
    "opened",
    "other_file",
    "own_names",
    "owner",
    "pageless",
    "passed_on",
    "pattern",
    "plain_at_https",
    "plain_only",
    "plain_proto",
    "port_as_asked",
    "reach_target",
    "refused_addresses",
    "refused_logins",
    "refused_probes",
    "refused_settings",
    "refused_words",
    "rejected_checks",
    "rejected_sites",
    "renamed",
    "renamed_since",
    "repeated",
    "rivalries",
    "schemeless",
    "sent_back",
    "sent_on",
    "separate",
    "silent",
    "sought",
    "speak_http",
    "speak_plain",
    "speak_tls",
    "speak_unchecked",
    "spread_out",
    "start_always",
    "stay_plain",
    "strangers",
    "streams",
    "stripped_before",
    "take_variant",
    "tell_apart",
    "tell_of_proxy",
    "to_codes",
    "too_new",
    "torn",
    "trials",
    "trusts",
    "unaddressed",
    "unasked",
    "unattended",
    "unbuildable",
    "uncertified",
    "uncopied",
    "uncreated",
    "unfilled",
    "unfound_probes",
    "unheard",
    "uninstalled",
    "unkept",
    "unmade_databases",
    "unmatched",
    "unmounted",
    "unnamed",
    "unpublished",
    "unreached",
    "unread",
    "unserved_hosts",
    "unsigned",
    "unstartable",
    "unstored",
    "untold",
    "unused",
    "unwritable_logs",
    "upgrades_alone",
    "use_given",
    "wanted_timeouts",
    "way_out",
    "without_fallback",
    "without_http3",
    "without_path",
    "wrong_hosts",
]


def __getattr__(name: str) -> object:
    from toybox_lint.api_places import PLACES

    if name not in PLACES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from toybox_lint.modules import module

    place = PLACES[name]
    makes_fixes = place.startswith(_FIXES) and name.islower()
    found: object = _when_called(place, name) if makes_fixes else getattr(module(place), name)
    globals()[name] = found
    return found


def _when_called(place: str, name: str) -> Callable[..., object]:
    """Stands for a function that most runs never call."""
    from toybox_lint.modules import module

    def call(*given: object, **named: object) -> object:
        return getattr(module(place), name)(*given, **named)

    return call
