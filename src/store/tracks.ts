import type { Analysis } from '../analysis/analysis'
import type { DamageGrade } from '../analysis/damage/grade-damage'
import type { Fingerprint } from '../analysis/fingerprint/fingerprint'
import type { Peaks } from '../analysis/peaks'
import type { Sections } from '../analysis/sections/sections'
import type { Recipe } from '../chain/recipe'
import type { ChannelChoice, ManyChannels } from '../core/channel-choice'
import type { TrackId } from '../core/track'
import type { TrackFacts } from '../core/track-facts'
import type { MasteredTrack } from '../engine/calls'
import type { LoudnessPrice } from '../mastering/price/loudness-price'

/** What is known of an opened file so far; each stage adds to it, nothing is taken away. */
export interface TrackState {
  readonly id: TrackId
  /** File name with extension. */
  readonly name: string
  readonly facts: TrackFacts | null
  readonly peaks: Peaks | null
  readonly analysis: Analysis | null
  readonly master: MasterState | null
  /** How audible it is what landing did to the newest master; it comes a little after it. */
  readonly damage: DamageState | null
  /** What the original is made of; it comes a little after the first master. */
  readonly sections: Sections | null
  /** What every loudness would cost; it comes after the master. */
  readonly price: PriceState | null
  /** What it is matched by; measured once there is a reference. */
  readonly fingerprint: Fingerprint | null
  /** Of the newest master while it follows a reference; it comes a little after it. */
  readonly masterFingerprint: MasterFingerprint | null
  /**
   * Work that was cancelled and can be asked for again; `too-loud`: muted, and waits for an answer before
   * any work; `channels`: not opened yet, for it is not known what of them.
   */
  readonly halted: 'analysis' | 'master' | 'too-loud' | 'channels' | null
  /** What was found in place of one or two channels; null where there is nothing to choose. */
  readonly manyChannels: ManyChannels | null
  /** What somebody chose of them. */
  readonly channels: ChannelChoice | null
}

export interface MasterState extends MasteredTrack {
  /** The recipe that was asked for: the same object as the wanted one while the master is up to date. */
  readonly madeFrom: Recipe
}

/** A grade, and the master that it is of: it says nothing of a newer one. */
export interface DamageState {
  readonly of: MasterState
  /** null: this audio cannot be graded (silent, or under a second), or was not, see `isStopped`. */
  readonly grade: DamageGrade | null
  /** Cancelled by the user, who can ask for it again. */
  readonly isStopped: boolean
}

/** A price, and what it depends on: it holds for every target with the same sound and ceiling. */
export interface PriceState {
  readonly key: string
  readonly price: LoudnessPrice
  /** By real passes; until then by the models alone. */
  readonly isMeasured: boolean
}

/** It says nothing of a newer master. */
export interface MasterFingerprint {
  readonly of: MasterState
  readonly fingerprint: Fingerprint
}

/** A track whose file is being opened. */
export const newTrack = (id: TrackId, name: string): TrackState => ({
  id,
  name,
  facts: null,
  peaks: null,
  analysis: null,
  master: null,
  damage: null,
  sections: null,
  price: null,
  fingerprint: null,
  masterFingerprint: null,
  halted: null,
  manyChannels: null,
  channels: null,
})
