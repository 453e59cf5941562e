import { sshTransport } from '@berth/transport-ssh'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { canRunSshd, startSshd, type TestSshd } from './sshd.js'

describe.runIf(canRunSshd)('commands over a real sshd', () => {
  let sshd: TestSshd
  beforeAll(async () => {
    sshd = await startSshd()
  })
  afterAll(() => sshd.stop())

  it('returns each of hundreds of mixed exit codes, over several connections', async () => {
    const transports = Array.from({ length: 4 }, () => sshTransport(sshd.options))
    const codes = Array.from({ length: 400 }, (_, index) => (index * 37) % 256)
    const seen = await Promise.all(
      codes.map(async (code, index) => {
        const host = await transports[index % 4]?.connect('one')
        return (await host?.exec(`exit ${code}`))?.exitCode
      }),
    )
    expect(seen).toEqual(codes)
    await Promise.all(transports.map((transport) => transport.close()))
  })

  it('runs 50 commands at once under MaxSessions 10', async () => {
    const transport = sshTransport(sshd.options)
    const host = await transport.connect('one')
    const results = await Promise.all(
      Array.from({ length: 50 }, (_, index) => host.exec(['sh', '-c', `sleep 0.05; echo ${index}`])),
    )
    expect(results.map(({ stdout }) => stdout)).toEqual(Array.from({ length: 50 }, (_, index) => `${index}\n`))
    await transport.close()
  })
})
