import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8')

it('the Python face takes every key of a cluster file from an object', () => {
  const schema = JSON.parse(read('../../../core/src/config/model/cluster-file.schema.json')) as { properties: object }
  const [, keys = ''] = /^FILE_KEYS = \((.*?)\)/ms.exec(read('../../examples/python/berth_orchestrator.py')) ?? []
  const named = [...keys.matchAll(/"(\w+)"/g)].map(([, key]) => key)
  expect(named.sort()).toEqual(
    Object.keys(schema.properties)
      .filter((key) => key !== '$schema')
      .sort(),
  )
})
