#!/bin/sh
# Builds and runs the image and says what was checked, by the best that this machine has: a container engine; else buildah
# as root, on stand-ins for the base images; else nginx alone. `--by engine|buildah|nginx` asks for one of them.
set -eu
cd "$(dirname "$0")/.."
MOST_BYTES=10000000

by=
[ "${1:-}" != --by ] || by=$2
engine=
for program in docker podman; do
  # One that is installed and cannot reach its service is none.
  if [ -z "$engine" ] && command -v "$program" >/dev/null && "$program" info >/dev/null 2>&1; then engine=$program; fi
done

# For a machine that cannot fetch it: the source that Debian keeps of its own nginx.
debian_source() {
  mkdir -p "$1/lists/partial"
  echo 'deb-src http://deb.debian.org/debian stable main' >"$1/sources.list"
  (cd "$1" && for step in update 'source --download-only nginx'; do
    # shellcheck disable=SC2086
    apt-get -q -o Dir::Etc::sourcelist="$1/sources.list" -o Dir::Etc::sourceparts=- -o Dir::State::lists="$1/lists" $step
  done) >"$1/apt.log" 2>&1 || return 1
  ls "$1"/nginx_*.orig.tar.gz
}

if [ -n "$engine" ] && { [ -z "$by" ] || [ "$by" = engine ]; }; then
  status=0
  sh scripts/container/by-engine.sh "$engine" "$MOST_BYTES" || status=$?
  [ $status = 3 ] || exit $status
  echo "$engine cannot build or start the image here"
else
  echo 'no container engine answers here'
fi
if [ "$(id -u)" = 0 ] && command -v buildah >/dev/null && { [ -z "$by" ] || [ "$by" = buildah ]; }; then
  folder=$(mktemp -d)
  trap 'rm -rf "$folder"' EXIT INT TERM
  if source=${NGINX_SOURCE_FILE:-$(debian_source "$folder")}; then
    sh scripts/container/by-buildah.sh "$source" "$MOST_BYTES"
    exit
  fi
  echo 'no source of nginx can be had, so no image is built'
fi
exec sh scripts/container/by-nginx.sh
