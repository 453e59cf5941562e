import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { programFiles, shellOf } from '../../src/programs/program-files.js'
import { programPackages } from '../../src/programs/program-packages.js'

const declaration = /\b(everyShell|bashAlone)\(\s*programs,\s*\[([^\]]*)\]/g

/**
 * The programs that a package's tests name, in every shell or in bash. Each such list has a test of its own that they
 * ran.
 */
function named(tests: string): Readonly<Record<'everyShell' | 'bashAlone', ReadonlySet<string>>> {
  const names = { everyShell: new Set<string>(), bashAlone: new Set<string>() }
  for (const file of readdirSync(tests, { recursive: true, encoding: 'utf8' }).filter((each) =>
    each.endsWith('.test.ts'),
  ))
    for (const [, how = '', list = ''] of readFileSync(join(tests, file), 'utf8').matchAll(declaration))
      for (const [, name = ''] of list.matchAll(/'([^']+)'/g)) names[how === 'bashAlone' ? how : 'everyShell'].add(name)
  return names
}

describe.each(programPackages())('the programs of $name', ({ folder }) => {
  const { everyShell, bashAlone } = named(join(folder, '..', 'test'))

  it.each(programFiles(folder).programs)('%s runs in a test, in every shell that it may meet', (file) => {
    const shell = shellOf(file, readFileSync(join(folder, file), 'utf8'))
    expect([...(shell === 'bash' ? bashAlone : everyShell)]).toContain(file.replace(/\.sh$/, ''))
  })
})
