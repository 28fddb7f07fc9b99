import { hovered, pinned, togglePin } from '../state/selection';
import { spelled } from './format';

export interface ChipProps {
  token: string;
  /** The token's id, small beside it; -1 for a word put together from its pieces. */
  id?: number | null;
  /** Index of its lesson group, 0…5, which gives the dot its color. */
  group?: number;
  /** Visible form, where the server gave one. */
  text?: string;
  /** Drawn as chosen; by default, when it is pinned. */
  selected?: boolean;
  /** By default a click pins the token. */
  onClick?: () => void;
  label?: string;
}

/** A token, the same everywhere: hovering lights it in every view, a click pins it. */
export function Chip({ token, id, group, text, selected, onClick, label }: ChipProps) {
  const chosen = selected ?? pinned.value.includes(token);
  return (
    <button
      type="button"
      class="chip"
      data-token={token}
      data-lit={hovered.value === token || undefined}
      aria-pressed={chosen}
      aria-label={label}
      onClick={onClick ?? (() => togglePin(token))}
      {...lights(token)}
    >
      {group !== undefined && <i class="chip-dot" style={`--group: var(--group-${group})`} />}
      <bdi>{text ?? spelled(token)}</bdi>
      {id !== undefined && id !== null && id >= 0 && <small>{id}</small>}
    </button>
  );
}

/** Handlers that make any element light its token in every view. */
export function lights(token: string) {
  const on = (): void => void (hovered.value = token);
  const off = (): void => {
    if (hovered.peek() === token) hovered.value = null;
  };
  return { onPointerEnter: on, onPointerLeave: off, onFocus: on, onBlur: off };
}
