/** A kind's name meets a view in one place only. */
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';

const VIEWS = 'static/src/views';
const KINDS = ['conv2d', 'relu', 'leaky_relu', 'sigmoid', 'tanh', 'max_pool', 'average_pool', 'global_average_pool', 'flatten', 'dense', 'softmax', 'dropout', 'batch_norm', 'local_response_norm', 'linked_conv2d', 'subsample', 'rbf', 'softmin', 'concat'];

const files = (folder: string): string[] => readdirSync(folder).flatMap((name) => {
  const path = join(folder, name);
  return statSync(path).isDirectory() ? files(path) : /\.(ts|svelte)$/.test(name) ? [path] : [];
});
const script = (source: string): string => [...source.matchAll(/<script[^>]*>([\s\S]*?)<\/script>/g)].map((found) => found[1]).join('\n') || source;
const quoted = new RegExp(`(['"\`])(${KINDS.join('|')})\\1`);

describe('only the registry names kinds', () => {
  for (const path of files(VIEWS)) {
    if (relative(VIEWS, path) === 'index.ts') continue;
    test(relative(VIEWS, path), () => {
      const source = readFileSync(path, 'utf8');
      expect(script(source).match(quoted)?.[0] ?? null).toBeNull();
      expect(source).not.toMatch(/layer\.kind\s*[!=]==?/);
    });
  }
  test('a planted name would be found', () => {
    expect("if (kind === 'conv2d')").toMatch(quoted);
  });
});

test('core knows no framework', () => {
  for (const path of files('static/src/core')) expect(readFileSync(path, 'utf8')).not.toMatch(/from 'svelte|\$state|\$derived/);
});
