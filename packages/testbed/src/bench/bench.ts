import { type Answer, answerOf } from './measure/answer.js'
import { race } from './measure/race.js'
import { attach } from './questions/attach.js'
import { firstContact } from './questions/first-contact.js'
import { imageAgain, imageAnew } from './questions/image.js'
import { inContainers } from './questions/in-containers.js'
import { largeFile } from './questions/large-file.js'
import { manyCommands } from './questions/many-commands.js'
import { mpirunMpich, mpirunOpenMpi } from './questions/mpirun.js'
import { nextCommand } from './questions/next-command.js'
import { output } from './questions/output.js'
import type { Question } from './questions/question.js'
import { sameFile } from './questions/same-file.js'
import { smallFiles } from './questions/small-files.js'
import { container, mpiContainer } from './scene/container.js'
import { type SceneOptions, withScene } from './scene/scene.js'

const hostQuestions = [firstContact, nextCommand, manyCommands, output, largeFile, sameFile, smallFiles]
const containerQuestions = [inContainers, attach]

/** Those that take minutes by themselves. */
const imageQuestions = [imageAnew, imageAgain]
const mpiQuestions = [mpirunOpenMpi, mpirunMpich]

/** The ids of the questions that are asked unless some are named; no two are the same. */
export const usualQuestions: readonly string[] = [...hostQuestions, ...containerQuestions].map(({ id }) => id)

/** The ids of all questions. */
export const questionIds: readonly string[] = [
  ...usualQuestions,
  ...[...imageQuestions, ...mpiQuestions].map(({ id }) => id),
]

/** Hosts with Docker: what the engines do for one command keeps a core busy. */
const dockerHosts = 2

/** Hosts that are given an image. */
const imageHosts = 8

/** Hosts that ranks of MPI are on. */
const mpiHosts = 8

/** Hosts, and what is asked on them. */
type Stage = Omit<SceneOptions, 'signal' | 'log'> & { readonly questions: readonly Question[] }

/** The hosts and questions of one run of {@link bench}. */
export interface BenchRequest {
  /** Hosts with sshd alone. */
  readonly hosts: number
  /** Ids of the questions to ask. */
  readonly only: readonly string[]
  readonly signal: AbortSignal
  readonly log: (line: string) => void
  /** Called with each answer as it comes. */
  readonly onAnswer: (answer: Answer) => void
}

/**
 * Asks the questions, on hosts with sshd alone and then on hosts with Docker. Rejects on an interrupt, when all is
 * taken down.
 */
export async function bench({ hosts, only, signal, log, onAnswer }: BenchRequest): Promise<void> {
  const name = `bench-${process.pid}`
  const stages: readonly Stage[] = [
    { name, hosts, container: null, questions: hostQuestions },
    { name: `${name}-docker`, hosts: dockerHosts, container, questions: containerQuestions },
    { name: `${name}-image`, hosts: imageHosts, container, givesImages: true, questions: imageQuestions },
    {
      ...{ name: `${name}-openmpi`, hosts: mpiHosts, images: 'all', questions: [mpirunOpenMpi] },
      container: mpiContainer('berth/debian-mpi:12'),
    },
    {
      ...{ name: `${name}-mpich`, hosts: mpiHosts, images: 'mpich', questions: [mpirunMpich] },
      container: mpiContainer('berth/debian-mpich:12'),
    },
  ]
  for (const stage of stages) {
    const questions: readonly Question[] = stage.questions.filter(({ id }) => only.includes(id))
    if (questions.length === 0) continue
    await withScene({ ...stage, signal, log }, async (scene) => {
      for (const { id, title, rounds, contenders } of questions) {
        log(`measuring ${id}`)
        const lanes = await race(await contenders(scene), rounds, signal)
        onAnswer(answerOf(id, title(stage.hosts), lanes))
      }
    })
  }
}
