/** A flag of `create`, of Docker, of Podman or of both. */
export interface Flag {
  readonly takesValue: boolean
  /** Why it is not for the user to give in `extra`. Default is that it is. */
  readonly owner?: string
}

const berths = 'Berth sets it'
const container = (key: string): string => `use container.${key}`
const key = (name: string): string => `use runtime.args.${name}`
const lifetime = 'how long the container lives is for container.lifetime to say'
const detached = 'the container runs without a terminal or a client of its own'
const image = 'use container.image and container.pull'
const environment = 'use container.env, whose values no list of processes shows'

/** The flags that take a value and are not for `extra`, with the reason. */
const ownedValues: ReadonlyMap<string, string> = new Map(
  Object.entries({
    '--name': container('name'),
    '--label': berths,
    '--label-file': berths,
    '-l': berths,
    '--cidfile': berths,
    '--restart': lifetime,
    '--timeout': lifetime,
    '--entrypoint': key('entrypoint'),
    '--pull': container('pull'),
    '--platform': image,
    '--arch': image,
    '--os': image,
    '--variant': image,
    '--override-arch': image,
    '--override-os': image,
    '--override-variant': image,
    '--authfile': image,
    '--creds': image,
    '--cert-dir': image,
    '--attach': detached,
    '-a': detached,
    '--detach-keys': detached,
    '--env': environment,
    '-e': environment,
    '--env-file': environment,
    '--env-merge': environment,
    '--volume': key('volumes'),
    '-v': key('volumes'),
    '--mount': key('volumes'),
    '--device': key('devices'),
    '--cap-add': key('cap_add'),
    '--security-opt': key('security_opt'),
    '--group-add': key('group_add'),
    '--ulimit': key('ulimit'),
    '--network': key('network'),
    '--net': key('network'),
    '--ipc': key('ipc'),
    '--pid': key('pid'),
    '--shm-size': key('shm_size'),
    '--tmpfs': key('tmpfs'),
    '--workdir': key('workdir'),
    '-w': key('workdir'),
    '--hostname': key('hostname'),
    '-h': key('hostname'),
    '--gpus': key('gpus'),
    '--pod': berths,
    '--pod-id-file': berths,
    '--init-ctr': berths,
    '--chrootdirs': berths,
    '--preserve-fd': detached,
    '--preserve-fds': detached,
  }),
)

/** The flags without a value that are not for `extra`, with the reason. */
const ownedSwitches: ReadonlyMap<string, string> = new Map(
  Object.entries({
    '--rm': lifetime,
    '--purge': lifetime,
    '--rmi': lifetime,
    '--replace': lifetime,
    '--detach': detached,
    '-d': detached,
    '--interactive': detached,
    '-i': detached,
    '--tty': detached,
    '-t': detached,
    '--sig-proxy': detached,
    '--init': berths,
    '--rootfs': image,
    '--tls-verify': image,
    '--disable-content-trust': image,
    '--privileged': key('privileged'),
    '--env-host': environment,
    '--quiet': berths,
    '-q': berths,
    '--use-api-socket': 'it gives the container the engine itself',
    '--help': 'it makes no container',
  }),
)

/** Other flags that take a value, which may be the word after them. */
const values: ReadonlySet<string> = new Set(
  `--add-host --annotation --blkio-weight --blkio-weight-device --cap-drop --cgroup-conf --cgroup-parent --cgroupns
  --cgroups --conmon-pidfile --cpu-count --cpu-percent --cpu-period --cpu-quota --cpu-rt-period --cpu-rt-runtime
  --cpu-shares -c --cpus --cpuset-cpus --cpuset-mems --decryption-key --device-cgroup-rule --device-read-bps
  --device-read-iops --device-write-bps --device-write-iops --dns --dns-opt --dns-option --dns-search --domainname
  --expose --gidmap --group-entry --health-cmd --health-interval --health-on-failure --health-retries
  --health-start-interval --health-start-period --health-startup-cmd --health-startup-interval
  --health-startup-retries --health-startup-success --health-startup-timeout --health-timeout --hostuser
  --image-volume --init-path --io-maxbandwidth --io-maxiops --ip --ip6 --isolation --kernel-memory --link
  --link-local-ip --log-driver --log-opt --mac-address --memory -m --memory-reservation --memory-swap
  --memory-swappiness --net-alias --network-alias --oom-score-adj --passwd-entry --personality --pidfile --pids-limit
  --publish -p --requires --runtime --sdnotify --seccomp-policy --secret --shm-size-systemd --stop-signal
  --stop-timeout --storage-opt --subgidname --subuidname --sysctl --systemd --tz --uidmap --umask --unsetenv --user -u
  --userns --uts --volume-driver --volumes-from`.split(/\s+/),
)

/** Other flags without a value. */
const switches: ReadonlySet<string> = new Set(
  '--http-proxy --no-healthcheck --no-hostname --no-hosts --oom-kill-disable --passwd --publish-all -P --read-only --read-only-tmpfs --unsetenv-all'.split(
    ' ',
  ),
)

/** A flag by its name, `--name` or `-n`; undefined for one that is not known. */
export function flagNamed(name: string): Flag | undefined {
  const ofValue = ownedValues.get(name)
  if (ofValue !== undefined) return { takesValue: true, owner: ofValue }
  const ofSwitch = ownedSwitches.get(name)
  if (ofSwitch !== undefined) return { takesValue: false, owner: ofSwitch }
  if (values.has(name)) return { takesValue: true }
  return switches.has(name) ? { takesValue: false } : undefined
}
