import { parseReports } from '@berth/core/adapter'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { damaged } from '../../../testbed/test/fuzz/damage.js'
import { fuzz } from '../../../testbed/test/fuzz/fuzz.js'
import { growsEvenly } from '../../../testbed/test/fuzz/growth.js'
import { oddJson, oddText, prototypeNames, textOf } from '../../../testbed/test/fuzz/odd-texts.js'
import { handleOutcome } from '../../src/containers/handle-outcome.js'
import { listOutcome } from '../../src/containers/list-outcome.js'
import { imageOutcome } from '../../src/image/image-outcome.js'
import { imageProblem } from '../../src/image/image-rule.js'
import { inventoryOutcome } from '../../src/inventory/inventory-outcome.js'
import { readTold } from '../../src/inventory/told-containers.js'
import { launchOutcome } from '../../src/launch/launch-outcome.js'
import { observeOutcome } from '../../src/observe/observe-outcome.js'
import { recordedText } from '../recorded.js'

const by = { reachedBy: 'plain' } as const
const query = { name: 'box', image: 'lab/busybox:1', privilege: 'auto' } as const

function seen(stdout: string): string {
  const { reports, end } = parseReports(stdout, 'NONCE')
  return end === 'finished' ? observeOutcome({ reports, stderr: '' }, query).observation.state : 'unknown'
}

describe('the observation of enroot', () => {
  it.each(['running', 'stopped', 'absent'])(
    'of a container that is %s is never another state, whatever is damaged',
    (state) => {
      const { stdout } = recordedText(state)
      const whole = seen(stdout)
      fuzz(damaged([stdout]), ({ damaged: text, how }) => {
        // A report that is lost whole is missing from what looks whole.
        if (!how.startsWith('lose')) expect([whole, 'unknown'], how).toContain(seen(text))
      })
    },
  )

  it('is any reports at all', () => {
    const word = fc.constantFrom(
      'engine',
      'data',
      'identity',
      'boot',
      'image',
      'container',
      'foreign',
      'created',
      'labels',
      'record',
      'inside',
      ...prototypeNames,
    )
    const text = fc.oneof(
      oddText,
      oddJson.map((value) => JSON.stringify(value)),
      fc.constantFrom('none', `is sha256:${'a'.repeat(64)} /x`),
    )
    fuzz(fc.array(fc.tuple(word, text), { maxLength: 9 }), oddText, (reports, stderr) => {
      expect(observeOutcome({ reports, stderr }, query).observation.state).toBe('unknown')
    })
  })
})

describe('the containers of enroot', () => {
  const facts = (name: string): string =>
    `container id-${name} ${name}\nlabels {"berth.run":"r1"}\nrecord {"image":{"id":"/x"}}\ncreated 2026-01-02T03:04:05Z\nstopped\n`
  const whole = `engine 4.1.2\ndata /home/ann\n${facts('one')}${facts('two')}end\n`

  it('are all that were told, or none', () => {
    expect(readTold(whole)?.containers?.map(({ name }) => name)).toEqual(['one', 'two'])
    for (let length = 0; length < whole.length; length += 1) expect(readTold(whole.slice(0, length))).toBeNull()
    fuzz(
      fc.oneof(textOf('container ', 'a b', 'labels {}', '\n', 'stopped', 'running', 'inside ', 'end\n'), oddText),
      (text) => {
        for (const one of readTold(text)?.containers ?? []) expect([one.id, one.name]).not.toContain('')
        const sections = [
          ['now', '1\n'],
          ['stderr', ''],
          ['exit', '0\n'],
          ['plain', text],
          ['stderr', ''],
          ['exit', '0\n'],
        ] as const
        expect(inventoryOutcome({ reports: sections, stderr: '' })).toBeDefined()
      },
    )
    growsEvenly((size) => `${facts('a').repeat(size)}end\n`, readTold, { from: 50, most: 5_000 })
  })
})

describe('the outcome of a call', () => {
  const words = [
    'done',
    'gone',
    'changed',
    'guarded',
    'created',
    'running',
    'taken',
    'left',
    'image',
    'container',
    'labels',
  ]
  const texts = fc.oneof(
    oddText,
    oddJson.map((value) => JSON.stringify(value)),
  )
  const reports = fc.array(fc.tuple(fc.constantFrom(...words, ...prototypeNames), texts), { maxLength: 4 })

  it('is what was said, or a refusal', () => {
    fuzz(reports, oddText, (said, stderr) => {
      const answer = { reports: said, stderr }
      const last = said.at(-1)?.[0]
      expect(handleOutcome('remove', answer, by) === null).toBe(last === 'done' || last === 'gone')
      const listed = listOutcome(answer, {}, by)
      if (Array.isArray(listed)) expect(listed.every(({ id, name }) => id !== '' && name !== '')).toBe(true)
      const launched = launchOutcome(answer, by)
      if ('id' in launched) expect(launched.id).not.toBe('')
      const image = imageOutcome(answer, { reference: 'a', pull: 'missing', archive: null })
      if ('id' in image) expect(image.configDigest).toMatch(/^sha256:[0-9a-f]{64}$/)
    })
  })
})

describe('the references of images', () => {
  const references = textOf('docker://', 'a', '/', '#', '@', ':', 'sha256:', '.', '+', 'podman://', '\ud7ff')

  it('are taken, or refused with a reason', () => {
    fuzz(fc.oneof(references, oddText), fc.constantFrom('missing', 'never'), (reference, pull) => {
      expect(imageProblem({ reference, pull, archive: null })).not.toBe('')
    })
    for (const piece of ['@', 'a', '/', '#', 'a@', ':', '+'])
      growsEvenly(
        (size) => `docker://${piece.repeat(size)}!`,
        (reference) => imageProblem({ reference, pull: 'missing', archive: null }),
      )
  })
})
