#!/bin/sh
# Gathers under $1 the root of an image that holds nginx and nothing else: the program, the
# libraries it is linked to, one user, a folder for temporary files, and wget for the health check
# (busybox under that one name, so there is no shell). Runs inside the nginx base image.
set -eu
target=$1

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

copy_program "$(command -v nginx)" /usr/sbin/nginx
copy_program "$(command -v busybox)" /bin/wget

mkdir -p "$target/etc" "$target/tmp" "$target/srv"
chmod 1777 "$target/tmp"
echo 'trackmaster:x:10001:10001:TrackMaster:/:/sbin/nologin' >"$target/etc/passwd"
echo 'trackmaster:x:10001:' >"$target/etc/group"
