import { type DeliverySettings, fileRate, ratesFor, settle } from '../../delivery/settings'
import { deliveryRatesHz } from '../../mastering/delivery-rates'
import { useAllTags } from '../../session/use-tags'
import { useStudio, useStudioStore } from '../../store/use-studio'
import { DeliveryFields } from './delivery-fields'
import { LeftBehind } from './left-out'

/** Files of all rates are meant: what depends on one is shown as for the CD's. */
const SHOWN_RATE_HZ = 44_100

/** How many files are written, whatever the rate of their sources: the settings that one file was last asked for with. */
export default function SharedDeliveryFields({ disabled }: { readonly disabled: boolean }) {
  const studio = useStudioStore()
  const settings = useStudio((state) => state.exportSettings)
  const tags = useAllTags()
  const ratesHz = deliveryRatesHz(SHOWN_RATE_HZ)
  const rates = [
    { value: 'source', label: 'Same as source' },
    ...ratesFor(settings.format, ratesHz).map((rate) => ({
      value: String(rate),
      label: `${rate / 1000} kHz`,
    })),
  ]
  const change = (changed: Partial<DeliverySettings>): void => {
    const settled = settle(settings, changed, SHOWN_RATE_HZ, ratesHz)
    // The rate shown is not that of the sources: what was chosen stands.
    const sampleRate = changed.sampleRate ?? settings.sampleRate
    studio.setExportSettings({ ...settled, sampleRate })
  }
  return (
    <>
      <DeliveryFields
        settings={settings}
        rates={rates}
        fileRateHz={fileRate(settings, SHOWN_RATE_HZ)}
        disabled={disabled}
        onChange={change}
      />
      <LeftBehind tags={tags} format={settings.format} />
    </>
  )
}
