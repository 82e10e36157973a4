/** What a file of a queue is made into in place of what its track is set to; null: as that is set. */
export interface BatchChoice {
  readonly destinationId: string | null
  readonly styleId: string | null
  /** Which of the three proposals. */
  readonly approachId: string | null
}

export const NO_CHOICE: BatchChoice = { destinationId: null, styleId: null, approachId: null }

/** What holds for one file: its own choice where it has one, else that for all. */
export const heldChoice = (own: BatchChoice, forAll: BatchChoice): BatchChoice => ({
  destinationId: own.destinationId ?? forAll.destinationId,
  styleId: own.styleId ?? forAll.styleId,
  approachId: own.approachId ?? forAll.approachId,
})
