import type { EngineHost } from '../../engine/host'
import { type InThreadEngine, inThreadEngine } from '../../engine/in-thread'
import { decodeAacByFfmpeg } from './ffmpeg-aac'
import { nodeHost } from './node-host'

/** The product's engine in this Node process: the same bytes as in a browser, on one thread. AAC is read again by the machine's ffmpeg, where it has one. */
export const nodeEngine = (): InThreadEngine<File, Blob> => {
  decodeAacByFfmpeg()
  return inThreadEngine(nodeHost())
}

/** The same, which writes files as its caller does, and holds `pcmBytes` of audio in memory. */
export const nodeEngineWriting = <Written>(
  newFile: EngineHost<File, Written>['newFile'],
  pcmBytes: number,
): InThreadEngine<File, Written> => {
  decodeAacByFfmpeg()
  return inThreadEngine({ ...nodeHost(pcmBytes), newFile })
}
