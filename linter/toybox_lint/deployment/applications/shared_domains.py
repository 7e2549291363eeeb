"""Domains below which everybody gets names: those of dynamic DNS, of what takes an address for a name, and of hosts.

Source: the private part of the Public Suffix List, and the providers' documentation; nip.io's and sslip.io's of names
with an address in them.
"""

from __future__ import annotations

from toybox_lint.deployment.listening.tables import word_set

# Letters of a country's name, and at most of what stands before it in place of a domain: co.uk, com.au.
_OF_COUNTRIES, _LETTERS = 2, 3
_SHARED = word_set("""
    duckdns.org dynv6.net v6.rocks dedyn.io ddns.net hopto.org zapto.org sytes.net myftp.org myftp.biz serveftp.com
    servehttp.com redirectme.net no-ip.org no-ip.info no-ip.biz noip.me bounceme.net gotdns.ch webhop.me viewdns.net
    dyndns.org dyndns.info homeip.net homelinux.org homelinux.net dnsalias.com dnsalias.net is-a-geek.com
    freeddns.org mywire.org webredirect.org giize.com gleeze.com kozow.com loseyourip.com ooguy.com casacam.net
    theworkpc.com accesscam.org camdvr.org ddnsfree.com ddnsgeek.com dynu.net mooo.com chickenkiller.com ignorelist.com
    strangled.net twilightparadox.com us.to dy.fi spdns.de spdns.org goip.de myds.me synology.me i234.me
    diskstation.me dscloud.me myqnapcloud.com myfritz.net selfhost.eu selfhost.de feste-ip.net dnshome.de ipv64.net
    any64.de nsupdate.info changeip.org ddnss.de dyn-ip24.de asuscomm.com tplinkdns.com
    fly.dev herokuapp.com onrender.com railway.app vercel.app netlify.app pages.dev workers.dev github.io gitlab.io
    web.app firebaseapp.com run.app appspot.com azurewebsites.net azurecontainerapps.io cloudapp.net ondigitalocean.app
    ngrok.io ngrok.app ngrok-free.app trycloudflare.com loca.lt ts.net eu.org nom.za pp.ua
    nip.io sslip.io xip.io traefik.me localtest.me
""")


def domain(name: str) -> list[str]:
    """What is registered of a name, with the two labels that countries like the United Kingdom put behind it.

    Of a domain below which everybody gets names it is the whole name: a neighbour may be anybody's.
    """
    labels = name.split(".")
    if ".".join(labels[-2:]) in _SHARED:
        return labels
    behind = 2 if len(labels[-1]) == _OF_COUNTRIES and len(labels[-2:][0]) <= _LETTERS else 1
    return labels[-1 - behind :]
