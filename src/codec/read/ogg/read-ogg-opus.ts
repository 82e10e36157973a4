import { readMedia } from '../media/read-media'
import type { AudioReader } from '../services'
import { wholePages } from './whole-pages'

/** Opus in Ogg; a file cut short is read up to its last whole page. */
export const readOggOpus: AudioReader = async (source, services) => {
  const outcome = await readMedia(await wholePages(source), services)
  if (!outcome.ok) return outcome
  const { facts, store } = outcome.value
  return { ok: true, value: { store, facts: { ...facts, sizeBytes: source.sizeBytes } } }
}
