import { describe, expect, it } from 'vitest'
import { settingsOf } from '../../chain/recipe'
import { nextApproach } from '../../mastering/proposal/approaches'
import { startHistory } from '../../store/history'
import { heldIn, switchedTo, type Versions } from '../../store/versions'
import { analysisOf } from '../testing/facts'
import { approachVersion } from './approach-versions'
import { firstRecipe, withParameter } from './recipe-changes'

const ANALYSIS = analysisOf(-20)

const chosen = (versions: Versions, approachId: string): Versions => {
  const { version, recipe } = approachVersion(versions, ANALYSIS, approachId)
  return heldIn(versions, version, recipe)
}
const fresh: Versions = startHistory(firstRecipe(ANALYSIS))

describe('versions that hold the three approaches', () => {
  it('give each a letter of its own, and come back to the very recipe that was there', () => {
    const open = chosen(fresh, 'open')
    const dense = chosen(open, 'dense')
    expect(dense.version).toBe('C')
    expect(dense.others.A?.approachId).toBe('balanced')
    expect(dense.others.B?.approachId).toBe('open')
    const back = chosen(dense, 'balanced')
    expect(back.version).toBe('A')
    expect(back.present).toBe(fresh.present)
    expect(chosen(back, 'open').present).toBe(open.present)
  })

  it('take along what was set by hand', () => {
    const dense = chosen(fresh, 'dense')
    const edited = {
      ...dense,
      present: withParameter(dense.present, 'equaliser', 'gain3Db', -3),
    }
    const back = chosen(edited, 'balanced')
    expect(settingsOf(back.present, 'equaliser')?.values.gain3Db).toBe(-3)
    expect(back.others.B).toBe(edited.present)
  })

  it('put one in the present letter where all are in use, and change nothing where it is chosen already', () => {
    const full = ['B', 'C', 'D'] as const
    const versions = full.reduce<Versions>((all, id) => switchedTo(all, id), fresh)
    expect(chosen(versions, 'open')).toMatchObject({
      version: 'D',
      present: { approachId: 'open' },
      others: { C: { approachId: 'balanced' } },
    })
    expect(approachVersion(fresh, ANALYSIS, 'balanced').recipe).toBe(fresh.present)
  })

  it('follow one another by one key', () => {
    expect(nextApproach('open').id).toBe('balanced')
    expect(nextApproach('balanced').id).toBe('dense')
    expect(nextApproach('dense').id).toBe('open')
  })
})
