import { assert } from '../../../core/assert'
import type { ByteSink } from '../audio-writer'
import { type M4aFacts, m4aHead } from './m4a-head'

/** An M4A file whose packets are written as they come; the head, whose size is known, is written over at the end. */
export class M4aFile {
  /** The largest packet so far, bytes. */
  largestBytes = 0
  /** All packets so far, bytes. */
  totalBytes = 0
  private readonly sink: ByteSink
  private readonly facts: Omit<M4aFacts, 'sampleEntry'>
  private readonly headBytes: number
  private count = 0

  /** `sampleEntry`: of the size that the final one will have. */
  constructor(
    sink: ByteSink,
    facts: Omit<M4aFacts, 'packetBytes' | 'sampleEntry'>,
    packetCount: number,
    sampleEntry: Uint8Array,
  ) {
    this.sink = sink
    this.facts = { ...facts, packetBytes: new Uint32Array(packetCount) }
    const head = m4aHead({ ...this.facts, sampleEntry })
    this.headBytes = head.length
    sink.write(head)
  }

  /** Packets beyond those that were promised hold no audio and are left out. */
  add(packet: Uint8Array): void {
    if (this.count === this.facts.packetBytes.length) return
    this.facts.packetBytes[this.count] = packet.length
    this.count++
    this.largestBytes = Math.max(this.largestBytes, packet.length)
    this.totalBytes += packet.length
    this.sink.write(packet)
  }

  finish(sampleEntry: Uint8Array): void {
    assert(this.count === this.facts.packetBytes.length, 'M4A: packets are missing')
    const head = m4aHead({ ...this.facts, sampleEntry })
    assert(head.length === this.headBytes, 'M4A: the head has changed its size')
    this.sink.overwrite(0, head)
  }
}
