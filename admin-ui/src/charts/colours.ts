/** Told apart without colours too: one is dark where the other is light, in both themes. */
export const seriesColours = {
  first: 'light-dark(#a82a29, #e39089)',
  second: 'light-dark(#2f7fb5, #6fb7e6)',
} as const;
