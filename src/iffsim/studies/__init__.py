"""Many runs of one scenario: a design says what varies, a table says what came of it."""
