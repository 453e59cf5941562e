import fc from 'fast-check'

/**
 * Runs of each property: few in `npm test`, where others want the time too; `npm run fuzz` asks for many by
 * `BERTH_FUZZ_RUNS`.
 */
const fuzzRuns: number = Number(process.env.BERTH_FUZZ_RUNS ?? 50)

/** Whether there is time for what takes seconds. */
export const isThorough: boolean = process.env.BERTH_FUZZ_RUNS !== undefined

/** Holds a property against arbitrary values. */
export function fuzz<Values extends [unknown, ...unknown[]]>(
  ...given: [...{ [Index in keyof Values]: fc.Arbitrary<Values[Index]> }, (...values: Values) => void]
): void {
  const property = (fc.property as unknown as (...all: unknown[]) => fc.IProperty<Values>)(...given)
  fc.assert(property, { numRuns: fuzzRuns })
}

/** The same, of what takes time. */
export async function fuzzLater<Values extends [unknown, ...unknown[]]>(
  ...given: [...{ [Index in keyof Values]: fc.Arbitrary<Values[Index]> }, (...values: Values) => Promise<void>]
): Promise<void> {
  const property = (fc.asyncProperty as unknown as (...all: unknown[]) => fc.IAsyncProperty<Values>)(...given)
  await fc.assert(property, { numRuns: fuzzRuns })
}
