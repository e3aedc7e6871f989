"""What leaves a store and comes into it: sealed bundles, signed and for one person. See `docs.md`."""
