import type { HostPlan } from '@berth/core'
import { expect, it } from 'vitest'
import { doneText } from '../../../src/cli/show/show-plan.js'
import { somePlan } from '../fake-cluster.js'

const unknown: Omit<HostPlan, 'reason'> = {
  ...{ state: 'unknown', action: 'none', container: null, provision: false, drift: null, compensation: 'none' },
}

it('shows a reason of several lines in lines that are further in, and alike hosts once', () => {
  const host = { ...unknown, reason: 'docker: no answer\nIs it running?' }
  const hosts = new Map(['n1', 'n2'].map((name) => [name, host]))
  expect(doneText(somePlan({ hosts }))).toBe('n1, n2: unchanged (docker: no answer\n  Is it running?)\n')
})
