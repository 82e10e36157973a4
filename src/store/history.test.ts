import { describe, expect, it } from 'vitest'
import { record, redo, startHistory, undo } from './history'
import { recipe } from './testing/recipe'

const at = (atMs: number, heldSinceMs: number | null = null) => ({ atMs, heldSinceMs })

describe('recipe history', () => {
  it('goes back to the state before an edit and forward again', () => {
    const edited = record(startHistory(recipe(-14)), recipe(-12), 'target', at(0))
    expect(undo(edited).present.targetLufs).toBe(-14)
    expect(redo(undo(edited)).present.targetLufs).toBe(-12)
  })

  it('joins quick edits of one control into one step', () => {
    const first = record(startHistory(recipe(-14)), recipe(-13), 'target', at(0))
    const second = record(first, recipe(-12), 'target', at(300))
    expect(second.past).toHaveLength(1)
    expect(undo(second).present.targetLufs).toBe(-14)
  })

  it('keeps edits of different controls, and of one control after a pause, apart', () => {
    const first = record(startHistory(recipe(-14)), recipe(-13), 'target', at(0))
    expect(record(first, recipe(-12), 'ceiling', at(10)).past).toHaveLength(2)
    expect(record(first, recipe(-12), 'target', at(900)).past).toHaveLength(2)
  })

  it('makes one step of a drag that rests for long, and another of the next', () => {
    const keys = record(startHistory(recipe(-14)), recipe(-13.5), 'target', at(0))
    const first = record(keys, recipe(-13), 'target', at(1000, 950))
    const second = record(first, recipe(-12), 'target', at(9000, 950))
    expect(undo(second).present.targetLufs).toBe(-13.5)
    const next = record(second, recipe(-11), 'target', at(9900, 9850))
    expect(undo(next).present.targetLufs).toBe(-12)
  })

  it('forgets what was undone once something else is edited', () => {
    const undone = undo(record(startHistory(recipe(-14)), recipe(-12), 'target', at(0)))
    expect(record(undone, recipe(-9), 'target', at(1000)).future).toHaveLength(0)
  })

  it('does nothing at either end', () => {
    const history = startHistory(recipe(-14))
    expect(undo(history)).toBe(history)
    expect(redo(history)).toBe(history)
  })
})
