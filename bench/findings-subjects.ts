import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { type FindingKind, foundIn } from '../src/analysis/findings/finding'
import { nodeEngine } from '../src/hosts/node/node-engine'
import { findingSentence } from '../src/words/finding-sentence'
import { must } from './support/must'

/** What is told of a file, most severe first. */
export interface Told {
  readonly kind: FindingKind
  readonly degree: number
  readonly certainty: number
  readonly words: string
}

const TRACK = 'track'

/** Files are opened and searched as the page does. */
export const openFindings = (): ((path: string) => Promise<readonly Told[]>) => {
  const engine = nodeEngine()
  return async (path) => {
    must(await engine.open(TRACK, new File([readFileSync(path)], basename(path)), null, {}))
    return foundIn(must(await engine.analyse(TRACK, {}))).map((finding) => ({
      kind: finding.kind,
      degree: finding.degree,
      certainty: finding.certainty,
      words: findingSentence(finding),
    }))
  }
}
