import type { RuntimeConformanceOptions } from './runtime-conformance-options.js'

/** Registers every obligation of the runtime contract as a named test of the caller's runner. */
export function runtimeConformance({ test, factory, capabilities }: RuntimeConformanceOptions): void {
  let bench: ReturnType<typeof factory> | undefined
  test('declares the capabilities that it has', { timeout: 60_000 }, async () => {
    bench ??= factory()
    const { runtime } = await bench
    if (JSON.stringify(runtime.capabilities) !== JSON.stringify(capabilities)) throw new Error('capabilities differ')
  })
}
