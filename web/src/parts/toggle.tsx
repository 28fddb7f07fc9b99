import type { Param } from '../state/address';

/** On or off: a native checkbox with its words beside it. */
export function Toggle({ label, value }: { label: string; value: Param<boolean> }) {
  return (
    <label class="toggle">
      <input type="checkbox" checked={value.value} onChange={() => (value.value = !value.peek())} />
      <span>{label}</span>
    </label>
  );
}
