import type { Dialect } from '../engine/dialect.js'

/** What the engine said, without its advice to read the manual, and without warnings where there is more than these. */
export function engineSaid(stderr: string): string {
  const lines = stderr
    .split('\n')
    .map((line) => line.trimEnd())
    .filter((line) => line !== '' && !/^(See|Run) '(docker|podman) .*--help'/.test(line))
  const matters = lines.filter((line) => !besides.test(line))
  return (matters.length === 0 ? lines : matters).join('\n')
}

const besides = /^WARNING: |^sudo: unable to resolve host|^time="[^"]*" level=(warning|info) /

/** Whether the engine said that there is no such image; any other failure is not that. */
export function saysNoImage({ words }: Dialect, stderr: string): boolean {
  return words.noImage.test(stderr) && !words.invalidReference.test(stderr)
}
