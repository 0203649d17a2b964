// Lessons need no script. With one, they keep the colours that were chosen on the page, and
// their links into the page lead to the picture that was looked at last.
(() => {
  const kept = (store, name) => {
    try {
      return store().getItem(name);
    } catch {
      return null;
    }
  };
  const theme = kept(() => localStorage, 'convscope-theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;

  const left = new URLSearchParams((kept(() => sessionStorage, 'convscope-left') ?? '').replace(/^#/, ''));
  const NETWORK = 'tiny-vgg';
  const PICTURE = ['run', 'sample', 'altered'];
  const legible = (state) => `/#${state.toString().replaceAll('%2C', ',').replaceAll('%3A', ':').replaceAll('%3B', ';')}`;
  if (!left.size) return;
  document.addEventListener('DOMContentLoaded', () => {
    for (const link of document.querySelectorAll('a[href^="/#"]')) {
      const state = new URLSearchParams(link.hash.slice(1));
      const other = (state.get('network') ?? NETWORK) !== (left.get('network') ?? NETWORK);
      if (other || PICTURE.some((key) => state.has(key))) continue;
      for (const key of PICTURE) if (left.has(key)) state.set(key, left.get(key));
      link.setAttribute('href', legible(state));
    }
    for (const link of document.querySelectorAll('a.home')) link.setAttribute('href', legible(left));
  });
})();
