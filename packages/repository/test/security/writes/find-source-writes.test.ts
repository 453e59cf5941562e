import { expect, it } from 'vitest'
import { findSourceWrites } from '../../../src/security/writes/find-source-writes.js'

const crypto = "import { randomUUID } from 'node:crypto'\n"

it.each<[string, string, readonly string[]]>([
  ['a call', "import { writeFileSync } from 'node:fs'\nwriteFileSync(path, text)", ['writeFileSync(path']],
  [
    'a call with another in its argument, after other imports',
    `${crypto}import { mkdir } from 'node:fs/promises'\nawait mkdir(dirname(path), { mode })`,
    ['mkdir(dirname(path)'],
  ],
  ['a function by another name', "import { cp as copy } from 'node:fs'\ncopy(from, to)", ['copy(from']],
  ['an opening for writing', "import { open } from 'node:fs/promises'\nopen(path, 'wx', mode)", ['open(path']],
  [
    'no opening for reading',
    "import { open, openSync } from 'node:fs'\nopen(file)\nopenSync(path, 'r')\nopen(path, own ? constants.O_RDONLY : constants.O_RDONLY | x)",
    [],
  ],
  ['an opening for both', "import { open } from 'node:fs'\nopen(path, own ? O_RDONLY : O_RDWR)", ['open(path']],
  ['no method of that name', "import { open } from 'node:fs'\nchannels.open(line, 'w')", []],
  ['no function from elsewhere', "import { writeFile } from './write-file.js'\nwriteFile(path)", []],
  ['nothing that is read', "import { readFile } from 'node:fs/promises'\nreadFile(path)", []],
])('finds %s', (_, text, writes) => {
  expect(findSourceWrites(text)).toEqual(writes)
})

it.each(["import fs from 'node:fs'", "import * as fs from 'node:fs/promises'"])('cannot read %s', (text) => {
  expect(() => findSourceWrites(text)).toThrow('by their names')
})
