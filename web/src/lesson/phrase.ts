/** Phrases of the text that drive a panel: pointing at one, tapping it or focusing it sets the panel to it. */
import { setParams, valueNow, whileDragging } from '../state/address';

/** "pair.a=cat&pair.b=dog" as names and values. A plus sign is a plus sign here, spaces are %20. */
export function readSettings(text: string): [string, string][] {
  return text
    .split('&')
    .filter((setting) => setting.includes('='))
    .map((setting) => {
      const equals = setting.indexOf('=');
      return [decodeURIComponent(setting.slice(0, equals)), decodeURIComponent(setting.slice(equals + 1))];
    });
}

/** Handlers for the element whose HTML holds phrases. */
export const phraseHandlers = {
  onPointerOver: (event: PointerEvent) => event.pointerType === 'mouse' && whileDragging(() => apply(event)),
  onFocusIn: (event: FocusEvent) => whileDragging(() => apply(event)),
  onClick: (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const settings = apply(event);
    if (!settings) return;
    event.preventDefault();
    showPanel(settings);
  },
};

function apply(event: Event): [string, string][] | null {
  const phrase = (event.target as Element).closest<HTMLElement>('.phrase');
  if (!phrase) return null;
  const settings = readSettings(phrase.dataset.set ?? '');
  setParams(settings);
  return settings;
}

/** A phrase may drive a panel of another section; a click brings it into view. */
function showPanel(settings: readonly [string, string][]): void {
  const id = settings[0]?.[0].split('.')[0] ?? '';
  const panel = document.querySelector(`[data-slot="${CSS.escape(id)}"]`);
  const box = panel?.getBoundingClientRect();
  if (box && (box.bottom < 96 || box.top > innerHeight - 96)) panel?.scrollIntoView({ block: 'center' });
}

/** Marks the phrases whose state the panels are in. */
export function markPhrases(): void {
  for (const phrase of document.querySelectorAll<HTMLElement>('.phrase')) {
    const holds = readSettings(phrase.dataset.set ?? '').every(([name, value]) => valueNow(name) === value);
    phrase.toggleAttribute('data-holds', holds);
  }
}
