#!/bin/sh
# Makes under $2 the root of an image that holds nginx and nothing else: the program, the libraries it is linked to, one
# user, a folder for temporary files, and wget for the health check (busybox under that one name, so there is no shell).
# $1 is nginx's source, a .tar.gz; the program is compiled from it with what nginx.conf uses and no more: no TLS (that is
# the business of whoever stands before the container), no proxying. Needs a C compiler, make, and the headers of
# PCRE2 and zlib.
set -eu
source=$1
target=$2

modules=$(mktemp)
for module in gzip ssi userid access auth_basic mirror autoindex geo split_clients referer proxy fastcgi uwsgi scgi \
  grpc memcached limit_conn limit_req empty_gif browser upstream_hash upstream_ip_hash upstream_least_conn \
  upstream_random upstream_keepalive upstream_zone; do
  echo "--without-http_${module}_module"
done >"$modules"

work=$(mktemp -d)
tar -xzf "$source" -C "$work"
cd "$work"/nginx-*
# shellcheck disable=SC2046
./configure --prefix=/srv/trackmaster --sbin-path=/usr/sbin/nginx --error-log-path=stderr \
  --with-http_gzip_static_module --with-http_gunzip_module $(cat "$modules") \
  --with-cc-opt='-O2 -fPIE -fstack-protector-strong -D_FORTIFY_SOURCE=2' \
  --with-ld-opt='-pie -Wl,-z,relro,-z,now -s' >"$work/log" 2>&1 &&
  make -j "$(nproc)" >>"$work/log" 2>&1 || { tail -n 40 "$work/log" >&2; exit 1; }

copy_program() { # FROM TO
  install_file "$1" "$2"
  # Lines with an absolute path: musl's and glibc's ldd both print "name => /path (address)".
  ldd "$1" 2>/dev/null | tr ' \t' '\n\n' | grep '^/' | sort -u | while read -r library; do
    install_file "$library" "$library"
  done
}

install_file() { # FROM TO, symbolic links resolved
  mkdir -p "$target$(dirname "$2")"
  [ -e "$target$2" ] || cp -L "$1" "$target$2"
}

copy_program objs/nginx /usr/sbin/nginx
copy_program "$(command -v busybox)" /bin/wget
rm -rf "$work" "$modules"

mkdir -p "$target/etc" "$target/tmp" "$target/srv"
chmod 1777 "$target/tmp"
echo 'trackmaster:x:10001:10001:TrackMaster:/:/sbin/nologin' >"$target/etc/passwd"
echo 'trackmaster:x:10001:' >"$target/etc/group"
