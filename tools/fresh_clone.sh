#!/bin/sh
# The two commands of the README as somebody new meets them: a fresh clone of HEAD, an empty HOME, an empty environment.
# `make check-fresh-clone`. Prints the time of each; ends with an error when the demo does not answer or a test fails.
set -eu

here=$(cd "$(dirname "$0")/.." && pwd)
place=$(mktemp -d "${TMPDIR:-/tmp}/deskbell-fresh-XXXXXX")
port=${PORT:-8765}
demo=

cleanup() {
    if [ -n "$demo" ]; then kill "$demo" 2>/dev/null || true; fi
    rm -rf "$place"
}
trap cleanup EXIT
trap 'exit 130' INT TERM

fresh() {
    env -i PATH="$PATH" HOME="$place/home" ${CI:+CI="$CI"} "$@"
}

answers() {
    fresh python3 -c "import sys, urllib.request; urllib.request.urlopen(sys.argv[1], timeout=2)" "$1" 2>/dev/null
}

# python3 may be a shim that needs the real HOME to know which one is meant.
real=$(dirname "$(python3 -c 'import sys; print(sys.executable)')")
PATH="$real:$PATH"

mkdir "$place/home"
git clone --quiet "$here" "$place/clone"
cd "$place/clone"

began=$(date +%s)
# Not through fresh(): a function in the background is a shell of its own, and make would outlive it.
env -i PATH="$PATH" HOME="$place/home" make demo PORT="$port" SHOP_PORT="$((port + 1))" DATA="$place/data" \
    >"$place/demo.log" 2>&1 &
demo=$!
until answers "http://127.0.0.1:$port/health" && answers "http://127.0.0.1:$((port + 1))/"; do
    if ! kill -0 "$demo" 2>/dev/null || [ "$(($(date +%s) - began))" -gt 1200 ]; then
        cat "$place/demo.log"
        echo "make demo did not come up"
        exit 1
    fi
    sleep 2
done
echo "make demo: answers after $(($(date +%s) - began)) s"
cat "$place/demo.log"
kill "$demo"
wait "$demo" 2>/dev/null || true
demo=

began=$(date +%s)
fresh make test
echo "make test: passed in $(($(date +%s) - began)) s"
