#!/bin/sh
# Makes .venv and installs Askline in it: `sh setup.sh run` for use, `sh setup.sh test` for the tests as well.
# When something is missing it says so in one line and stops.

stop() {
    echo "askline: $1" >&2
    exit 1
}

find_python() {
    # 3.11 to 3.14 were tried; a later one only where there is none of these.
    for name in python3 python3.14 python3.13 python3.12 python3.11; do
        if "$name" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 14))' 2>/dev/null; then
            echo "$name"
            return
        fi
    done
    for name in python3 python3.15; do
        if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            echo "$name"
            return
        fi
    done
}

install_dovecot() {
    # Only in CI, where a lane that cannot run is a failure; nobody else's system is changed.
    [ "${CI:-}" = true ] && [ "$(id -u)" = 0 ] || return 0
    command -v dovecot >/dev/null 2>&1 || [ -x /usr/sbin/dovecot ] && return 0
    command -v apt-get >/dev/null 2>&1 || return 0
    echo "Installing Dovecot for the tests."
    apt-get update -qq >/dev/null 2>&1
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends dovecot-imapd >/dev/null 2>&1 ||
        echo "askline: apt-get could not install dovecot-imapd; its tests will say so." >&2
}

case "$1" in
    run) what="." ;;
    test) what=".[test]" ;;
    *) stop "say: sh setup.sh run, or: sh setup.sh test" ;;
esac

# A .venv without pip was broken off, or its Python was upgraded since.
if ! .venv/bin/python -m pip --version >/dev/null 2>&1; then
    python=$(find_python)
    if [ -z "$python" ]; then
        found=$(python3 -c 'import sys; print(", only %d.%d" % sys.version_info[:2])' 2>/dev/null)
        stop "Python 3.11 or later is needed and was not found$found; install it and try again."
    fi
    "$python" -c 'import ensurepip, venv' 2>/dev/null ||
        stop "Python's venv module is missing; on Debian or Ubuntu install it with: apt-get install $python-venv"
    "$python" -m venv .venv || stop "the folder .venv could not be made here; check the rights of this folder."
fi

echo "Installing what Askline needs (about a minute, once)."
log=.venv/install.log
.venv/bin/python -m pip install --quiet --disable-pip-version-check --editable "$what" >"$log" 2>&1 || {
    if grep -q -i -E "connection|resolution|timed out|network|No matching distribution found for setuptools" "$log"; then
        stop "the packages could not be fetched: this machine does not reach the Python package index; check the network and try again."
    fi
    stop "the packages could not be installed; the reason is at the end of $log."
}
[ "$1" = test ] && install_dovecot
exit 0
