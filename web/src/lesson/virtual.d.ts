declare module 'virtual:lesson' {
  export const steps: import('./words').StepEntry[];
}
