import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect } from 'vitest'
import { BerthCommand } from './berth-command.js'
import { describeReal, realTest as test, useOwnHosts } from './support/index.js'

/** On h2 the script fails; on h3 another sshd takes the port that Berth's is to have. */
const script = `
case $(hostname) in
  h2) echo "no licence here" >&2; exit 7 ;;
  h3) mkdir -p /run/sshd; ssh-keygen -A >/dev/null; /usr/sbin/sshd -p 2224 ;;
esac
`

describeReal('an up that may lose hosts', () => {
  const testbed = useOwnHosts(4, { images: 'all' })
  const name = `berth-budget-${process.pid}`
  let berth: BerthCommand
  const addresses = (): readonly string[] => testbed().hosts.map(({ address }) => address)
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'berth-budget-'))
    const container = {
      image: 'berth/debian-sshd:12',
      name,
      sshd: true,
      runtime: { args: { defaults: 'none', network: 'host' } },
    }
    const setup = join(folder, 'setup.sh')
    await writeFile(setup, script)
    berth = new BerthCommand(
      await testbed().clusterFile({ ...container, setup_script: setup }),
      testbed().knownHostsFile,
    )
  })
  afterAll(async () => {
    berth.remove()
    await rm(folder, { recursive: true })
  })

  test('goes on with those that are well, leaves nothing on the others, and so do later processes', async () => {
    const [first = '', second = '', third = '', fourth = ''] = addresses()
    const strict = await berth.run('up', '--json', '--max-failures', '1')
    expect(strict.json).toMatchObject({
      ok: false,
      exitCode: 1,
      hosts: { [third]: { error: { code: 'BERTH_SSHD_PORT_TAKEN' } } },
    })

    const up = await berth.run('up', '--json', '--max-failures', '50%')
    expect(up.json).toMatchObject({
      ok: true,
      exitCode: 0,
      hosts: {
        [first]: { ok: true, action: 'launch' },
        [second]: { ok: false, error: { code: 'BERTH_PROVISION_FAILED', kind: 'failed' } },
        [third]: { ok: false, error: { code: 'BERTH_SSHD_PORT_TAKEN' } },
        [fourth]: { ok: true, action: 'launch' },
      },
    })
    const containers = async () =>
      Promise.all(
        addresses().map(async (host) =>
          (await testbed().run(host, `docker ps -aq --filter name=^${name}$ | wc -l`)).stdout.trim(),
        ),
      )
    expect(await containers()).toEqual(['1', '0', '0', '1'])

    const line = `echo "$BERTH_RANK of $BERTH_WORLD_SIZE"; ssh -n -p 2224 ${fourth} hostname`
    const exec = await berth.run('exec', '-n', '--', line)
    expect(exec).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('0 of 2\nh4\n') })
    expect(exec.stdout).toContain('1 of 2\nh4\n')
    expect(exec.stderr.match(/going on without 2 of 4 hosts/g)).toHaveLength(1)
    expect(await berth.run('down')).toMatchObject({ exitCode: 0 })
    expect(await containers()).toEqual(['0', '0', '0', '0'])
  })
})
