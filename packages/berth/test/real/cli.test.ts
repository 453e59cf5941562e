import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { BerthCommand, type CommandOutcome } from './berth-command.js'
import { describeReal, useOwnHosts } from './support/index.js'

const name = `berth-cli-${process.pid}`

describeReal('the berth command', () => {
  const testbed = useOwnHosts(2)
  const hosts = () => testbed().hosts
  const addresses = (): string[] => hosts().map(({ address }) => address)
  const made: BerthCommand[] = []
  let berth: BerthCommand

  const command = async (container: Record<string, unknown> = {}): Promise<BerthCommand> => {
    const whole = {
      image: 'berth/busybox:1',
      name,
      sshd: false,
      setup_script: false,
      runtime: { args: { defaults: 'none' } },
      ...container,
    }
    const file = await testbed().clusterFile(whole, { hosts: hosts() })
    const one = new BerthCommand(file, testbed().knownHostsFile)
    made.push(one)
    return one
  }

  /** Ids of the containers of that name, seen from outside. */
  const containers = async (): Promise<string[]> => {
    const list = ['docker', 'ps', '-aq', '--no-trunc', '--filter', `name=^${name}$`]
    const listed = await Promise.all(hosts().map((host) => testbed().run(host, list)))
    return listed.map(({ stdout }) => stdout.trim()).filter((id) => id !== '')
  }

  beforeEach(async () => {
    berth = await command()
  })
  afterEach(async () => {
    for (const host of hosts()) await testbed().run(host, ['docker', 'rm', '-f', name])
    for (const one of made.splice(0)) one.remove()
  })

  it('validates and plans without changing anything', async () => {
    expect(await berth.run('validate')).toMatchObject({
      exitCode: 0,
      stdout: expect.stringContaining('valid; per_run'),
    })
    const { exitCode, json } = await berth.run('plan', '--json')
    const launch = { ok: true, state: 'absent', action: 'launch', reason: 'no container of this name', drift: null }
    expect(exitCode).toBe(0)
    expect(json).toMatchObject({ command: 'plan', action: 'launch', ok: true, warnings: [], errors: [] })
    expect(json?.hosts).toEqual(Object.fromEntries(addresses().map((address) => [address, launch])))
    expect(await containers()).toEqual([])
  })

  it('refuses with 3 what the policy refuses, and changes nothing', async () => {
    for (const host of hosts()) {
      await testbed().run(host, ['docker', 'run', '-d', '--name', name, 'berth/busybox:1', 'sleep', '600'])
    }
    const before = await containers()
    const plan = await berth.run('plan', '--json')
    expect(plan.exitCode).toBe(3)
    const refused = { code: 'BERTH_FOREIGN_CONTAINER', kind: 'refused', hosts: addresses().sort() }
    expect(plan.json).toMatchObject({ action: 'refuse', errors: [refused] })
    expect(await berth.run('up')).toMatchObject({ exitCode: 3, stdout: '' })
    expect(await containers()).toEqual(before)
  })

  it('rejects a wrong cluster file with 2', async () => {
    const wrong = await command({ lifetime: 'forever', volumess: [] })
    const { exitCode, stdout, stderr } = await wrong.run('up')
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' })
    expect(stderr).toMatch(/2 problems.*container\/lifetime.*container\/volumess/s)
  })

  it('goes up, is adopted by later processes, and goes down', async () => {
    expect(await berth.run('up')).toMatchObject({ exitCode: 0, stdout: expect.stringContaining(': launched (') })
    const ids = await containers()
    expect(ids).toHaveLength(2)

    expect(await berth.run('up')).toMatchObject({ exitCode: 0, stdout: expect.stringContaining(': used as it is (') })
    expect(await containers()).toEqual(ids)

    const exec = await berth.run('exec', '--json', '--', 'echo "$0 ran"; exit 3')
    const result = { ok: false, exitCode: 3, endedBy: 'exit', stderr: '', error: { code: 'BERTH_COMMAND_FAILED' } }
    expect(exec.exitCode).toBe(1)
    expect(Object.keys(exec.json?.hosts ?? {})).toEqual(addresses())
    for (const one of Object.values(exec.json?.hosts ?? {})) expect(one).toMatchObject(result)
    const bytes = await berth.run('exec', '--stream', '--json', '--', "printf 'a\\nb\\377\\n'")
    expect(bytes.exitCode).toBe(0)
    const events = bytes.stdout
      .split('\n')
      .slice(0, -2)
      .map((line) => JSON.parse(line))
    const printed = events.filter(({ host }) => host === addresses()[0])
    const pieces = printed.map(({ output }) => Buffer.from(output.base64 ?? output, output.base64 ? 'base64' : 'utf8'))
    expect(Buffer.concat(pieces)).toEqual(Buffer.from('a\nb\xff\n', 'latin1'))
    const words = await berth.run('exec', '--', 'echo', 'a  b', '$HOME')
    expect(words).toMatchObject({ exitCode: 0, stdout: `── ${addresses().join(', ')} ──\na  b $HOME\n` })

    const waiting = 'echo out; while [ ! -e /on ]; do sleep 1; done; exit 3'
    const id = (await berth.run('exec', '--detach', '--', waiting)).stdout.trim()
    const running = new RegExp(`^${id} +running .* echo out; while .*… +${addresses().join(', ')}$`, 'm')
    expect(await berth.run('ps')).toMatchObject({ exitCode: 0, stdout: expect.stringMatching(running) })
    await berth.run('exec', '--', 'touch', '/on')
    const { exitCode, stdout, stderr } = await berth.run('wait', '--stream', id)
    expect(stdout.split('\n').sort()).toEqual(['', ...addresses().map((address) => `${address} │ out`)])
    expect({ exitCode, stderr }).toEqual({ exitCode: 1, stderr: `── ${addresses().join(', ')} ── exit code 3\n` })
    expect(await berth.run('forget', id)).toMatchObject({ exitCode: 0, stderr: '' })

    const { json: status } = await berth.run('status', '--json')
    const remembered = readdirSync(join(berth.home, '.local/state/berth/runs'))
    expect(remembered).toHaveLength(1)
    const run = remembered[0]?.replace(/\.json$/, '')
    const seen = addresses().map((address) => status?.hosts[address])
    expect(seen).toMatchObject(ids.map((id) => ({ container: { id }, run, state: 'running', wouldDo: 'use' })))

    expect(await berth.run('run', '--', 'true')).toMatchObject({ exitCode: 3 })
    expect(await containers()).toEqual(ids)

    expect(await berth.run('down')).toMatchObject({ exitCode: 0, stdout: expect.stringContaining(': removed (') })
    expect(await containers()).toEqual([])
    expect(readdirSync(join(berth.home, '.local/state/berth/runs'))).toEqual([])
  })

  it('leaves nothing of a run, whose command failed', async () => {
    const { exitCode, stdout } = await berth.run('run', '--', 'echo x; exit 9')
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: `── ${addresses().join(', ')} ── exit code 9\nx\n` })
    expect(await containers()).toEqual([])
    expect(existsSync(join(berth.home, '.local/state/berth'))).toBe(false)
  })

  it('says with 4 that a host cannot be reached, and changes nothing', async () => {
    const cut = hosts()[1]
    if (cut === undefined) throw new Error('There is no second host')
    await testbed().cut(cut)
    try {
      const outcomes = await Promise.all([berth.run('plan', '--json'), berth.run('up'), berth.run('status')])
      expect(outcomes.map(({ exitCode }) => exitCode)).toEqual([4, 4, 4])
      const refusal = { code: 'BERTH_PROBE_UNTRUSTED', hosts: [cut.address], unreachable: [cut.address] }
      const onHost = { ok: false, error: { code: 'BERTH_HOST_UNREACHABLE', kind: 'unreachable', host: cut.address } }
      const [plan] = outcomes
      expect(plan.json).toMatchObject({ action: 'refuse', errors: [{ ...refusal, kind: 'unreachable' }] })
      expect(plan.json?.hosts).toMatchObject({ [cut.address]: onHost })
      expect(outcomes[1].stderr).toContain(cut.address)
    } finally {
      await testbed().heal(cut)
    }
    expect(await containers()).toEqual([])
  })

  it('ends the command in the containers on an interrupt, and at its deadline when it was killed itself, and leaves the containers', async () => {
    berth = await command()
    expect(await berth.run('up')).toMatchObject({ exitCode: 0 })
    const { child, ended } = berth.start('exec', '--', 'setsid sleep 7654 & sleep 7654')
    await until(async () => (await sleepers()) === 2)
    child.kill('SIGINT')
    expect(await ended).toMatchObject({ exitCode: 130, stderr: expect.stringContaining('interrupted') })
    expect(await sleepers()).toBe(0)

    const killed = berth.start('exec', '--timeout', '3s', '--', 'setsid sleep 7654 & sleep 7654')
    await until(async () => (await sleepers()) === 2)
    killed.child.kill('SIGKILL')
    await killed.ended
    await until(async () => (await sleepers()) === 0)
    expect(await containers()).toHaveLength(2)
  })

  it('takes a run down on an interrupt', async () => {
    berth = await command()
    const { child, ended } = berth.start('run', '--', 'sleep 7654')
    await until(async () => (await sleepers()) === 2)
    child.kill('SIGTERM')
    expect(await ended).toMatchObject({ exitCode: 130 } satisfies Partial<CommandOutcome>)
    expect(await containers()).toEqual([])
  })

  /** How many containers have the sleeping command, seen from outside. */
  async function sleepers(): Promise<number> {
    const looks = hosts().map((host) => testbed().run(host, ['docker', 'top', name, '-o', 'pid,args']))
    return (await Promise.all(looks)).filter(({ stdout }) => /^\d+ +sleep 7654$/m.test(stdout)).length
  }
})

/** Waits until something is so; fails after a minute. */
async function until(so: () => Promise<boolean>): Promise<void> {
  for (let looks = 0; looks < 300; looks += 1) {
    if (await so()) return
    await delay(200)
  }
  throw new Error('It did not come to be within a minute')
}
