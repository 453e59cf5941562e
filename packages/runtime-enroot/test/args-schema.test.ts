import { readFileSync } from 'node:fs'
import { type ClusterConfig, resolveConfig } from '@berth/core'
import { enrootRuntime } from '@berth/runtime-enroot'
import { describe, expect, it } from 'vitest'
import { argsSchema, type EnrootArgs } from '../src/args-schema.js'

const resolve = (own: Readonly<Record<string, unknown>>): ClusterConfig =>
  resolveConfig(
    {
      orchestrator: 'container',
      node_dict: { a: {} },
      container: { image: '/i.sqsh', name: 'lab', runtime: { name: 'enroot', args: { defaults: 'none', ...own } } },
    },
    { runtimes: { enroot: enrootRuntime() } },
  )

describe("enroot's own keys", () => {
  it('reach the config as they are given', () => {
    const own: EnrootArgs = { mount_home: true, restrict_dev: false }
    expect(resolve({ ...own }).container?.runtime.args.own).toEqual(own)
    expect(resolve({}).container?.runtime.args.own).toEqual({})
  })

  it.each<[Record<string, unknown>, string]>([
    [{ mount_home: 'yes' }, 'mount_home: is "yes"; expected true or false, for example true'],
    [{ restrict_dev: null }, 'restrict_dev: is null; expected true or false, for example true'],
    [{ mount_hone: true }, 'mount_hone: is not a key of container/runtime/args; did you mean "mount_home"?'],
  ])('are checked: %j', (own, problem) => {
    expect(() => resolve(own)).toThrow(`container/runtime/args/${problem}`)
  })

  it.each(Object.entries(argsSchema.properties))(
    '%s is described, with examples that pass',
    (key, { description, examples = [] }) => {
      expect(description).toBeTypeOf('string')
      for (const example of examples)
        expect(resolve({ [key]: example }).container?.runtime.args.own).toEqual({ [key]: example })
      expect(examples).not.toEqual([])
    },
  )

  it('are described on the page of the runtime in the words of the schema', () => {
    const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8')
    for (const [key, { description }] of Object.entries(argsSchema.properties))
      expect(readme).toContain(`| \`${key}\` | true or false | ${description} |`)
  })
})
