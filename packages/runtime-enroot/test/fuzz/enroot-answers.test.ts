import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseReports } from '@berth/core/adapter'
import { damaged } from '../../../testbed/test/fuzz/damage.js'
import { fuzz } from '../../../testbed/test/fuzz/fuzz.js'
import { growsEvenly } from '../../../testbed/test/fuzz/growth.js'
import { oddJson, oddText, prototypeNames, textOf } from '../../../testbed/test/fuzz/odd-texts.js'
import { handleOutcome } from '../../src/containers/handle-outcome.js'
import { listOutcome } from '../../src/containers/list-outcome.js'
import { imageOutcome } from '../../src/image/image-outcome.js'
import { imageProblem } from '../../src/image/image-rule.js'
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
  it.each(['running', 'stopped', 'absent'])('of a container that is %s is never another state, whatever is damaged', (state) => {
    const { stdout } = recordedText(state)
    const whole = seen(stdout)
    fuzz(damaged([stdout]), ({ damaged: text, how }) => {
      // A report that is lost whole is missing from what looks whole.
      if (!how.startsWith('lose')) expect([whole, 'unknown'], how).toContain(seen(text))
    })
  })

  it('is any reports at all', () => {
    const word = fc.constantFrom('engine', 'data', 'identity', 'boot', 'image', 'container', 'foreign', 'created', 'labels', 'record', 'inside', ...prototypeNames)
    const text = fc.oneof(oddText, oddJson.map((value) => JSON.stringify(value)), fc.constantFrom('none', `is sha256:${'a'.repeat(64)} /x`))
    fuzz(fc.array(fc.tuple(word, text), { maxLength: 9 }), oddText, (reports, stderr) => {
      expect(observeOutcome({ reports, stderr }, query).observation.state).toBe('unknown')
    })
  })
})

describe('the outcome of a call', () => {
  const words = ['done', 'gone', 'changed', 'guarded', 'created', 'running', 'taken', 'left', 'image', 'container', 'labels']
  const texts = fc.oneof(oddText, oddJson.map((value) => JSON.stringify(value)))
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
      growsEvenly((size) => `docker://${piece.repeat(size)}!`, (reference) => imageProblem({ reference, pull: 'missing', archive: null }))
  })
})
