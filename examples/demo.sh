#!/bin/sh
# Lint the outage, show what a fix would change, fix a copy. $1: the toybox-lint command.
set -eu
lint=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
cd "$(dirname "$0")/.."
step() { printf '\n$ %s\n' "$*"; }

step toybox-lint examples/toybox
"$lint" examples/toybox || test $? = 1

copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT
cp -R examples/toybox "$copy"
cd "$copy/toybox"

step toybox-lint --diff Caddyfile
"$lint" --diff Caddyfile || test $? = 1

step toybox-lint --fix --unsafe-fixes Caddyfile
"$lint" --fix --unsafe-fixes Caddyfile

step toybox-lint inspect
"$lint" inspect
