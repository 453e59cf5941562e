import { BerthError, type BerthErrorDetails, type HostConnection, type Remedy } from '@berth/core'
import { dockerRuntime } from '@berth/runtime-docker'
import type { RunResult } from '@berth/testbed'
import { bareSpec, observedEngine } from '@berth/testkit'
import { sshTransport } from '@berth/transport-ssh'
import { afterAll, expect } from 'vitest'
import { dockerDialect } from '../../../../runtime-docker/src/engine/docker-dialect.js'
import type { Engine } from '../../../../runtime-docker/src/engine/engine.js'
import { engineTrouble } from '../../../../runtime-docker/src/errors/engine-trouble.js'
import { imageFailure, imageOutcome } from '../../../../runtime-docker/src/image/image-outcome.js'
import { launchFailure } from '../../../../runtime-docker/src/launch/launch-outcome.js'
import { stateMeaning } from '../../../../runtime-docker/src/observe/container-state.js'
import { type PrintedCommand, printedCommand } from '../../../../testbed/test/remedies/printed-commands.js'
import { onRealHosts } from '../../../../testbed/test/remedies/runs-remedy.js'
import { dockerEngine } from '../support/engine-kinds.js'
import { describeReal, type Place, refused, setOutage, useOwnHosts, usePlace } from '../support/index.js'
import { runOnHosts } from './run-printed.js'

const { runsRemedy } = onRealHosts
const engine: Engine = {
  dialect: dockerDialect,
  reachedBy: 'plain',
  store: 'classic',
  root: '/var/lib/docker',
  rootless: false,
  identity: null,
}

const withVolume = 'local/with-volume:1'

/** The error that a host's engine is told of by, where only words of an engine that is in a rare state bring it up. */
function printed(host: string, { reason, remedy }: { readonly reason: string; readonly remedy: Remedy }): string {
  const told: BerthErrorDetails = { code: 'BERTH_LAUNCH_FAILED', operation: 'try', host, message: reason, remedy }
  return new BerthError(told).message
}

