import type { Param } from '../state/address';

/** The seed of a layout that starts at random. PCA has one answer only, so there it rests. */
export function MapSeed({ seed, idle }: { seed: Param<number>; idle: boolean }) {
  const commit = (input: HTMLInputElement): void => {
    const value = input.valueAsNumber;
    if (Number.isInteger(value) && value >= 0) seed.value = value;
    else input.value = String(seed.peek());
  };
  return (
    <label class="map-seed">
      Seed
      <input
        type="number"
        min={0}
        step={1}
        value={seed.value}
        disabled={idle}
        title={idle ? 'PCA has one answer, whatever the seed' : undefined}
        onChange={(event) => commit(event.currentTarget)}
      />
    </label>
  );
}
