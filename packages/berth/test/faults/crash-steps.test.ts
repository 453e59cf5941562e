import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { declaredOperations } from '../../../core/test/command/operation/declared-operations.js'
import { findSourceWrites } from '../../../repository/src/security/writes/find-source-writes.js'
import { crashSteps, fileSteps, knownRequests } from './crash-steps.js'

it('every declared operation is a crash point, or it is said why it is none', () => {
  expect(Object.keys(crashSteps).sort()).toEqual([...declaredOperations.keys()].sort())
})

it('no crash point is taken for one that comes before it, and so for none of its own', () => {
  const hidden = knownRequests.flatMap(({ step, words }, at) => {
    const earlier = knownRequests.slice(0, at).find((one) => one.words.every((word) => words.includes(word)))
    return earlier === undefined ? [] : [`${step} is taken for ${earlier.step}`]
  })
  expect(hidden).toEqual([])
})

it('every place where a run record changes files is a crash point', () => {
  const folder = fileURLToPath(new URL('../../src/runs/', import.meta.url))
  const sources = readdirSync(folder).map((file) => readFileSync(`${folder}${file}`, 'utf8'))
  const making = sources.flatMap(findSourceWrites)
  const imports = sources.flatMap((source) => [...source.matchAll(/\{([^}]*)\} from 'node:fs/g)])
  const imported = imports.flatMap(([, names = '']) => names.split(',').map((name) => name.trim()))
  const found = [
    ...making.map((write) => write.split('(')[0]),
    ...imported.filter((name) => /^(chmod|chown|rename|rm|rmdir|truncate|unlink)(Sync)?$/.test(name)),
  ]
  expect(Object.keys(fileSteps).map((step) => step.split(' ')[0])).toEqual(found)
})
