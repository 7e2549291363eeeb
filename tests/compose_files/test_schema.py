"""Our shapes are those of the JSON schema that Docker Compose carries inside."""

from __future__ import annotations

import json
from typing import Any

import pytest

from compose_files.oracle import COMPOSE, needs_compose
from toybox_lint.compose.checking.schema_of_projects import FILE
from toybox_lint.compose.checking.shapes import Shape

Json = dict[str, Any]


@pytest.fixture(scope="module")
def schema() -> Json:
    assert COMPOSE is not None
    program = COMPOSE.read_bytes()
    start = program.rindex(b"{", 0, program.index(b'"compose_spec.json"'))
    found: Json = json.JSONDecoder().raw_decode(program[start : start + 200_000].decode("utf-8", "replace"))[
        0
    ]
    return found


def described(schema: Json, root: Json) -> Json:
    """The schema in the words of ``Shape``."""
    if "$ref" in schema:
        return described(root["definitions"][schema["$ref"].rpartition("/")[2]], root)
    if "oneOf" in schema:
        parts = [described(part, root) for part in schema["oneOf"]]
        scalars = set().union(*(part.pop("scalars") for part in parts))
        return {"scalars": scalars} | {key: value for part in parts for key, value in part.items()}
    kinds = schema.get("type", [])
    types = {kinds} if isinstance(kinds, str) else set(kinds)
    found: Json = {"scalars": types - {"array", "object"}}
    if "array" in types:
        found |= {"items": described(schema["items"], root), "unique": schema.get("uniqueItems", False)}
    if "object" in types:
        found["entries"] = entries(schema, root)
    found |= {ours: schema[theirs] for theirs, ours in NARROW.items() if theirs in schema}
    return found


NARROW = {"enum": "words", "pattern": "pattern", "minimum": "least", "maximum": "most"}


def entries(schema: Json, root: Json) -> Json:
    patterns = {name: value for name, value in schema.get("patternProperties", {}).items() if name != "^x-"}
    return {
        "known": {name: described(value, root) for name, value in schema.get("properties", {}).items()},
        "others": [described(value, root) for value in patterns.values()],
        "required": sorted(schema.get("required", [])),
        "closed": schema.get("additionalProperties", True) is False,
        "names": next(iter(patterns), None),
    }


def differences(path: str, theirs: Json, ours: Shape) -> list[str]:
    found = [] if theirs["scalars"] == set(ours.scalars) else [f"{path}: scalars"]
    narrow = {
        "words": list(ours.words) or None,
        "pattern": ours.pattern.pattern if ours.pattern is not None else None,
        "least": ours.least,
        "most": ours.most,
    }
    found += [f"{path}: {key}" for key, value in narrow.items() if theirs.get(key) != value]
    if ("items" in theirs) != (ours.items is not None) or ("entries" in theirs) != (ours.entries is not None):
        return [*found, f"{path}: kinds"]
    if ours.items is not None:
        found += differences(f"{path}[]", theirs["items"], ours.items)
        found += [] if theirs["unique"] == ours.unique else [f"{path}: unique"]
    if ours.entries is not None:
        found += entry_differences(path, theirs["entries"], ours)
    return found


def entry_differences(path: str, theirs: Json, ours: Shape) -> list[str]:
    entries = ours.entries
    assert entries is not None
    found = [f"{path}.{name}: missing" for name in theirs["known"].keys() ^ entries.known.keys()]
    for name in theirs["known"].keys() & entries.known.keys():
        found += differences(f"{path}.{name}", theirs["known"][name], entries.known[name])
    if len(theirs["others"]) != (entries.others is not None):
        return [*found, f"{path}: others"]
    if entries.others is not None:
        found += differences(f"{path}.*", theirs["others"][0], entries.others)
    any_name = theirs["names"] in (".+", "^.+$")
    if (
        theirs["names"]
        and not any_name
        and entries.names is not None
        and entries.names.pattern != theirs["names"]
    ):
        found.append(f"{path}: names")
    if theirs["closed"] == entries.open and not any_name:
        found.append(f"{path}: closed")
    return found + ([] if theirs["required"] == sorted(entries.required) else [f"{path}: required"])


@needs_compose
def test_every_shape_is_that_of_the_program(schema: Json) -> None:
    assert differences("", described(schema, schema), FILE) == []
