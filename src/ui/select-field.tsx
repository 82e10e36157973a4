import { Field } from './field'
import { Select, type SelectProps } from './select'

export interface SelectFieldProps extends Omit<SelectProps, 'label'> {
  readonly caption: string
  /** Accessible name, where the caption alone would not do. */
  readonly label?: string
}

/** A choice under its caption. */
export const SelectField = ({ caption, label = caption, ...select }: SelectFieldProps) => (
  <Field caption={caption}>
    <Select label={label} {...select} />
  </Field>
)
