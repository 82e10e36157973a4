import { useEffect, useRef } from 'react'
import { descriptorOf } from '../../chain/registry'
import { useStudio, useStudioStore } from '../../store/use-studio'
import { Segments } from '../../ui/segments'
import './scopes.css'
import { ReductionPlot } from './reduction-plot'
import { SpectrumPlot } from './spectrum-plot'
import { StereoPlot } from './stereo-plot'
import { WidthPlot } from './width-plot'

const SCOPES = [
  { value: 'spectrum', label: 'Spectrum' },
  { value: 'reduction', label: 'Reduction' },
  { value: 'stereo', label: 'Stereo' },
] as const

/** What is seen explains what is heard: one plot beside the open module, and it follows the module. */
export default function ScopesPanel() {
  const studio = useStudioStore()
  const { scope, thirdOctaves, wholeReduction } = useStudio(({ plots }) => plots)
  const openId = useStudio((state) => state.openModuleId)
  const followed = useRef(openId)
  useEffect(() => {
    if (followed.current === openId) return
    followed.current = openId
    const next = openId === null ? undefined : descriptorOf(openId)?.scope
    if (next) studio.setPlots({ scope: next })
  }, [studio, openId])
  return (
    <section className="scopes" aria-label="Plots">
      <div className="scopes-head">
        <Segments
          label="Plot"
          name="scope"
          options={SCOPES}
          value={scope}
          onChange={(next) => studio.setPlots({ scope: next })}
        />
        {scope === 'spectrum' ? (
          <Option
            label="⅓ octave"
            on={thirdOctaves}
            onChange={(on) => studio.setPlots({ thirdOctaves: on })}
          />
        ) : null}
        {scope === 'reduction' ? (
          <Option
            label="Whole track"
            on={wholeReduction}
            onChange={(on) => studio.setPlots({ wholeReduction: on })}
          />
        ) : null}
      </div>
      {scope === 'spectrum' ? <SpectrumPlot /> : null}
      {scope === 'reduction' ? <ReductionPlot /> : null}
      {scope === 'stereo' ? (
        <div className="stereo-plots">
          <StereoPlot />
          <WidthPlot />
        </div>
      ) : null}
    </section>
  )
}

interface OptionProps {
  readonly label: string
  readonly on: boolean
  readonly onChange: (on: boolean) => void
}

const Option = ({ label, on, onChange }: OptionProps) => (
  <label className="scopes-option">
    <input type="checkbox" checked={on} onChange={(event) => onChange(event.target.checked)} />
    {label}
  </label>
)
