import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { execaSync } from 'execa'
import { afterAll, expect, test } from 'vitest'
import { RunStore } from '../../../src/runs/index.js'

const folder = mkdtempSync(join(tmpdir(), 'berth-pipes-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('a named pipe in the place of a run record is not waited for', () => {
  execaSync('mkfifo', [join(folder, 'r1.json')])
  const list = (): unknown => new RunStore(folder).list('lab', 'me')
  expect(list).toThrow(expect.objectContaining({ code: 'BERTH_STATE' }))
  expect(list).toThrow(/r1\.json: it is a named pipe/)
})
