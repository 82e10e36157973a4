#!/bin/sh
# Builds the Dockerfile without a Docker engine or a registry, by buildah with chroot isolation, against stand-ins for
# the two base images made of this machine's own node, compiler and libraries. Then runs the image's own entry point as
# its own user, without capabilities, on a read-only root file system, as
# `docker run --read-only --cap-drop ALL --tmpfs /tmp` does, with its own health check and the checks of
# server-checks.mjs. $1 is nginx's source, a .tar.gz, for a machine that cannot fetch the one of the Dockerfile;
# $2 the largest size allowed, bytes.
# Needs root, buildah, busybox, gcc, make, the headers of PCRE2 and zlib, curl, util-linux and ldd; npm inside the build
# needs its registry as ever.
set -eu
nginx_source=$1
most_bytes=$2
for program in buildah node npm busybox gcc make ldd curl unshare nsenter setpriv; do
  command -v "$program" >/dev/null || { echo "check-container: $program is missing" >&2; exit 1; }
done
for header in pcre2.h zlib.h; do
  echo "#include <$header>" | gcc -DPCRE2_CODE_UNIT_WIDTH=8 -E - >/dev/null 2>&1 ||
    { echo "check-container: $header is missing (Debian: libpcre2-dev, zlib1g-dev)" >&2; exit 1; }
done
work=$(mktemp -d)
export BUILDAH_ISOLATION=chroot
# Images live in the work folder, so nothing of this machine's own store is touched.
store="--root $work/store --runroot $work/run --storage-driver vfs"
server=
cleanup() {
  [ -z "$server" ] || kill "$server" 2>/dev/null || true
  # shellcheck disable=SC2086
  buildah $store rm --all >/dev/null 2>&1 || true
  rm -rf "$work"
}
trap cleanup EXIT INT TERM

stand_in() { # NAME PROGRAM...: an image of these programs, the libraries they need, and busybox
  name=$1
  shift
  root=$work/$name
  for folder in bin sbin lib lib64; do
    mkdir -p "$root/usr/$folder"
    ln -s "usr/$folder" "$root/$folder"
  done
  mkdir -p "$root/tmp" "$root/root" "$root/etc" "$root/dev" "$root/proc"
  for program in sh ldd bash busybox env "$@"; do
    path=$(command -v "$program")
    mkdir -p "$root$(dirname "$path")"
    cp -L "$path" "$root$path"
    { ldd "$path" 2>/dev/null || true; } | tr ' \t' '\n\n' | grep '^/' | while read -r library; do
      mkdir -p "$root$(dirname "$library")"
      [ -e "$root$library" ] || cp -L "$library" "$root$library"
    done
  done
  for applet in awk basename cat chmod cp cut dirname env expr find grep gzip head install ln ls mkdir mktemp mv nproc rm \
    sed sha256sum sort tail tar test touch tr true uname; do
    ln -sf busybox "$root/bin/$applet"
  done
  [ -e "$root/bin/busybox" ] || cp -L "$(command -v busybox)" "$root/bin/busybox"
  [ -e "$root/bin/sh" ] || ln -s busybox "$root/bin/sh"
}

commit() { # NAME
  # shellcheck disable=SC2086
  container=$(buildah $store from scratch)
  # shellcheck disable=SC2086
  buildah $store add -q "$container" "$work/$1" / >/dev/null
  # shellcheck disable=SC2086
  buildah $store config --env PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
    --env HOME=/root --env NPM_CONFIG_CAFILE=/etc/certificates.pem "$container"
  # shellcheck disable=SC2086
  buildah $store commit -q --rm "$container" "localhost/$1" >/dev/null
}

stand_in node node
npm_folder=$(dirname "$(dirname "$(readlink -f "$(command -v npm)")")")
mkdir -p "$work/node/usr/lib/node_modules"
cp -rL "$npm_folder" "$work/node/usr/lib/node_modules/npm"
ln -sf ../lib/node_modules/npm/bin/npm-cli.js "$work/node/usr/bin/npm"
# Native npm packages also want these of the C library.
ldconfig -p | awk '/(librt|libpthread|libdl|libm|libgcc_s|libstdc\+\+|libutil)\.so\.[0-9]+ .*64/ { print $NF }' |
  while read -r library; do
    mkdir -p "$work/node$(dirname "$library")"
    [ -e "$work/node$library" ] || cp -L "$library" "$work/node$library"
  done
