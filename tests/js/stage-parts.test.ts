/** The parts of the stage as a reader meets them: tables, tabs, sliders. */
import { fireEvent, render, screen } from '@testing-library/svelte';
import { describe, expect, test, vi } from 'vitest';
import { number } from '../../static/src/core/format';
import type { Session } from '../../static/src/state/session.svelte';
import { kindOf } from '../../static/src/views';
import ActiveMap from '../../static/src/views/parts/ActiveMap.svelte';
import Addition from '../../static/src/views/parts/Addition.svelte';
import { Anchors } from '../../static/src/views/parts/anchors.svelte';
import NumberGrid from '../../static/src/views/parts/NumberGrid.svelte';
import { signedColour } from '../../static/src/views/parts/shades';
import ConvStrip from '../../static/src/views/stage/ConvStrip.svelte';
import { Slide } from '../../static/src/views/stage/slide.svelte';
import DepthTabs from '../../static/src/views/text/DepthTabs.svelte';

describe('a number grid', () => {
  const grid = { label: 'Filter 5 on red', values: [1, -0.5, 0, 0.004] };

  test('is a table with names for its rows and columns', () => {
    render(NumberGrid, { ...grid, texts: grid.values.map((value) => number(value)), rows: ['row 27', 'row 28'], columns: ['column 43', 'column 44'], colour: signedColour(1, 'light'), cell: 42 });
    expect(screen.getByRole('table', { name: 'Filter 5 on red' })).toBeTruthy();
    expect(screen.getByText('row 27').closest('th')?.getAttribute('scope')).toBe('row');
    expect(screen.getByText('column 44').closest('th')?.getAttribute('scope')).toBe('col');
    for (const text of ['1.00', '−0.50', '0', '≈0']) expect(screen.getByText(text)).toBeTruthy();
  });

  test('says the number under the keys where cells are too small to write in', async () => {
    render(ConvStrip, { ...grid, topic: 'conv-weight', columns: 2, ink: { table: new Uint32Array(511), extent: 1 }, width: 26, onlight: () => {} });
    const slider = screen.getByRole('slider', { name: 'Filter 5 on red' });
    await fireEvent.keyDown(slider, { key: 'ArrowRight' });
    expect(slider.getAttribute('aria-valuetext')).toBe('row 0, column 1, −0.50');
  });
});

describe('a sum', () => {
  const rows = [{ name: 'red', text: '+0.05' }, { name: 'bias of filter 5', text: '−0.02' }];
  const sum = (adds: boolean | null) => render(Addition, { label: 'Sum', rows, total: '+0.03', adds, anchors: new Anchors() });
  test('has its tick only when it adds up', () => {
    expect(sum(true).container.textContent).toContain('adds up');
    expect(sum(false).container.textContent).toContain('does not add up');
    expect(sum(null).container.textContent).not.toContain('adds up');
  });
});

test('a map can be walked over with the arrow keys, and stops at its edges', async () => {
  const choose = vi.fn();
  render(ActiveMap, { rows: 4, columns: 5, draw: () => {}, label: 'Output map 1', says: 'row 0, column 4', place: [0, 4] as const, onpoint: () => {}, onchoose: choose });
  const map = screen.getByRole('slider', { name: 'Output map 1' });
  await fireEvent.keyDown(map, { key: 'ArrowDown' });
  expect(choose).toHaveBeenLastCalledWith([1, 4]);
  await fireEvent.keyDown(map, { key: 'ArrowRight' });
  expect(choose).toHaveBeenLastCalledWith([0, 4]);
  await fireEvent.keyDown(map, { key: 'Home' });
  expect(choose).toHaveBeenLastCalledWith([0, 0]);
});

test('the depths are tabs: one stop, arrows move, ends meet', async () => {
  const choose = vi.fn();
  render(DepthTabs, { depth: 'summary', onchoose: choose });
  const tabs = screen.getAllByRole('tab');
  expect(tabs.map((tab) => tab.tabIndex)).toEqual([0, -1, -1]);
  await fireEvent.keyDown(screen.getByRole('tablist'), { key: 'ArrowLeft' });
  expect(choose).toHaveBeenLastCalledWith('in_depth');
});

test('a kind nobody listed gets the general close-up', () => {
  expect(kindOf('something new').closeUp).toBe('General');
});

describe('the sliding window', () => {
  const session = () => {
    const state = { layer: { shape: [2, 3, 4] as const }, cell: [1, 0, 3] as readonly number[], pointed: null as readonly number[] | null, clock: { speed: 1, pause: () => {} } };
    return Object.assign(state, {
      point: (cell: readonly number[]) => { state.pointed = state.cell = cell; },
      choose: vi.fn(() => { state.pointed = null; }),
    });
  };
  test('goes to the next row at the end of one, and chooses where it stops', () => {
    const page = session();
    new Slide(page as unknown as Session).step();
    expect(page.cell).toEqual([1, 1, 0]);
    expect(page.choose).toHaveBeenCalledWith(1, [1, 0]);
  });
  test('chooses nothing when its stage is left', () => {
    const page = session();
    page.point([1, 2, 2]);
    new Slide(page as unknown as Session).leave();
    expect(page.choose).not.toHaveBeenCalled();
  });
});
