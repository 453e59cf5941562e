import { existsSync, readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, it } from 'vitest'
import {
  type ClusterFile,
  type ContainerInput,
  clusterFileSchema,
  type HostInput,
  type RegistryInput,
  type RuntimeArgsInput,
  type RuntimeInput,
  referenceMarkdown,
} from '../../src/config/index.js'
import { dereference } from '../../src/config/model/schema.js'
import type { JsonSchema } from '../../src/contract/index.js'
import { containerOf, problemsOf, resolve, withContainer } from './resolve.js'

const container = clusterFileSchema.properties?.container ?? {}
const runtime = container.properties?.runtime ?? {}
const args = runtime.properties?.args ?? {}

/** The keys that a type names: not its index signature. */
type Named<Type> = keyof {
  [Key in keyof Type as string extends Key ? never : Key extends `_${string}` ? never : Key]: true
}

const usableKeys = ({ properties = {} }: JsonSchema): string[] =>
  Object.keys(properties).filter((key) => properties[key]?.not === undefined && !key.startsWith('$'))

describe('the schema', () => {
  it('is a draft 2020-12 schema', () => {
    const ajv = new Ajv2020({ strict: false })
    expect(ajv.validateSchema(clusterFileSchema)).toBe(true)
  })

  it('is published for editors, where the package says', () => {
    const root = new URL('../..', import.meta.url)
    const { exports: exported } = JSON.parse(readFileSync(new URL('package.json', root), 'utf8'))
    const path: string = exported['./cluster-file.schema.json']
    const source = new URL(path.replace('./dist/', 'src/'), root)
    expect(existsSync(source)).toBe(true)
    expect(JSON.parse(readFileSync(source, 'utf8'))).toEqual(clusterFileSchema)
    // An editor knows nothing of exports: it wants the file.
    const readme = readFileSync(new URL('../../README.md', root), 'utf8')
    const named = [...readme.matchAll(/node_modules\/@berth\/core\/[\w./-]*\w/g)].map(([file]) => file)
    expect(named).toEqual([path.replace('.', 'node_modules/@berth/core')])
  })

  it('has the keys that the types have', () => {
    const topLevel = {
      orchestrator: true,
      cluster_name: true,
      node_dict: true,
      head_node_dict: true,
      groups: true,
      username: true,
      priv_key_file: true,
      password: true,
      host_key_policy: true,
      env_vars: true,
      suite_merge: true,
      container: true,
    } satisfies Record<Named<ClusterFile>, true>
    const ofHost = {
      address: true,
      port: true,
      user: true,
      jump: true,
      vpc_ip: true,
      bmc_ip: true,
      rack_id: true,
    } satisfies Record<Named<HostInput>, true>
    const ofContainer = {
      lifetime: true,
      image: true,
      name: true,
      lease: true,
      setup_script: true,
      setup_scripts_at_once: true,
      sshd: true,
      sshd_port: true,
      pull: true,
      pulls_at_once: true,
      image_tar: true,
      image_source: true,
      distribute: true,
      env: true,
      runtime: true,
    } satisfies Record<Named<ContainerInput>, true>
    const ofRuntime = { name: true, module: true, privilege: true, args: true } satisfies Record<
      Named<RuntimeInput>,
      true
    >
    const ofArgs = {
      defaults: true,
      network: true,
      ipc: true,
      privileged: true,
      volumes: true,
      shm_size: true,
      'shm-size': true,
      tmpfs: true,
      workdir: true,
      hostname: true,
      pid: true,
      gpus: true,
      entrypoint: true,
      extra: true,
      devices: true,
      cap_add: true,
      security_opt: true,
      group_add: true,
      ulimit: true,
      env: true,
      registry: true,
    } satisfies Record<Named<RuntimeArgsInput>, true>
    const ofRegistry = {
      username: true,
      password_file: true,
      password_env: true,
      password_command: true,
      server: true,
    } satisfies Record<Named<RegistryInput>, true>
    expect(usableKeys(clusterFileSchema)).toEqual(Object.keys(topLevel))
    expect(usableKeys(clusterFileSchema.$defs?.host ?? {})).toEqual(Object.keys(ofHost))
    expect(usableKeys(clusterFileSchema.$defs?.listedHost ?? {})).toEqual(['mgmt_ip', ...Object.keys(ofHost)])
    expect(usableKeys(container)).toEqual(Object.keys(ofContainer))
    expect(usableKeys(runtime)).toEqual(Object.keys(ofRuntime))
    expect(usableKeys(args)).toEqual(Object.keys(ofArgs))
    expect(usableKeys(args.properties?.registry ?? {})).toEqual(Object.keys(ofRegistry))
  })

  it('describes every key, and gives examples that pass its own checks', () => {
    const visit = (reference: JsonSchema, wrap: (value: unknown) => unknown): void => {
      const schema = dereference(reference)
      const keys = (schema.required ?? []).map((key) => [key, dereference(schema.properties?.[key] ?? {})] as const)
      const required = Object.fromEntries(keys.map(([key, { examples = [] }]) => [key, examples[0]]))
      for (const [key, property] of Object.entries(schema.properties ?? {})) {
        const { description, examples = [], not } = dereference(property)
        expect(description, key).toBeTypeOf('string')
        // Of these one must be there, and no second one.
        const oneOfThem =
          key.startsWith('password_') || !schema.properties?.password_file ? {} : { password_file: '/a' }
        const around = (value: unknown): unknown => wrap({ ...required, ...oneOfThem, [key]: value })
        if (not === undefined) for (const example of examples) expect(problems(around(example)), key).toEqual([])
        visit(property, around)
      }
    }
    const readFile = (): Uint8Array => Buffer.from('echo')
    const options = { fileExists: () => true, readFile, user: 'ann', cwd: '/lab', homeDirectory: '/home/ann' }
    const problems = (input: unknown): readonly string[] => problemsOf(complete(input), options)
    visit(clusterFileSchema, (value) => value)
  })

  it('says the defaults that resolving gives', () => {
    const resolved = containerOf()
    expect(container.properties?.lifetime?.default).toBe(resolved.lifetime)
    expect(container.properties?.sshd?.default).toBe(resolved.sshd)
    expect(container.properties?.sshd_port?.default).toBe(resolved.sshdPort)
    expect(container.properties?.pulls_at_once?.default).toBe(resolved.pullsAtOnce)
    expect(container.properties?.setup_scripts_at_once?.default).toBe(resolved.setupScriptsAtOnce)
    expect(runtime.properties?.name?.default).toBe(resolved.runtime.name)
    expect(runtime.properties?.privilege?.default).toBe(resolved.runtime.privilege)
    expect(clusterFileSchema.properties?.orchestrator?.default).toBe(resolve({ node_dict: { a: {} } }).orchestrator)
    const defaults = args.properties?.defaults?.default
    expect(containerOf({ runtime: { args: { defaults } } })).toEqual(resolved)
  })
})

