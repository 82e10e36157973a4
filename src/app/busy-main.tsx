import { createContext, type ReactNode, useContext, useLayoutEffect, useState } from 'react'

type Count = (change: (waiting: number) => number) => void

const WaitingCount = createContext<Count>(() => {})

interface BusyMainProps {
  /** Whether any job runs, or what it brought is not drawn yet. */
  readonly busy: boolean
  readonly children: ReactNode
}

/** The page's work. It is busy as well while a panel of it waits for its code: what is read then is not all there. */
export const BusyMain = ({ busy, children }: BusyMainProps) => {
  const [waiting, setWaiting] = useState(0)
  return (
    <WaitingCount value={setWaiting}>
      <main className="studio-main" aria-busy={busy || waiting > 0}>
        {children}
      </main>
    </WaitingCount>
  )
}

/** Stands where a panel comes, in its place on the page where `className` has one. */
export const Waiting = ({ className }: { readonly className?: string }) => {
  const count = useContext(WaitingCount)
  useLayoutEffect(() => {
    count((waiting) => waiting + 1)
    return () => count((waiting) => waiting - 1)
  }, [count])
  return className === undefined ? null : <div className={className} />
}
