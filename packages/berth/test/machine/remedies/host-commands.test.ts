import { execFileSync } from 'node:child_process'
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { BerthError } from '@berth/core'
import { expect, onTestFinished } from 'vitest'
import { planUp } from '../../../../core/src/lifetime/plan/make-plan.js'
import { RefusalError } from '../../../../core/src/lifetime/plan/refusals/refusal-error.js'
import { applyError } from '../../../../core/src/sshd/steps/apply.js'
import { absent, engine, inputOf } from '../../../../core/test/lifetime/observations.js'
import { printedCommand } from '../../../../testbed/test/remedies/printed-commands.js'
import { runsRemedy } from '../../../../testbed/test/remedies/runs-remedy.js'

runsRemedy('port-holder', 'shows who listens on the port of sshd, and no other port', async () => {
  const servers = [createServer(), createServer()]
  onTestFinished(() => servers.forEach((server) => void server.close()))
  const [port = 0, other = 0] = await Promise.all(
    servers.map(
      (server) =>
        new Promise<number>((resolve) => {
          server.listen(0, '127.0.0.1', () => {
            const address = server.address()
            resolve(typeof address === 'object' && address !== null ? address.port : 0)
          })
        }),
    ),
  )
  const error = applyError('n1', port, 'taken\nBind failed\n')
  if (!BerthError.isInstance(error)) throw new Error('the port is not taken')
  const { hosts, line } = printedCommand(error.message, 'ss ')
  expect(hosts).toEqual(['n1'])
  const shown = execFileSync('sh', ['-c', line], { encoding: 'utf8' })
  expect(shown).toContain(`127.0.0.1:${port} `)
  expect(shown).not.toContain(`:${other} `)
})

runsRemedy('enable-linger', 'asks the system for it, for the login user alone', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'berth-linger-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const standIn = join(folder, 'loginctl')
  writeFileSync(standIn, `#!/bin/sh\nprintf '%s\\n' "$@" >'${folder}/asked'\n`)
  chmodSync(standIn, 0o755)
  const sessionBound = { ...absent, engine: { ...engine, rootless: true, endsWithLogin: true } }
  const plan = planUp(inputOf({ n1: absent, n2: sessionBound }, { lifetime: 'persistent' }))
  if (plan.refusal === null) throw new Error('it was planned')
  const { hosts, line } = printedCommand(new RefusalError('up', plan.refusal, plan).message, 'loginctl')
  expect(hosts).toEqual(['n2'])
  execFileSync('sh', ['-c', line], { env: { PATH: `${folder}:${process.env.PATH}` } })
  expect(readFileSync(join(folder, 'asked'), 'utf8')).toBe('enable-linger\n')
})
