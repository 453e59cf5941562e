import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { lab } from '../../../../core/test/lifetime/berth-over.js'
import { MemoryBerth } from '../remedies/memory-berth.js'
import { members } from './a-lab.js'

/** The command line on a cluster file whose runtime comes from a file beside it, with these arguments. */
function berthWith(args: Readonly<Record<string, unknown>>): MemoryBerth {
  const runtime = { name: 'mine', module: './mine.mjs', args: { defaults: 'none', ...args } }
  const berth = new MemoryBerth(lab(['n1']), { runtime })
  const ran = "import { writeFileSync } from 'node:fs'; writeFileSync(new URL('ran', import.meta.url), '')"
  writeFileSync(join(berth.folder, 'mine.mjs'), `${ran}\nexport const runtime = {${members}}\n`)
  return berth
}

describe('the keys of a module on the command line', () => {
  it.each([['plan'], ['up'], ['status'], ['validate', '--load-module'], ['config', '--load-module']])(
    'are checked by %s %s',
    async (...words) => {
      const berth = berthWith({ partition: 'gpus' })
      const { exitCode, stderr } = await berth.on(words[0] ?? '', ...words.slice(1))
      expect(exitCode).toBe(2)
      expect(stderr).toContain(
        'container/runtime/args/partition: is "gpus"; expected one of "gpu" or "cpu"; did you mean "gpu"?',
      )
    },
  )

  it.each(['validate', 'config'])('pass with a warning in %s, which runs no module', async (name) => {
    const berth = berthWith({ partition: 'gpus' })
    const { exitCode, stderr } = await berth.on(name)
    expect(exitCode).toBe(0)
    expect(stderr).toContain(
      'was not loaded to check this file: partition in runtime.args, and its rules, were not checked',
    )
    expect(existsSync(join(berth.folder, 'ran'))).toBe(false)
  })

  it('that are right let the cluster be opened with the runtime of the module', async () => {
    const berth = berthWith({ partition: 'gpu' })
    expect(await berth.on('validate', '--load-module')).toMatchObject({ exitCode: 0, stderr: '' })
    expect(existsSync(join(berth.folder, 'ran'))).toBe(true)
  })
})
