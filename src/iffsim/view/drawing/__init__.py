"""How anything is painted: colours, letters, sprites, the layout of a window."""
