import { useId } from "react";
import type { ReactNode } from "react";

type SelectProps<Key extends string> = {
  label: string;
  options: readonly (readonly [Key, string])[];
  value: Key;
  onChoose: (key: Key) => void;
};

/** One of a few things, with its name beside it. */
export function Select<Key extends string>(props: SelectProps<Key>): ReactNode {
  const id = useId();
  return (
    <label className="select" htmlFor={id}>
      <span>{props.label}</span>
      <Choices {...props} id={id} />
    </label>
  );
}

/** The same where every choice says by itself what it is about: its name is for those who hear the screen. */
export function NamelessSelect<Key extends string>(props: SelectProps<Key>): ReactNode {
  return (
    <div className="select">
      <Choices {...props} aria-label={props.label} />
    </div>
  );
}

function Choices<Key extends string>(
  props: Omit<SelectProps<Key>, "label"> & { id?: string; "aria-label"?: string },
): ReactNode {
  const { options, onChoose, ...rest } = props;
  return (
    <select {...rest} onChange={(event) => onChoose(event.target.value as Key)}>
      {options.map(([key, name]) => (
        <option key={key} value={key}>
          {name}
        </option>
      ))}
    </select>
  );
}
