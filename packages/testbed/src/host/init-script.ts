/** The arguments of a host's init by their names; paths are the machine's. */
export interface InitArguments {
  /** Hostname. */
  readonly name: string
  /** The host's address with its prefix length. */
  readonly address: string
  /** Folder with `template/`, the files that all hosts of the testbed share. */
  readonly layers: string
  /** Folder of this host's own files: `upper work root home roothome vartmp containers`. */
  readonly files: string
  /** This host's /var/lib/docker. */
  readonly dataRoot: string
  /** Folder of image archives, read-only at /opt/berth-images. */
  readonly images: string
  /** Arguments of dockerd, or none when the host has sshd only. */
  readonly dockerd: readonly string[]
}

/** The arguments of {@link INIT_SCRIPT}, in its order. */
export function initArguments(init: InitArguments): string[] {
  return [init.name, init.address, init.layers, init.files, init.dataRoot, init.images, ...init.dockerd]
}

/**
 * Process 1 of a host. It prints its pid as the machine sees it, waits for a line on stdin (the cable is then in place;
 * end of file means that whoever builds the testbed is gone) and then makes the host. When it is killed, the kernel
 * ends every process of the host and takes its mounts and network with it.
 *
 * The host's / is an overlay of the machine's / : programs are shared, and every change is the host's own. /dev is
 * private, so that a test can give one host a device by mknod. /sys/fs/cgroup stays the machine's, which dockerd needs.
 */
export const INIT_SCRIPT: string = `#!/bin/sh
set -eu
read -r pid rest </proc/self/stat
echo "$pid"
exec >&2
read -r go
exec </dev/null
name=$1 address=$2 layers=$3 files=$4 data=$5 images=$6
shift 6

ip link set lo up
ip address add "$address" dev eth0
ip link set eth0 up

root=$files/root
mount --make-rprivate /
mount -t overlay overlay -o "lowerdir=$layers/template:/,upperdir=$files/upper,workdir=$files/work" "$root"
mount -t proc proc "$root/proc"
mount -t sysfs sysfs "$root/sys"
mount --rbind /sys/fs/cgroup "$root/sys/fs/cgroup"
mount -t tmpfs -o mode=1777 tmpfs "$root/tmp"
mount -t tmpfs -o mode=755 tmpfs "$root/run"
mkdir "$root/run/sshd" "$root/run/lock" "$root/run/machine"
mount --bind "$files/home" "$root/home"
mount --bind "$files/roothome" "$root/root"
mount --bind "$files/vartmp" "$root/var/tmp"
mkdir -p "$root/var/lib/docker" "$root/var/lib/containers" "$root/opt/berth-images"
mount --bind "$files/containers" "$root/var/lib/containers"
mount --bind "$data" "$root/var/lib/docker"
mount --bind -o ro "$images" "$root/opt/berth-images"

mount -t tmpfs -o mode=755 tmpfs "$root/dev"
mkdir "$root/dev/pts" "$root/dev/shm" "$root/dev/mqueue" "$root/dev/net"
device() { mknod -m 666 "$root/dev/$1" c "$2" "$3"; }
device null 1 3
device zero 1 5
device full 1 7
device random 1 8
device urandom 1 9
device tty 5 0
device fuse 10 229
device net/tun 10 200
ln -s /proc/self/fd "$root/dev/fd"
ln -s /proc/self/fd/0 "$root/dev/stdin"
ln -s /proc/self/fd/1 "$root/dev/stdout"
ln -s /proc/self/fd/2 "$root/dev/stderr"
ln -s pts/ptmx "$root/dev/ptmx"
mount -t devpts -o newinstance,ptmxmode=0666,mode=620,gid=5 devpts "$root/dev/pts"
mount -t tmpfs -o mode=1777 tmpfs "$root/dev/shm"
mount -t mqueue mqueue "$root/dev/mqueue"

cd "$root"
pivot_root . run/machine
cd /
umount -l /run/machine
rmdir /run/machine

hostname "$name"
/usr/sbin/sshd -E /var/log/sshd.log
if [ $# -gt 0 ]; then
  "$@" >>/var/log/dockerd.log 2>&1 &
fi
exec >/dev/null 2>&1
set +e
while :; do
  sleep 2147483647 &
  wait
done
`
