import { createHash, randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sshTransport } from '@berth/transport-ssh'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { canRunSshd, startSshd, type TestSshd } from '../sshd.js'
import { type LinkProxy, startLinkProxy } from './link-proxy.js'

const mebi = 1024 * 1024

const hash = (content: Uint8Array): string => createHash('sha256').update(content).digest('hex')

describe.runIf(canRunSshd)('over a link that takes little at a time', () => {
  let sshd: TestSshd
  let proxy: LinkProxy | undefined
  beforeEach(async () => {
    sshd = await startSshd()
  })
  afterEach(async () => {
    await proxy?.stop()
    await sshd.stop()
  })
  const slowly = async (upload: number): Promise<LinkProxy> => {
    proxy = await startLinkProxy(sshd.port, { upload })
    return proxy
  }

  it('a file that takes longer than the keepalive waits arrives whole, on the connection that it began on', async () => {
    const { port } = await slowly(mebi / 4)
    // Less time than the link takes for what the host may be sent ahead.
    const keepalive = { interval: 2000, unanswered: 1 }
    const transport = sshTransport({ ...sshd.options, keepalive, hosts: () => ({ address: '127.0.0.1', port }) })
    const host = await transport.connect('one')
    const before = sshd.sessions()
    const content = randomBytes(1.5 * mebi)
    const path = join(sshd.home, 'large')
    await host.putFile(path, content)
    expect(hash(readFileSync(path))).toBe(hash(content))
    expect(sshd.sessions()).toEqual(before)
    await transport.close()
  })

  it('which hosts share on their way, none of them is lost, and neither is the way', async () => {
    const { port } = await slowly(mebi)
    // Less time than the link takes for what all hosts together may be sent ahead.
    const keepalive = { interval: 3000, unanswered: 3 }
    const behind = { address: '127.0.0.1', port: sshd.port, jump: 'bastion' }
    const bastion = { address: '127.0.0.1', port }
    const transport = sshTransport({
      ...sshd.options,
      keepalive,
      hosts: (host) => (host === 'bastion' ? bastion : behind),
    })
    const taking = await Promise.all([1, 2, 3, 4, 5, 6, 7, 8].map((index) => transport.connect(`taking${index}`)))
    const before = sshd.sessions()
    const content = randomBytes(2.5 * mebi)
    const paths = taking.map(({ host }) => join(sshd.home, host))
    await Promise.all(taking.map((host, index) => host.putFile(paths[index] ?? '', content)))
    for (const path of paths) expect(hash(readFileSync(path))).toBe(hash(content))
    expect(sshd.sessions()).toEqual(before)
    await transport.close()
  })
})
