import { programs } from '../command/programs.generated.js'
import { markerOpening, markerPath } from './marker.js'
import type { SetupScript } from './setup-script.js'

/** The text that the first line of the program's output begins with: everything after that line is the script's own. */
export function reportPrefix(nonce: string): string {
  return `berth-provision-${nonce} `
}

/**
 * An argument vector that claims the marker of the container that this launch made, decodes the whole script, and only
 * then runs it with its standard input closed.
 *
 * The first line of its output says `missing TOOL`, `taken RUN`, `done MARKER`, `unclaimable REASON`, `undecodable`, or
 * `claimed`; only after `claimed` has the script run, and then the exit code is the script's own, or 1 if the marker
 * could not be completed.
 */
export function provisionCommand(
  script: SetupScript,
  { run, launch }: { readonly run: string; readonly launch: string },
  nonce: string,
  marker: string = markerPath,
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
