import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { programs } from '../../../../src/command/programs.generated.js'
import type { HostConnection } from '../../../../src/contract/index.js'
import { type PathPattern, readHostFacts } from '../../../../src/lifetime/observe/host-facts.js'
import { everyShell, type ProgramShell } from '../../program/every-shell.js'

const folder = mkdtempSync(join(tmpdir(), 'berth facts-'))
afterAll(() => rmSync(folder, { recursive: true }))
const at = (name: string): string => join(folder, name)
const odd = ['with space', 'line\nbreak', 'star*', 'br[x]', "quote'", '$HOME', 'back\\slash', '-n', 'é']
for (const name of odd) mkdirSync(at(name))
mkdirSync(at('cards'))
for (const name of ['one', 'two words']) writeFileSync(at(`cards/${name}`), '')
symlinkSync('/no/such/target', at('dangling'))
symlinkSync(at('cards'), at('link'))
writeFileSync(at('brx'), '')

symlinkSync('loop', at('loop'))
mkdirSync(at('locked/data'), { recursive: true, mode: 0o755 })
mkdirSync(at('unlisted/one'), { recursive: true })
chmodSync(at('locked'), 0o700)
chmodSync(at('unlisted'), 0o711)
chmodSync(folder, 0o755)

/** The same host, for the user nobody, by a shell that this user can reach. */
function asNobody({ host, exec }: HostConnection, { name, file }: Pick<ProgramShell, 'name' | 'file'>): HostConnection {
  const shell = name === 'busybox' ? [file, 'sh'] : [file]
  const through = ['/usr/bin/setpriv', '--reuid=65534', '--regid=65534', '--clear-groups', '--', ...shell]
  const asked: HostConnection['exec'] = (command, ...rest) =>
    exec(Array.isArray(command) ? [...through, ...command.slice(1)] : command, ...rest)
  return { host, exec: asked } as HostConnection
}

const path = (pattern: string): PathPattern => ({ pattern, glob: false })
const glob = (pattern: string): PathPattern => ({ pattern, glob: true })

everyShell(programs, ['lifetime/host-facts'], ({ name, file, container }) => {
  const here = container as HostConnection

  it('finds paths with odd names as they are, and no others', async () => {
    const { paths, now } = await readHostFacts(
      here,
      [...odd, 'nothing', 'b*', 'dangling', 'br[yx]'].map((name) => path(at(name))),
    )
    for (const name of odd)
      expect(paths.get(at(name))).toEqual([{ path: at(name), group: String(statSync(at(name)).gid), device: false }])
    for (const name of ['nothing', 'b*', 'dangling', 'br[yx]']) expect(paths.get(at(name))).toEqual([])
    expect(Math.abs(now - Date.now() / 1000)).toBeLessThan(60)
  })

  it('expands globs, also below folders with odd names', async () => {
    const { paths } = await readHostFacts(here, [glob(at('cards/*')), glob(at('with space/*')), glob(at('lin[jk]'))])
    expect(paths.get(at('cards/*'))?.map((match) => match.path)).toEqual([at('cards/one'), at('cards/two words')])
    expect(paths.get(at('with space/*'))).toEqual([])
    expect(paths.get(at('lin[jk]'))?.map((match) => match.path)).toEqual([at('link')])
  })

  it('tells what cannot be looked at from what is not there', async () => {
    const { paths, hidden } = await readHostFacts(here, [
      path(at('loop')),
      path(at('loop/below')),
      path(at('cards/one/below a file')),
      path(at('nothing/below')),
      glob(at('loop*')),
    ])
    expect([...paths.values()].flat()).toEqual([])
    expect([...hidden.keys()].sort()).toEqual([at('loop'), at('loop*'), at('loop/below')])
    expect(hidden.get(at('loop'))).toMatch(/^stat: .*loop/)
  })

  it.runIf(process.getuid?.() === 0)(
    'asks as the user who looks, and names no folder that user may not search',
    async () => {
      const as = asNobody(here, { name, file })
      const asked = [path(at('locked/data')), path(at('locked')), path(at('link')), glob(at('unlisted/*'))]
      const { paths, hidden } = await readHostFacts(as, asked)
      expect(hidden.get(at('locked/data'))).toMatch(/: Permission denied$/)
      expect(hidden.get(at('unlisted/*'))).toBe(`${at('unlisted/')} cannot be listed`)
      expect([...hidden.keys()].sort()).toEqual([at('locked/data'), at('unlisted/*')])
      expect(paths.get(at('locked'))).toHaveLength(1)
      expect((await readHostFacts(here, asked)).hidden).toEqual(new Map())
    },
  )

  it('tells devices from folders of them', async () => {
    const { paths } = await readHostFacts(here, [glob('/dev/nul[l]'), glob('/dev')])
    expect(paths.get('/dev/nul[l]')).toEqual([
      { path: '/dev/null', group: String(statSync('/dev/null').gid), device: true },
    ])
    expect(paths.get('/dev')).toMatchObject([{ path: '/dev', device: false }])
  })

  it.each(['127.0.0.1', '::1', '0.0.0.0', '::'])(
    'tells what listens on a port of %s, and what only connects',
    async (address) => {
      const server = createServer((socket) => void socket.resume())
      await new Promise<void>((resolve) => void server.listen(0, address, resolve))
      const listening = server.address()
      const port = typeof listening === 'object' && listening !== null ? listening.port : 0
      const client = connect(port, address)
      await new Promise<void>((resolve) => void client.once('connect', resolve))
      const facts = await readHostFacts(here, [glob('/dev/nul[l]')], { ports: { first: port, last: port } })
      expect(facts.paths.get('/dev/nul[l]')).toHaveLength(1)
      expect([...facts.listeners.keys()]).toEqual([port])
      expect(facts.listeners.get(port)).toEqual({
        user: String(process.getuid?.()),
        program: expect.stringMatching(new RegExp(`^\\S.* \\(process ${process.pid}\\)$`)),
      })
      const at = client.localPort ?? 0
      expect((await readHostFacts(here, [], { ports: { first: at, last: at } })).listeners).toEqual(new Map())
      client.destroy()
      await new Promise((resolve) => void server.close(resolve))
      const after = await readHostFacts(here, [], { ports: { first: port, last: port } })
      expect(after.listeners).toEqual(new Map())
    },
  )

  it('asks nothing but the time when there is nothing to ask', async () => {
    expect(await readHostFacts(here, [])).toMatchObject({ paths: new Map(), listeners: new Map() })
  })
})
