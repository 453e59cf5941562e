import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { programs } from '../../../../src/command/programs.generated.js'
import type { HostConnection } from '../../../../src/contract/index.js'
import { makeSources } from '../../../../src/lifetime/execute/steps/make-sources.js'
import { factsWith, wanted } from '../../../lifetime/observations.js'
import { everyShell } from '../../program/every-shell.js'

const folder = mkdtempSync(join(tmpdir(), 'berth sources-'))
afterAll(() => rmSync(folder, { recursive: true }))

everyShell(programs, ['lifetime/make-sources'], ({ name, container: shell }) => {
  const at = (path: string): string => join(folder, name, path)
  const make = (...volumes: readonly string[]): Promise<void> => {
    const container = wanted('per_run', { runtime: { args: { defaults: 'none', volumes } } })
    const here = shell as HostConnection
    const observed = { observations: new Map(), facts: new Map([['n1', factsWith()]]) }
    return makeSources('n1', { container, observed, connect: async () => here }, {})
  }

  it('makes what is to be made, with the folders above it, and nothing else', async () => {
    await make(`${at('a b/-c')}:/x:create`, `${at('other')}:/y`, `${at('$HOME')}:/z:ro,create`)
    for (const made of ['a b/-c', '$HOME']) expect(statSync(at(made)).isDirectory()).toBe(true)
    expect(() => statSync(at('other'))).toThrow(/ENOENT/)
  })

  it('takes a folder that is there meanwhile for made', async () => {
    await make(`${at('again')}:/x:create`)
    await make(`${at('again')}:/x:create`)
  })

  it('says what cannot be made, and why', async () => {
    writeFileSync(at('file'), '')
    await expect(make(`${at('file/below')}:/x:create`)).rejects.toMatchObject({
      code: 'BERTH_LAUNCH_FAILED',
      operation: 'make the sources of bind mounts',
      reason: expect.stringMatching(/file.*(Not a directory|File exists)/),
    })
  })
})
