import type { ByteSource } from '../../core/byte-source'
import { fail, type Outcome } from '../../core/outcome'
import type { PcmSink } from '../../core/pcm-store'
import { readView } from './byte-view'
import { failuresAsData, guardedSource } from './read-failure'
import { HEAD_BYTES, recognise } from './recognise'
import type { OpenedAudio, OpenServices } from './services'
import { readWav } from './wav/read-wav'

/** As `openAudio`, for a file that is recognised as WAV or `format-unknown`: needs no other reader to be there. */
export const openWav = <Sink extends PcmSink>(
  file: ByteSource,
  services: OpenServices<Sink>,
): Promise<Outcome<OpenedAudio<Sink>>> => {
  const source = guardedSource(file)
  return failuresAsData(async () => {
    const { kind } = recognise(await readView(source, 0, HEAD_BYTES))
    return kind === 'wav' ? readWav(source, services) : fail('format-unknown', kind)
  })
}
