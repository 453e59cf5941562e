import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { expandIncludes } from '../../../src/programs/expand-includes.js'
import { packProgram } from '../../../src/programs/pack-program.js'
import { programFiles } from '../../../src/programs/program-files.js'
import { programPackages } from '../../../src/programs/program-packages.js'

describe.each(programPackages())('the programs of $name', ({ folder }) => {
  const { programs, functions } = programFiles(folder)
  const read = (file: string): string => readFileSync(join(folder, file), 'utf8')

  it('include every function that is there', () => {
    const included = programs.flatMap((file) => {
      const found: string[] = []
      expandIncludes(file, (path) => {
        found.push(path)
        return read(path)
      })
      return found
    })
    expect(functions.filter((file) => !included.includes(file))).toEqual([])
  })
})

it('the default setup script travels byte for byte: its hash stands in markers', () => {
  const text = '#!/bin/bash\n# a comment\n\ntrue\n'
  expect(packProgram('provision/default-setup.sh', () => text)).toBe(text)
})

it('a program that does not say which shell it is for is refused', () => {
  expect(() => packProgram('files/look.sh', () => 'true\n')).toThrow('the first line must be #!/bin/sh or #!/bin/bash')
})
