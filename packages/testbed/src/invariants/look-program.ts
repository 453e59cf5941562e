/**
 * Looks at a host, as root on it: prints sections, each a line `\0NAME` and a newline before it, the last of them with
 * entries that end in NUL. Podman is asked only where its store has containers: starting it takes a while.
 */
export const LOOK_PROGRAM: string = String.raw`
section() { printf '\0%s\n' "$*"; }
podman_of() {
  store=$1/storage
  section podman-images "$2"; cat "$store/overlay-images/images.json" 2>/dev/null
  section podman-volumes "$2"; ls -A "$store/volumes" 2>/dev/null
  listed=$(cat "$store/overlay-containers/containers.json" 2>/dev/null)
  case $listed in '' | '[]') return ;; esac
  section podman-containers "$2"
  shift 2
  "$@" || echo failed
}
podman_of /var/lib/containers '' podman ps --all --no-trunc --format json
for home in /root /home/*; do
  user=$(stat -c %U "$home")
  [ "$home" = /root ] ||
    podman_of "$home/.local/share/containers" "$user" su -s /bin/sh "$user" -c 'cd && podman ps --all --no-trunc --format json'
  data=$home/.local/share/enroot
  [ -d "$data" ] || continue
  section enroot-folders "$user"; ls -A "$data"
  section enroot-names "$user"
  for link in "$data"/.berth/names/*; do [ ! -L "$link" ] || printf '%s %s\n' "$(readlink "$link")" "$(basename "$link")"; done
  read -r boot </proc/sys/kernel/random/boot_id
  for folder in "$data"/.berth/containers/*; do
    [ -d "$folder" ] || continue
    state=exited since=
    read -r init ticks on since <"$folder/process" && [ "$on" = "$boot" ] &&
      [ "$(sed 's/.*) //' "/proc/$init/stat" | cut -d ' ' -f 20)" = "$ticks" ] && state=running
    section enroot-container "$user" "$(basename "$folder")" "$state" "$since" "$(cat "$folder/created")"
    cat "$folder/labels"
  done 2>/dev/null
done
section namespace; readlink /proc/self/ns/pid
section processes; ps -ww -e -o pid=,ppid=,pidns=,stat=,comm=,args= | cut -c 1-400
section tags; LC_ALL=C grep -aHz '^BERTH_EXEC=' /proc/[0-9]*/environ 2>/dev/null | tr '\n\0' ' \n'
section marks; LC_ALL=C grep -H '^Max file locks  *[0-9]' /proc/[0-9]*/limits 2>/dev/null
section files
find /tmp /var/tmp /dev/shm /run /home /root -xdev \
  \( -path '/run/docker*' -o -path '/run/containerd*' -o -path '/run/containers*' -o -path '/run/libpod*' -o -path '/run/runc*' \
  -o -path '/run/crun*' -o -path '/run/user*' -o -path '/tmp/podman-run-*' -o -path '/tmp/storage-run-*' -o -path '/tmp/containers-user-*' \
  -o -path '*/.local/share/containers' -o -path '*/.local/share/enroot' \) -prune -o -printf '%p\t%y %m %U:%G\t%s %T@ %l\0'
`
