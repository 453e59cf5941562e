/** The container of the hosts that have Docker, as the cluster file has it. */
export const container = {
  lifetime: 'persistent',
  image: 'berth/busybox:1',
  name: 'berth-bench',
  setup_script: false,
  sshd: false,
  runtime: { name: 'docker', args: { defaults: 'none' } },
} as const
