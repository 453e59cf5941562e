import type { Round } from './soak-report.js'

/** A Markdown table of the rounds, with memory in megabytes. */
export function roundsTable(rounds: readonly Round[]): string {
  const head = ['round', 'commands', 'seconds', 'heap MB', 'external MB', 'array buffers MB', 'rss MB']
  const rows = rounds.map(({ commands, seconds, memory }, index) => {
    const { heapUsed, external, arrayBuffers, rss } = memory
    const megabytes = [heapUsed, external, arrayBuffers].map((bytes) => (bytes / 1e6).toFixed(2))
    return [index + 1, commands, Math.round(seconds), ...megabytes, Math.round(rss / 1e6)]
  })
  const lines = [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`)
  return `${lines.join('\n')}\n`
}
