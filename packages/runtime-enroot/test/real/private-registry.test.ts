import { installNeeds, startPrivateRegistry } from '@berth/testbed'
import { bareSpec } from '@berth/testkit'
import { beforeAll, expect, it } from 'vitest'
import { useOwnHosts } from '../../../testbed/test/own-hosts.js'
import { enrootRuntime } from '../../src/index.js'
import { describeEnroot, enrootTransport, prepareHost } from './enroot-host.js'

const importers = ['jq', 'parallel', 'zstd'] as const

describeEnroot('an image of a private registry', () => {
  const hosts = useOwnHosts(1)
  const run = async (script: string, ...words: readonly string[]): Promise<string> => {
    const [host] = hosts().hosts
    const { exitCode, stdout, stderr } = await hosts().run(host?.address ?? '', ['sh', '-c', script, 'sh', ...words])
    if (exitCode !== 0) throw new Error(stderr)
    return stdout.trim()
  }
  let reference = ''
  let login = { server: '', username: '', passwordFile: '~/.registry-token' }
  let password = ''
  beforeAll(async () => {
    const [host] = hosts().hosts
    if (host === undefined) throw new Error('there is no host')
    // What enroot imports with, where Debian has it from.
    await installNeeds(
      importers.map((command) => ({ command, package: command })),
      () => undefined,
    )
    await prepareHost(hosts(), host.address)
    const registry = await startPrivateRegistry(hosts(), host.address)
    const { address: server, username: account } = registry
    password = registry.password
    login = { ...login, server, username: account }
    const build = await hosts().rebuildImage(`${server}/lab/enroot:1`)
    reference = build.reference
    const auth = Buffer.from(`${account}:${password}`).toString('base64')
    await run(push, build.hostPath, reference, JSON.stringify({ auths: { [server]: { auth } } }))
    await run(write, 'root', '.registry-token', `${password}\n`)
    await run(write, 'root', 'wrong', 'nonsense\n')
  })

  it('is imported by a login that is gone afterwards, and runs, though it has no bash', async () => {
    // Root's: an import by anybody else needs capabilities on enroot's own programs.
    const transport = enrootTransport(hosts(), 'sudoer')
    try {
      const runtime = enrootRuntime()
      const connection = await transport.connect(hosts().hosts[0]?.address ?? '')
      const seen = await runtime.observe(connection, { name: 'private', image: reference, privilege: 'sudo' })
      if (seen.state !== 'absent') throw new Error(seen.state)
      const engine = { connection, facts: seen.engine }
      const source = { reference, pull: 'missing', archive: null } as const
      await expect(runtime.ensureImage(engine, source)).rejects.toMatchObject({
        code: 'BERTH_IMAGE_UNAVAILABLE',
        reason: expect.stringContaining('401'),
      })
      const wrong = { ...source, login: { ...login, passwordFile: '~/wrong' } }
      await expect(runtime.ensureImage(engine, wrong)).rejects.toMatchObject({
        reason: expect.not.stringContaining('nonsense'),
        remedy: expect.stringMatching(/Check that puller may pull .* that ~\/wrong on the host/),
      })
      const none = { ...source, login: { ...login, passwordFile: '~/none' } }
      await expect(runtime.ensureImage(engine, none)).rejects.toMatchObject({
        reason: expect.stringContaining('for want of its login'),
        remedy: expect.stringMatching(/Put the password into ~\/none/),
      })
      const told: string[] = []
      const onProgress = (line: string): void => void told.push(line)
      const image = await runtime.ensureImage(engine, { ...source, login }, { onProgress })
      expect(told).toContain(`importing ${reference} as puller`)
      expect(told.join('\n')).not.toContain(password)
      const given = { server: login.server, username: login.username, passwordFrom: 'the variable TOKEN' }
      const always = { ...source, pull: 'always' } as const
      await expect(
        runtime.ensureImage(engine, { ...always, login: { ...given, password: { reveal: () => 'nonsense' } } }),
      ).rejects.toMatchObject({
        reason: expect.not.stringContaining('nonsense'),
        remedy: expect.stringMatching(/Check that puller may pull .* that the variable TOKEN holds/),
      })
      const byGiven = { ...always, login: { ...given, password: { reveal: () => password } } }
      expect(await runtime.ensureImage(engine, byGiven, { onProgress })).toEqual(image)
      expect(told.join('\n')).not.toContain(password)
      const auth = Buffer.from(`${login.username}:${password}`).toString('base64')
      expect(await run(look, password, auth)).toBe('')

      expect(image.id).toMatch(/\/\.berth\/images\//)
      const { id } = await runtime.launch(engine, bareSpec({ name: 'private', image }))
      const result = await runtime.exec(engine, id, 'command -v bash || echo "$0 alone"')
      expect(result).toMatchObject({ exitCode: 0, stdout: expect.stringMatching(/^sh alone\n$/) })
      await runtime.remove(engine, { id, name: 'private', labels: {} })
    } finally {
      await transport.close()
    }
  })
})

const push = `
set -e
folder=$(mktemp -d)
trap 'rm -r "$folder"' EXIT
printf '%s' "$3" >"$folder/config.json"
docker load --quiet --input "$1"
docker --config "$folder" push --quiet "$2"
`

const write = `
home=$(getent passwd "$1" | cut -d : -f 6)
(umask 077 && printf '%s' "$3" >"$home/$2") && chown "$1:" "$home/$2"
`

const look = `
for word; do grep -rlF -- "$word" /dev/shm /tmp /run /root /home /var/tmp /etc 2>/dev/null; done | grep -v '/\\.registry-token$'
ls -d /dev/shm/berth-login-* /tmp/berth-login-* 2>/dev/null
:
`
