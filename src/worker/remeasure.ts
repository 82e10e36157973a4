import { openWav } from '../codec/read/open-wav'
import type { OpenServices } from '../codec/read/services'
import type { ByteSource } from '../core/byte-source'
import { fail, type Outcome, ok } from '../core/outcome'
import { type Measured, MeasuringStore } from './measuring-store'

/** Opens a written WAV file as if it were dropped and measures it, in bounded memory; `export-mismatch` where it cannot be opened. */
export const remeasure = async (
  source: ByteSource,
  services: Omit<OpenServices, 'newStore'>,
): Promise<Outcome<Measured>> => {
  const stores: MeasuringStore[] = []
  try {
    const newStore = (sampleRate: number, channelCount: number) => {
      const store = new MeasuringStore(services.kernels, sampleRate, channelCount)
      stores.push(store)
      return store
    }
    const opened = await openWav(source, { ...services, newStore })
    const store = stores[0]
    if (!opened.ok || !store)
      return fail('export-mismatch', opened.ok ? 'empty' : opened.error.code)
    return ok(store.finish())
  } finally {
    for (const store of stores) store.release()
  }
}
