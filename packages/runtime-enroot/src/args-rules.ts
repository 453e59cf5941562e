import type { ArgsProblem, AskedArgs } from '@berth/core/adapter'

/** What enroot would not take of the arguments, each with its reason. */
export function argsProblems({
  volumes,
  hostname,
  pid,
  entrypoint,
  workdir,
  extra = [],
}: AskedArgs): readonly ArgsProblem[] {
  const problem = (key: string, message: string): ArgsProblem => ({ path: [key], message })
  return [
    ...volumes.flatMap((volume, index): ArgsProblem[] =>
      volume.kind === 'bind'
        ? []
        : [
            {
              path: ['volumes', index],
              message: `is the volume ${JSON.stringify(volume.name)}, but enroot has no volumes by name; name a path`,
            },
          ],
    ),
    ...(hostname === undefined
      ? []
      : [
          problem(
            'hostname',
            `is ${JSON.stringify(hostname)}, but a container of enroot has the name of its host; remove it`,
          ),
        ]),
    ...(pid === undefined || pid === 'host'
      ? []
      : [
          problem(
            'pid',
            `is ${JSON.stringify(pid)}, but a container of enroot has the processes of its host; remove it`,
          ),
        ]),
    ...(entrypoint === 'keep'
      ? [
          problem(
            'entrypoint',
            'is "keep", but with enroot it is Berth\'s init that says when the container is ready; remove it',
          ),
        ]
      : []),
    ...(workdir === undefined || !/["\n\\$`]/.test(workdir)
      ? []
      : [
          problem(
            'workdir',
            `is ${JSON.stringify(workdir)}; with enroot it has no quotes, dollars, backslashes or newlines`,
          ),
        ]),
    ...extraProblems(extra),
  ]
}

/** `enroot start` has few options, most of which Berth gives itself; a word that is none would be the container. */
function extraProblems(extra: readonly string[]): ArgsProblem[] {
  const problems: ArgsProblem[] = []
  for (let index = 0; index < extra.length; index += 1) {
    const word = extra[index] ?? ''
    const takesNext = word === '--mount' || word === '-m'
    if (takesNext && extra[index + 1] !== undefined) index += 1
    else if (!word.startsWith('--mount=')) {
      const message = `is ${JSON.stringify(word)}; of its options only --mount is for extra: Berth sets the others itself`
      problems.push({ path: ['extra', index], message })
    }
  }
  return problems
}
