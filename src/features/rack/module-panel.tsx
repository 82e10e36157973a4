import { Ear } from 'lucide-react'
import { memo } from 'react'
import type { ModuleSettings } from '../../chain/descriptor'
import type { ParameterSpec, ParameterValue } from '../../chain/parameter'
import { descriptorOf } from '../../chain/registry'
import { withModuleOn, withParameter } from '../../session/tracks/recipe-changes'
import { useEdit, useSession } from '../../session/use-session'
import { useStudio } from '../../store/use-studio'
import { ParamControl } from '../../ui/param-control'
import { Switch } from '../../ui/switch'
import { bandTableOf } from './band-table'

export interface ModulePanelProps {
  readonly settings: ModuleSettings
  readonly isShown: boolean
}

/** One module, made from its descriptor: a switch, what it does, and a control per parameter. */
const Module = ({ settings, isShown }: ModulePanelProps) => {
  const session = useSession()
  const edit = useEdit()
  const solo = useStudio((state) => state.soloId === settings.id)
  const descriptor = descriptorOf(settings.id)
  if (!descriptor) return null
  const { id, label, summary, parameters } = descriptor
  const table = bandTableOf(parameters)
  const isWide = table.headings.length > MOST_NARROW_COLUMNS
  // One choice beside a table needs no row of its own.
  const inHead = table.bands.length > 0 && table.single.every(({ kind }) => kind === 'choice')

  const control = (spec: ParameterSpec, caption: string) => (
    <ParamControl
      key={spec.id}
      spec={spec}
      caption={caption}
      value={settings.values[spec.id] ?? spec.default}
      onChange={(value: ParameterValue) =>
        edit(`${id}.${spec.id}`, (recipe) => withParameter(recipe, id, spec.id, value))
      }
    />
  )

  return (
    <fieldset
      className={`module${settings.on ? ' is-on' : ''}${isShown ? ' is-shown' : ''}`}
      aria-label={label}
      data-module={id}
    >
      <div className="module-head">
        <h3 title={summary}>{label}</h3>
        <Switch
          label={`${label} on`}
          caption=""
          checked={settings.on}
          onChange={(on) => edit(`${id} on`, (recipe) => withModuleOn(recipe, id, on))}
        />
        <button
          type="button"
          className="button small hear-only"
          aria-pressed={solo}
          aria-label={`Hear only ${label}`}
          title={settings.on ? 'Hear only this (H)' : 'Switch it on to hear what it does'}
          disabled={!settings.on && !solo}
          onClick={() => session.playback.setSolo(solo ? null : id)}
        >
          <Ear size={14} aria-hidden="true" />
          Hear only this
        </button>
        <p title={summary}>{summary}</p>
        {inHead ? table.single.map((spec) => control(spec, spec.label)) : null}
      </div>
      {table.single.length > 0 && !inHead ? (
        <div className={table.bands.length > 0 ? 'params is-row' : 'params'}>
          {table.single.map((spec) => control(spec, spec.label))}
        </div>
      ) : null}
      {table.bands.length > 0 ? (
        <div
          className={isWide ? 'bands is-wide' : 'bands'}
          style={{ ['--columns' as string]: bandColumns(table.bands[0]) }}
        >
          <div className="band is-head" aria-hidden="true">
            <span />
            {table.bands[0]?.cells.map(({ heading, spec }) => (
              <span key={heading}>
                {(isWide && SHORT_HEADINGS[heading]) || heading}
                {spec.kind === 'number' ? <span className="unit"> {spec.unit}</span> : null}
              </span>
            ))}
          </div>
          {table.bands.map((band) => (
            <div
              className={isIdle(band.cells[0]?.spec, settings) ? 'band is-off' : 'band'}
              key={band.name}
            >
              <span className="band-name" aria-hidden="true">
                {band.name}
              </span>
              {band.cells.map(({ spec, heading }) => (
                <div className="band-cell" key={spec.id} data-heading={heading}>
                  {control(spec, '')}
                </div>
              ))}
            </div>
          ))}
        </div>
      ) : null}
    </fieldset>
  )
}

const isSame = (a: ModuleSettings, b: ModuleSettings): boolean =>
  a.id === b.id &&
  a.on === b.on &&
  Object.entries(b.values).every(([id, value]) => a.values[id] === value)

/** Drawn again only where something of its own is another: a new proposal has all modules made anew, and few of them differ. */
export const ModulePanel = memo(
  Module,
  (before, now) => before.isShown === now.isShown && isSame(before.settings, now.settings),
)

/** So many columns have room for slider and entry side by side. */
const MOST_NARROW_COLUMNS = 6

/** Where many columns stand side by side; the controls themselves keep their whole names. */
const SHORT_HEADINGS: Readonly<Record<string, string>> = {
  Frequency: 'Freq.',
  Threshold: 'Thresh.',
}

/** A band whose first choice says "off" does nothing. */
const isIdle = (spec: ParameterSpec | undefined, { on, values }: ModuleSettings): boolean =>
  !on || (spec !== undefined && values[spec.id] === 'off')

/** Numbers get room for slider and entry, choices for their longest word. */
const bandColumns = (
  band: { readonly cells: readonly { readonly spec: ParameterSpec }[] } | undefined,
): string => (band?.cells ?? []).map(({ spec }) => columnOf(spec)).join(' ')

const columnOf = (spec: ParameterSpec): string => {
  if (spec.kind !== 'choice') return 'minmax(0, 1fr)'
  const letters = Math.max(...spec.options.map(({ label }) => label.length))
  return `calc(var(--choice-room) + ${letters} * var(--choice-letter))`
}
