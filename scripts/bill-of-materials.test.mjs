import { expect, test } from 'vitest'
import { billOfMaterials } from './bill-of-materials.mjs'
import { notices } from './notices.mjs'
import { collectPackages, describePackages, packageOf } from './shipped-packages.mjs'

test('a module of a bundle is told by its package', () => {
  expect(packageOf('/x/src/main.tsx')).toBeNull()
  expect(packageOf('/x/node_modules/react/index.js')).toBe('react')
  expect(packageOf('\0/x/node_modules/@a/b/dist/c.wasm?url')).toBe('@a/b')
  expect(packageOf('/x/node_modules/a/node_modules/c/d.js')).toBe('c')
})

test('packages are collected from every chunk, and from no asset', () => {
  const packages = new Set()
  const chunk = { modules: { '/x/node_modules/idb/a.js': {}, '/x/src/b.ts': {} } }
  collectPackages(packages).generateBundle({}, { 'a.js': chunk, 'b.css': {} })
  expect([...packages]).toEqual(['idb'])
})

test('the bill of materials names package, version, licence, hash and what is compiled into it', () => {
  const packages = describePackages(['wasm-media-encoders', '@wasm-audio-decoders/flac'])
  const bill = billOfMaterials('1.2.3', packages)
  expect(bill).toMatchObject({ bomFormat: 'CycloneDX', specVersion: '1.5' })
  const [flac, encoders] = bill.components
  expect(flac).toMatchObject({
    name: '@wasm-audio-decoders/flac',
    purl: `pkg:npm/%40wasm-audio-decoders/flac@${flac.version}`,
    licenses: [{ license: { id: 'MIT' } }],
    components: [{ name: 'libFLAC', licenses: [{ license: { id: 'BSD-3-Clause' } }] }],
  })
  // SHA-512: 64 bytes in hexadecimal.
  expect(flac.hashes).toEqual([
    { alg: 'SHA-512', content: expect.stringMatching(/^[0-9a-f]{128}$/) },
  ])
  expect(encoders.components.map(({ name }) => name)).toContain('LAME')
  expect(bill.dependencies[0].dependsOn).toEqual(bill.components.map((part) => part['bom-ref']))
  for (const { name } of bill.components) expect(notices(packages)).toContain(name)
})

test('what is shipped and not in the lock file is no small matter', () => {
  expect(() => describePackages(['left-pad'])).toThrow('left-pad')
})
