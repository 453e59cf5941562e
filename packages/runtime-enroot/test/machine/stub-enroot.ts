import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { asArgv, type ContainerShell, type HostConnection } from '@berth/core/adapter'

/**
 * An `enroot` that keeps folders in place of root filesystems and starts containers on the machine itself: enough for
 * the programs of the adapter, which do the rest. A file `unstartable` lets starts fail; `registry` is what an import
 * gives, `credentials` the login that it had, `modes` those of its folder and files; `refusing` lets it be refused;
 * `apart` gives containers mounts of their own, with a volume on `/var`; `settings`, `variables` and `started` tell the
 * settings, variables and words of the last start.
 */
const stub = (folder: string): string => `#!/bin/bash
cd '${folder}' || exit
data=$PWD/data
case $1 in
  info) printf 'Enroot version: 4.1.2\\n  ENROOT_DATA_PATH=%s\\n' "$data" ;;
  version) echo 4.1.2 ;;
  list) [ "$2" != --fancy ] || echo 'NAME  PID  COMM  STATE  STARTED  TIME  MNTNS  USERNS  COMMAND'; ls "$data" ;;
  create) mkdir -p "$data/$3/etc" && echo 'cd "/tmp" && unset OLDPWD' >"$data/$3/etc/rc" ;;
  remove) rm -r "$data/$4" ;;
  export)
    echo '[INFO] Creating squashfs filesystem...' >&2
    cd "$data/$5" && find . -type f | sed 's/^..//' | sort | while read -r path; do
      while read -r without; do case $path/ in "$without"/*) continue 2 ;; esac; done <"\${ENROOT_SQUASH_OPTIONS##* }"
      echo "hsqs $path"
    done >"$3"
    [ ! -e "$data/../unwritable" ] || exit 1 ;;
  import)
    if [ -e "$ENROOT_CONFIG_PATH/.credentials" ]; then
      cp "$ENROOT_CONFIG_PATH/.credentials" credentials
      stat -c '%a' "$ENROOT_CONFIG_PATH" "$ENROOT_CONFIG_PATH/.credentials" "$ENROOT_CONFIG_PATH/.curlrc" >modes
      echo "$ENROOT_CONFIG_PATH" >where
      tr '\\0' '\\n' </proc/$$/environ >environ
      printf '[INFO] Authenticating with user: u\\n[INFO] Using credentials from file: f\\n' >&2
      [ ! -e refusing ] || exit 1
    fi
    echo "$5" >imported
    echo '[INFO] Fetching image manifest' >&2; cp registry "$3" ;;
  start)
    [ ! -e unstartable ] || { echo '[ERROR] failed to mount: /x' >&2; exit 1; }
    env | grep ^ENROOT_ | sort >settings
    printf '%s\\n' "$*" >started
    while [ "$1" != --conf ]; do shift; done
    . "$2"
    environ >variables
    while [ "$1" != --rc ]; do shift; done
    [ ! -e apart ] || exec unshare --user --map-root-user --mount sh -c 'mount -t tmpfs tmpfs /var && exec sh "$0"' "$2"
    exec sh "$2" ;;
  exec) shift 3; exec "$@" ;;
esac
`

/** This machine as a host whose enroot is a stub. */
export class StubEnroot {
  readonly folder: string = mkdtempSync(join(tmpdir(), 'berth-enroot-'))
  /** A squashfs image, as far as its first bytes tell. */
  readonly image: string = join(this.folder, 'image.sqsh')
  /** The connection, every command of which finds the stub. */
  readonly host: HostConnection

  constructor(shell: ContainerShell) {
    mkdirSync(join(this.folder, 'data'))
    mkdirSync(join(this.folder, 'bin'))
    const program = join(this.folder, 'bin', 'enroot')
    writeFileSync(program, stub(this.folder))
    chmodSync(program, 0o755)
    const uname = join(this.folder, 'bin', 'uname')
    writeFileSync(uname, `#!/bin/sh\ncat '${join(this.folder, 'host')}' 2>/dev/null || exec /bin/uname "$@"\n`)
    chmodSync(uname, 0o755)
    writeFileSync(this.image, 'hsqs and more')
    writeFileSync(join(this.folder, 'registry'), 'hsqs of a registry')
    const PATH = `${join(this.folder, 'bin')}:${process.env.PATH}`
    const exec: HostConnection['exec'] = (command, options) =>
      shell.exec(['env', `PATH=${PATH}`, ...asArgv(command)], options)
    this.host = { host: shell.host, exec } as HostConnection
  }

  /** The host under another name, as another host that shares the folder of enroot. Null: under its own again. */
  rename(name: string | null): void {
    const file = join(this.folder, 'host')
    if (name === null) rmSync(file)
    else writeFileSync(file, `${name}\n`)
  }

  /** Puts another command, a shell program of this text, before the machine's own of that name. */
  add(command: string, text: string): void {
    writeFileSync(join(this.folder, 'bin', command), `#!/bin/sh\n${text}\n`, { mode: 0o755 })
  }

  remove(): void {
    rmSync(this.folder, { recursive: true })
  }
}
