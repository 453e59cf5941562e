export type { ConformanceTest, ConformanceTestOptions } from './conformance-test.js'
export type { RuntimeBench } from './runtime/runtime-bench.js'
export { runtimeConformance } from './runtime/runtime-conformance.js'
export type { RuntimeConformanceOptions } from './runtime/runtime-conformance-options.js'
