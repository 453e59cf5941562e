import { writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { execa } from 'execa'
import { afterAll, beforeAll, expect } from 'vitest'
import { startTestbed, TESTBED_PASSPHRASE, TESTBED_PASSWORD, TESTBED_USERS, type Testbed } from '../../src/index.js'
import { describeReal, realTest as test } from '../real-test.js'
import { remains, ssh } from './machine.js'

describeReal('a testbed of three hosts', () => {
  const name = `three-${process.pid}`
  let testbed: Testbed
  const address = (index: number): string => testbed.host(index).address
  const subnet = (): string => address(0).split('.').slice(0, 3).join('.')

  beforeAll(async () => {
    testbed = await startTestbed({ hosts: 3, name })
  })
  afterAll(async () => {
    const prefix = subnet()
    expect(await remains(name, prefix)).not.toEqual([])
    await testbed.stop()
    await testbed.stop()
    expect(await remains(name, prefix)).toEqual([])
  })

  test('each host lets the unprivileged user in and knows its own name', async () => {
    const answers = await Promise.all(testbed.hosts.map((host) => ssh(testbed, host.address, 'hostname; id -un; pwd')))
    expect(answers.map((answer) => answer.stdout)).toEqual(
      ['h1', 'h2', 'h3'].map((host) => `${host}\nberth\n/home/berth`),
    )
  })

  test.each(TESTBED_USERS)('$name reaches docker as documented, in its own shell', async (user) => {
    const plain = await ssh(testbed, address(0), 'docker ps -q', user.name)
    expect(plain.exitCode === 0).toBe(user.docker || user.name === 'root')
    const sudo = await ssh(testbed, address(0), 'sudo -n docker ps -q', user.name)
    expect(sudo.exitCode === 0).toBe(user.sudo || user.name === 'root')
    const login = await testbed.run('h1', ['getent', 'passwd', user.name])
    expect(login.stdout.trim().split(':').pop()).toBe(user.shell)
  })

  test('the password and the passphrase are the documented ones', async () => {
    const askpass = `${dirname(testbed.keyFile)}/askpass`
    await writeFile(askpass, `#!/bin/sh\necho '${TESTBED_PASSWORD}'\n`, { mode: 0o700 })
    const login = (user: string) =>
      execa(
        'ssh',
        ['-F', 'none', '-o', `UserKnownHostsFile=${testbed.knownHostsFile}`, '-o', 'PubkeyAuthentication=no'].concat(
          `${user}@${address(0)}`,
          'id -un',
        ),
        { env: { SSH_ASKPASS: askpass, SSH_ASKPASS_REQUIRE: 'force' }, reject: false, stdin: 'ignore' },
      )
    expect(await login('pass')).toMatchObject({ exitCode: 0, stdout: 'pass' })
    expect(await login('berth')).toMatchObject({ exitCode: 255 })
    const publicKey = await execa('ssh-keygen', ['-y', '-P', TESTBED_PASSPHRASE, '-f', testbed.encryptedKeyFile])
    expect(publicKey.stdout).toBe((await execa('ssh-keygen', ['-y', '-f', testbed.keyFile])).stdout)
    await expect(execa('ssh-keygen', ['-y', '-P', 'wrong', '-f', testbed.encryptedKeyFile])).rejects.toThrow()
  })

  test('hosts share no files, processes, engines or devices', async () => {
    await testbed.run(
      'h1',
      'for d in /etc /root /home/berth /tmp /var/tmp /run /usr/local /var/lib; do touch $d/mark; done',
    )
    await testbed.run('h1', ['mknod', '/dev/kfd', 'c', '1', '3'])
    const seen = await testbed.run('h2', 'ls -d /*/mark /*/*/mark /dev/kfd; ps -eo comm= | sort | uniq -c')
    expect(seen.stdout).not.toMatch(/mark|kfd/)
    expect(seen.stdout).toMatch(/1 dockerd/)
    const ids = await Promise.all(testbed.hosts.map((host) => testbed.run(host, ['docker', 'info', '-f', '{{.ID}}'])))
    expect(new Set(ids.map((id) => id.stdout)).size).toBe(3)
    const machines = await Promise.all(testbed.hosts.map((host) => testbed.run(host, ['cat', '/etc/machine-id'])))
    expect(new Set(machines.map((id) => id.stdout)).size).toBe(3)
  })

  test('run gives exit code, both streams and stdin', async () => {
    expect(await testbed.run('h1', 'cat; echo e >&2; exit 7', { stdin: 'in' })).toEqual({
      exitCode: 7,
      stdout: 'in',
      stderr: 'e\n',
    })
  })

  test('a privileged container with a raised limit runs, and exec works in it', async () => {
    const flags = '--privileged --network host --ipc host --init --ulimit memlock=-1'
    const made = await ssh(testbed, address(1), `docker run -d --name keeper ${flags} berth/busybox:1 sleep 1000`)
    expect(made).toMatchObject({ exitCode: 0 })
    const inside = await ssh(testbed, address(1), 'docker exec keeper sh -c "hostname; exit 3"')
    expect(inside).toMatchObject({ exitCode: 3, stdout: 'h2' })
  })

  test('the archives load as the images they say they are', async () => {
    for (const image of [...testbed.images, await testbed.rebuildImage('berth/busybox:1')]) {
      const loaded = await ssh(testbed, address(2), `docker load -q -i ${image.hostPath}`)
      expect(loaded).toMatchObject({ exitCode: 0 })
      const id = await testbed.run('h3', ['docker', 'image', 'inspect', '-f', '{{.Id}}', image.reference])
      expect(id.stdout.trim()).toBe(image.id)
    }
    const old = await testbed.run('h1', ['docker', 'image', 'inspect', '-f', '{{.Id}}', 'berth/busybox:1'])
    expect(old.stdout.trim()).toBe(testbed.images[0]?.id)
  })

  test('a cut host cannot be reached by others and goes on; a healed one is back', async () => {
    await testbed.cut('h2')
    expect(await ssh(testbed, address(1), 'true')).toMatchObject({ exitCode: 255 })
    expect((await testbed.run('h2', ['docker', 'ps', '--format', '{{.Names}}'])).stdout).toBe('keeper\n')
    await testbed.heal('h2')
    expect(await ssh(testbed, address(1), 'true')).toMatchObject({ exitCode: 0 })
  })

  test('a reboot ends everything on the host, keeps its disk, and touches no other', async () => {
    await testbed.run('h2', 'echo kept >/home/berth/disk; echo lost >/tmp/memory')
    const other = await testbed.run('h1', ['cat', '/run/docker.pid'])
    await testbed.reboot('h2')
    expect((await testbed.run('h2', 'cat /home/berth/disk /tmp/memory')).stdout).toBe('kept\n')
    const state = await ssh(testbed, address(1), "docker inspect -f '{{.State.Status}}' keeper")
    expect(state.stdout).toBe('exited')
    expect(await ssh(testbed, address(1), 'docker start keeper && docker exec keeper true')).toMatchObject({
      exitCode: 0,
    })
    expect(await testbed.run('h1', ['cat', '/run/docker.pid'])).toEqual(other)
  })

  test('a second testbed of the name is refused while the first is up', async () => {
    await expect(startTestbed({ hosts: 1, name })).rejects.toThrow(/is up already/)
  })
})
