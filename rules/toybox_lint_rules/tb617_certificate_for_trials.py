from collections.abc import Iterator

from toybox_lint.api import (
    Applicability,
    Deployment,
    Diagnostic,
    Example,
    Fix,
    Rule,
    Severity,
    Trial,
    is_for_trials,
    trials,
)


class CertificateForTrials(Rule):
    """A site that people visit needs a certificate that their browsers trust.

    While one tries out a deployment, Let's Encrypt's staging authority is the right one: it has no narrow limits. No
    browser trusts what it signs. A Caddyfile that still names it serves every visitor a page of the browser that warns
    of the site, and programs that call its API end with an error.

    **What to do.** Take the line out. Caddy then asks Let's Encrypt's authority proper, and gets new certificates by
    itself: it keeps those of each authority apart.

    **When it is reported.** Where the Caddyfile itself names such an authority of Let's Encrypt, Google or Buypass, for
    a name that the whole internet may ask for. Not where the name, the file, its folder or the compose file is called
    one for trials (`staging.example.com`, `Caddyfile.dev`), and not where a variable says which authority it is.

    **The fix.** Takes the line out. It is unsafe: Caddy then asks the authority proper, which has narrow limits.

    Sources: Let's Encrypt's documentation of its staging environment; measured with Caddy 2.11.7.
    """

    id = "TB617"
    name = "certificate-for-trials"
    severity = Severity.WARNING
    signs = ("acme-staging", "test-api.pki.goog", "test0.buypass")
    bad = (
        Example(
            """
            --- Caddyfile
            {
            	email admin@example.com
            	acme_ca «https://acme-staging-v02.api.letsencrypt.org/directory»
            }
            example.com, staging.example.com {
            	reverse_proxy web:8000
            }
            """,
            title="Left from a trial",
            message="the authority for trials",
            unsafe=True,
            fixed="""
            --- Caddyfile
            {
            	email admin@example.com
            }
            example.com, staging.example.com {
            	reverse_proxy web:8000
            }
            """,
        ),
        Example(
            """
            --- Caddyfile
            one.example.com {
            	tls {
            		ca «https://acme-staging-v02.api.letsencrypt.org/directory»
            	}
            	reverse_proxy web:8000
            }
            two.example.com, three.example.com {
            	tls admin@example.com {
            		ca «https://dv.acme-v02.test-api.pki.goog/directory»
            	}
            	reverse_proxy web:8000
            }
            """,
            title="In sites",
            unsafe=True,
            fixed="""
            --- Caddyfile
            one.example.com {
            	reverse_proxy web:8000
            }
            two.example.com, three.example.com {
            	tls admin@example.com {
            	}
            	reverse_proxy web:8000
            }
            """,
        ),
        Example(
            """
            --- Caddyfile
            one.example.com {
            	tls {
            		issuer acme {
            			dir «https://acme-staging-v02.api.letsencrypt.org/directory»
            		}
            	}
            	reverse_proxy web:8000
            }
            """,
            title="Of an issuer, which is left as it is",
        ),
        Example(
            """
            --- Caddyfile
            (trial) {
            	tls {
            		ca «https://acme-staging-v02.api.letsencrypt.org/directory»
            	}
            	reverse_proxy web:8000
            }
            one.example.com {
            	import trial
            }
            two.example.com {
            	import trial
            }
            """,
            title="What several sites import, once",
            message="one.example.com",
        ),
    )
    good = (
        Example(
            """
            --- Caddyfile
            {
            	acme_ca https://acme-staging-v02.api.letsencrypt.org/directory
            }
            staging.example.com, shop-test.example.com {
            	reverse_proxy web:8000
            }
            example.com {
            	tls {
            		issuer acme {
            			dir https://acme-v02.api.letsencrypt.org/directory
            			test_dir https://acme-staging-v02.api.letsencrypt.org/directory
            		}
            	}
            	reverse_proxy web:8000
            }
            nas.local {
            	reverse_proxy web:8000
            }
            internal.example.com {
            	tls internal
            	reverse_proxy web:8000
            }
            """,
            title="Names for trials, and one that has its certificates from elsewhere",
        ),
        Example(
            """
            --- Caddyfile.dev
            {
            	acme_ca https://acme-staging-v02.api.letsencrypt.org/directory
            }
            example.com {
            	reverse_proxy web:8000
            }
            """,
            title="A Caddyfile for development",
        ),
        Example(
            """
            --- Caddyfile
            {
            	acme_ca {$ACME_CA:https://acme-staging-v02.api.letsencrypt.org/directory}
            }
            example.com {
            	reverse_proxy web:8000
            }
            """,
            title="Where a variable decides",
        ),
        Example(
            """
            --- deploy/staging/Caddyfile
            {
            	acme_ca https://acme-staging-v02.api.letsencrypt.org/directory
            }
            example.com, beta.example.com, pr-12.example.com {
            	reverse_proxy web:8000
            }
            """,
            title="A folder for trials",
        ),
        Example(
            """
            --- Caddyfile
            {
            	acme_ca https://acme-staging-v02.api.letsencrypt.org/directory
            }
            example.com {
            	reverse_proxy web:8000
            }
            --- docker-compose.staging.yml
            services:
              caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
              web: {image: example/web, expose: [8000]}
            """,
            title="A project for trials",
        ),
    )

    def check(self, deployment: Deployment) -> Iterator[Diagnostic]:
        used: dict[int, list[bool]] = {}
        for front in deployment.fronts:
            files = front.member.project.files if front.member else ()
            used.setdefault(id(front.caddyfile), []).append(any(is_for_trials(file.path) for file in files))
        for caddyfile in deployment.caddyfiles:
            for found in trials(caddyfile) if not all(used.get(id(caddyfile), (False,))) else ():
                yield self._diagnostic(found)

    def _diagnostic(self, found: Trial) -> Diagnostic:
        edit = found.edit()
        return self.report(
            found.word.origin,
            f"{found.name.host} gets its certificate from the authority for trials: browsers warn of every page",
            key=(found.name.host,),
            help="leave it out: Caddy then asks Let's Encrypt",
            fixes=(Fix("leave out the authority for trials", Applicability.UNSAFE, (edit,)),) if edit else (),
        )
