"""Other files made of files: characters, words, lines and whole files changed, doubled, dropped and mixed."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache
from random import Random

from fuzz.seeds import ENVIRONMENT, LARGEST, Texts, caddyfiles, deployments, everything, projects

PIECES = (
    *(
        "{",
        "}",
        '"',
        "`",
        "'",
        " ",
        ",",
        "#",
        "\\",
        "\n",
        "\r",
        "\r\n",
        "\t",
        "\0",
        "\x1b[31m",
        "\u202e",
        "\ufeff",
    ),
    *(
        "<<E\n",
        "E\n",
        "{}",
        "{$X}",
        "{$Y:z}",
        "{env.Z}",
        "import s",
        "\n}\n",
        " {\n",
        "\\\n",
        "{args[0]}",
        "{block}",
    ),
    *(
        "- ",
        ": ",
        ":",
        "&a ",
        "*a",
        "<<: *a",
        "|\n",
        ">-\n",
        "[",
        "]",
        "!!binary ",
        "!reset ",
        "!override ",
        "? ",
        "---\n",
    ),
    *(
        "$",
        "$$",
        "${X}",
        "${X:-y}",
        "${X:?no}",
        "${",
        "%",
        "~",
        "null",
        "true",
        "0",
        "-1",
        "1e9",
        "0x1F",
        ".inf",
        ".nan",
        "1e999",
        "65536",
        "99999999999",
    ),
    *(
        "# toybox-lint: ignore",
        "# toybox-lint: ignore[TB101] why",
        "\udce9",
        "é",
        "日本",
        "😀",
        "\u2028",
        "\x85",
        "a" * 300,
    ),
    *(
        "²",
        "٣",
        "9" * 4400,
        "0-9999999999",
        "\ufdd0",
        "\ufdd5",
        "\xa0",
        "\x1c",
        "${A}:" * 40,
        "\U000f0000",
        "İ",
        "ſ",
        "ß",
    ),
    *(
        "http://",
        "https://",
        "h2c://",
        "unix//run/x",
        "localhost",
        "127.0.0.1",
        "[::1]",
        ":80",
        ":8080-8082",
        "0.0.0.0",
        "host.docker.internal",
    ),
)
NAMES = (
    *(
        "Caddyfile",
        "caddy/Caddyfile",
        "conf/Caddyfile",
        "Caddyfile.prod",
        "site.caddyfile",
        "Dockerfile",
        ".env",
        "app.env",
    ),
    *(
        "compose.yaml",
        "docker-compose.yml",
        "compose.override.yaml",
        "docker-compose.prod.yml",
        "backend/docker-compose.yml",
    ),
    *(
        "nginx.conf",
        "package.json",
        "vite.config.js",
        "gunicorn.conf.py",
        "start.sh",
        "Procfile",
        "web/Dockerfile",
    ),
)
VARIABLES = re.compile(r"\$\{?([A-Za-z_]\w*)")
LINES = re.compile(r"[^\n]*\n|[^\n]+")
WORDS = re.compile(r"[^\s{}\[\]\"',#=]+")


@cache
def vocabulary() -> tuple[str, ...]:
    """Every word of the seeds."""
    words = {word for texts in everything() for text in texts.values() for word in WORDS.findall(text)}
    return tuple(sorted(word for word in words if len(word) < 60))


@cache
def every_line() -> tuple[str, ...]:
    return tuple(
        sorted({line for texts in everything() for text in texts.values() for line in LINES.findall(text)})
    )


def start(rng: Random, kept: Sequence[Texts] = ()) -> Texts:
    """Where a mutation begins: mostly both languages together."""
    if kept and rng.random() < 0.4:
        return dict(rng.choice(kept))
    kind = rng.random()
    texts = dict(rng.choice(deployments()))
    if kind < 0.2:
        texts |= rng.choice(caddyfiles())
    elif kind < 0.4:
        texts = {name: text for name, text in texts.items() if not name.endswith((".yml", ".yaml"))}
        texts |= rng.choice(projects())
    elif kind < 0.45:
        texts |= {f"other/{name}": text for name, text in rng.choice(deployments()).items()}
    return texts


def mutated(rng: Random, kept: Sequence[Texts] = ()) -> Texts:
    """A deployment with a few changes, no larger than is quick to read."""
    texts = start(rng, kept)
    if rng.random() < 0.1:
        texts[ENVIRONMENT] = "\n".join(f"{_name(rng, texts)}={_value(rng)}" for _ in range(rng.randint(0, 3)))
    for _ in range(rng.choice((1, 1, 1, 2, 2, 3, 5, 8))):
        if rng.random() < 0.1:
            _change_files(rng, texts)
        else:
            name = rng.choice(sorted(texts))
            texts[name] = rng.choice(_CHANGES)(rng, texts[name])[:LARGEST]
    return texts


def _name(rng: Random, texts: Texts) -> str:
    """A variable that the files use, if they use one."""
    return rng.choice(VARIABLES.findall("\n".join(texts.values())) or ["A"])


def _value(rng: Random) -> str:
    return rng.choice(vocabulary()) if rng.random() < 0.7 else rng.choice(PIECES)


def noise(rng: Random) -> Texts:
    """Files of random bytes, under names that are read."""
    names = {rng.choice(("Caddyfile", "compose.yaml")), *rng.sample(NAMES, rng.randint(0, 2))}
    return {name: rng.randbytes(rng.randint(0, 120)).decode("utf-8", "surrogateescape") for name in names}


def _change_files(rng: Random, texts: Texts) -> None:
    name = rng.choice(sorted(texts))
    kind = rng.randrange(5)
    if kind == 0 and len(texts) > 1:
        del texts[name]
    elif kind == 1:
        texts[rng.choice(NAMES)] = texts.pop(name)
    elif kind == 2:
        texts[rng.choice(NAMES)] = "".join(rng.choices(every_line(), k=rng.randint(0, 6)))
    elif kind == 3:
        other = rng.choice(everything())
        texts[name] = rng.choice(sorted(other.values()))
    else:
        texts["compose.override.yaml"] = texts[name]
    if not texts:
        texts["Caddyfile"] = ""


def _at(rng: Random, text: str) -> int:
    return rng.randint(0, len(text))


def _drop(rng: Random, text: str) -> str:
    at = _at(rng, text)
    return text[:at] + text[at + rng.choice((1, 1, 1, 2, 4, 10, 40)) :]


def _insert(rng: Random, text: str) -> str:
    at = _at(rng, text)
    return text[:at] + rng.choice(PIECES) + text[at:]


def _flip(rng: Random, text: str) -> str:
    at = _at(rng, text)
    byte = rng.randrange(256)
    return text[:at] + (chr(byte) if byte < 128 else chr(0xDC00 + byte)) + text[at + 1 :]


def _word(rng: Random, text: str) -> str:
    """Another word in the place of one."""
    found = list(WORDS.finditer(text))
    if not found:
        return text + rng.choice(vocabulary())
    place = rng.choice(found)
    new = rng.choice(found)[0] if rng.random() < 0.4 else rng.choice(vocabulary())
    return text[: place.start()] + new + text[place.end() :]


def _line(rng: Random, text: str) -> str:
    """A line dropped, doubled, moved, taken from elsewhere or put further in."""
    lines = LINES.findall(text) or [""]
    at = rng.randrange(len(lines))
    kind = rng.randrange(6)
    if kind == 0:
        del lines[at]
    elif kind == 1:
        lines.insert(at, lines[at])
    elif kind == 2:
        lines.insert(rng.randrange(len(lines)), lines.pop(at))
    elif kind == 3:
        lines.insert(at, rng.choice(every_line()))
    elif kind == 4:
        lines[at] = rng.choice((" ", "  ", "\t", "    ")) + lines[at]
    else:
        lines[at] = lines[at][1:]
    return "".join(lines)


def _block(rng: Random, text: str) -> str:
    """A few lines doubled elsewhere."""
    lines = LINES.findall(text) or [""]
    at = rng.randrange(len(lines))
    part = lines[at : at + rng.randint(2, 8)]
    to = rng.randint(0, len(lines))
    return "".join([*lines[:to], *part, *lines[to:]])


def _splice(rng: Random, text: str) -> str:
    """The head of one file and the tail of another."""
    other = rng.choice(sorted(rng.choice(everything()).values()))
    return text[: _at(rng, text)] + other[_at(rng, other) :]


def _ends(rng: Random, text: str) -> str:
    kind = rng.randrange(4)
    if kind == 0:
        return text.replace("\r\n", "\n").replace("\n", "\r\n")
    if kind == 1:
        return text.rstrip("\n")
    if kind == 2:
        return text[: _at(rng, text)]
    return text.replace("\t", "  ")


def _wrap(rng: Random, text: str) -> str:
    """One inside many: blocks or lists that stand deep in each other."""
    depth = rng.choice((1, 1, 2, 2, 3, 5, 60))
    opening, closing = rng.choice(
        (("a {\n", "}\n"), ("[", "]"), ("{a: ", "}"), ("${A:-", "}"), ("{$A:", "}"))
    )
    at = _at(rng, text)
    return text[:at] + opening * depth + text[at : at + 5] + closing * depth + text[at + 5 :]


_CHANGES: tuple[Callable[[Random, str], str], ...] = (
    *(
        _drop,
        _insert,
        _insert,
        _flip,
        _word,
        _word,
        _word,
        _line,
        _line,
        _line,
        _block,
        _splice,
        _ends,
        _wrap,
    ),
)
