import { describe, expect, it } from 'vitest'
import { foreignKeys } from '../../src/config/check/unknown-key.js'
import { problemsOf, resolve, withContainer } from './resolve.js'

const hosts = { a: {}, b: {} }

describe('removed keys fail whatever their value', () => {
  const values = [true, false, null, 'x', 0, {}]
  it.each(values)('container.enabled: %j', (value) => {
    expect(problemsOf(withContainer({ enabled: value, lifetime: 'persistent', name: 'x' }))).toEqual([
      'container/enabled: was removed; delete it and set container.lifetime to "no_launch", "per_run" or "persistent" (to run without containers, set orchestrator to "baremetal")',
    ])
  })
  it.each(values)('container.launch: %j', (value) => {
    expect(problemsOf(withContainer({ launch: value, lifetime: 'no_launch' }))).toEqual([
      'container/launch: was removed; delete it and set container.lifetime to "per_run" where it was true, to "no_launch" where it was false',
    ])
  })
})

describe('unknown keys', () => {
  it.each([
    [{ imgae: 'x' }, 'container/imgae: is not a key of container; did you mean "image"?'],
    [{ setup_scripts: 'x' }, 'container/setup_scripts: is not a key of container; did you mean "setup_script"?'],
    [
      { volumes: [] },
      'container/volumes: is not a key of container; it belongs in container/runtime/args: move it there',
    ],
    [
      { runtime: { args: { pull: 'always' } } },
      'container/runtime/args/pull: is not a key of container/runtime/args; it belongs in container: move it there',
    ],
    [{ username: 'x' }, 'container/username: is not a key of container; it belongs at the top level: move it there'],
    [
      { zzz: 1 },
      'container/zzz: is not a key of container; remove it, or use one of lifetime, image, name, lease, setup_script, setup_scripts_at_once, sshd, sshd_port, pull, pulls_at_once, image_tar, image_source, distribute, env, runtime',
    ],
    [
      { keep_failed: true },
      'container/keep_failed: is not a key of container; it is an option of a call, never of a file: remove it',
    ],
    [{ runtime: { arg: {} } }, 'container/runtime/arg: is not a key of container/runtime; did you mean "args"?'],
    [
      { runtime: { args: { ulimits: [] } } },
      'container/runtime/args/ulimits: is not a key of container/runtime/args; did you mean "ulimit"?',
    ],
    [
      { runtime: { args: { 'cap-add': [] } } },
      'container/runtime/args/cap-add: is not a key of container/runtime/args; did you mean "cap_add"?',
    ],
    [
      { runtime: { args: { environment: {} } } },
      'container/runtime/args/environment: is not a key of container/runtime/args; did you mean "env"?',
    ],
  ])('%j', (container, problem) => {
    expect(problemsOf(withContainer(container))).toEqual([problem])
  })

  it.each([...foreignKeys])(
    'of other tools are no keys here, or their advice would be of no use: %s',
    (key, advice) => {
      expect(problemsOf(withContainer({ runtime: { args: { [key]: null } } }))).toEqual([
        `container/runtime/args/${key}: is not a key of container/runtime/args; ${advice}`,
      ])
    },
  )

  it('pass at the top level, with a word where one of ours may be meant', () => {
    const config = resolve({ node_dict: hosts, racks: { x: '<changeme>' }, priv_keyfile: 'x', _usernam: 'comment' })
    expect(config.warnings).toEqual([
      {
        code: 'similar_key',
        path: 'priv_keyfile',
        message: 'is not a key that Berth reads; did you mean "priv_key_file"?',
      },
    ])
  })
})
