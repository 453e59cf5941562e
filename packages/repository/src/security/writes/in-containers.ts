import type { WrittenFile } from './written-file.js'

// biome-ignore-start lint/suspicious/noTemplateCurlyInString: the braces are the shell's

/** What Berth writes in containers, as root there. */
export const inContainers: readonly WrittenFile[] = [
  {
    id: 'inside-folder',
    path: '`/var/lib/berth`, and the folders in it but `keys`',
    what: 'what is written down of the container',
    mode: 0o755,
    writes: {
      'core/programs/functions/write-down.sh': ['mkdir -p "${1%/*}"'],
      'core/programs/functions/adopt.sh': ['mkdir -p "${1%/*}"', 'mkdir -p "$1" "$2"'],
      'core/programs/provision/provision-in-bash.sh': ['mkdir -p "$claims"'],
      'core/programs/sshd/apply.sh': ['adopt "$folder" "$key_folder" "$launch"'],
      'core/programs/sshd/keys.sh': ['adopt "$2" "$3" "$4"'],
    },
  },
  {
    id: 'inside-file',
    path: 'the marker, claims, seals, `committed`, `lease`, `setup_left`, locks, and the public files of sshd there',
    what: 'how far the container came, and who uses it: everybody in the container may read it',
    mode: 0o644,
    writes: {
      'core/programs/functions/write-down.sh': ['>"$part"'],
      'core/programs/functions/adopt.sh': ['hold "$1.lock"', '>"$1/launch"'],
      'core/programs/functions/hold.sh': ['ln "$1.$$" "$1.held.$mine"', '>"$1.$$"', '>"$1.held.$last"'],
      'core/programs/lifetime/claim.sh': ['write_down "$claim" "$launch $(date +%s'],
      'core/programs/lifetime/commit.sh': ['write_down "$1/committed" "$2 $3"'],
      'core/programs/functions/renew.sh': ['write_down "$1/lease" "$2 $boot $((${up%%.*} + $3 +'],
      'core/programs/lifetime/seal.sh': ['write_down "$seal" "$launch $(date +%s'],
      'core/programs/provision/provision-in-bash.sh': [
        'ln "$mine" "$claims/$((last +',
        '>"$marker.$nonce"',
        '>"$mine"',
        'write_down "${marker%/*}/setup_left" "$launch $on$left"',
      ],
      'core/programs/sshd/apply.sh': ['hold "$folder.lock"', '>>"$pid_file"', '>"$started_file"'],
      'core/programs/functions/unpack.sh': ['>"$path.new.$$"'],
    },
  },
  {
    id: 'setup-log',
    path: '`/var/lib/berth/setup.log`, and `setup.log.1`',
    what: 'what the setup script printed',
    mode: 0o600,
    writes: { 'core/programs/provision/provision-in-bash.sh': ['tee', '>>"$log"'] },
  },
  {
    id: 'policy',
    path: '`/usr/sbin/policy-rc.d`, of Debian images that have none',
    what: 'keeps the default setup from starting services, gone after it',
    mode: 0o755,
    writes: { 'core/programs/provision/default-setup.sh': ['>"$policy"'] },
  },
  {
    id: 'key-folder',
    path: '`/var/lib/berth/keys`',
    what: 'a volume without a name, which no image of the container takes along; enroot: a folder',
    mode: 0o700,
    writes: { 'core/programs/sshd/keys.sh': ['make_temporary -d "$3/.keys.XXXXXX"'] },
  },
  {
    id: 'key',
    path: '`host_key` and `client_key` there',
    what: 'the private keys of sshd and of its clients',
    mode: 0o600,
    writes: {
      'core/programs/sshd/keys.sh': [
        'ssh-keygen -q -t ed25519 -N \'\' -C "berth-$cluster" -f "$temporary/${key##*/}"',
        'ln "$temporary/${key##*/}" "$key"',
      ],
    },
  },
  {
    id: 'sshd-private',
    path: '`sshd_config`, `authorized_keys` and `sshd.log.PID` in `/var/lib/berth/sshd`',
    what: 'sshd’s own; its configuration has the environment of the container',
    mode: 0o600,
    writes: { 'core/programs/sshd/apply.sh': ['>"$own"', 'ln -sf "$own" "$log"'] },
  },
  {
    id: 'sshd-run',
    path: '`/run/sshd`',
    what: 'what sshd wants to be there',
    mode: 0o755,
    writes: { 'core/programs/sshd/apply.sh': ['mkdir -p /run/sshd'] },
  },
  {
    id: 'ssh-config',
    path: '`/etc/ssh/ssh_config`',
    what: 'its first line includes that of Berth',
    mode: 0o644,
    writes: { 'core/programs/sshd/apply.sh': ['mkdir -p "${system%/*}"', '>"$system.berth"'] },
  },
  {
    id: 'account-file',
    path: '`/etc/shadow` and `/etc/passwd`',
    what: 'root can log in by key; with enroot, the account of sshd is root’s',
    mode: 'kept',
    writes: {
      'core/programs/sshd/apply.sh': ['sed -i \'s/^root:!/root:*!/\' "$shadow"', "sed -i 's"],
      'runtime-enroot/programs/launch.sh': [
        'sed -i \'s/^sshd:[^:]*:[^:]*:[^:]*:/sshd:x:0:0:/\' "$passwd"',
        '>>"$passwd"',
      ],
    },
  },
  {
    id: 'mpi-folder',
    path: '`berth-mpi.XXXXXX`, in a folder for passing files',
    what: 'of one `mpirun`, for as long as it runs; of the user who runs it',
    mode: 0o700,
    writes: { 'core/programs/mpi/gate.sh': ['make_temporary -d "$place/berth-mpi.XXXXXX"'] },
  },
  {
    id: 'mpi-file',
    path: 'the hostfile, `launched`, what daemons are asked for, and how guards are begun, there',
    what: 'names of hosts, and command lines of daemons; no values of the environment',
    mode: 0o600,
    writes: {
      'core/programs/mpi/gate.sh': [
        '>"$temporary/$name"',
        '>"$temporary/guard"',
        'mkfifo "$temporary/requests" "$temporary/lines.$host"',
      ],
      'core/programs/mpi/agent.sh': ['>"$folder/request.$$"', 'mkfifo "$answer"'],
      'core/programs/mpi/ssh-agent.sh': ['>"$folder/exchanges"', 'mkfifo "$lines"'],
      'core/programs/mpi/launch.sh': ['>"$folder/launched"'],
    },
  },
  {
    id: 'mpi-agent',
    path: '`agent` there',
    what: 'the program by which the launcher starts its daemons',
    mode: 0o700,
    writes: { 'core/programs/mpi/gate.sh': ['>"$temporary/agent"'] },
  },
]

// biome-ignore-end lint/suspicious/noTemplateCurlyInString: the braces are the shell's