/** A whole cluster file around a part of one. */
function complete(part: unknown): unknown {
  const given = typeof part === 'object' && part !== null ? { ...part } : {}
  const block: unknown = 'container' in given ? given.container : {}
  const base = withContainer(typeof block === 'object' && block !== null ? withNamedRuntime({ ...block }) : {})
  return { ...base, node_dict: { '10.0.0.1': {} }, ...given, container: base.container }
}

/** A module needs the name by which the cluster calls what the module brings. */
function withNamedRuntime(block: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const { runtime } = block
  const bringsModule = typeof runtime === 'object' && runtime !== null && 'module' in runtime
  return bringsModule ? { ...block, runtime: { name: 'mine', ...runtime } } : { ...block }
}

describe('the reference', () => {
  it('has a table for each object, outermost first', () => {
    const headings = referenceMarkdown(clusterFileSchema).match(/^### .*$/gm)
    expect(headings).toEqual([
      '### Top level',
      '### `node_dict.<address>`',
      '### `node_dict[]`',
      '### `head_node_dict`',
      '### `container`',
      '### `container.runtime`',
      '### `container.runtime.args`',
      '### `container.runtime.args.registry`',
    ])
  })

  it('says key, type, default and meaning', () => {
    const schema: JsonSchema = {
      required: ['a'],
      properties: {
        $schema: { description: 'not shown' },
        a: { type: 'string', description: 'A | B.' },
        b: { $ref: '#/$defs/port' },
        c: { type: 'object', description: 'Inner.', properties: { d: { enum: [true, 'x'], default: 'x' } } },
        e: { not: {}, description: 'Later.' },
        f: { deprecated: true, not: {} },
      },
      $defs: { port: { type: 'integer', minimum: 1, maximum: 9, default: 2, description: 'A port.' } },
    }
    expect(referenceMarkdown(schema)).toBe(`### Top level

| key | type | default | meaning |
| --- | --- | --- | --- |
| \`a\` | a text | **required** | A \\| B. |
| \`b\` | a whole number from 1 to 9 | \`2\` | A port. |
| \`c\` | an object |  | Inner. |
| \`e\` | not yet |  | Later. |

### \`c\`

| key | type | default | meaning |
| --- | --- | --- | --- |
| \`d\` | true or "x" | \`"x"\` |  |
`)
  })

  it('leaves out removed keys', () => {
    expect(referenceMarkdown(clusterFileSchema)).not.toMatch(/`enabled`|`launch`/)
  })
})
