import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { execa, execaSync } from 'execa'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildPackages } from '../../../../testbed/test/tiers/build-packages.js'
import { ConfigError, loadClusterFile } from '../../../src/config/index.js'
import { readWholeFile } from '../../../src/contract/self/index.js'

const folder = mkdtempSync(join(tmpdir(), 'berth-read-'))
const at = (name: string): string => join(folder, name)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('a file that people write', () => {
  beforeAll(() => {
    writeFileSync(at('file'), 'text')
    symlinkSync(at('file'), at('link'))
    execaSync('mkfifo', [at('pipe')])
    symlinkSync(at('pipe'), at('to-pipe'))
    mkdirSync(at('folder'))
    writeFileSync(at('large'), '')
    truncateSync(at('large'), 17 * 1024 * 1024)
  })

  test.each(['file', 'link'])('is read whole: %s', (name) => {
    expect(String(readWholeFile(at(name)))).toBe('text')
  })

  test('may be the null device', () => {
    expect(String(readWholeFile('/dev/null'))).toBe('')
  })

  test.each([
    ['pipe', /it is a named pipe, which may never have an end/],
    ['to-pipe', /it is a named pipe/],
    ['large', /it has more than 16777216 bytes/],
    ['folder', /EISDIR/],
    ['missing', /ENOENT/],
  ])('is not waited for where it is none: %s', (name, message) => {
    expect(() => readWholeFile(at(name))).toThrow(message)
  })

  test('has an end', () => {
    expect(() => readWholeFile('/dev/zero')).toThrow(/it has more than 16777216 bytes/)
  })

  test('is said to be a pipe, where a cluster file is one', () => {
    expect(() => loadClusterFile(at('pipe'))).toThrow(ConfigError)
    expect(() => loadClusterFile(at('pipe'))).toThrow(/pipe: cannot be read: it is a named pipe/)
  })
})

describe('what another command prints', () => {
  beforeAll(buildPackages)

  test.each(['cat', 'sleep 0.2; cat'])('is read, as a shell names it: %s', async (before) => {
    const module = fileURLToPath(new URL('../../../dist/contract/self/index.js', import.meta.url))
    const program = `const { readWholeFile } = await import(${JSON.stringify(module)}); process.stdout.write(readWholeFile(process.argv[1]))`
    const line = `node --input-type=module -e "$1" <(echo text | { ${before}; })`
    const { stdout } = await execa('bash', ['-c', line, 'bash', program])
    expect(stdout).toBe('text')
  })
})
