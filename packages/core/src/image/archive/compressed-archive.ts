/** An archive that is compressed as a whole, so that none of its layers can be sent by itself. */
export class CompressedArchive extends Error {
  readonly remedy: string

  /** `by`: what compressed it; `unpack`: the program that undoes it. */
  constructor(by: string, unpack: string) {
    super(`it is compressed by ${by} as a whole, and its layers are sent one by one`)
    this.remedy = `Unpack it first, as ${unpack} does, and name what comes of it.`
  }
}
