import { type ProgramAnswer, parseReports } from '@berth/core/adapter'

/** What a program prints that says these, each a word and the text after it, with the nonce N. */
export function report(...lines: readonly string[]): string {
  return lines.map((line) => `\nN ${line.replace(/ |$/, '\n')}`).join('')
}

/** The answer of a program that printed this and came to its end. */
export function answer(stdout: string, stderr = ''): ProgramAnswer {
  return { reports: parseReports(`${stdout}${report('end')}`, 'N').reports, stderr }
}
