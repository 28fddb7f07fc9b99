/** Up to two chosen tokens: one is lit, two are compared. */
import type { Param } from '../state/address';

/** Chooses a token, or lets it go if it is chosen; a third takes the place of the oldest. */
export function toggleChosen(chosen: Param<string[]>, token: string): void {
  const tokens = chosen.peek();
  chosen.value = tokens.includes(token) ? tokens.filter((other) => other !== token) : [...tokens, token].slice(-2);
}

/** Puts a near spelling in the place of one that the table lacks. */
export function respelled(tokens: Param<string[]>, wrong: string, right: string): void {
  tokens.value = [...new Set(tokens.peek().map((token) => (token === wrong ? right : token)))];
}
