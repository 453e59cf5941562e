import { programs } from '../command/programs.generated.js'
import { markerOpening, markerPath } from './marker.js'
import { setupLogPath } from './setup-log.js'
import type { SetupScript } from './setup-script.js'

/** The text that the program's own lines begin with; what is between the first and the last is the script's own. */
export function reportPrefix(nonce: string): string {
  return `berth-provision-${nonce} `
}

/** The files that provisioning makes in a container. */
export interface ProvisionFiles {
  /** The marker; its claims are beside it. */
  readonly marker: string
  /** What the script, and all that it left behind, has printed. */
  readonly log: string
}

/**
 * Bytes after which the log begins anew; the one before is kept under the same name with `.1`. A log is longer by what
 * comes between two looks at its length, 8 MiB at most.
 */
const longestLog = 8 * 1024 * 1024

/**
 * An argument vector that claims the marker of the container that this launch made, decodes the whole script, and only
 * then runs it with its standard input closed.
 *
 * The first line of its output says `missing TOOL`, `taken RUN`, `done MARKER`, `unclaimable REASON`, `undecodable`, or
 * `claimed`; only after `claimed` has the script run, and then the exit code is the script's own, or 1 if the marker
 * could not be completed. What the script printed, on either stream, is on standard output and in the log; a line with
 * `ended CODE` comes after it, and what comes after that line is of what the script left behind.
 */
export function provisionCommand(
  script: SetupScript,
  { run, launch }: { readonly run: string; readonly launch: string },
  nonce: string,
  { marker, log }: ProvisionFiles = { marker: markerPath, log: setupLogPath },
): string[] {
  const text = Buffer.from(script.bytes)
  const facts = { run, launch, scriptHash: script.hash }
  const length = String(withoutTrailingNewlines(text))
  return [
    'sh',
    '-c',
    programs['provision/provision'],
    'berth-provision',
    programs['provision/provision-in-bash'],
    reportPrefix(nonce),
    nonce,
    marker,
    run,
    launch,
    markerOpening('provisioning', facts),
    markerOpening('done', facts),
    log,
    String(longestLog),
    script.options,
    length,
    text.toString('base64'),
  ]
}

/** Bytes of a text without its trailing newlines, which a command substitution drops. */
function withoutTrailingNewlines(text: Buffer): number {
  let length = text.length
  while (text[length - 1] === 0x0a) length--
  return length
}
