import { openAsBlob } from 'node:fs'
import { basename } from 'node:path'
import type { Analysis } from '../analysis/analysis'
import type { ChannelChoice } from '../core/channel-choice'
import type { Outcome } from '../core/outcome'
import type { TrackFacts } from '../core/track-facts'
import type { InThreadEngine } from '../engine/in-thread'
import { errorSentence } from '../words/sentences'

export type Progress = (stage: string, fraction: number) => void

/** An expected failure, as the sentence that the page would show. */
export class FileProblem extends Error {}

/** The one track that the engine holds. */
export const TRACK = 'file'

/** The file's bytes, read as they are needed. */
export const readable = async (path: string): Promise<Blob> => {
  try {
    return await openAsBlob(path)
  } catch {
    throw new FileProblem(`“${path}” could not be read. Is it there, and may you read it?`)
  }
}

/** Opens and measures a file; the engine holds it until the next one is opened. */
export const analyseFile = async (
  engine: Pick<InThreadEngine<File, unknown>, 'open' | 'analyse'>,
  path: string,
  channels: ChannelChoice | null,
  progress: Progress,
): Promise<Analysis> => (await openFile(engine, path, channels, progress)).original

/** The same, with the file itself and what it says of itself. */
export const openFile = async (
  engine: Pick<InThreadEngine<File, unknown>, 'open' | 'analyse'>,
  path: string,
  channels: ChannelChoice | null,
  progress: Progress,
): Promise<{ readonly source: File; readonly facts: TrackFacts; readonly original: Analysis }> => {
  const name = basename(path)
  const source = new File([await readable(path)], name)
  const stage = (label: string) => ({ onProgress: (fraction: number) => progress(label, fraction) })
  const { facts } = must(await engine.open(TRACK, source, channels, stage('decoding')), name)
  return { source, facts, original: must(await engine.analyse(TRACK, stage('analysing')), name) }
}

/** The value, or the sentence that the page would show. */
export const must = <T>(outcome: Outcome<T>, name: string): T => {
  if (outcome.ok) return outcome.value
  throw new FileProblem(errorSentence(outcome.error, name) ?? 'cancelled')
}
