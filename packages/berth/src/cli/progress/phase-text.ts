import { hostsText } from '@berth/core'
import { bytesText } from '../show/bytes-text.js'
import { durationText } from './duration-text.js'
import type { Phase } from './phase.js'
import type { SentBytes } from './sent-bytes.js'

/** What stands between the parts of a text. */
const between = ' · '

/** Characters in which names of hosts tell something. */
const fewest = 8

/**
 * How far a phase is at this time, in a line: `provision 59/60 · 0:43 · waiting for gpu017`. `longest`: characters that
 * the line should have; of names that do not fit in, there is their number. `detail`: what else there is to say.
 */
export function phaseText(phase: Phase, now: number, longest: number, detail: string | null = null): string {
  const before = [...farText(phase, now), ...(detail === null ? [] : [detail])].join(between)
  const waiting = waitingText(phase, longest - before.length - between.length)
  return waiting === null ? before : `${before}${between}${waiting}`
}

/** What a phase came to: `provision 58/60 · failed on gpu003, gpu017 · 0:43`. */
export function phaseEndText(phase: Phase, now: number): string {
  const [far = '', ...rest] = farText(phase, now)
  const failed = phase.hosts('failed')
  const open = phase.hosts('started', 'waiting')
  return [
    far,
    ...(failed.length === 0 ? [] : [`failed on ${hostsText(failed)}`]),
    ...(open.length === 0 ? [] : [`not done on ${hostsText(open)}`]),
    ...rest.slice(-1),
  ].join(between)
}

function farText(phase: Phase, now: number): readonly string[] {
  const failed = phase.hosts('failed').length
  const { layers, sent, received } = phase
  return [
    phase.size === 0 ? phase.name : `${phase.name} ${phase.hosts('done').length}/${phase.size}`,
    ...(layers === null ? [] : [`${layers.done} of ${layers.total} layers`]),
    ...bytesTexts('sent', sent, now),
    ...bytesTexts('received', received, now),
    ...(failed === 0 ? [] : [`${failed} failed`]),
    durationText(now - phase.since),
  ]
}

/** How many bytes have gone their way, how fast, for how long still, and where it takes longest, as far as is known. */
function bytesTexts(way: string, sent: SentBytes, now: number): readonly string[] {
  const [{ all, slowest }, rate, left] = [sent, sent.rate(now), sent.left(now)]
  if (all === null) return []
  const told = `${way} ${bytesText(all.done)} of ${bytesText(all.total)}`
  if (rate === null || left === null || all.done === all.total) return [told]
  return [
    told,
    `${bytesText(Math.round(rate))}/s`,
    `${durationText(left)} left`,
    ...(slowest === null ? [] : [`slowest ${slowest.host} (${Math.floor(slowest.part * 100)} %)`]),
  ]
}

function waitingText(phase: Phase, room: number): string | null {
  const [working, waiting] = [phase.hosts('started'), phase.hosts('waiting')]
  const atOnce = phase.atOnce === null ? '' : `${phase.atOnce} at once, `
  const later = waiting.length === 0 ? '' : `${atOnce}${waiting.length} wait`
  if (working.length === 0) return later === '' ? null : later
  const [before, after] = ['waiting for ', later === '' ? '' : `, ${later}`]
  const longest = room - before.length - after.length - ` (${working.length})`.length
  const names = longest < fewest ? null : hostsText(working, { longest })
  const shown = names !== null && names.length <= longest + ` (${working.length})`.length ? names : null
  if (shown !== null) return `${before}${shown}${after}`
  // How many are at work at once says how many are waited for.
  if (later !== '' && phase.atOnce === working.length) return later
  return `${before}${working.length === 1 ? '1 host' : `${working.length} hosts`}${after}`
}
