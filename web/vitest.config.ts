import { mergeConfig } from 'vite';
import { defineConfig } from 'vitest/config';
import build from './vite.config.ts';

// Apart from the build's own settings, since a build is installed without the test tools.
export default mergeConfig(
  build,
  defineConfig({ test: { environment: 'happy-dom', include: ['src/**/*.test.{ts,tsx}', 'plugins/**/*.test.ts'] } }),
);
