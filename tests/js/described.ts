/** Every network of models/ as the server describes it, for tests that must hold for real ones. */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import type { Network } from '../../static/src/data/types';

const PROGRAM = `
import json, sys
from app import catalogue, describe
from app.settings import Settings
shelf = catalogue.Catalogue(Settings.from_environment().models)
json.dump([describe.network(entry, []) for entry in shelf.values()], sys.stdout)
`;
export const described = (): readonly Network[] => {
  const python = ['.venv/bin/python', '.venv/Scripts/python.exe'].find(existsSync) ?? 'python3';
  return JSON.parse(execFileSync(python, ['-c', PROGRAM], { encoding: 'utf8', maxBuffer: 2 ** 28 })) as Network[];
};
