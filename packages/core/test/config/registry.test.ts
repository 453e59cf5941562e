import { describe, expect, it } from 'vitest'
import type { RegistryAccount } from '../../src/config/index.js'
import { containerOf, problemsOf, resolve, withContainer } from './resolve.js'

const given = { username: 'ann', password_file: '~/token' }
const block = (registry: unknown, container: Readonly<Record<string, unknown>> = {}) => ({
  ...container,
  runtime: { args: { registry } },
})
const loginOf = (registry: unknown, image = 'lab:1'): RegistryAccount | null =>
  containerOf(block(registry, { image })).runtime.registry

describe('runtime.args.registry', () => {
  it.each([undefined, null])('is no login where it is %s', (registry) => {
    expect(loginOf(registry)).toBeNull()
  })

  it.each([undefined, null, '', 'docker.io', 'index.docker.io', 'https://index.docker.io/v1/', 'registry-1.docker.io'])(
    'is one of Docker Hub where server is %s',
    (server) => {
      const registry = server === undefined ? given : { ...given, server }
      expect(loginOf(registry)).toEqual({ server: 'docker.io', username: 'ann', passwordFile: '~/token' })
    },
  )

  it.each([
    ['ghcr.io', 'ghcr.io'],
    ['registry.example:5000', 'registry.example:5000'],
    ['https://registry.example:5000/', 'registry.example:5000'],
    ['nvcr.io/org', 'nvcr.io'],
    ['localhost', 'localhost'],
  ])('takes the registry as people write it: %s', (server, name) => {
    expect(loginOf({ ...given, server }, `${name}/lab:1`)).toMatchObject({ server: name })
  })

  it.each<[Readonly<Record<string, unknown>>, Readonly<Record<string, string>>]>([
    [{ password_env: 'REGISTRY_TOKEN' }, { passwordEnv: 'REGISTRY_TOKEN' }],
    [{ password_command: 'pass show registry | head -n 1' }, { passwordCommand: 'pass show registry | head -n 1' }],
    [{ password_env: null, password_command: 'true', password_file: null }, { passwordCommand: 'true' }],
  ])('says where the password is had from, and does not look there: %j', (password, resolved) => {
    const server = 'docker.io'
    expect(loginOf({ username: 'ann', ...password })).toEqual({ server, username: 'ann', ...resolved })
  })

  it('is no part of what a container is made with', () => {
    expect(containerOf(block(given)).runtime.args).toEqual(containerOf().runtime.args)
  })

  it.each<[unknown, RegExp]>([
    [{ password_file: '/t' }, /registry\/username: is missing/],
    [
      { username: 'ann' },
      /args\/registry: has no password; write one of password_file, password_env, password_command/,
    ],
    [{ username: 'ann', password_env: null }, /args\/registry: has no password/],
    [
      { ...given, password_env: 'TOKEN' },
      /args\/registry: has password_file and password_env, of which only one may be given/,
    ],
    [
      { ...given, password_env: 'TOKEN', password_command: 'true' },
      /has password_file and password_env and password_command, of which only one/,
    ],
    [{ username: 'ann', password_env: '$TOKEN' }, /registry\/password_env: is "\$TOKEN"; expected the name of an/],
    [{ username: 'ann', password_env: 7 }, /registry\/password_env/],
    [{ username: 'ann', password_command: ' ' }, /registry\/password_command: is " "; expected a command/],
    [{ username: 'ann', password_command: ['pass', 'show'] }, /registry\/password_command/],
    [{ ...given, password: 'x' }, /registry\/password: is not a key of container\/runtime\/args\/registry/],
    [{ ...given, username: 'a:b' }, /registry\/username: is "a:b"; expected a name without/],
    [{ ...given, username: '' }, /registry\/username/],
    [{ ...given, password_file: 'token' }, /registry\/password_file: is "token"; expected a path on the hosts/],
    [{ ...given, password_file: '/etc/' }, /registry\/password_file/],
    [{ ...given, server: 'a b' }, /registry\/server: is "a b"; expected the host name/],
    [{ ...given, server: 'nowhere' }, /registry\/server: is "nowhere", which names no registry/],
    [{ ...given, server: 'under_score.example' }, /registry\/server: is .* which names no registry/],
    ['ann', /registry: is "ann"/],
  ])('%j is wrong, and said where', (registry, problem) => {
    const problems = problemsOf(withContainer(block(registry)))
    expect(problems).toEqual([expect.stringMatching(problem)])
  })

  const warned = (container: Readonly<Record<string, unknown>>): readonly string[] =>
    resolve(withContainer(container)).warnings.flatMap(({ code, message }) =>
      code === 'registry_login_unused' ? [message] : [],
    )
  const elsewhere = { ...given, server: 'ghcr.io' }

  it('warns of a login that is of no use for the image', () => {
    expect(warned(block(elsewhere))).toEqual([
      'is "ghcr.io", and the image comes from docker.io, which is pulled from without this login; correct server, or write the image with its registry',
    ])
  })

  it.each([
    ['nothing is pulled', { ...block(elsewhere), pull: 'never' }],
    ['an archive is loaded', { ...block(elsewhere), image_tar: '/lab.tar' }],
    ['the image is of the registry', block(elsewhere, { image: 'ghcr.io/lab/lab:1' })],
    ['only the runtime can read the reference', block(elsewhere, { image: 'ghcr.io#lab/lab:1' })],
  ])('does not warn where %s', (_, container) => {
    expect(warned(container)).toEqual([])
  })
})
