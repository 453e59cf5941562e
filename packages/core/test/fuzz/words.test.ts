import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fuzz, fuzzLater } from '../../../testbed/test/fuzz/fuzz.js'
import { growsEvenly } from '../../../testbed/test/fuzz/growth.js'
import { oddNumbers, oddText, textOf } from '../../../testbed/test/fuzz/odd-texts.js'
import { milliseconds } from '../../src/cluster/exec/duration.js'
import { fillTemplate } from '../../src/cluster/exec/per-host/fill-template.js'
import { environmentLine } from '../../src/command/environment/environment-line.js'
import { checkScript } from '../../src/config/script/check-script.js'
import { imageReferenceProblem, parseImageReference } from '../../src/contract/index.js'
import { BerthError } from '../../src/errors/index.js'
import { pathBytes, pathText } from '../../src/files/path-text.js'
import { readPassword } from '../../src/lifetime/password/read-password.js'
import { saidBeside } from '../../src/lifetime/password/said-beside.js'
import { readSetupScript } from '../../src/provision/setup-script.js'

const references = textOf(
  'a',
  'docker.io',
  'localhost:5000',
  '/',
  ':',
  '@',
  'sha256:',
  'f'.repeat(64),
  '.',
  '-',
  '__',
  '[::1]',
  'A',
)

describe('image references', () => {
  it('are read where nothing is wrong with them, and only there', () => {
    fuzz(fc.oneof(references, oddText), (text) => {
      const read = parseImageReference(text)
      expect(read === null).toBe(imageReferenceProblem(text) !== null)
      if (read !== null) expect(`${read.registry}/${read.repository}`).not.toMatch(/\s/)
    })
  })

  it.each<[string, (size: number) => string]>([
    ['letters', (size) => `${'a'.repeat(size)}_`],
    ['dashes', (size) => `a${'-'.repeat(size)}`],
    ['slashes', (size) => 'a/'.repeat(size)],
    ['dots', (size) => `${'a.'.repeat(size)}/`],
    ['colons', (size) => ':'.repeat(size)],
    ['digests', (size) => `a@${'sha256+'.repeat(size)}`],
    ['brackets', (size) => `[${':'.repeat(size)}`],
  ])('take as long as they are: %s', (_, make) => {
    growsEvenly(make, parseImageReference)
  })
})

describe('passwords', () => {
  const texts = textOf('p', '\n', '\r\n', '\0', '\uFFFD', ' ', '[redacted]')

  it('are one line that is not empty, or none with a reason that has nothing of it', () => {
    fuzz(fc.oneof(texts, oddText), (text) => {
      const read = readPassword(text)
      if ('problem' in read) expect(['is empty', 'has several lines', 'is no text in UTF-8']).toContain(read.problem)
      else expect([text, text.replace(/\r?\n$/, '')]).toContain(read.password)
    })
  })

  it('are in nothing that is told beside them', () => {
    fuzz(fc.tuple(fc.oneof(texts, oddText), fc.stringMatching(/^[A-Z]{20}$/)), ([text, secret]) => {
      expect(saidBeside(`${text}${secret}${text}\n${secret}`, `${secret}\n`)).not.toContain(secret)
    })
  })

  it('take as long as they are', () => {
    growsEvenly((size) => '\r'.repeat(size), readPassword)
    growsEvenly(
      (size) => ' \n'.repeat(size),
      (text) => saidBeside(text, 'password'),
    )
  })
})

describe('lengths of time', () => {
  it('are milliseconds, or wrong use', () => {
    fuzz(
      fc.oneof(textOf('1', '.', 'ms', 's', 'm', 'h', 'd', ...oddNumbers), oddText, fc.double(), fc.integer()),
      (value) => {
        try {
          const length = milliseconds(value as never)
          expect(length > 0 && length <= 2_147_483_647).toBe(true)
        } catch (error) {
          expect(error).toBeInstanceOf(TypeError)
        }
      },
    )
    growsEvenly(
      (size) => `${'1'.repeat(size)}s`,
      (text) => {
        expect(() => milliseconds(text as never)).toThrow(TypeError)
      },
    )
  })
})

describe('commands and variables', () => {
  it('are filled in, or wrong use', () => {
    const rank = { rank: 0, worldSize: 2, head: '10.0.0.1', peers: 'a,b' }
    fuzz(fc.oneof(textOf('{rank}', '{host}', '$', '{{', '{', '}', '{head}'), oddText), (text) => {
      expect(typeof fillTemplate(text, 'gpu1', rank)).toBe('string')
      expect(fillTemplate([text], 'gpu1', rank)).toEqual([fillTemplate(text, 'gpu1', rank)])
    })
    growsEvenly(
      (size) => '{'.repeat(size),
      (text) => fillTemplate(text, 'gpu1', rank),
    )
  })

  it('are a line of a shell, or wrong use', () => {
    fuzz(oddText, oddText, (name, value) => {
      try {
        expect(environmentLine({ [name]: value }).split('\n')).toHaveLength(2)
      } catch (error) {
        expect(error).toBeInstanceOf(TypeError)
      }
    })
  })
})

describe('setup scripts', () => {
  const lines = textOf(
    '#!',
    '/bin/bash',
    '/usr/bin/env ',
    '-S ',
    ' -e',
    ' -o pipefail',
    '\n',
    '\r\n',
    '\r',
    'echo',
    ' ',
    '--norc',
    '-',
  )

  it('are scripts, or say why not', async () => {
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 40 }),
      fc.oneof(lines, oddText).map((text) => Buffer.from(text)),
    )
    await fuzzLater(bytes, async (script) => {
      const checked = checkScript(script, '/s.sh')
      const read = await readSetupScript({ kind: 'file', path: '/s.sh' }, async () => script).catch(
        (error: unknown) => error,
      )
      expect(BerthError.isInstance(read)).toBe(checked.is === 'problem')
    })
  })

  it.each<[string, (size: number) => string]>([
    ['spaces in the first line', (size) => `#!/bin/bash${' '.repeat(size)}!`],
    ['options in the first line', (size) => `#!/bin/bash${' -e'.repeat(size)} !`],
    ['interpreters', (size) => `#!${'/env '.repeat(size)}`],
    ['lines', (size) => 'a\r\n'.repeat(size)],
  ])('take as long as they are: %s', (_, make) => {
    growsEvenly(
      (size) => Buffer.from(make(size)),
      (script) => checkScript(script, '/s.sh'),
    )
  })
})

describe('paths', () => {
  it('are the same bytes again', () => {
    fuzz(fc.uint8Array({ maxLength: 60 }), (bytes) => {
      expect(pathBytes(pathText(bytes))).toEqual(Buffer.from(bytes))
    })
    growsEvenly((size) => Buffer.alloc(size, 0xff), pathText)
  })
})
