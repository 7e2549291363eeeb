from collections.abc import Iterator

from toybox_lint.api import (
    Applicability,
    Deployment,
    Diagnostic,
    Example,
    Fix,
    Pieces,
    Rule,
    Severity,
    in_pieces,
    no_fields,
)


class HeaderInPieces(Rule):
    """The value of a header field must be one word.

    Behind the name of a field stands its value; of two words the first is what Caddy looks for in the value that is
    there, the second what it puts in its place. `Strict-Transport-Security max-age=31536000; includeSubDomains`
    thus sends no such field at all, and no program says so. In the block of `header`, a fourth word begins another
    field. A matcher in such a block is a field for Caddy, too, of a name that no browser is sent, and so is every word
    below it.

    **What to do.** Put quotes around the value. Write a matcher outside of the block, and `header @matcher FIELD VALUE`
    beside it.

    **When it is reported.** In `header`, `request_header`, `header_up` and `header_down`, where the first of two words
    without quotes ends in a semicolon or a comma, and in `header` where there are more than two. Where Caddy refuses
    the line, TB401 says so. A matcher is reported in the block of `header` alone.

    **The fix.** Puts the quotes there. It is unsafe, as browsers are told what they were not told until now.

    Source: measured with Caddy 2.11.7.
    """

    id = "TB522"
    name = "header-in-pieces"
    severity = Severity.WARNING
    signs = ("header",)
    bad = (
        Example(
            """
            --- Caddyfile
            example.com {
            	header Strict-Transport-Security «max-age=31536000;» includeSubDomains
            	header /assets/* Cache-Control «public,» max-age=31536000
            	header {
            		X-XSS-Protection «1;» mode=block
            		?Content-Security-Policy «default-src» 'self'; img-src *
            	}
            	reverse_proxy web:8000 {
            		header_up Accept-Language «de,» en
            	}
            }
            """,
            title="Values of several words",
            unsafe=True,
            fixed="""
            --- Caddyfile
            example.com {
            	header Strict-Transport-Security "max-age=31536000; includeSubDomains"
            	header /assets/* Cache-Control "public, max-age=31536000"
            	header {
            		X-XSS-Protection "1; mode=block"
            		?Content-Security-Policy "default-src 'self'; img-src *"
            	}
            	reverse_proxy web:8000 {
            		header_up Accept-Language "de, en"
            	}
            }
            """,
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	header {
            		«@allowed» {
            			header_regexp Origin ^https://(www\\.)?example\\.org$
            		}
            		header @allowed Access-Control-Allow-Origin {http.request.header.Origin}
            		Access-Control-Allow-Credentials true
            	}
            }
            """,
            title="A matcher among the fields",
            message="@allowed is no matcher here",
        ),
    )
    good = (
        Example(
            """
            --- Caddyfile
            example.com {
            	header @old Cache-Control public {$CACHING}
            	header {
            		Set-Cookie SameSite=Lax SameSite=None
            		Strict-Transport-Security "max-age=31536000; includeSubDomains"
            		Link "<(.*)>;" "<https://example.com$1>;"
            		-Server
            	}
            	header -X-Powered-By, all
            	header {$FIELD} a, b
            	@allowed header_regexp Origin ^https://(www\\.)?example\\.org$
            	header @allowed {
            		Access-Control-Allow-Origin {http.request.header.Origin}
            	}
            	request_header Host www.(.*) $1
            	reverse_proxy web:8000
            }
            """,
            title="One word, or one in place of another",
        ),
    )

    def check(self, deployment: Deployment) -> Iterator[Diagnostic]:
        for caddyfile in deployment.caddyfiles:
            for found in in_pieces(caddyfile):
                edits = found.edits()
                yield self.report(
                    found.origin,
                    f"{found.field} is not set to this: {_taken(found)}",
                    key=(found.field,),
                    help="the value must be one word, in quotes",
                    fixes=(Fix("put quotes around it", Applicability.UNSAFE, edits),) if edits else (),
                )
            for word in no_fields(caddyfile):
                yield self.report(
                    word.origin,
                    f"{word.text} is no matcher here: in a block of header Caddy takes it for the name of a field",
                    key=(str(word.text),),
                    help="write it outside of the block, and header with it beside that",
                )


def _taken(found: Pieces) -> str:
    first, second = found.words[0].text, found.words[1].text
    return f"Caddy takes {first} alone" if found.alone else f"Caddy replaces {first} in it with {second}"
