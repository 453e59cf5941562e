import { expect, it } from 'vitest'
import { wouldChange } from '../../../src/lifetime/plan/checks/would-change.js'
import { planUp } from '../../../src/lifetime/plan/make-plan.js'
import { image, inputOf, run, running, unknown, wanted } from '../observations.js'

const kept = { by: run('other'), lifetime: 'persistent' } as const
const made = running({ ...kept, made: wanted('persistent') })
const unreadable = running({ labels: { ...made.container.labels, 'berth.spec': '{' } })

it.each([
  ['as it is asked for', made, {}, [], false],
  ['of another image', made, { image: 'lab:2' }, [{ path: 'image', made: 'lab:1', asked: 'lab:2' }], true],
  ['whose label cannot be read', unreadable, {}, [expect.objectContaining({ path: 'berth.spec' })], true],
  ['that is not ours', running({ labels: {}, image: image('1') }), {}, null, false],
] as const)('a container %s', (_, seen, asked, drift, changed) => {
  const plan = planUp(inputOf({ a: seen }, { container: wanted('persistent', asked) }))
  expect(plan.hosts.get('a')?.drift).toEqual(drift)
  expect(wouldChange(plan)).toBe(changed)
})

it('a plan that is refused changes nothing, whatever has drifted', () => {
  const asked = inputOf({ a: made, b: unknown }, { container: wanted('persistent', { image: 'lab:2' }) })
  const plan = planUp(asked)
  expect(plan.refusal?.code).toBe('BERTH_PROBE_UNTRUSTED')
  expect(plan.hosts.get('a')?.drift).toHaveLength(1)
  expect(wouldChange(plan)).toBe(false)
})
