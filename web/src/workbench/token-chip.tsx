import type { ComponentChildren } from 'preact';
import { spelled } from '../parts/format';
import { open, over, token, withToken } from './state';
import { nameOf, useWhole } from './whole';

interface TokenChipProps {
  id: number;
  /** Its spelling, where the answer at hand has it. */
  text?: string;
  label?: string;
  onClick?: () => void;
  children?: ComponentChildren;
}

/** A row by its token and id: hovering lights it in every view, a click opens it. */
export function TokenChip({ id, text, label, onClick, children }: TokenChipProps) {
  const { names } = useWhole();
  const name = text ?? nameOf(names.value, id);
  const address = names.value?.address(id) ?? name;
  return (
    <button
      type="button"
      class="chip"
      data-token={name}
      data-id={id}
      data-lit={over.value === id || undefined}
      aria-pressed={address === token.value || address === withToken.value}
      aria-label={label}
      onClick={onClick ?? (() => open(address))}
      {...lightsRow(id)}
    >
      <bdi>{spelled(name)}</bdi>
      <small>{id}</small>
      {children}
    </button>
  );
}

/** Handlers that make any element light its row in every view. */
export function lightsRow(id: number) {
  const on = (): void => void (over.value = id);
  const off = (): void => {
    if (over.peek() === id) over.value = null;
  };
  return { onPointerEnter: on, onPointerLeave: off, onFocus: on, onBlur: off };
}
