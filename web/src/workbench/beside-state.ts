/** How two tables are shown, all of it in the address. */
import { signal } from '@preact/signals';
import { flagParam, numberParam, param } from '../state/address';

export const beside = {
  /** "panes" side by side, or "move": one picture that becomes the other. */
  show: param('beside.show', 'panes'),
  /** How far the one picture has become the other, 0 to 1. */
  way: numberParam('beside.way', 0),
  /** Change "neighbors", "turned" or "direct". */
  by: param('beside.by', 'neighbors'),
  /** Those that changed least come first. */
  least: flagParam('beside.least'),
  k: numberParam('beside.k', 10),
  most: numberParam('beside.most', 10_000),
};

/** The row of the second table under the pointer that the first one lacks, or null. */
export const overOther = signal<number | null>(null);
