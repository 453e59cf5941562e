import type { Section } from '@berth/core/adapter'
import type { Dialect } from '../engine/dialect.js'
import { wasCutOff } from '../errors/cut-off.js'
import { engineTroubleKind, wordsOf } from '../errors/engine-trouble.js'
import { endpointOf } from '../errors/led-astray.js'

/**
 * Whether any answer of a probe is that of an engine which does not run, or went away while it was asked: it may be
 * restarting, and answer in some seconds. An engine to which the client is led over a network is not this host's.
 */
export function isPassing(dialect: Dialect, sections: ReadonlyMap<string, Section>): boolean {
  const isOfHost = (name: string): boolean => {
    const { address } = endpointOf(sections.get(`${name.split('.', 1)[0]}.endpoint`))
    return address === '' || address.startsWith('unix://')
  }
  return [...sections].some(
    ([name, section]) =>
      isOfHost(name) &&
      ((engineTroubleKind(dialect, section) === 'not-running' && saysSo(section)) ||
        (section.exitCode !== 0 && wasCutOff(wordsOf(section)))),
  )
}

/** Whether a section is a failure: a client before 23 ends well and has the failure in its answer. */
function saysSo({ exitCode, stdout }: Section): boolean {
  return exitCode !== 0 || stdout.includes('"ServerErrors"')
}
