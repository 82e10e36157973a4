import { expect, test } from 'vitest'
import type { PlayerState } from './player'
import { PlayerStates } from './player-states'

const watched = () => {
  const playing: boolean[] = []
  const told: PlayerState[] = []
  const states = new PlayerStates((now) => playing.push(now))
  states.add((state) => told.push(state))
  return { states, playing, told }
}

test('a change is told once, and what says the same again is not', () => {
  const { states, playing, told } = watched()
  states.take({ playing: true, ended: false, underruns: 0 })
  states.take({ playing: true, ended: false, underruns: 0 })
  expect(told).toEqual([{ playing: true, ended: false, underruns: 0 }])
  expect(playing).toEqual([true])
  expect(states.playing).toBe(true)
})

test('underruns go on counting where the node before left off', () => {
  const { states, playing, told } = watched()
  states.take({ playing: true, ended: false, underruns: 2 })
  states.leave()
  expect(told.at(-1)).toEqual({ playing: false, ended: false, underruns: 2 })
  states.take({ playing: true, ended: false, underruns: 1 })
  expect(told.at(-1)?.underruns).toBe(3)
  expect(playing).toEqual([true, false, true])
})
