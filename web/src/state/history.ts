/** Writes addresses into the browser's history: one step a task, and one step for a whole drag. */

/** Browsers refuse more than about 100 changes of the address in 30 s. */
const WRITE_EVERY_MS = 350;

export class AddressWriter {
  private address = '';
  private names = new Set<string>();
  private discrete = false;
  private planned = false;
  /** Names moved by the drag that made the present history step; empty after any other step. */
  private gesture = '';
  private late: ReturnType<typeof setTimeout> | undefined;
  private lateAddress = '';

  /** Plans to write the address at the end of this task. */
  write(address: string, name: string, dragging: boolean): void {
    this.address = address;
    this.names.add(name);
    this.discrete ||= !dragging;
    if (this.planned) return;
    this.planned = true;
    queueMicrotask(() => this.commit());
  }

  /** Writes the address in the place of the present step. */
  replace(address: string): void {
    this.finish();
    history.replaceState(null, '', address);
  }

  /** Writes at once what is planned or was held back. */
  finish(): void {
    if (this.planned) this.commit();
    this.writeLate();
    this.gesture = '';
  }

  private commit(): void {
    if (!this.planned) return;
    const gesture = this.discrete ? '' : [...this.names].toSorted().join();
    this.planned = false;
    this.discrete = false;
    this.names.clear();
    if (gesture !== '' && gesture === this.gesture) this.replaceSoon(this.address);
    else this.push(this.address, gesture);
  }

  private push(address: string, gesture: string): void {
    this.writeLate();
    this.gesture = gesture;
    history.pushState(null, '', address);
  }

  private replaceSoon(address: string): void {
    this.lateAddress = address;
    this.late ??= setTimeout(() => this.writeLate(), WRITE_EVERY_MS);
  }

  private writeLate(): void {
    if (this.late === undefined) return;
    clearTimeout(this.late);
    this.late = undefined;
    history.replaceState(null, '', this.lateAddress);
  }
}
