import { hostname } from 'node:os'
import type { Inventory } from '@berth/core/adapter'
import { expect, test } from 'vitest'
import { everyShell } from '../../../../core/test/machine/program/every-shell.js'
import { dockerDialect } from '../../../src/engine/docker-dialect.js'
import { inventoryOutcome } from '../../../src/inventory/inventory-outcome.js'
import { inventoryProgram } from '../../../src/inventory/inventory-program.js'
import { programs } from '../../../src/programs.generated.js'
import { type StubEngine, useStubs } from '../../run-program.js'

const ids = ['a', 'b', 'c'].map((digit) => digit.repeat(64))
const [running, stopped, foreign] = ids
const info = { ID: 'E', ServerVersion: '28', Driver: 'overlay2', DockerRootDir: '/d', Name: hostname() }

/** A line as the template makes it. */
function line(id: string | undefined, status: string, labels: object): string {
  const state = { Status: status, Running: status === 'running', StartedAt: '0001-01-01T00:00:00Z' }
  const config = { Labels: labels, Image: 'tb:1' }
  const told = { Id: id, Name: `/box-${status}`, Created: '2026-01-01T00:00:00Z', State: state, Config: config }
  return `container ${id} ${status} launched ${JSON.stringify({ ...told, HostConfig: { Privileged: false } })}`
}

/** Two containers of Berth's, one of which runs, and one of somebody else's. */
const answers = (inside: string): string => `
case "$1 $2" in
  'context inspect') echo 'default unix:///var/run/docker.sock' ;;
  'info --format') echo '${JSON.stringify(info)}' ;;
  'ps --all')
    echo '${running} "berth.launch=l,x=y"'
    echo '${stopped} "x=y,berth.run=r"'
    echo '${foreign} "other.label=berthed"' ;;
  'container inspect')
    echo '${line(running, 'running', { 'berth.launch': 'l' })}'
    echo '${line(stopped, 'exited', { 'berth.run': 'r' })}' ;;
  exec*) ${inside} ;;
esac`

everyShell(programs, ['inventory'], ({ container, name }) => {
  const stub = useStubs(container)
  const look = async (engine: StubEngine, privilege: 'plain' | 'sudo' = 'plain'): Promise<Inventory> => {
    const told = inventoryOutcome(dockerDialect, await engine.run(inventoryProgram(dockerDialect, { privilege })))
    if ('reason' in told) throw new Error(told.reason)
    return told
  }

  test('asks for those with a label of Berth’s alone, and for the inside of what runs', async () => {
    const engine = stub(answers('echo inside of "$4"'))
    const { engines, troubles, now } = await look(engine)
    expect(troubles).toEqual([])
    expect(Math.abs(now - Date.now() / 1000)).toBeLessThan(60)
    expect(engines).toMatchObject([
      {
        engine: { id: 'E', own: true, reachedBy: 'plain' },
        containers: [
          { id: running, name: 'box-running', state: 'running', inside: { text: `inside of ${running}\n` } },
          { id: stopped, name: 'box-exited', state: 'stopped', startedAt: null, inside: null },
        ],
      },
    ])
    expect(engine.calls.filter((call) => call.startsWith('container'))).toEqual([
      expect.stringMatching(new RegExp(`-- ${running} ${stopped}$`)),
    ])
    expect(engine.calls.filter((call) => call.startsWith('exec'))).toHaveLength(1)
  })

  test('an inside that fails to tell says why, and the rest is told', async () => {
    const { engines } = await look(stub(answers('echo no such shell >&2; exit 126')))
    expect(engines[0]?.containers.map(({ inside }) => inside)).toEqual([{ unreadable: 'no such shell' }, null])
  })

  // The busybox of Debian has these commands in its shell.
  test.skipIf(name === 'busybox')(
    'waits ten seconds for the inside of each, half a minute for all, and asks nothing that it could not end',
    async () => {
      const inside = async (commands: Readonly<Record<string, string>>, privilege: 'plain' | 'sudo' = 'plain') => {
        const engine = stub(answers('exec sleep 100'))
        for (const [command, text] of Object.entries(commands)) engine.add(command, text)
        return (await look(engine, privilege)).engines[0]?.containers[0]?.inside
      }
      const soon = '[ "$1 $2 $3" = "-s KILL 10" ] && shift 3 && exec /usr/bin/timeout -s KILL 0.2 "$@"'
      expect(await inside({ timeout: soon })).toEqual({ unreadable: 'it did not answer in time' })
      const late = 'cd "$(dirname "$0")" && if [ -e asked ]; then echo 131; else echo 100 | tee asked; fi'
      const others = { unreadable: 'it was not asked: others have taken all of the time' }
      expect(await inside({ timeout: soon, date: late })).toEqual(others)
      const sudo = '[ "$2" != -l ] || exit 1; shift; exec "$@"'
      const endless = { unreadable: 'it was not asked: sudo may not run timeout' }
      expect(await inside({ sudo }, 'sudo')).toEqual(endless)
    },
  )

  test('asks by sudo, inside too', async () => {
    const engine = stub(`
      [ -n "$BY_SUDO" ] || { echo 'permission denied while trying to connect' >&2; exit 1; }${answers('echo in')}`)
    engine.add('sudo', '[ "$2" != -l ] || exit 0; shift; BY_SUDO=yes exec "$@"')
    const { engines, troubles } = await look(engine, 'sudo')
    expect(troubles).toEqual([])
    const [{ engine: { reachedBy } = {}, containers = [] } = {}] = engines
    expect([reachedBy, containers.map(({ inside }) => inside)]).toEqual(['sudo', [{ text: 'in\n' }, null]])
  })

  test('asks for nothing more where there is nothing of Berth’s', async () => {
    const engine = stub(`case "$1 $2" in
      'context inspect') echo 'default unix:///var/run/docker.sock' ;;
      'info --format') echo '${JSON.stringify(info)}' ;;
      'ps --all') echo '${foreign} "x=y"' ;;
    esac`)
    expect((await look(engine)).engines).toMatchObject([{ containers: [] }])
    expect(engine.calls).toHaveLength(3)
  })
})
