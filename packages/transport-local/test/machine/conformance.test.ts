import { transportConformance } from '@berth/testkit'
import { localTransport } from '@berth/transport-local'
import { test } from 'vitest'

transportConformance({
  test: test.concurrent,
  factory: localTransport,
  hosts: ['here'],
  network: null,
  execOnAll: false,
})
