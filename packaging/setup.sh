#!/usr/bin/env bash
# Installs what Voxelscope needs to build, run and be tested on Debian 12 or 13 (root or sudo). Quick when nothing is
# missing. This is the one place that knows package names; what differs between the releases is in the case below.
set -euo pipefail

packages=(
  build-essential cmake ninja-build ccache pkg-config git ca-certificates
  qt6-base-dev qt6-image-formats-plugins
  libvtk9-dev libtorch-dev libopencv-dev libhdf5-dev libnifti-dev libmatio-dev zlib1g-dev libicu-dev
  libtiff-dev libfmt-dev nlohmann-json3-dev libcli11-dev doctest-dev libbenchmark-dev
  libopenblas0-openmp libgl-dev libgl1-mesa-dri xvfb xauth fonts-dejavu-core
)
. /etc/os-release
case "${ID:-}-${VERSION_ID:-}" in
  debian-12) packages+=(libqt6svg6-dev libqt6svg6) ;;
  debian-13) packages+=(qt6-svg-dev qt6-svg-plugins) ;;
  *) echo "setup: ${PRETTY_NAME:-this system} is not Debian 12 or 13; trying Debian 13's package names" >&2
     packages+=(qt6-svg-dev qt6-svg-plugins) ;;
esac

missing=()
for package in "${packages[@]}"; do
  dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed || missing+=("$package")
done
[ ${#missing[@]} -eq 0 ] && exit 0

as_root=()
if [ "$(id -u)" -ne 0 ]; then
  command -v sudo >/dev/null || { echo "setup: need root or sudo to install: ${missing[*]}" >&2; exit 1; }
  as_root=(sudo)
fi
echo "setup: installing ${missing[*]}"
export DEBIAN_FRONTEND=noninteractive
"${as_root[@]}" apt-get update -qq
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}"
