"""From events to actions."""
