#!/bin/sh
# Builds the Dockerfile with the container engine $1 (docker or podman), runs the image read-only, without capabilities or
# new privileges, and asks it from outside. $2 is the largest size allowed, bytes.
# Ends with 3 where the engine can do neither here.
set -eu
engine=$1
most_bytes=$2
image=trackmaster-check
container=
cleanup() {
  [ -z "$container" ] || "$engine" rm --force "$container" >/dev/null 2>&1 || true
}
trap cleanup EXIT INT TERM
fail() {
  echo "check-container: $1" >&2
  exit 1
}

# 3: this engine cannot build or start it here (no registry, say), which tells nothing about the image.
"$engine" build --build-arg "TRACKMASTER_COMMIT=$(git rev-parse HEAD 2>/dev/null || true)" --tag "$image" . || exit 3
bytes=$("$engine" image inspect --format '{{.Size}}' "$image")
awk "BEGIN { printf \"image: %.1f MB unpacked (at most %.0f)\\n\", $bytes / 1e6, $most_bytes / 1e6 }"
user=$("$engine" image inspect --format '{{.Config.User}}' "$image")
[ "$user" = trackmaster ] || fail "the image runs as '$user'"

container=$("$engine" run --detach --read-only --cap-drop ALL --security-opt no-new-privileges \
  --tmpfs /tmp:rw,noexec,nosuid,nodev,size=16m --publish 127.0.0.1::8000 "$image") || exit 3
address=$("$engine" port "$container" 8000/tcp | head -n 1)
node scripts/server-checks.mjs "http://$address" || { "$engine" logs "$container" >&2; exit 1; }

process=$("$engine" inspect --format '{{.State.Pid}}' "$container")
if [ -r "/proc/$process/status" ]; then
  ! grep -E '^Cap(Inh|Prm|Eff|Bnd|Amb):.*[1-9a-f]' "/proc/$process/status" || fail 'the server has a capability'
  ! grep -q '^Uid:.0.' "/proc/$process/status" || fail 'the server runs as root'
  echo 'no capabilities, not root: ok'
else
  echo 'NOT checked: the capabilities of the running process; this engine runs it on another machine'
fi
written=$("$engine" diff "$container" | grep -v -E ' /(tmp|dev|proc|sys|run|etc)(/|$)' || true)
[ -z "$written" ] || fail "written outside of /tmp: $written"
echo "read-only: ok"
"$engine" stop --time 10 "$container" >/dev/null
[ "$("$engine" inspect --format '{{.State.ExitCode}}' "$container")" = 0 ] || fail 'it does not end in order'
echo "checked with $engine: build, size, user, read-only root, no capabilities, health, headers, storm, orderly end"
[ "$bytes" -le "$most_bytes" ] || fail 'the image is too large'
