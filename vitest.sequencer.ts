import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** Files that take more than half a minute: begun last, one of them would run alone while the other workers have nothing left to do. */
const long = /(conformance|sshd|forty-hosts|large-output|main-job|pulls|cli|races|policy-unknown)\.test\.ts$/

/** The long files first, the others in Vitest's own order. */
export class LongFilesFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    const isLong = ({ moduleId }: TestSpecification): boolean => long.test(moduleId) && moduleId.includes('/real/')
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))]
  }
}
