"""Every word that people read, in English and Turkish."""
