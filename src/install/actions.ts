/** Other people's actions that our workflow uses, by commit: a tag can be moved. */
export const PINNED = {
  checkout: {
    uses: "actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1",
    version: "v7.0.1",
  },
  uploadArtifact: {
    uses: "actions/upload-artifact@bbbca2ddaa5d8feaa63e36b76fdaad77386f024f",
    version: "v7.0.0",
  },
  appToken: {
    uses: "actions/create-github-app-token@1b10c78c7865c340bc4f6099eb2f838309f1e8c3",
    version: "v3.1.1",
  },
} as const;

export type PinnedAction = (typeof PINNED)[keyof typeof PINNED];
