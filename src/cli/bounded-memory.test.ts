import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { memoryUsage } from 'node:process'
import { afterAll, describe, expect, it } from 'vitest'
import { nodeSpace } from '../hosts/node/node-host'
import { storesIn } from '../hosts/stores'
import { PartFiles } from './part-files'

const MIB = 2 ** 20
const folder = mkdtempSync(join(tmpdir(), 'trackmaster-parts-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** Outside the collector's heap, where samples and files lie. */
const bufferBytes = (): number => memoryUsage().external + memoryUsage().arrayBuffers

describe('what the command line holds does not grow with the length of a track', () => {
  it('of PCM: the budget, and the rest in a file', () => {
    const space = nodeSpace(MIB)
    const { newStore } = storesIn(space)
    const frames = 65_536
    const stores = ['source', 'upstream', 'master'].map(() => newStore(8_000, 1))
    for (let block = 0; block < 20; block++)
      for (const [index, store] of stores.entries())
        store.append([new Float32Array(frames).fill(block + index / 4)], frames)
    expect(space.memoryBytes).toBe(MIB)
    const into = [new Float32Array(2)]
    for (const [index, store] of stores.entries()) {
      store.read(19 * frames - 1, into, 2)
      expect(into[0]).toEqual(Float32Array.of(18 + index / 4, 19 + index / 4))
    }
  })

  it('of the file that is being written: a megabyte, of 64 and of 8', async () => {
    const grownBy = async (mebibytes: number): Promise<number> => {
      const parts = new PartFiles(join(folder, `${mebibytes}.wav`))
      const piece = new Uint8Array(MIB / 3)
      const before = bufferBytes()
      const target = parts.newFile({ format: 'wav' })
      for (let written = 0; written < mebibytes * MIB; written += piece.length) target.write(piece)
      const grown = bufferBytes() - before
      const { file } = await target.finish()
      await parts.take(file)
      parts.clear()
      expect(statSync(join(folder, `${mebibytes}.wav`)).size).toBeGreaterThan(mebibytes * MIB)
      return grown
    }
    expect((await grownBy(64)) - (await grownBy(8))).toBeLessThan(MIB)
  })

  it('of several tries the best one gets the name, with what is written over, and the others go', async () => {
    const output = join(folder, 'best.mp3')
    const parts = new PartFiles(output)
    const [first, second] = [1, 2].map((fill) => {
      const target = parts.newFile({ format: 'mp3' })
      target.write(new Uint8Array(10).fill(fill))
      target.overwrite(2, Uint8Array.of(9, 9))
      return target
    })
    expect([...parts.paths].every((path) => path.endsWith('.part'))).toBe(true)
    const finished = await first?.finish()
    await second?.finish()
    expect(await finished?.source.read(0, 20)).toEqual(Uint8Array.of(1, 1, 9, 9, 1, 1, 1, 1, 1, 1))
    const file = finished?.amend({ offset: 0, bytes: Uint8Array.of(7) }) ?? { path: '' }
    await parts.take(file)
    parts.clear()
    expect(readFileSync(output)).toEqual(Buffer.from([7, 1, 9, 9, 1, 1, 1, 1, 1, 1]))
    expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([])
  })

  it('keeps what the disk said', () => {
    const parts = new PartFiles(join(folder, 'nowhere', 'a.wav'))
    expect(() => parts.newFile({ format: 'wav' })).toThrow('ENOENT')
    expect(String(parts.problem)).toContain('ENOENT')
    expect([...parts.paths]).toEqual([])
  })
})
