import base from "./jest.config.js";

// Real weights: slow, and only where they can be had.
export default {
  ...base,
  testMatch: ["**/test/model/**/*.test.ts"],
  testPathIgnorePatterns: [],
  testTimeout: 600_000,
};
