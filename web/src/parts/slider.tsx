import { useId } from 'preact/hooks';
import { whileDragging, type Param } from '../state/address';
import { fixed } from './format';

export interface SliderProps {
  label: string;
  min: number;
  max: number;
  step?: number;
  value: Param<number>;
  /** How the value reads beside the slider. */
  text?: (value: number) => string;
}

/** A number under the hand: the page follows in the same frame, the history gets one step a drag. */
export function Slider({ label, min, max, step = 1, value, text = (number) => fixed(number, decimals(step)) }: SliderProps) {
  const id = useId();
  return (
    <div class="slider">
      <label for={id}>{label}</label>
      <input
        id={id}
        type="range"
        min={min}
        max={max}
        step={step}
        value={value.value}
        aria-valuetext={text(value.value)}
        onInput={(event) => whileDragging(() => (value.value = event.currentTarget.valueAsNumber))}
      />
      <output for={id} class="num">
        {text(value.value)}
      </output>
    </div>
  );
}

function decimals(step: number): number {
  return (String(step).split('.')[1] ?? '').length;
}
