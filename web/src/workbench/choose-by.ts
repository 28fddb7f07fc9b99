/** What a lasso does with the rows inside it: chooses them, with Ctrl (⌘) adds them, with Alt takes them away. */
import { addChosen, choose, dropChosen } from './state';

export function chooseBy(event: PointerEvent, ids: readonly number[]): void {
  if (event.altKey) dropChosen(ids);
  else if (event.ctrlKey || event.metaKey) addChosen(ids);
  else choose(ids);
}
