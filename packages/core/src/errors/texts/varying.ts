/**
 * What in an error's message and remedy is of its host alone, although the same happened to other hosts: each part as
 * it stands there, by a word for what it is, as in `{ address: '10.0.0.7', port: 'port 22' }`. Hosts whose errors
 * differ in nothing else are told together.
 */
export type Varying = Readonly<Record<string, string>>
