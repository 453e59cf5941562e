import { type BerthOutcome, berth } from './berth-command.js'
import type { ContainerFacts, Stage } from './stage.js'

/** Plays the story that users live, each act in a process of its own. Throws at the first thing that is not as told. */
export async function story(stage: Stage, say: (line: string) => void): Promise<void> {
  const run = (...words: [string, ...string[]]): Promise<BerthOutcome> => berth(stage, words)

  say(
    '1. The first run: nothing is there, so the containers are launched and provisioned, and sshd is started in them.',
  )
  const cold = await run('up')
  expect(cold.exitCode === 0, 'the first run comes up')
  say('   A tool is installed into each container, once.')
  expect((await run('exec', '--', stage.install)).exitCode === 0, 'the tool is installed')
  const before = await inspectAll(stage)

  say('2. A second run, in a new process: it attaches to what is there.')
  const warm = await run('up')
  expect(warm.exitCode === 0, 'the second run attaches')
  const after = await inspectAll(stage)
  for (const [host, facts] of after) {
    const was = before.get(host)
    expect(
      was?.id === facts.id && was.startedAt === facts.startedAt,
      `${host} has the same container, running since the same moment`,
    )
    expect(facts.sshd !== null && was?.sshd === facts.sshd, `${host} has the same sshd`)
    say(
      `   ${host}: same container ${facts.id.slice(0, 12)}, running since ${facts.startedAt}; same sshd, pid ${facts.sshd}`,
    )
  }
  say('   The tool is still there:')
  expect((await run('exec', ...stage.useOptions, '--', stage.use)).exitCode === 0, 'the tool runs from the overlay')

  if (stage.cut !== null) {
    const lost = await stage.cut()
    say(`3. The cable of ${lost} is pulled. What cannot be seen is not taken for gone: nothing is touched.`)
    expect((await run('up')).exitCode === 4, 'a host that cannot be reached is refused')
    await stage.heal()
    say('   The cable is back.')
  }

  say(`${stage.cut === null ? 3 : 4}. Only an explicit word removes a persistent container.`)
  expect((await run('down')).exitCode === 0, 'down leaves persistent containers alone')
  expect((await stage.leftovers()) === stage.hosts.length, 'every container is still there')
  expect((await run('down', '--destroy')).exitCode === 0, 'down --destroy removes them')
  expect((await stage.leftovers()) === 0, 'no container is left')
  say(`Done. The first run took ${cold.duration.toFixed(1)} s, the second ${warm.duration.toFixed(1)} s.`)
}

async function inspectAll(stage: Stage): Promise<Map<string, ContainerFacts>> {
  return new Map(await Promise.all(stage.hosts.map(async (host) => [host, await stage.inspect(host)] as const)))
}

function expect(held: boolean, what: string): void {
  if (!held) throw new Error(`The demo did not go as told: ${what}`)
}
