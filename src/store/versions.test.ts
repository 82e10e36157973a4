import { describe, expect, it } from 'vitest'
import { record, redo, startHistory, step, undo } from './history'
import { recipe } from './testing/recipe'
import { copiedTo, recipeOf, switchedTo, usedVersions } from './versions'

const started = startHistory(recipe(-14))

describe('versions', () => {
  it('start with A alone', () => {
    expect(usedVersions(started)).toEqual(['A'])
    expect(recipeOf(started, 'B')).toBeUndefined()
  })

  it('begin an unused version as a copy of the current one, and edits stay in the current one', () => {
    const inB = step(started, switchedTo(started, 'B'))
    expect(inB.present.targetLufs).toBe(-14)
    const edited = record(inB, recipe(-9), 'target', { atMs: 0, heldSinceMs: null })
    expect(edited.present.targetLufs).toBe(-9)
    expect(recipeOf(edited, 'A')?.targetLufs).toBe(-14)
    const back = step(edited, switchedTo(edited, 'A'))
    expect(back.present.targetLufs).toBe(-14)
    expect(recipeOf(back, 'B')?.targetLufs).toBe(-9)
    expect(usedVersions(back)).toEqual(['A', 'B'])
  })

  it('copy the current recipe over another version without leaving the current one', () => {
    const copied = copiedTo(
      record(started, recipe(-11), 'target', { atMs: 0, heldSinceMs: null }),
      'C',
    )
    expect(copied.version).toBe('A')
    expect(recipeOf(copied, 'C')?.targetLufs).toBe(-11)
  })

  it('change nothing when the wanted version is current or already the same', () => {
    expect(switchedTo(started, 'A')).toBe(started)
    expect(copiedTo(started, 'A')).toBe(started)
    const copied = copiedTo(started, 'B')
    expect(copiedTo(copied, 'B')).toBe(copied)
  })

  it('are undone and redone like edits: switching, copying and what was overwritten', () => {
    const inB = record(step(started, switchedTo(started, 'B')), recipe(-9), 'target', {
      atMs: 0,
      heldSinceMs: null,
    })
    const overwritten = step(inB, copiedTo(inB, 'A'))
    expect(recipeOf(overwritten, 'A')?.targetLufs).toBe(-9)
    const undone = undo(overwritten)
    expect(recipeOf(undone, 'A')?.targetLufs).toBe(-14)
    const first = undo(undo(undone))
    expect([first.version, usedVersions(first)]).toEqual(['A', ['A']])
    const last = redo(redo(redo(first)))
    expect(recipeOf(last, 'A')?.targetLufs).toBe(-9)
    expect(last.version).toBe('B')
  })

  it('survive JSON unchanged', () => {
    const inB = step(started, switchedTo(started, 'B'))
    expect(JSON.parse(JSON.stringify(inB))).toEqual(inB)
  })
})
