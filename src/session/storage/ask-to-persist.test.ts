import { expect, it } from 'vitest'
import { textStorage } from '../../storage/testing/text-storage'
import { createStudio } from '../../store/studio'
import { askToPersistOnceKept, wasAsked } from './ask-to-persist'

const setUp = (persisted = false) => {
  const studio = createStudio()
  const gestures = new EventTarget()
  const preferences = textStorage(new Map())
  let asked = 0
  const storage = {
    persisted: async () => persisted,
    persist: async () => {
      asked++
      return false
    },
  }
  const begin = () => askToPersistOnceKept(studio, storage, preferences, gestures)
  const press = async () => {
    gestures.dispatchEvent(new Event('pointerup'))
    await Promise.resolve()
    await Promise.resolve()
  }
  const keep = () => {
    studio.setState({ unsavedFiles: 1 })
    studio.setState({ unsavedFiles: 0 })
  }
  return { begin, press, keep, preferences, asked: () => asked }
}

it('asks once, by the first press after a file was kept, and not on the next visit', async () => {
  const { begin, press, keep, preferences, asked } = setUp()
  begin()
  await press()
  expect(asked(), 'nothing is kept yet').toBe(0)
  keep()
  expect(asked(), 'without a gesture').toBe(0)
  await press()
  await press()
  expect(asked()).toBe(1)
  expect(wasAsked(preferences)).toBe(true)
  begin()
  keep()
  await press()
  expect(asked()).toBe(1)
})

it('asks nothing of a browser that has promised already', async () => {
  const { begin, press, keep, asked } = setUp(true)
  begin()
  keep()
  await press()
  expect(asked()).toBe(0)
})
