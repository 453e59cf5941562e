import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { type JsonObject, objectOf, stringOf } from '@berth/core/adapter'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { describeWith } from '../../../../testbed/test/tiers/test-with.js'
import { apiContainer, containerId, imageId } from './api-answers.js'

const folder = fileURLToPath(new URL('../../../programs', import.meta.url))

/** JSON as the engine writes it, which leaves no angle bracket and no ampersand in it. */
function asGoWrites(value: object): string {
  const escapes: Readonly<Record<string, string>> = { '<': '\\u003c', '>': '\\u003e', '&': '\\u0026' }
  return JSON.stringify(value).replace(/[<>&]/g, (character) => escapes[character] ?? character)
}

/** Words that look like what is looked for, and what could get in its way. */
const hostile = [
  ...['"', '\\', '\\"', '{', '}', '[', ']', ',', '\n', 'é', '💥', '\\u0022'],
  ...['berth.launch', 'Id', 'State', 'Status', 'Labels', 'Image', 'ResolvConfPath', 'launched', 'known'],
  ...[
    '"State":{"Status":"paused"',
    '},"Image":"sha256:',
    `},"Image":"${imageId.replaceAll('1', '9')}","ResolvConfPath":"`,
  ],
  ...[
    '"berth.launch":"x"',
    ',"Entrypoint":null,"OnBuild":null,"Labels":{"berth.launch":"x"',
    `{"Id":"${'b'.repeat(64)}`,
  ],
]
const text = fc.oneof(
  fc.array(fc.constantFrom(...hostile), { maxLength: 4 }).map((parts) => parts.join('')),
  fc.string(),
)
const texts = fc.oneof(fc.constant(null), fc.array(text, { maxLength: 4 }))
const map = fc.dictionary(text, text, { maxKeys: 4, noNullPrototype: true })

/** Containers in the form that engines give, with whatever users may have put into them. */
const containers = fc
  .record({
    path: text,
    args: texts,
    state: fc.record({
      Status: fc.constantFrom('running', 'created', 'exited', 'paused', 'dead', 'removing', 'restarting'),
      Error: text,
    }),
    health: fc.option(fc.record({ Status: fc.constant('healthy'), Log: fc.array(fc.record({ Output: text })) })),
    hostConfig: fc.record({
      LogConfig: fc.record({ Type: text, Config: map }),
      Sysctls: map,
      Tmpfs: map,
      Binds: texts,
    }),
    mounts: fc.array(
      fc.record({ Type: fc.constant('volume'), Source: text, VolumeOptions: fc.record({ Labels: map }) }),
    ),
    entrypoint: texts,
    onBuild: fc.option(fc.record({ OnBuild: texts })),
    labels: map,
    launch: fc.option(text),
    env: texts,
  })
  .map(({ state, health, hostConfig, mounts, entrypoint, onBuild, labels, launch, env, path, args }) =>
    apiContainer({
      ...{ path, args, hostConfig, mounts },
      state: { ...state, ...(health !== null && { Health: health }) },
      config: {
        ...{ Env: env, Entrypoint: entrypoint, OnBuild: undefined },
        ...onBuild,
        Labels: { ...labels, ...(launch !== null && { 'berth.launch': launch }) },
      },
    }),
  )

/** Any JSON, with members that have the names of those that are looked for. */
const names = fc.constantFrom('Id', 'Created', 'Path', 'Args', 'State', 'Status', 'Image', 'ResolvConfPath', 'Labels')
const { anything } = fc.letrec((tie) => ({
  anything: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom(containerId, imageId, 'running', null, 1),
    text,
    fc.array(tie('anything'), { maxLength: 4 }),
    fc.dictionary(fc.oneof(names, text), tie('anything'), { maxKeys: 6, noNullPrototype: true }),
  ),
}))
const objects = anything.filter((value): value is JsonObject => objectOf(value) !== null)

/** The line that the client's template prints of a container. */
function lineOf(container: JsonObject): string {
  const label = stringOf(objectOf(objectOf(container.Config)?.Labels)?.['berth.launch'])
  const words = [container.Id, container.Image, objectOf(container.State)?.Status, label ? 'launched' : '']
  return words.map(String).join(' ')
}

/** What is found in each: the line before it, or nothing. */
function found(sed: string, values: readonly object[]): ReadonlyMap<string, string> {
  const program = `. ./functions/told.sh; LC_ALL=C ${sed} -n -E -e "$known_container"`
  const input = values.map((value) => `${asGoWrites(value)}\n`).join('')
  const lines = execFileSync('sh', ['-c', program], { cwd: folder, input, encoding: 'utf8' }).split('\n')
  return new Map(
    lines.flatMap((line, at) => (at % 2 === 0 && line !== '' ? [[lines[at + 1] ?? '', line] as const] : [])),
  )
}

describeWith('busybox')('what is found in the description of a container', () => {
  test.each(['sed', 'busybox sed'])('is what JSON has there, whatever users put into it: %s', (sed) => {
    const values = fc.sample(containers, 300)
    const lines = found(sed, values)
    for (const value of values) {
      const json = asGoWrites(value)
      // A member that has the label's name and is no label leaves the answer to the command line.
      const isUnclear = asGoWrites({ ...value, Config: null }).includes('"berth.launch":"')
      if (lines.has(json) || !isUnclear) expect(lines.get(json), json).toBe(lineOf(value))
    }
  })

  test.each(['sed', 'busybox sed'])('is nothing else in any other JSON: %s', (sed) => {
    const values = fc.sample(objects, 300)
    const lines = found(sed, values)
    for (const value of values) {
      const line = lines.get(asGoWrites(value))
      if (line !== undefined) expect(line).toBe(lineOf(value))
    }
  })
})
