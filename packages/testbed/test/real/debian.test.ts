import { expect } from 'vitest'
import { describeReal, realTest as test, testbed } from '../real-test.js'

describeReal('the Debian images of the shared testbed', () => {
  test('sshd can be installed without a network, and is not there before', async () => {
    const script = 'which sshd && exit 9; apt-get update && apt-get install -y openssh-server && which sshd'
    const image = ['--network', 'none', 'berth/debian:12']
    const result = await testbed().run('h1', ['docker', 'run', '--rm', ...image, 'bash', '-c', script])
    expect(result.stderr + result.stdout).toContain('/usr/sbin/sshd')
    expect(result.exitCode).toBe(0)
  })

  test.each([
    ['berth/debian-sshd:12', ['which', 'sshd']],
    ['berth/debian-mpi:12', ['mpirun', '--version']],
  ])('%s has what its name says on every host', async (image, command) => {
    const runs = testbed().hosts.map((host) => testbed().run(host, ['docker', 'run', '--rm', image, ...command]))
    expect((await Promise.all(runs)).map((run) => run.exitCode)).toEqual([0, 0, 0, 0])
  })
})
