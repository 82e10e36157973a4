import { describe, expect, it } from 'vitest'
import { change, found, proposed, sharp, standing } from '../testing/findings'

describe('where a reference decides the tone, moves from findings', () => {
  it('take hum out also where a reference decides the tone, in bands that do least for it', () => {
    const gains = [-1, 2, 3, 0.2, 1, -2, 4, 0.1]
    const values = Object.fromEntries(gains.map((gain, k) => [`gain${k + 1}Db`, gain]))
    const amounts = {
      tonePercent: 70,
      dynamicsPercent: 0,
      widthPercent: 0,
      loudnessPercent: 0,
    }
    const settings = [{ moduleId: 'equaliser', values }]
    const match = { weights: {}, amounts, name: 'Ref.wav', settings, ownTarget: null }
    const proposal = proposed([found('hum', 50), found('mud', 8)], { match })
    expect(proposal.moves.map(({ id }) => id)).toEqual(['hum', 'style-glue', 'match-tone', 'level'])
    expect(change(proposal, 'hum')?.values).toMatchObject({ freq8Hz: 50, freq4Hz: 100 })
    expect(Object.keys(change(proposal, 'match-tone')?.values ?? {})).toEqual(
      [1, 2, 3, 5, 6, 7].map((band) => `gain${band}Db`),
    )
  })

  it('leave harshness to a reference that decides the tone, and what is sharp now and then in it', () => {
    const harsh = { ...found('harshness', 6), ...standing(-14, -6) }
    const idsAt = (tonePercent: number): readonly string[] => {
      const amounts = { tonePercent, dynamicsPercent: 0, widthPercent: 0, loudnessPercent: 0 }
      const match = { weights: {}, amounts, name: 'Ref.wav', settings: [], ownTarget: null }
      return proposed([harsh, sharp(-24, -8)], { match }).moves.map(({ id }) => id)
    }
    expect(idsAt(0)).toEqual(expect.arrayContaining(['harshness', 'sibilance']))
    expect(idsAt(70)).toContain('sibilance')
    expect(idsAt(70)).not.toContain('harshness')
  })
})
