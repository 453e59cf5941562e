/** The container of the hosts that have Docker, as the cluster file has it. */
export const container = {
  lifetime: 'persistent',
  image: 'berth/busybox:1',
  name: 'berth-bench',
  setup_script: false,
  sshd: false,
  runtime: { name: 'docker', args: { defaults: 'none' } },
} as const

/** The same of an image with an MPI, with an sshd of Berth's for it. */
export function mpiContainer(image: string): Readonly<Record<string, unknown>> {
  const runtime = { name: 'docker', args: { defaults: 'none', network: 'host' } }
  return { lifetime: container.lifetime, image, name: container.name, sshd: true, sshd_port: 'auto', runtime }
}
