#!/bin/bash
# Berth's default setup: an SSH server and client, for MPI. Nothing is started and nothing is configured here.
set -eu
PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin

has() { command -v "$1" >/dev/null 2>&1; }
complete() { has sshd && has ssh && has ssh-keygen; }

if complete; then
  echo "sshd and ssh are there: nothing to install"
  exit 0
fi

run() {
  echo "+ $*"
  "$@"
}

if has apt-get; then
  export DEBIAN_FRONTEND=noninteractive
  # Installing must not start a service: what runs, and with which configuration, is decided later.
  policy=/usr/sbin/policy-rc.d
  if [ ! -e "$policy" ]; then
    trap 'rm -f "$policy"' EXIT
    (umask 022; printf '#!/bin/sh\nexit 101\n' >"$policy")
    chmod 755 "$policy"
  fi
  run apt-get -q update
  run apt-get -q -y -o Dpkg::Options::=--force-confold install --no-install-recommends openssh-server openssh-client
elif has dnf; then
  run dnf -y --setopt=install_weak_deps=False install openssh-server openssh-clients
elif has yum; then
  run yum -y install openssh-server openssh-clients
elif has apk; then
  run apk add --no-cache openssh-server openssh-client openssh-keygen
elif has zypper; then
  run zypper --non-interactive install --no-recommends openssh-server openssh-clients
else
  echo "no package manager found (looked for apt-get, dnf, yum, apk, zypper): put sshd and ssh into the image, or write a setup_script that installs them" >&2
  exit 1
fi

if ! complete; then
  echo "the package manager succeeded, but sshd, ssh or ssh-keygen is still missing" >&2
  exit 1
fi
echo "sshd and ssh are installed"
