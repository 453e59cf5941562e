import { execFile } from 'node:child_process'
import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { type Cluster, openCluster } from 'berth-cluster'
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest'
import { describeReal, realTest as test, useOwnHosts } from './support/index.js'

const shared = '/home/berth/shared'
const name = `shared-${process.pid}`

/** Has a host see, below its user's home, a folder of the one place that all hosts have in common. */
const share = `set -e
mkdir -p /srv/all ${shared}
mount --bind /opt/berth-images /srv/all
mount -o remount,bind,rw /srv/all
mkdir -p /srv/all/${name}
chown berth: /srv/all/${name}
mount --bind /srv/all/${name} ${shared}
umount /srv/all`

describeReal('a folder that all hosts share', () => {
  const testbed = useOwnHosts(4, { sshOnly: true })
  const everywhere = async (command: string): Promise<void> => {
    for (const host of testbed().hosts) {
      const { exitCode, stderr } = await testbed().run(host, command)
      if (exitCode !== 0) throw new Error(`${host.name}: ${stderr}`)
    }
  }
  beforeAll(async () => {
    await everywhere(share)
    // Two hosts of one name, as of one image.
    for (const host of ['h1', 'h2']) await testbed().run(host, ['hostname', 'twin'])
  })
  afterAll(async () => {
    await testbed().run('h1', `rm -rf ${shared}/* ${shared}/.berth-put-*`)
    await everywhere(`umount ${shared}`)
    await testbed().run('h1', `mount -o remount,bind,rw /opt/berth-images && rmdir /opt/berth-images/${name}`)
  })

  let cluster: Cluster
  let folder: string
  beforeEach(async () => {
    cluster = await openCluster(await testbed().clusterFile())
    folder = await mkdtemp(join(tmpdir(), 'berth-tree-'))
  })
  afterEach(async () => {
    await cluster.close()
    await rm(folder, { recursive: true })
  })

  test('a tree of 40 folders arrives whole from each of four hosts, six times of six', async () => {
    for (let number = 0; number < 40; number += 1) {
      const below = join(folder, `d${number % 4}`, `e${number}`)
      await mkdir(below, { recursive: true })
      await writeFile(join(below, 'file'), `content ${number}\n`)
      await symlink('file', join(below, 'link'))
    }
    // Nobody but its maker may write into it, once it is as it is to be.
    await mkdir(join(folder, 'closed', 'deeper'), { recursive: true })
    await writeFile(join(folder, 'closed', 'file'), 'closed\n')
    await writeFile(join(folder, 'closed', 'deeper', 'file'), 'deeper\n')
    const listed =
      '{ find . -name "e*" -o -name "file" | sort; cat d*/e*/link closed/file closed/deeper/file; stat -c "%a %n" closed; }'
    await chmod(join(folder, 'closed'), 0o555)
    const { stdout: expected } = await promisify(execFile)('sh', ['-c', `cd ${folder} && ${listed}`])
    for (let round = 0; round < 6; round += 1) {
      const place = `${shared}/tree-${round}`
      const put = await cluster.putDirectory(place, folder, { on: 'host' })
      expect(put.size).toBe(4)
      const results = await cluster.execOnHost(`cd ${place} && ${listed}; ls -A ${place} | grep -c berth-put`)
      for (const { stdout } of results) expect(stdout).toBe(`${expected}0\n`)
    }
  })

  test('hosts of one name put large files there at once, and neither takes what the other sends for abandoned', async () => {
    const size = 64 * 1024 * 1024
    await writeFile(join(folder, 'large'), Buffer.alloc(size, 'x'))
    await writeFile(join(folder, 'other'), Buffer.alloc(size, 'y'))
    const put = (host: string, file: string, onProgress: () => void = () => undefined) =>
      cluster.putFile(
        `${shared}/${file}`,
        { file: join(folder, file) },
        { on: 'host', hosts: [testbed().host(host).address], onProgress },
      )
    for (let round = 0; round < 5; round += 1) {
      let second: Promise<unknown> | undefined
      await put('h1', 'large', () => {
        second ??= put('h2', 'other')
      })
      await second
      const look = `cd ${shared}; stat -c "%s %n" large other; ls -A | grep -c berth-put; rm large other`
      const left = await cluster.execOnHost(look, { hosts: [testbed().host('h1').address] })
      for (const { stdout } of left) expect(stdout).toBe(`${size} large\n${size} other\n0\n`)
    }
  })

  test("a detached command on hosts of one name and one home is each host's own", async () => {
    const twins = ['h1', 'h2'].map((host) => testbed().host(host))
    for (const [index, host] of twins.entries()) {
      const made = `echo ${String(index).repeat(32)} >/etc/machine-id; mkdir -p ${shared}/state /home/berth/.local
        chown berth: ${shared}/state /home/berth/.local; ln -sfn ${shared}/state /home/berth/.local/state`
      expect(await testbed().run(host, made)).toMatchObject({ exitCode: 0 })
    }
    const where = { on: 'host' as const, hosts: twins.map(({ address }) => address) }
    const { id } = await cluster.start('hostname; cat /etc/machine-id', where)
    const ended = await cluster.detached(id, where).wait()
    expect([...ended].map(({ stdout }) => stdout)).toEqual([0, 1].map((one) => `twin\n${String(one).repeat(32)}\n`))
    for (const { commands } of (await cluster.listDetached(where)).values())
      expect(commands?.map((command) => command.id)).toEqual([id])
    await cluster.detached(id, { ...where, hosts: where.hosts.slice(0, 1) }).forget()
    expect([...(await cluster.listDetached(where)).values()].map(({ commands }) => commands?.length)).toEqual([0, 1])
    await cluster.detached(id, where).forget()
  })
})
