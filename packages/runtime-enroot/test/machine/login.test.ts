import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ContainerRuntime, EngineConnection, HostConnection, ImageSource } from '@berth/core/adapter'
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
  const given = (password: string): ImageSource => ({
    ...{ reference, pull: 'missing', archive: null },
    login: {
      ...{ server: 'registry.example:5000', username: 'ann' },
      password: { reveal: () => password },
      passwordFrom: 'the output of password_command',
    },
  })
  /** A login in each of its forms. */
  const forms = [
    ['on the host', (password: string): ImageSource => source(`${password}\n`)],
    ['that is given', given],
  ] as const
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

  it.each(forms)(
    '%s is there for the import alone, for the registry and for who gives its tokens',
    async (_, sourceOf) => {
      const image = await runtime.ensureImage(engine, sourceOf('p$(w)"\\'))
      expect(image.id).toMatch(/\.berth\/images\//)
      expect(read('credentials')).toBe(
        'machine registry.example login ann password p$(w)"\\\nmachine tokens.example login ann password p$(w)"\\\n',
      )
      expect(read('imported')).toBe('docker://ann@registry.example:5000#lab:1\n')
      if (existsSync(join(stub.folder, 'password'))) expect(read('password')).toBe('p$(w)"\\\n')
      expect(read('environ')).not.toContain('p$(w)')
      const [ofFolder = '', ...ofFiles] = read('modes').trim().split('\n')
      holdsMode('login-folder', Number.parseInt(ofFolder, 8))
      for (const mode of ofFiles) holdsMode('login-file', Number.parseInt(mode, 8))
    },
  )

  it('has an image pulled always, though its address names a user', async () => {
    await runtime.ensureImage(engine, given('right'))
    writeFileSync(join(stub.folder, 'registry'), 'hsqs of another build')
    const first = await runtime.ensureImage(engine, given('right'))
    const always = { ...given('right'), pull: 'always' } as const
    expect((await runtime.ensureImage(engine, always)).configDigest).not.toBe(first.configDigest)
  })

  describe('a password that enroot cannot be given', () => {
    const passwords = ['two words', '$begins', '"quoted']
    const cases = forms.flatMap(([form, sourceOf]) => passwords.map((each) => [each, form, sourceOf] as const))
    it.each(cases)('%s, %s: nothing is imported', async (password, _, sourceOf) => {
      await expect(runtime.ensureImage(engine, sourceOf(password))).rejects.toMatchObject({
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
    await expect(runtime.ensureImage(engine, given('wrong'))).rejects.toMatchObject({
      reason: expect.not.stringContaining('wrong'),
      remedy: expect.stringMatching(/and that the output of password_command holds that account/),
    })
  })

  it('that is given is none where the connection is lost before its end', async () => {
    const { exec } = stub.host
    const cut: HostConnection['exec'] = (command, options) =>
      exec(command, { ...options, ...(options?.stdin !== undefined && { stdin: 'half' }) })
    const lost = { ...engine, connection: { ...stub.host, exec: cut } }
    await expect(runtime.ensureImage(lost, given('half and half'))).rejects.toMatchObject({
      reason: expect.stringContaining('the host heard nothing of Berth'),
    })
    expect(existsSync(join(stub.folder, 'imported'))).toBe(false)
  })
})
