import { describe, expect, it } from 'vitest'
import { type Audit, readAudit, readSignatures } from '../../../src/security/dependencies/audit.js'
import { tellAudits } from '../../../src/security/dependencies/tell-audits.js'

const answer = (exitCode: number | null, stdout: unknown, stderr = '') => ({
  exitCode,
  stdout: typeof stdout === 'string' ? stdout : JSON.stringify(stdout),
  stderr,
})

describe('known vulnerabilities', () => {
  it('are none', () => {
    expect(readAudit(answer(0, { auditReportVersion: 2, vulnerabilities: {} }))).toEqual({ state: 'clean' })
  })

  it('are told with their packages', () => {
    const via = [{ title: 'It can be made to hang', url: 'https://example.org/1' }, 'other']
    const vulnerabilities = { one: { severity: 'high', via }, two: { severity: 'low', via: ['one'] } }
    expect(readAudit(answer(1, { auditReportVersion: 2, vulnerabilities }))).toEqual({
      state: 'found',
      what: ['one: high, It can be made to hang (https://example.org/1)', 'two: low'],
    })
  })

  it.each([
    [answer(1, { message: '405 Method Not Allowed', error: { summary: '' } }), '405 Method Not Allowed'],
    [answer(1, '', 'npm error code ENOTFOUND\nnpm error more'), 'npm error code ENOTFOUND'],
    [answer(null, ''), 'npm said nothing'],
    [answer(0, ''), 'npm said nothing'],
    [answer(0, 'null'), 'npm said nothing'],
  ])('are not taken for none where npm could not ask: %j', (told, why) => {
    expect(readAudit(told)).toEqual({ state: 'not checked', why })
  })
})

describe('signatures', () => {
  it('are there', () => {
    expect(readSignatures(answer(0, { invalid: [], missing: [] }))).toEqual({ state: 'clean' })
  })

  it('that are wrong or missing are told', () => {
    const one = { name: 'one', version: '1.0.0' }
    expect(readSignatures(answer(1, { invalid: [one], missing: [{ ...one, name: 'two' }] }))).toEqual({
      state: 'found',
      what: ['one 1.0.0: its signature is wrong', 'two 1.0.0: it has no signature'],
    })
  })

  it('are not taken for right where npm could not ask', () => {
    const refused = answer(1, { error: { summary: 'This is a problem related to network connectivity.' } })
    expect(readSignatures(refused)).toEqual({
      state: 'not checked',
      why: 'This is a problem related to network connectivity.',
    })
  })
})

describe('what is told', () => {
  const unasked: Audit = { state: 'not checked', why: 'ENOTFOUND' }

  it('is plain where nobody could be asked, and a failure only where that is a must', () => {
    const text = 'signatures: NOT CHECKED, since npm could not ask the registry: ENOTFOUND\n'
    expect(tellAudits({ signatures: unasked }, { mustAsk: false })).toEqual({ text, failed: false })
    expect(tellAudits({ signatures: unasked }, { mustAsk: true })).toEqual({ text, failed: true })
  })

  it('is a failure where anything was found, whatever else was asked', () => {
    const audits = { vulnerabilities: { state: 'found', what: ['one: high'] }, signatures: unasked } as const
    expect(tellAudits(audits, { mustAsk: false })).toMatchObject({
      text: expect.stringMatching(/^vulnerabilities:\n {2}one: high\nsignatures: NOT CHECKED/),
      failed: true,
    })
  })

  it('is no failure where nothing was found', () => {
    expect(tellAudits({ signatures: { state: 'clean' } }, { mustAsk: true })).toEqual({
      text: 'signatures: nothing found\n',
      failed: false,
    })
  })
})