describeReal('a command for the engine of a host', () => {
  const hosts = useOwnHosts(2)
  const place = usePlace(hosts, { hostsOf: (testbed) => testbed.hosts })
  const run = (command: PrintedCommand, user?: string): Promise<readonly RunResult[]> =>
    runOnHosts(place().testbed, command, user)
  const second = (): string => place().addresses[1] ?? ''
  const connections: { close(): Promise<void> }[] = []
  const connect = (user: string): Promise<HostConnection> => {
    const { keyFile, knownHostsFile } = place().testbed
    const transport = sshTransport({ username: user, privateKeyFile: keyFile, knownHostsFile, agent: null })
    connections.push(transport)
    return transport.connect(second())
  }
  afterAll(async () => {
    await Promise.all(connections.map((one) => one.close()))
  })
  /** What all hosts have, but for the container that a command is about. */
  const others = async ({ testbed, name }: Place): Promise<readonly string[]> => {
    const list = ['docker', 'ps', '--all', '--no-trunc', '--format', '{{.Names}} {{.ID}} {{.State}}']
    const listed = await Promise.all(testbed.hosts.map((host) => testbed.run(host, list)))
    return listed.map(({ stdout }, index) =>
      stdout
        .split('\n')
        .filter((line) => index === 0 || !line.startsWith(`${name} `))
        .join('\n'),
    )
  }
  /** Runs a command on the second host, and holds that it leaves all else there and on the first as it was. */
  const alone = async (text: string, words: string, user?: string): Promise<RunResult> => {
    const command = printedCommand(text, words)
    expect(command.hosts).toEqual([second()])
    const before = await others(place())
    const [result] = await run(command, user)
    expect(await others(place())).toEqual(before)
    if (result === undefined) throw new Error('it was not run')
    return result
  }

  runsRemedy('engine-unpause', 'through sudo, where that is how the engine is reached', async () => {
    const { engines, name, open } = place()
    await open('persistent', { username: 'sudoer' }).up()
    await engines.command(second(), 'pause', name)
    const text = await refused(open('persistent', { username: 'sudoer' }).up())
    expect(text).toContain(`On ${second()}, run: sudo docker unpause ${name}`)
    expect(await alone(text, 'unpause', 'sudoer')).toMatchObject({ exitCode: 0 })
    expect((await open('persistent', { username: 'sudoer' }).up())?.action).toBe('attach')
  })

  runsRemedy('engine-list', 'after a launch of which the outcome is unknown', async () => {
    const { name, make } = place()
    await make()
    const reached = await observedEngine(dockerRuntime(), await connect('berth'))
    const text = await refused(dockerRuntime().launch(reached, bareSpec({ name: `${name}-new` }), { timeout: 1 }))
    expect((await alone(text, 'ps --all')).stdout).toContain(name)
  })

  runsRemedy('engine-inspect', 'where a name is taken', async () => {
    const { name, make } = place()
    await make({ labels: { whose: 'mine' } })
    const reached = await observedEngine(dockerRuntime(), await connect('sudoer'))
    const image = await dockerRuntime().ensureImage(reached, {
      reference: 'berth/busybox:1',
      pull: 'missing',
      archive: null,
    })
    const text = await refused(dockerRuntime().launch(reached, bareSpec({ name, image })))
    const { stdout } = await alone(text, 'inspect', 'sudoer')
    expect(JSON.parse(stdout)[0].Config.Labels).toEqual({ whose: 'mine' })
  })

  runsRemedy('engine-logs', 'of a container that restarts again and again, which then is stopped', async () => {
    const { text } = await restarting(place(), second())
    expect((await alone(text, 'logs')).stdout).toContain('why it ended')
  })

  runsRemedy('engine-stop', 'of a container that restarts again and again', async () => {
    const { text } = await restarting(place(), second())
    expect(await alone(text, ' stop ')).toMatchObject({ exitCode: 0 })
    expect((await place().engines.look(second(), place().name))?.running).toBe(false)
  })

  runsRemedy('engine-remove', 'of one whose removal the engine refused', async () => {
    const { testbed, name, open, seen, engines } = place()
    const cluster = () => open('persistent', { hosts: [second()] }, { image: withVolume })
    await engines.command(second(), 'create', '--name', name, 'berth/busybox:1')
    await engines.command(second(), 'commit', '--change', 'VOLUME /kept', name, withVolume)
    await place().remove(1)
    await cluster().up()
    const { id } = await seen(1)
    const mine = await volumesOn(testbed, second(), name)
    expect(mine).not.toEqual([])
    const { begin, end } = dockerEngine.hold(id)
    await testbed.run(second(), begin)
    const text = await refused(cluster().down({ destroy: true })).finally(() => testbed.run(second(), end))
    expect(await alone(text, `rm --force --volumes ${id}`)).toMatchObject({ exitCode: 0 })
    expect(await engines.look(second(), name)).toBeNull()
    for (const volume of mine)
      expect(await testbed.run(second(), ['docker', 'volume', 'inspect', volume])).toMatchObject({ exitCode: 1 })
  })

  runsRemedy('engine-restart', 'of one that runs without a process', async () => {
    const { name, make, stop, engines } = place()
    await make()
    await stop(1)
    const text = printed(second(), troubleOf({ Status: 'running', Running: false }, name))
    expect(await alone(text, 'restart')).toMatchObject({ exitCode: 0 })
    expect((await engines.look(second(), name))?.running).toBe(true)
  })

  runsRemedy('engine-start', 'of one that was made ready and not started', async () => {
    const { name, make, engines } = place()
    await make({ running: false })
    const text = printed(second(), troubleOf({ Status: 'initialized' }, name))
    expect(await alone(text, 'start')).toMatchObject({ exitCode: 0 })
    expect((await engines.look(second(), name))?.running).toBe(true)
  })

  runsRemedy('engine-info', 'where an engine answers nothing that makes sense', async () => {
    const silent = { stdout: '', stderr: 'something odd', exitCode: 1 }
    const text = printed(second(), engineTrouble(dockerDialect, new Map([['plain', silent]])))
    expect((await alone(text, 'info')).stdout).toContain('Server Version')
  })

  runsRemedy('engine-service', 'starts an engine that does not run', async () => {
    const { testbed, open } = place()
    const standIn = `
printf '#!/bin/sh\\n[ "$*" = "start docker" ] && ${dockerEngine.outage.end}\\n' >/run/systemctl
chmod 755 /run/systemctl
mount --bind /run/systemctl "$(command -v systemctl)"`
    await setOutage(testbed, second(), dockerEngine, true)
    const text = await refused(open('persistent', { username: 'sudoer' }).up())
    expect(await testbed.run(second(), standIn)).toMatchObject({ exitCode: 0, stderr: '' })
    const command = printedCommand(text, 'systemctl')
    expect(command).toEqual({ hosts: [second()], line: 'sudo systemctl start docker' })
    const [result] = await run(command, 'sudoer')
    await testbed.run(second(), 'umount "$(command -v systemctl)"')
    expect(result).toMatchObject({ exitCode: 0 })
    expect((await open('persistent').plan('up'))?.action).toBe('launch')
  })

  runsRemedy('engine-disk', 'where the disk is full', async () => {
    const text = printed(second(), launchFailure('write /x: no space left on device', bareSpec({ name: 'x' }), engine))
    expect((await alone(text, 'system df')).stdout).toContain('Build Cache')
  })

  runsRemedy('engine-try-image', 'of a container that ended at once', async () => {
    const { testbed } = place()
    const id = (await testbed.run(second(), 'docker image inspect --format {{.Id}} berth/busybox:1')).stdout.trim()
    const image = { ...bareSpec({ name: 'x' }).image, id }
    const text = printed(
      second(),
      launchFailure('it ended at once, with exit code 3, and printed nothing', { image }, engine),
    )
    expect(await alone(text, id)).toMatchObject({ exitCode: 0, stdout: '' })
  })

  const source = { reference: 'berth/busybox:1', pull: 'missing', archive: null } as const

  runsRemedy('engine-image-inspect', 'of an image that could not be asked for', async () => {
    const text = printed(second(), imageFailure('something odd', source, engine))
    expect(JSON.parse((await alone(text, 'inspect')).stdout)[0].RepoTags).toContain('berth/busybox:1')
  })

  runsRemedy('engine-images', 'where an image that was pulled is not there', async () => {
    const outcome = imageOutcome({ reports: [['still-missing', '']], stderr: '' }, source, engine)
    if (!('reason' in outcome)) throw new Error('an image was found')
    expect((await alone(printed(second(), outcome), 'image ls')).stdout).toContain('berth/busybox')
  })

  runsRemedy('engine-load', 'of an archive that was not loaded', async () => {
    const archive = place().testbed.images.find(({ reference }) => reference === 'berth/busybox:1')?.hostPath ?? ''
    const outcome = imageOutcome({ reports: [['load-failed', '']], stderr: 'odd' }, { ...source, archive }, engine)
    if (!('reason' in outcome)) throw new Error('an image was found')
    expect((await alone(printed(second(), outcome), 'load')).stdout).toContain('Loaded image: berth/busybox:1')
  })

  /** What a state means that no engine here can be brought into at will. */
  function troubleOf(State: Readonly<Record<string, unknown>>, name: string): { reason: string; remedy: Remedy } {
    const meaning = stateMeaning({ State }, name, engine)
    if (typeof meaning === 'string') throw new Error(`it is ${meaning}`)
    return meaning
  }

  /** The names of the volumes that a container has on a host. */
  async function volumesOn(testbed: Place['testbed'], host: string, name: string): Promise<readonly string[]> {
    const format = '{{range .Mounts}}{{if eq .Type "volume"}}{{println .Name}}{{end}}{{end}}'
    const { stdout } = await testbed.run(host, ['docker', 'container', 'inspect', '--format', format, name])
    return stdout.split('\n').filter((line) => line !== '')
  }

  /** A container of the place's name that restarts again and again on one host, and what `up` says of that. */
  async function restarting({ engines, name, open }: Place, host: string): Promise<{ readonly text: string }> {
    const program = 'echo why it ended; exit 1'
    await engines.command(
      host,
      'run',
      '--detach',
      '--restart',
      'always',
      '--name',
      name,
      'berth/busybox:1',
      'sh',
      '-c',
      program,
    )
    for (;;) {
      const text = await refused(open('persistent').up())
      if (text.includes('restarting again and again')) return { text }
    }
  }
})
