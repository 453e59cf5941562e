import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { BerthError, ConfigError, HostsError } from 'berth-cluster'
import { expect, it } from 'vitest'
import { checkedJson, faultsBySchema } from './check-json.js'
import { publishedSchemas } from './shapes/envelope-schemas.js'

const folder = fileURLToPath(new URL('../../../schemas/', import.meta.url))
const schemas = publishedSchemas()

it.each([...schemas])('the schema %s is what the types make; if not, run: npm run schema', async (name, schema) => {
  await expect(`${JSON.stringify(schema, null, 2)}\n`).toMatchFileSnapshot(`${folder}${name}.schema.json`)
})

it('no other schemas are published', () => {
  expect(readdirSync(folder).sort()).toEqual([...schemas.keys()].map((name) => `${name}.schema.json`).sort())
})

const failure = new BerthError({ code: 'BERTH_FILE_FAILED', host: 'a', operation: 'write', message: 'no room' })

it.each([
  failure,
  new HostsError('write', new Map([['a', failure]]), 2),
  new ConfigError([{ path: 'a', message: 'is wrong' }]),
])('the schema of errors is that of JSON.stringify: %s', (error) => {
  expect(faultsBySchema('error', JSON.parse(JSON.stringify(error)))).toEqual([])
})

const host = { ok: true, path: '/x', files: 1, unchanged: 0, bytes: 1 }
const envelope = {
  ...{ berth: { version: '1.0.0', format: 1 }, command: 'put', cluster: 'lab', ok: true, exitCode: 0 },
  ...{ hosts: { a: host }, errors: [], warnings: [] },
}

it('the schemas let the envelope pass that the types describe', () => {
  expect(checkedJson(JSON.stringify(envelope), ['put'], 0)).toEqual(envelope)
})

it.each([
  ['another format', { berth: { version: '1.0.0', format: 2 } }, 0],
  ['a host that is not done and has no error', { hosts: { a: { ...host, ok: false } } }, 0],
  ['a host that is done and lacks a member', { hosts: { a: { ok: true, files: 1, unchanged: 0 } } }, 0],
  ['a member that no type has', { more: 1 }, 0],
  ['an error without a kind', { errors: [{ ...failure.toJSON(), kind: undefined }] }, 0],
  ['another exit code than that of the process', {}, 1],
])('the tests let no output pass with %s', (_, change, exitCode) => {
  expect(() => checkedJson(JSON.stringify({ ...envelope, ...change }), ['put'], exitCode)).toThrow()
})
