/** How a host's dockerd is started. */
export interface DockerdSettings {
  /** Path of the dockerd that keeps images in containerd's store; null for the machine's own with the classic store. */
  readonly containerdStore: string | null
  /** Cgroup under which the host's containers live, so that what remains of them can be found. */
  readonly cgroupParent: string
  /** True to run containers through the shim of this testbed. */
  readonly shim: boolean
}

/** Where the shim lies on a host. */
export const SHIM_PATH = '/usr/local/libexec/berth-testbed-runc'

/** Where dockerd's configuration lies on a host: a path of our own, so that the machine's daemon.json has no say. */
const DAEMON_FILE = '/etc/docker/berth-testbed.json'

/** Where the configuration lies of a dockerd that keeps its images in containerd's store. */
const CONTAINERD_DAEMON_FILE = '/etc/docker/berth-testbed-containerd.json'

/** The part that both configurations share: a registry on the testbed's own network needs no certificate. */
const registries = { 'insecure-registries': ['10.77.0.0/16'] }

/** The daemon's configuration files with their contents. */
export const DAEMON_FILES: readonly (readonly [path: string, text: string])[] = [
  [DAEMON_FILE, JSON.stringify(registries)],
  [CONTAINERD_DAEMON_FILE, JSON.stringify({ ...registries, features: { 'containerd-snapshotter': true } })],
]

/** The command line of a host's dockerd. */
export function dockerdCommand(settings: DockerdSettings): string[] {
  return [
    settings.containerdStore ?? '/usr/sbin/dockerd',
    `--config-file=${settings.containerdStore === null ? DAEMON_FILE : CONTAINERD_DAEMON_FILE}`,
    '--data-root=/var/lib/docker',
    '--exec-root=/run/docker',
    '--pidfile=/run/docker.pid',
    '--host=unix:///run/docker.sock',
    '--group=docker',
    '--bridge=none',
    '--iptables=false',
    '--exec-opt=native.cgroupdriver=cgroupfs',
    `--cgroup-parent=${settings.cgroupParent}`,
    ...(settings.shim ? [`--add-runtime=berth-testbed=${SHIM_PATH}`, '--default-runtime=berth-testbed'] : []),
  ]
}
