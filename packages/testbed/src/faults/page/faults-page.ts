import type { FaultRun } from '../record/fault-run.js'
import { countText, groupRuns, nextText, type RunGroup } from './group-runs.js'

/** What the page is made of. */
export interface PageFacts {
  readonly runs: readonly FaultRun[]
  /** Whether every fault was to be caused, and every test passed: a test that failed may have recorded nothing. */
  readonly complete: boolean
  /** The day of the run, as `2026-11-27`. */
  readonly day: string
  /** What it ran on, in a few words. */
  readonly machine: string
}

/** The page that tells what faults were caused and what became of them. */
export function faultsPage({ runs, complete, day, machine }: PageFacts): string {
  const crashes = runs.filter(({ step, fault }) => step !== null && fault.startsWith('SIGKILL'))
  const others = runs.filter((run) => !crashes.includes(run))
  return `<!-- written by \`npm run test:faults\`: do not edit -->

# Faults that were caused, and what they left

\`npm run test:faults\` ends Berth's process at every step, and causes faults on hosts of its own, for real: real sshd, real engines, real processes.
After each it holds the hosts, over all of their engines, against the invariants below, and runs the next \`up\`. It writes this page;
a cut of it runs in \`npm test\`.

${paragraph(runs, crashes, { complete, day, machine })}

## Invariants

Looked at after the runs that are counted here.

| invariant | runs |
| --- | --- |
${rows(invariantRows(runs))}

${lostText(runs)}

## What a SIGKILL leaves, and for how long

Berth's process ends itself by SIGKILL before a step's request is sent to the host, while the host is at work on it, and once it was answered,
in each call and on each host. The steps are the operations that Berth declares: one that is new fails the test until it is among them. In some of
the runs the program at work on the host was killed as well. *For how long*: if nobody does anything.

${crashTables(crashes)}
## Other faults

${others.length === 0 ? 'None in this run.' : faultTable(others)}
`
}

function paragraph(
  runs: readonly FaultRun[],
  crashes: readonly FaultRun[],
  { complete, day, machine }: Omit<PageFacts, 'runs'>,
): string {
  const engines = [...new Set(runs.map(({ engine }) => engine))].sort().join(', ')
  const schedules = new Set(
    runs.flatMap(({ seed, call, fault }) => (seed === null ? [] : [`${fault} ${call} ${seed}`])),
  )
  const minutes = Math.round(runs.reduce((sum, { seconds }) => sum + seconds, 0) / 60)
  const lost = runs.filter(({ violations }) => violations.length > 0).length
  return [
    `Of ${day}, on ${machine}: **${runs.length} runs**, ${crashes.length} of them crashes,`,
    `by ${schedules.size} schedules drawn by chance, on ${engines}; ${minutes} minutes of work.`,
    ...(complete ? [] : [notWhole]),
    ...(lost > 0 ? [`**In ${lost} runs something was lost or violated.**`] : complete ? ['**Lost: nothing.**'] : []),
  ].join('\n')
}

const notWhole =
  '**Not a whole run: only a part of the faults was caused, or a test failed, whose run may be missing here.**'

function invariantRows(runs: readonly FaultRun[]): string[][] {
  const counts = new Map<string, number>()
  for (const invariant of runs.flatMap(({ invariants }) => invariants))
    counts.set(invariant, (counts.get(invariant) ?? 0) + 1)
  return [...counts].map(([invariant, count]) => [invariant, String(count)])
}

function lostText(runs: readonly FaultRun[]): string {
  const lost = runs.flatMap((run) =>
    run.violations.map((text) => `- ${run.fault}, ${run.call}${whenText(run)}, seed ${run.seed}: ${oneLine(text)}`),
  )
  return lost.length === 0 ? 'Violated: none.' : `Violated:\n\n${lost.join('\n')}`
}

/** At which moment of a run its fault came, as whoever causes it again has to say it. */
function whenText({ step, moment, occurrence, delay, hostNumber }: FaultRun): string {
  if (step === null) return ''
  const when = delay === null ? moment : `${delay} ms into`
  return `, ${when} ${step} ${occurrence} ${hostNumber === null ? 'on this machine' : `on host ${hostNumber}`}`
}

function crashTables(crashes: readonly FaultRun[]): string {
  const calls = [...new Set(crashes.map(({ call }) => call))]
  return calls
    .map((call) => {
      const groups = groupRuns(
        crashes.filter((run) => run.call === call),
        ({ step }) => step ?? '',
      )
      const [first] = groups[0]?.runs ?? []
      return `### \`${call}\`, on ${first?.hosts} hosts\n\n${table(['step', 'runs', 'left', 'for how long', 'next up'], groups.map(groupRow))}\n`
    })
    .join('\n')
}

function faultTable(runs: readonly FaultRun[]): string {
  const groups = groupRuns(runs, ({ fault }) => fault)
  const body = groups.map((group) => [group.call, ...groupRow(group)])
  return table(['call', 'fault', 'runs', 'left', 'for how long', 'next up'], body)
}

function groupRow({ what, runs }: RunGroup): string[] {
  const left = runs.map((run) => (run.left.length === 0 ? 'nothing' : run.left.join(', ')))
  const leftFor = [...new Set(runs.flatMap((run) => run.leftFor ?? []))]
  return [
    what,
    String(runs.length),
    countText(left),
    leftFor.join('; ') || '–',
    countText(runs.map(({ next }) => nextText(next))),
  ]
}

function table(head: readonly string[], body: readonly (readonly string[])[]): string {
  return `| ${head.join(' | ')} |\n|${' --- |'.repeat(head.length)}\n${rows(body)}`
}

function rows(body: readonly (readonly string[])[]): string {
  return body.map((cells) => `| ${cells.map((cell) => oneLine(cell).replaceAll('|', '\\|')).join(' | ')} |`).join('\n')
}

function oneLine(text: string): string {
  return text.replaceAll(/\s*\n\s*/g, ' / ')
}
