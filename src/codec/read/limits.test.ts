import { expect, it } from 'vitest'
import type { ByteSource } from '../../core/byte-source'
import { ChunkSpace } from '../../core/chunk-space'
import { storesIn } from '../../hosts/stores'
import { integer, join, text, wavFormatChunk } from '../testing/bytes'
import { testServices } from '../testing/open-for-test'
import { openAudio } from './open'

const MIB = 2 ** 20
const DATA_BYTES = 2 ** 31
/** Of one store, where there is no private file system: three minutes and a little of 44.1 kHz stereo. */
const MOST_BYTES = 64 * MIB

it('where nothing goes to the disk a longer track is refused before any of its audio is read', async () => {
  const head = join(
    ...[text('RIFF'), integer(DATA_BYTES + 36, 4), text('WAVE'), wavFormatChunk()],
    ...[text('data'), integer(DATA_BYTES, 4)],
  )
  const zeros = new Uint8Array(MIB)
  let readBytes = 0
  const source: ByteSource = {
    name: 'long.wav',
    sizeBytes: head.length + DATA_BYTES,
    read: async (offset, length) => {
      readBytes += length
      return offset < head.length
        ? head.subarray(offset, offset + length)
        : zeros.subarray(0, length)
    },
  }
  const space = new ChunkSpace(16 * MIB, false, MOST_BYTES)
  const opened = await openAudio(source, { ...testServices(), ...storesIn(space) })
  expect(opened).toMatchObject({ error: { code: 'track-too-long', detail: '3' } })
  expect(space.usedBytes).toBe(0)
  expect(readBytes).toBeLessThan(2 * MIB)
})
