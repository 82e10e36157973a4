#!/bin/sh
# Where no image can be built: the build of this folder under the image's nginx.conf, by this machine's nginx, as a user who
# owns nothing (where root may choose one), on a free port of loopback.
set -eu
server=
cleanup() {
  [ -z "$server" ] || kill "$server" 2>/dev/null || true
}
trap cleanup EXIT INT TERM

[ -e dist/nginx/nginx.conf ] || npm run --silent build
port=$(node -e 'const s = require("net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close() })')
run=
user=$(id -un)
if [ "$(id -u)" = 0 ] && command -v setpriv >/dev/null; then
  user=nobody
  run='setpriv --reuid=65534 --regid=65534 --clear-groups --no-new-privs --bounding-set=-all --inh-caps=-all'
fi
$run node scripts/serve.mjs --port "$port" &
server=$!
node scripts/server-checks.mjs "http://127.0.0.1:$port"
echo "checked, as user $user: health, headers, storm"
echo 'NOT checked: the image itself: its size, its user, its read-only root and that it has no capabilities'
