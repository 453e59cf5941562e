import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { expandIncludes } from '../../../../src/release/programs/expand-includes.js'
import { packProgram } from '../../../../src/release/programs/pack-program.js'
import { programFiles } from '../../../../src/release/programs/program-files.js'
import { programPackages } from '../../../../src/release/programs/program-packages.js'

/** A program as bash understands it: its commands without comments, in bash's own way of writing. */
function understood(program: string): string {
  return execFileSync('bash', ['-c', `eval "program() {\n$1\n}"; declare -f program`, 'bash', program], {
    encoding: 'utf8',
  })
}

describe.each(programPackages())('the programs of $name', ({ folder }) => {
  const { programs } = programFiles(folder)
  const read = (file: string): string => readFileSync(join(folder, file), 'utf8')

  it.each(programs)('%s is the same commands when it travels', (file) => {
    expect(understood(packProgram(file, read))).toBe(understood(expandIncludes(file, read)))
  })
})
