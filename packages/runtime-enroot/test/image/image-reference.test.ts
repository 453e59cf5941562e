import { describe, expect, it } from 'vitest'
import { imageFile, importAddress } from '../../src/image/image-reference.js'

describe('imageFile and importAddress', () => {
  it.each([
    ['/images/rocm.sqsh', '/images/rocm.sqsh', null],
    ['rocm/dev:7.0', 'rocm%2Fdev%3A7.0.sqsh', 'docker://rocm/dev:7.0'],
    ['docker.io/library/ubuntu', 'docker.io%2Flibrary%2Fubuntu.sqsh', 'docker://ubuntu'],
    [
      'nvcr.io/nvidia/pytorch:24.10',
      'nvcr.io%2Fnvidia%2Fpytorch%3A24.10.sqsh',
      'docker://nvcr.io#nvidia/pytorch:24.10',
    ],
    ['dockerd://built:1', 'dockerd%3A%2F%2Fbuilt%3A1.sqsh', 'dockerd://built:1'],
  ])('%s', (reference, file, address) => {
    expect(imageFile(reference)).toBe(file)
    expect(importAddress(reference)).toBe(address)
  })
})
