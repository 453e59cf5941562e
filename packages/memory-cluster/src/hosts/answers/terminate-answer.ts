import type { Process } from '../../os/process.js'

/**
 * Does what Berth's program that ends a command's tree does: SIGTERM to every process that has the tag, and to those
 * that come from these, then SIGKILL after the grace, and says so once nothing is left. Without a grace it only looks
 * whether there is anything.
 */
export async function terminateAnswer(process: Process, argv: readonly string[]): Promise<number> {
  const [, , , tag = '', grace = ''] = argv
  const { clock } = process.machine
  if (grace === '') return treeOf(process, tag).length > 0 ? 1 : 0
  const killAt = clock.now() + Number(grace) * 10
  const told = new Set<Process>()
  for (let tree = treeOf(process, tag); tree.length > 0; tree = treeOf(process, tag)) {
    const overdue = clock.now() >= killAt
    for (const member of tree) {
      if (overdue) member.signal('KILL')
      else if (!told.has(member)) member.signal('TERM')
      told.add(member)
    }
    await process.sleep(100)
  }
  await process.write(`\nberth-${idOf(tag)} ended\n`)
  return 0
}

function treeOf(self: Process, tag: string): readonly Process[] {
  const [name = ''] = tag.split('=', 1)
  const { processes } = self.machine
  const isOfTree = (process: Process): boolean => {
    const own = process.env.get(name)
    if (own !== undefined) return own === idOf(tag)
    const parent = processes.get(process.parent)
    return parent !== undefined && isOfTree(parent)
  }
  return [...processes.values()].filter((process) => process !== self && process.pid !== 1 && isOfTree(process))
}

function idOf(tag: string): string {
  return tag.slice(tag.indexOf('=') + 1)
}
