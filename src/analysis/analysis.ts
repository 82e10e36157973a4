import type { DamagedFrames } from './clicks'
import type { Ends } from './evidence/ends'
import type { Finding } from './findings/finding'
import type { LowEnd } from './low-end'
import type { Measurements } from './measurements'

/** What is known of audio: its measurements, and what they tell. Plain data. */
export interface Analysis extends Measurements {
  /** An answer for everything that is looked for. */
  readonly findings: readonly Finding[]
  /** Of an original that was searched, and of a finished master; null where that is too short, absent where nobody asked. */
  readonly lowEnd?: LowEnd | null
  /** How it begins and ends; of the same, absent where nobody asked. */
  readonly ends?: Ends
  /** Of an original that was searched: the clicks that are certain, in order of time; absent where nobody asked. */
  readonly clicks?: readonly DamagedFrames[]
  /** Of a finished master: at how many places that its recipe mends there is still a click; absent where nobody asked. */
  readonly clicksLeft?: number
}
