import { basename } from 'node:path'
import type { Analysis } from '../analysis/analysis'
import type { Fingerprint } from '../analysis/fingerprint/fingerprint'
import type { WeightedReference } from '../mastering/matching/match-references'
import { unusableReference } from '../mastering/matching/unusable-reference'
import { unusableReferenceSentence } from '../words/reference-sentences'
import { analyseFile, FileProblem, must, type Progress, TRACK } from './analyse-file'
import type { DiskEngine } from './disk-engine'

/** Measures a reference; what is held of it is its fingerprint. */
export const openReference = async (
  engine: DiskEngine,
  path: string,
  progress: Progress,
): Promise<WeightedReference> => {
  const name = basename(path)
  const analysis = await analyseFile(engine, path, { kind: 'downmix' }, progress)
  const unusable = unusableReference(analysis)
  if (unusable) throw new FileProblem(unusableReferenceSentence(unusable, name))
  return { name, fingerprint: await fingerprintOf(engine, name, analysis), weightPercent: 100 }
}

/** Of the file that was analysed last. */
export const fingerprintOf = async (
  engine: DiskEngine,
  name: string,
  analysis: Analysis,
): Promise<Fingerprint> => {
  const about = { name, date: new Date().toISOString() }
  return must(await engine.fingerprint(TRACK, 'original', analysis, about, {}), name)
}
