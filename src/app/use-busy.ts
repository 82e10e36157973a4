import { useEffect, useState } from 'react'
import { useStudio } from '../store/use-studio'

/** Steps of one errand (decode, analyse, master) follow each other within this. */
const REST_MS = 50

/** Whether any job runs, or stored work is being read. Stays true across the moment between one step of an errand and the next. */
export const useBusy = (): boolean => {
  const running = useStudio((state) => state.jobs.length > 0 || state.restoring > 0)
  const [resting, setResting] = useState(true)
  useEffect(() => {
    if (running) {
      setResting(false)
      return
    }
    const timer = setTimeout(() => setResting(true), REST_MS)
    return () => clearTimeout(timer)
  }, [running])
  return running || !resting
}
