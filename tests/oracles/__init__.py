"""Outside truths: plain, slow code that shares nothing with the engine, and random worlds."""
