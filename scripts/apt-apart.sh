# SPDX-License-Identifier: Apache-2.0
# To be read by a script: apt on lists of its own, of one release of Debian, whatever the system's is. Nothing is
# installed and nothing of the system's changes. Needs no root.

keyring=/usr/share/keyrings/debian-archive-keyring.gpg

# From here on apt is of this architecture, with its state in apt-ARCHITECTURE of the current directory.
apt_of_its_own() { # architecture, kinds of packages: deb, deb-src
  apt=$PWD/apt-$1
  suites='debian:bookworm debian:bookworm-updates debian-security:bookworm-security'
  [ "$1" != riscv64 ] || suites=debian:trixie # bookworm has none of it
  mkdir -p "$apt/lists/partial" "$apt/archives/partial" "$apt/parts"
  : > "$apt/status"
  for suite in $suites; do
    for kind in $2; do echo "$kind [signed-by=$keyring] http://deb.debian.org/${suite%%:*} ${suite#*:} main"; done
  done > "$apt/sources.list"
  cat > "$apt/apt.conf" <<CONF
APT::Architecture "$1";
APT::Architectures { "$1"; };
Dir::Etc::sourcelist "$apt/sources.list";
Dir::Etc::sourceparts "$apt/parts";
Dir::State "$apt";
Dir::State::status "$apt/status";
Dir::Cache "$apt";
Acquire::Languages "none";
CONF
  [ "$(id -u)" -ne 0 ] || echo 'APT::Sandbox::User "root";' >> "$apt/apt.conf"
  export APT_CONFIG="$apt/apt.conf"
  apt-get update -qq
}
