"""Which iffsim this is; results of studies are known by it."""

VERSION = "0.1.0"
