#!/usr/bin/env bash
# Brings what a checkout needs onto the machine. The Makefile calls it; every call is quick when nothing is missing.
#
#   tools/setup.sh venv              make .venv with the first Python that will do
#   tools/setup.sh tex [browser]     install LaTeX (and Chromium), where missing
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

say() { printf '%s\n' "$*" >&2; }
die() { say "setup: $*"; exit 1; }

# install PACKAGE...   with apt-get, if we may; else say what to do and stop
install() {
    if ! command -v apt-get >/dev/null; then
        die "please install what Debian calls: $*"
    elif [ "$(id -u)" != 0 ]; then
        die "please run, as root: apt-get install -y --no-install-recommends $*"
    fi
    say "installing $*"
    local log
    log=$(mktemp)
    export DEBIAN_FRONTEND=noninteractive
    if ! { apt-get update && apt-get -o DPkg::Lock::Timeout=600 install -y --no-install-recommends "$@"; } \
        >"$log" 2>&1 </dev/null; then
        tail -n 20 "$log" >&2
        die "apt-get failed (the whole log: $log)"
    fi
    rm -f "$log"
}

recent() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

# print the first Python that is recent enough; $PYTHON, if set, is the only one asked
find_python() {
    local name
    for name in ${PYTHON:-python3 python3.14 python3.13 python3.12 python3.11 python}; do
        if command -v "$name" >/dev/null && recent "$name"; then
            command -v "$name"
            return
        fi
    done
    return 1
}

make_venv() {
    local python
    if ! python=$(find_python); then
        [ -z "${PYTHON:-}" ] || die "PYTHON=$PYTHON is not a Python of 3.11 or later"
        command -v python3 >/dev/null && die "needs Python 3.11 or later; python3 here is $(python3 -V 2>&1)"
        install python3 python3-venv
        python=$(find_python) || die "needs Python 3.11 or later"
    fi
    if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
        install python3-venv # Debian keeps ensurepip apart
        "$python" -c 'import ensurepip, venv' 2>/dev/null || die "$python cannot make virtual environments"
    fi
    say "making .venv with $("$python" -V 2>&1)"
    trap 'rm -rf .venv' ERR INT TERM # never half a .venv
    "$python" -m venv --clear .venv
}

loads() { .venv/bin/python -c 'import ctypes, sys; ctypes.CDLL(sys.argv[1])' "$1"; }
tex_has() { command -v kpsewhich >/dev/null && kpsewhich "$1" >/dev/null; }

# Asked by what they bring, not by name: a TeX Live from elsewhere will do as well.
system_packages() {
    local missing=()
    need() { "${@:2}" >/dev/null 2>&1 || missing+=("$1"); }
    for part in "$@"; do
        case $part in
        tex)
            need texlive-latex-extra tex_has cleveref.sty
            need texlive-fonts-recommended tex_has phvr8t.tfm
            need lmodern tex_has lmodern.sty
            need texlive-publishers tex_has IEEEtran.cls
            need latexmk command -v latexmk
            need poppler-utils command -v pdftoppm
            ;;
        browser)
            need chromium test -x /usr/bin/chromium
            need libatomic1 loads libatomic.so.1 # wanted by Playwright's own node
            ;;
        *) die "unknown part: $part" ;;
        esac
    done
    [ ${#missing[@]} = 0 ] || install "${missing[@]}"
}

case ${1:-} in
venv) make_venv ;;
tex | browser) system_packages "$@" ;;
*) die "usage: tools/setup.sh venv | tex [browser]" ;;
esac
