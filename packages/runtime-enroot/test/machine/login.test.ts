import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ContainerRuntime, EngineConnection, ImageSource } from '@berth/core/adapter'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { bashAlone } from '../../../core/test/machine/program/every-shell.js'
import { holdsMode } from '../../../repository/test/security/writes/holds-mode.js'
import { enrootRuntime } from '../../src/index.js'
import { programs } from '../../src/programs.generated.js'
import { StubEnroot } from './stub-enroot.js'

const reference = 'registry.example:5000/lab:1'

bashAlone(programs, ['image'], ({ container }) => {
  let stub: StubEnroot
  let engine: EngineConnection
  let runtime: ContainerRuntime
  const source = (password: string): ImageSource => {
    const passwordFile = join(stub.folder, 'password')
    writeFileSync(passwordFile, password)
    return {
      reference,
      pull: 'missing',
      archive: null,
      login: { server: 'registry.example:5000', username: 'ann', passwordFile },
    }
  }
  const read = (file: string): string => readFileSync(join(stub.folder, file), 'utf8')

  beforeEach(async () => {
    stub = new StubEnroot(container)
    // A registry that gets its tokens from another host.
    stub.add(
      'curl',
      `printf 'HTTP/2 401\\r\\nwww-authenticate: Bearer realm="https://tokens.example/t",service="r"\\r\\n'`,
    )
    runtime = enrootRuntime()
    const seen = await runtime.observe(stub.host, { name: 'none', image: reference, privilege: 'auto' })
    if (seen.state !== 'absent') throw new Error(seen.state)
    engine = { connection: stub.host, facts: seen.engine }
  })
  afterEach(() => {
    if (existsSync(join(stub.folder, 'where'))) expect(existsSync(read('where').trim())).toBe(false)
    stub.remove()
  })

  it('is there for the import alone, for the registry and for who gives its tokens', async () => {
    const image = await runtime.ensureImage(engine, source('p$(w)"\\\n'))
    expect(image.id).toMatch(/\.berth\/images\//)
    expect(read('credentials')).toBe(
      'machine registry.example login ann password p$(w)"\\\nmachine tokens.example login ann password p$(w)"\\\n',
    )
    expect(read('imported')).toBe('docker://ann@registry.example:5000#lab:1\n')
    expect(read('password')).toBe('p$(w)"\\\n')
    const [ofFolder = '', ...ofFiles] = read('modes').trim().split('\n')
    holdsMode('login-folder', Number.parseInt(ofFolder, 8))
    for (const mode of ofFiles) holdsMode('login-file', Number.parseInt(mode, 8))
  })

  describe('a password that enroot cannot be given', () => {
    it.each(['two words', '$begins', '"quoted'])('%s: nothing is imported', async (password) => {
      await expect(runtime.ensureImage(engine, source(password))).rejects.toMatchObject({
        code: 'BERTH_IMAGE_UNAVAILABLE',
        reason: expect.not.stringContaining(password),
        remedy: expect.stringMatching(/Use an access token/),
      })
      expect(existsSync(join(stub.folder, 'imported'))).toBe(false)
    })
  })

  it('that is refused in silence is told', async () => {
    writeFileSync(join(stub.folder, 'refusing'), '')
    await expect(runtime.ensureImage(engine, source('wrong'))).rejects.toMatchObject({
      reason: expect.stringContaining('the registry refuses the login, or wants one'),
      remedy: expect.stringMatching(/Check that ann may pull this image from registry\.example:5000/),
    })
  })
})
