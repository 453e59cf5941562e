import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sshTransport } from '@berth/transport-ssh'
import { expect, it, onTestFinished } from 'vitest'

it('what is not supported and matters is named once, however many hosts it is about', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'berth-warnings-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const config = join(folder, 'config')
  writeFileSync(config, 'CertificateFile cert\nMatch exec true\n  Port 7\n')
  const warnings: string[] = []
  const transport = sshTransport({
    configFiles: [config],
    hosts: () => ({ address: '127.0.0.1', port: 1 }),
    agent: null,
    password: 'any',
    onWarning: (text) => warnings.push(text),
  })
  for (const host of ['one', 'two', 'one']) {
    await expect(transport.connect(host)).rejects.toMatchObject({ code: 'BERTH_HOST_UNREACHABLE' })
  }
  expect(warnings).toEqual([
    expect.stringContaining('Match exec is not evaluated'),
    expect.stringContaining('CertificateFile is not supported'),
  ])
  await transport.close()
})
