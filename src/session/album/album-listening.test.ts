import { expect, it } from 'vitest'
import type { Interruption } from '../../monitor/page/player'
import type { ProgrammePlayer, ProgrammeSource } from '../../monitor/page/programme-player'
import { createStudio } from '../../store/studio'
import type { GuestSound } from '../playback/guest-sound'
import { createAlbumListening } from './album-listening'

const SOURCE: ProgrammeSource = { sampleRate: 100, lengthFrames: 500, read: async () => null }

const setUp = (canPlay = true) => {
  const studio = createStudio()
  const told: string[] = []
  const players: {
    end: () => void
    interrupt: (what: Interruption) => void
    seconds: number
  }[] = []
  let guest: GuestSound | null = null
  const newPlayer = (
    _source: ProgrammeSource,
    end: () => void,
    interrupt: (what: Interruption) => void,
  ): ProgrammePlayer => {
    const mine = { end, interrupt, seconds: 0 }
    const at = players.push(mine)
    return {
      play: async () => {
        if (!canPlay) throw new Error('no output')
        told.push(`play ${at}`)
      },
      pause: () => told.push(`pause ${at}`),
      seek: (seconds) => {
        mine.seconds = seconds
      },
      positionSeconds: () => mine.seconds,
      dispose: () => told.push(`end ${at}`),
    }
  }
  const lend = (sound: GuestSound | null) => {
    guest = sound
    return () => told.push('moved')
  }
  const listening = createAlbumListening(studio, { lend }, () => told.push('stopped'), newPlayer)
  return { studio, told, players, listening, guest: () => guest }
}

it('plays one place at a time, says which and how long, and is over when the programme is', async () => {
  const { studio, told, players, listening, guest } = setUp()
  await listening.play('b', SOURCE)
  expect(studio.getState()).toMatchObject({
    albumHeard: { place: 'b', durationSeconds: 5 },
    playing: true,
  })
  await listening.play('whole', SOURCE)
  expect(studio.getState().albumHeard?.place).toBe('whole')
  expect(told).toEqual(['play 1', 'end 1', 'stopped', 'play 2'])
  players[1]?.end()
  expect(studio.getState()).toMatchObject({ albumHeard: null, playing: false })
  expect(guest()).toBeNull()
})

it('is paused, moved and taken up again by the transport', async () => {
  const { studio, told, listening, guest } = setUp()
  await listening.play('whole', SOURCE)
  guest()?.toggle()
  expect(studio.getState()).toMatchObject({ albumHeard: { place: 'whole' }, playing: false })
  guest()?.seek(3)
  expect(guest()?.positionSeconds()).toBe(3)
  guest()?.toggle()
  expect(studio.getState().playing).toBe(true)
  expect(told).toEqual(['play 1', 'pause 1', 'moved', 'play 1'])
})

it('says that its output went away and came back, and rests where it did not', async () => {
  const { studio, players, listening } = setUp()
  await listening.play('whole', SOURCE)
  players[0]?.interrupt('recovered')
  expect(studio.getState()).toMatchObject({ playing: true, messages: [{ kind: 'note' }] })
  players[0]?.interrupt('lost')
  expect(studio.getState()).toMatchObject({ albumHeard: { place: 'whole' }, playing: false })
  expect(studio.getState().messages.at(-1)).toMatchObject({ kind: 'error' })
})

it('says where there is no audio output, and gives the transport back', async () => {
  const { studio, listening, guest } = setUp(false)
  await listening.play('whole', SOURCE)
  expect(studio.getState()).toMatchObject({ albumHeard: null, playing: false })
  expect(studio.getState().messages).toHaveLength(1)
  expect(guest()).toBeNull()
})
