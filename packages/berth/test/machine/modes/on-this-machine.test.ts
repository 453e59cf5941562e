import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { OutputFiles } from '../../../../core/src/cluster/exec/output-files.js'
import { holdsMode, hostileUmasks, modeOf } from '../../../../repository/test/security/writes/holds-mode.js'
import { withUmask } from '../../../../repository/test/security/writes/with-umask.js'
import { keepReport } from '../../../src/reports/keep-report.js'
import { RunStore, runsDirectory } from '../../../src/runs/index.js'
import { stateDirectory } from '../../../src/this-machine/state-directory.js'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'berth-modes-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const record = {
  run: 'r1',
  cluster: 'lab',
  user: 'me',
  container: { runtime: 'docker', name: 'box' },
  hosts: ['a'],
  engines: {},
  missing: {},
  at: '2026-01-02T03:04:05.000Z',
}

describe.each(hostileUmasks)('under umask %s', (_, umask) => {
  it('records of runs and reports are for their user alone', async () => {
    await withUmask(umask, () => {
      const state = stateDirectory({}, folder)
      new RunStore(runsDirectory({}, folder)).write(record)
      const report = keepReport(join(state, 'errors'), 'a secret of a host', new Date())
      for (const path of [state, join(state, 'runs'), join(state, 'errors')]) holdsMode('state-folder', modeOf(path))
      expect(readdirSync(join(state, 'runs'))).toEqual(['r1.json'])
      holdsMode('run-record', modeOf(join(state, 'runs', 'r1.json')))
      holdsMode('report', modeOf(report))
    })
  })

  it('the state of a user without a home is in a folder of that user alone', async () => {
    chmodSync(folder, 0o1777)
    await withUmask(umask, () => holdsMode('homeless-state', modeOf(stateDirectory({}, null, folder))))
  })

  it('outputs of commands are as the umask of their user says', async () => {
    await withUmask(umask, async () => {
      const outputs = join(folder, 'logs')
      const files = await OutputFiles.create(outputs, ['gpu1'])
      await files.add('gpu1', 'stdout', Buffer.from('text'))
      await files.close('gpu1')
      holdsMode('output-folder', modeOf(outputs), 0o777 & ~umask)
      for (const name of readdirSync(outputs)) holdsMode('output-file', modeOf(join(outputs, name)), 0o666 & ~umask)
    })
  })
})
