/** How a host's dockerd is started. */
export interface DockerdSettings {
  /** Cgroup under which the host's containers live, so that what remains of them can be found. */
  readonly cgroupParent: string
  /** True to run containers through the shim of this testbed. */
  readonly shim: boolean
}

/** Where the shim lies on a host. */
export const SHIM_PATH = '/usr/local/libexec/berth-testbed-runc'

/** Where dockerd's configuration lies on a host: a path of our own, so that the machine's daemon.json has no say. */
export const DAEMON_FILE = '/etc/docker/berth-testbed.json'

/** The command line of a host's dockerd. */
export function dockerdCommand(settings: DockerdSettings): string[] {
  return [
    '/usr/sbin/dockerd',
    `--config-file=${DAEMON_FILE}`,
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
