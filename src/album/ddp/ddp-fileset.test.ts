import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { oneTrack, threeTracks } from '../testing/discs'
import { ddpId, ddpMap, ddpPq } from './ddp-fileset'

const md5 = (bytes: Uint8Array) => createHash('md5').update(bytes).digest('hex')

describe('a DDP 2.00 fileset', () => {
  // MD5 of the files that cue2ddp 1.1 writes for the same discs.
  it('equals another writer’s files for three tracks with pauses and an index', () => {
    expect(md5(ddpId(threeTracks))).toBe('187970110683c92c25bdb82256354780')
    expect(md5(ddpMap(threeTracks, 0))).toBe('7f773da844b9b1091352eab67fb9e670')
    expect(md5(ddpPq(threeTracks))).toBe('2bec8bd934a93dbdfb982c209865b7d6')
  })

  it('equals them for one track with EAN and ISRC', () => {
    expect(md5(ddpId(oneTrack))).toBe('dd89c874714f94418b20feea4d9b2ac6')
    expect(md5(ddpMap(oneTrack, 0))).toBe('4ddcd3c75e054c6685453524a0973a1a')
    expect(md5(ddpPq(oneTrack))).toBe('e6d506c61b61150a572f5290379e47d9')
  })

  it('lists CD-Text ahead of the rest, with its bytes', () => {
    const map = Buffer.from(ddpMap(threeTracks, 180)).toString('latin1')
    expect(map).toHaveLength(3 * 128)
    expect(map.slice(0, 38)).toBe('VVVMS0             180        CDTEXT  ')
    expect(map.slice(74, 91)).toBe('CDTEXT.BIN       ')
  })
})
