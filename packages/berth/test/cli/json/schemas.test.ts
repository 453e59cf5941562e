import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { publishedSchemas } from './shapes/envelope-schemas.js'

const folder = fileURLToPath(new URL('../../../schemas/', import.meta.url))
const schemas = publishedSchemas()

it.each([...schemas])('the schema %s is what the types make; if not, run: npm run schema', async (name, schema) => {
  await expect(`${JSON.stringify(schema, null, 2)}\n`).toMatchFileSnapshot(`${folder}${name}.schema.json`)
})

it('no other schemas are published', () => {
  expect(readdirSync(folder).sort()).toEqual([...schemas.keys()].map((name) => `${name}.schema.json`).sort())
})
