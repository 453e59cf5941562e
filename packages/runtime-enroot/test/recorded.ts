import { readFileSync } from 'node:fs'
import { type ParsedReports, type ProgramAnswer, parseReports } from '@berth/core/adapter'

/**
 * What programs of ours printed on a host with a real enroot: 4.1.2, where the recording's name has no other version.
 * The lines that begin a report are those of today's programs: they were put in place of their predecessors'.
 */
export function recordedText(name: string): { readonly stdout: string; readonly stderr: string } {
  const text = readFileSync(new URL(`fixtures/${name}.txt`, import.meta.url), 'utf8')
  const [stdout = '', stderr = ''] = text.replace('--- stdout\n', '').split('\n--- stderr\n')
  return { stdout, stderr }
}

/** The answer of a recorded program. */
export function recorded(name: string): ProgramAnswer & Pick<ParsedReports, 'end'> {
  const { stdout, stderr } = recordedText(name)
  return { ...parseReports(stdout, 'NONCE'), stderr }
}

/** The answer with the text of a report changed. */
export function withText({ reports, stderr }: ProgramAnswer, report: string, text: string): ProgramAnswer {
  if (!reports.some(([word]) => word === report)) throw new Error(`no report ${report}`)
  return { reports: reports.map(([word, before]) => [word, word === report ? text : before]), stderr }
}

/** The image of the recordings. */
export const image = {
  id: '/home/nodocker/images/busybox-1.sqsh',
  configDigest: 'sha256:a470204f55c761c29d65d3af6ef18d4528ee015d02dc96e5e0191457f3c95d85',
  manifestDigests: [],
  layers: [],
  platform: null,
} as const
