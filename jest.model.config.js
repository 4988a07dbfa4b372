import base from "./jest.config.js";

// Real weights: slow, and only where they can be had.
export default {
  ...base,
  testMatch: ["**/test/model/**/*.test.ts"],
  testPathIgnorePatterns: [],
  testTimeout: 600_000,
  // A model takes every core it finds: two at once on two cores were each many times slower.
  maxWorkers: 1,
};