# The certificates that npm trusts on this machine, for the npm inside the build.
certificates=$(npm config get cafile)
[ -f "$certificates" ] || certificates=/etc/ssl/certs/ca-certificates.crt
if [ -f "$certificates" ]; then
  cp -L "$certificates" "$work/node/etc/certificates.pem"
fi
commit node

# A distribution with a compiler: what the Dockerfile would install or fetch is there already.
compiler=$(dirname "$(gcc -print-prog-name=cc1)")
stand_in alpine gcc as ld make "$compiler/cc1" "$compiler/collect2"
alpine=$work/alpine
cp -rL "$compiler"/include "$compiler"/crt* "$compiler"/libgcc* "$compiler"/liblto_plugin.so "$alpine$compiler/" 2>/dev/null || true
mkdir -p "$alpine/usr/include" "$alpine/usr/lib/x86_64-linux-gnu"
tar -C /usr/include -h --exclude './c++' --exclude './llvm*' --exclude './boost' -cf - . 2>/dev/null | tar -C "$alpine/usr/include" -xf -
for part in crt1.o Scrt1.o crti.o crtn.o libc.so libc_nonshared.a libpcre2-8.so libz.so libgcc_s.so.1 libpcre2-8.so.0 libz.so.1 libcrypt.so libdl.a libpthread.a libm.so.6 libmvec.so.1; do
  path=$(gcc -print-file-name="$part")
  [ ! -e "$path" ] || { mkdir -p "$alpine$(dirname "$path")"; cp -L "$path" "$alpine$path"; }
done
ln -sf gcc "$alpine/usr/bin/cc"
cp "$nginx_source" "$alpine/source.tar.gz"
printf '#!/bin/sh\n' >"$alpine/usr/bin/apk"
printf '#!/bin/sh\ncp /source.tar.gz /nginx.tar.gz\n' >"$alpine/usr/bin/wget"
chmod 755 "$alpine/usr/bin/apk" "$alpine/usr/bin/wget"
commit alpine
echo "stand-ins: made of node $(node --version) and $(gcc --version | head -n 1); source $(basename "$nginx_source")"

# shellcheck disable=SC2086
buildah $store bud -q --format docker --layers=false --tag localhost/trackmaster \
  --build-arg NODE_IMAGE=localhost/node --build-arg ALPINE_IMAGE=localhost/alpine \
  --build-arg TRACKMASTER_COMMIT="$(git rev-parse HEAD 2>/dev/null || true)" \
  --build-arg NGINX_SHA256="$(sha256sum "$nginx_source" | cut -d ' ' -f 1)" . >"$work/bud.log" 2>&1 || {
  tail -n 40 "$work/bud.log" >&2
  exit 1
}

# shellcheck disable=SC2086
container=$(buildah $store from localhost/trackmaster)
# shellcheck disable=SC2086
root=$(buildah $store mount "$container")
user=$(buildah $store inspect --format '{{.OCIv1.Config.User}}' "$container")
[ "$user" = trackmaster ] || { echo "check-container: the image runs as '$user'" >&2; exit 1; }
if [ -e "$root/bin/sh" ]; then
  echo 'check-container: there is a shell in the image' >&2
  exit 1
fi
echo "image: runs as $user; files:"
(cd "$root" && find . -type f ! -path './srv/*' | sort | while read -r file; do
  printf '  %8d kB  %s\n' "$(($(stat -c %s "$file") / 1000))" "$file"
done)
printf '  %8d kB  ./srv (the site)\n' "$(($(du -sb "$root/srv" | cut -f1) / 1000))"
bytes=$(du -sb "$root" | cut -f1)
awk "BEGIN { printf \"image: %.1f MB unpacked (at most %.0f)\\n\", $bytes / 1e6, $most_bytes / 1e6 }"

# What the image says of itself, word by word.
# shellcheck disable=SC2086
buildah $store inspect "$container" >"$work/image.json"
words_of() { # PATH in the image's configuration, without its first N words
  node -e 'const [, file, path, from] = process.argv
    const found = path.split(".").reduce((at, key) => at[key], JSON.parse(require("fs").readFileSync(file)).Docker.config)
    console.log(found.slice(Number(from)).join("\n"))' "$work/image.json" "$1" "$2"
}
entry_point=$(words_of Entrypoint 0)
health_check=$(words_of Healthcheck.Test 1)

