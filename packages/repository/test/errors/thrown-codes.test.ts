import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { errorKinds } from '@berth/core'
import { expect, test } from 'vitest'
import { publicPackages } from '../../src/packing/public-packages.js'

/** Where codes are only told of. */
const tellers = /\/errors\/(?:codes\.ts|meanings\/)/

const throwers = publicPackages().filter(({ name }) =>
  /^berth-cluster$|^@berth\/(?:core|runtime-|transport-)/.test(name),
)

const sources = throwers.flatMap(({ folder }) =>
  readdirSync(join(folder, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => join(folder, 'src', path))
    .filter((path) => !tellers.test(path))
    .map((path) => readFileSync(path, 'utf8')),
)

test.each(Object.keys(errorKinds))('%s is the code of some error in the sources', (code) => {
  expect(sources.filter((source) => source.includes(`'${code}'`))).not.toEqual([])
})
