import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sshTransport } from '@berth/transport-ssh'
import { afterAll, beforeAll, describe, expect } from 'vitest'
import { describeReal, testbed } from '../../../testbed/test/real-test.js'
import { printedCommand } from '../../../testbed/test/remedies/printed-commands.js'
import { onRealHosts, runsRemedy } from '../../../testbed/test/remedies/runs-remedy.js'
import { canRunSshd, makeKey, startSshd, type TestSshd } from './sshd.js'

/** What connecting was refused with. */
async function refusal(work: Promise<unknown>): Promise<string> {
  const error: unknown = await work.then(
    () => new Error('nothing was refused'),
    (reason: unknown) => reason,
  )
  return error instanceof Error ? error.message : String(error)
}

describe.runIf(canRunSshd)('a command about host keys on this machine', () => {
  let sshd: TestSshd
  beforeAll(async () => {
    sshd = await startSshd({})
  })
  afterAll(() => sshd.stop())

  runsRemedy('host-key-forget', 'takes the old key of that host alone away, and the new one is taken', async () => {
    const { knownHostsFile } = sshd.options
    const old = join(sshd.folder, 'old')
    makeKey(old)
    const key = readFileSync(`${old}.pub`, 'utf8').trim()
    writeFileSync(knownHostsFile, `other ${key}\n[127.0.0.1]:${sshd.port} ${key}\n`)
    const transport = sshTransport(sshd.options)
    const { hosts, line } = printedCommand(await refusal(transport.connect('one')), 'ssh-keygen -R')
    expect(hosts).toBeNull()
    execFileSync('sh', ['-c', line], { stdio: 'ignore' })
    expect(readFileSync(knownHostsFile, 'utf8')).toBe(`other ${key}\n`)
    await transport.connect('one')
    await transport.close()
  })
})

describeReal('a command about host keys on a host', () => {
  onRealHosts.runsRemedy('host-key-show', 'shows the fingerprint that the host presented', async () => {
    const bed = testbed()
    const { address, user } = bed.host(0)
    const transport = sshTransport({
      username: user,
      privateKeyFile: bed.keyFile,
      knownHostsFile: '/dev/null',
      hostKeyPolicy: 'strict',
      agent: null,
    })
    const text = await refusal(transport.connect(address))
    await transport.close()
    const { hosts, line } = printedCommand(text, 'ssh-keygen -lf')
    expect(hosts).toEqual([address])
    const { stdout } = await bed.run(address, ['su', '-', user, '-c', line])
    const [, presented = 'no fingerprint'] = /(SHA256:\S+?),/.exec(text) ?? []
    expect(stdout).toContain(presented)
  })
})