# A box as a container engine makes it: the root read-only, a /tmp and a /dev of its own, /proc, its own
# network. Where this machine allows no mounts, the image runs as the user who owns nothing in it.
cat >"$work/start.sh" <<'END'
set -eu
root=$1
shift
if [ "$1" = boxed ]; then
  mount --bind "$root" "$root"
  mkdir -p "$root/dev" "$root/proc"
  mount -t tmpfs -o rw,noexec,nosuid,nodev,mode=1777,size=16m tmpfs "$root/tmp"
  mount -t tmpfs -o nosuid,mode=755,size=64k tmpfs "$root/dev"
  mknod -m 666 "$root/dev/null" c 1 3
  ln -s /proc/self/fd/1 "$root/dev/stdout"
  mount --rbind /proc "$root/proc"
  mount -o remount,bind,ro "$root"
  busybox ip link set lo up
else
  mkdir -p "$root/dev"
  [ -e "$root/dev/null" ] || mknod -m 666 "$root/dev/null" c 1 3
  rm -f "$root/dev/stdout"
  install -m 666 /dev/null "$root/dev/stdout"
fi
shift
# What chroot itself needs; the change of user takes that away as well.
exec setpriv --no-new-privs --inh-caps=-all --bounding-set=-all,+sys_chroot,+setuid,+setgid \
  chroot --userspec=10001:10001 --groups= "$root" "$@"
END
# Engines hand the container a standard output that its user may open anew.
install -m 666 /dev/null "$work/nginx.log"
if unshare --mount --net sh -c 'mount -t tmpfs tmpfs /mnt && busybox ip link set lo up' 2>"$work/box.log"; then
  boxed=yes
  # shellcheck disable=SC2086
  unshare --mount --net sh "$work/start.sh" "$root" boxed $entry_point >"$work/nginx.log" 2>&1 &
  server=$!
  in_box() { nsenter --mount --net --target "$server" "$@"; }
else
  boxed=no
  # shellcheck disable=SC2086
  sh "$work/start.sh" "$root" bare $entry_point >"$work/nginx.log" 2>&1 &
  server=$!
  in_box() { "$@"; }
fi
for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
  sleep 0.5
  health=$(in_box curl -s http://127.0.0.1:8000/health) && break
done
[ -n "${health:-}" ] || { cat "$work/nginx.log" >&2; exit 1; }
echo "GET /health: $health"
# shellcheck disable=SC2086
in_box chroot --userspec=10001:10001 --groups= "$root" $health_check
echo "health check of the image ($(echo "$health_check" | tr '\n' ' ')): ok"
in_box node "$PWD/scripts/server-checks.mjs" http://127.0.0.1:8000
processes="$server $(pgrep -P "$server" | tr '\n' ' ')"
for process in $processes; do
  grep -q '^Uid:.10001.10001.10001.10001' "/proc/$process/status" && ! grep -E '^Cap(Inh|Prm|Eff|Amb):.*[1-9a-f]' "/proc/$process/status" ||
    { echo "check-container: process $process has another user or a capability" >&2; exit 1; }
done
echo "user 10001 and no capabilities: $(echo "$processes" | wc -w) processes ok"

if [ $boxed = yes ]; then
  # Root itself tries, so that it is the file system that refuses and not the owner of a file.
  for place in / /srv/trackmaster/www /etc; do
    if in_box touch "$root$place/written" 2>"$work/refusal.log"; then
      echo "check-container: $place can be written to" >&2
      exit 1
    fi
    grep -qi 'read-only' "$work/refusal.log" || { cat "$work/refusal.log" >&2; exit 1; }
  done
  echo "read-only root: ok; written while running: $(in_box find "$root/tmp" -mindepth 1 -printf '/tmp/%P ')"
  grep -q 'GET / HTTP' "$work/nginx.log" || { echo 'check-container: no access log on standard output' >&2; exit 1; }
  echo 'access log on standard output: ok'
fi

echo 'checked: the Dockerfile builds; the image runs by its entry point as its user, without capabilities; health, headers, storm'
if [ $boxed = yes ]; then
  echo 'checked: all of that with a read-only root file system, only /tmp (and /dev) in memory'
else
  echo "NOT checked: the read-only root file system; this machine allows no mounts ($(tail -n 1 "$work/box.log"))"
fi
echo 'NOT checked: a Docker engine, and the pinned base images themselves (stand-ins were used, whose C library is the larger one)'
[ "$bytes" -le "$most_bytes" ] || { echo 'check-container: the image is too large' >&2; exit 1; }
